"""Synthetic years in the database: what is planted is found and nothing else, and a second run adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from caicach.apps.dossiers.actions import numbering
from caicach.apps.dossiers.models import Applicant, BookEntry, Dossier, Event, Slip
from caicach.apps.dossiers.queries.detection import found_now
from caicach.apps.dossiers.synthetic.generating import Asked, generation
from caicach.apps.dossiers.tests.year import ASKED, SYSTEM, Year, build, told
from caicach.apps.units.queries import latest
from caicach.core.dossiers.codes import parse, series_of
from caicach.core.dossiers.status import Form
from caicach.core.letters import slips as letters
from caicach.platform.errors import Conflict

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("dossiers-year")]


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def violations() -> set[tuple[str, str | None]]:
    with told():
        return {
            (one.code, one.dossier.name if one.dossier else None) for one in found_now(SYSTEM, ASKED.year)
        }


def test_exactly_what_was_planted_is_found_in_the_database(year: Year) -> None:
    planted = {(code, dossier) for code, dossier in year.generation.planted}
    assert len(planted) == sum(ASKED.plants.values())
    assert violations() == planted


def test_a_second_run_adds_nothing_and_another_seed_stands_beside_it(year: Year) -> None:
    before = violations()
    with transaction.atomic(), told():
        again = generation(SYSTEM, ASKED)
        list(again.run())
        assert (again.written, again.there) == (0, ASKED.count)
        assert again.planted == year.generation.planted
        other = generation(SYSTEM, Asked(60, 6, 2026, 5, {"V2": 1}))
        list(other.run())
        assert (other.written, other.there) == (60, 0)
        assert violations() == before | set(other.planted)
        transaction.set_rollback(True)


def test_a_run_that_was_cut_short_is_taken_up_where_it_stopped(year: Year) -> None:
    whole = Dossier.objects.count()
    with transaction.atomic(), told():
        lost = list(Dossier.objects.order_by("-pk").values_list("pk", flat=True)[:40])
        for row in (
            relation
            for relation in Dossier._meta.related_objects
            if relation.one_to_many or relation.one_to_one
        ):
            row.related_model._default_manager.filter(**{f"{row.field.name}__in": lost}).delete()
        Dossier.objects.filter(pk__in=lost).delete()
        again = generation(SYSTEM, ASKED)
        list(again.run())
        assert again.written == len(lost)
        assert Dossier.objects.count() == whole
        transaction.set_rollback(True)


def test_the_next_real_dossier_finds_free_numbers(year: Year) -> None:
    dossier = Dossier.objects.filter(receipt_number__gt="").order_by("-received_at")[0]
    unit = latest(dossier.unit_id)
    assert unit is not None
    code = parse(dossier.code)
    assert code is not None
    highest = max(
        read.number
        for one in Dossier.objects.filter(unit=dossier.unit).values_list("code", flat=True)
        if (read := parse(one)) and series_of(read.day) == series_of(code.day)
    )
    last_slip = Slip.objects.filter(unit=dossier.unit, form=Form.RECEIPT, year=2026).order_by("-number")[0]
    with transaction.atomic():
        assert numbering.next_code(unit, code.day).endswith(f"-{highest + 1:04d}")
        assert numbering.next_slip(unit.pk, Form.RECEIPT, 2026) == last_slip.number + 1
        transaction.set_rollback(True)


def test_everything_says_that_it_is_illustration_and_prints(year: Year) -> None:
    assert not Dossier.objects.exclude(content__startswith="Số liệu minh họa").exists()
    assert Applicant.objects.count() > 100
    assert Event.objects.filter(dossier__in=Dossier.objects.all()).count() > Dossier.objects.count()
    for slip in Slip.objects.all()[:60]:
        assert letters.from_plain(slip.content).head.number == slip.number
    numbers = list(
        BookEntry.objects.filter(book__register="dossiers")
        .order_by("book", "number")
        .values_list("book", "number")
    )
    for (book, number), (following, next_number) in pairwise(numbers):
        assert next_number == (number + 1 if book == following else 1)


def test_synthetic_dossiers_do_not_stand_among_real_ones_unasked(year: Year) -> None:
    with transaction.atomic(), told():
        Dossier.objects.filter(pk=Dossier.objects.order_by("pk")[0].pk).update(content="Một việc thật")
        with pytest.raises(Conflict):
            generation(SYSTEM, ASKED)
        assert generation(SYSTEM, ASKED, among_real=True)
        transaction.set_rollback(True)

"""What the index counts of a generated year, every violation planted: by SQL the same as from each record by itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from caicach.apps.dossiers.actions import violations
from caicach.apps.dossiers.models import Dossier, Violation
from caicach.apps.dossiers.queries import detection, records
from caicach.apps.dossiers.queries.counted import asked_again, settlements
from caicach.apps.dossiers.tests.year import ASKED, Year, build
from caicach.apps.units.models import Kind, Unit
from caicach.core.dossiers import violations as rules
from caicach.core.dossiers.appointment import promised
from caicach.core.dossiers.indicators import points_of
from caicach.core.dossiers.settlement import Settlement
from caicach.core.dossiers.status import RUNNING, Form
from caicach.platform import clock
from caicach.platform.access import Scope

pytestmark = [pytest.mark.django_db, pytest.mark.databases, pytest.mark.xdist_group("dossiers-year")]
YEAR = ASKED.year
LATER = dt.date(2026, 12, 20)
"""A month after the generated year ends: what was at work then is overdue."""
SYSTEM = Scope.system("test", LATER)


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Year]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        with clock.told(LATER, hour=10):
            for unit in detection.counters(SYSTEM, YEAR):
                violations.refresh(unit.pk, YEAR)
        yield made
        transaction.set_rollback(True)


def test_the_counts_are_those_of_the_records(year: Year) -> None:
    with clock.told(LATER, hour=10):
        places = set(Dossier.objects.values_list("handling_unit_id", flat=True))
        found = settlements(SYSTEM, YEAR, places)
        expected = {place: recounted(place) for place in places}
    assert found == {place: one for place, one in expected.items() if one != Settlement()}
    assert sum(one.late for one in found.values()) > 0
    assert sum(one.overdue_open for one in found.values()) > 0
    assert sum(one.apologised or 0 for one in found.values()) > 0


def test_a_province_is_the_sum_of_what_stands_in_it(year: Year) -> None:
    top = Unit.objects.get(kind=Kind.PROVINCE)
    with clock.told(LATER, hour=10):
        (whole,) = settlements(SYSTEM, YEAR, [top.pk]).values()
        places = set(Dossier.objects.values_list("handling_unit_id", flat=True))
        parts = settlements(SYSTEM, YEAR, places).values()
        again = asked_again(SYSTEM, YEAR, [top.pk])
    assert whole == sum(parts, Settlement())
    assert again == {top.pk: Violation.objects.filter(code="V1", resolved_at=None, year=YEAR).count()}


def recounted(place: int) -> Settlement:
    counts: Counter[str] = Counter()
    ids = sorted(Dossier.objects.filter(handling_unit_id=place).values_list("pk", flat=True))
    for record in records.records_of(ids):
        at = detection.facts_of(record.unit.id)
        points = points_of(record, at)
        overdue = False
        if points is not None and record.finished_at and at.day(record.finished_at).year == YEAR:
            counts["settled"] += 1
            overdue = points[1] == 0
            counts["late"] += overdue
        elif record.status in RUNNING:
            due = promised(record, at.clock)
            overdue = due is not None and at.day(due) < at.day(at.now)
            counts["open"] += overdue
        if overdue and record.slips_of(Form.APOLOGY):
            counts["apologised"] += "V3" not in {one.code for one in rules.detect(record, at)}
    return Settlement(counts["settled"], counts["late"], counts["open"], counts["apologised"])

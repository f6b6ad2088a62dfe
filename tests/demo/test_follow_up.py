"""What the demonstration shows of the time after publication: plans in several states, reports, cases with an objection."""

import pytest

from caicach.apps.accountability.models import Consequence, Objection, Remedy, RemedyPlan, RemedyProgress
from caicach.apps.parindex.demo.building import Building
from caicach.apps.parindex.models import Participant
from caicach.core.accountability.people import Ground

pytestmark = [pytest.mark.databases, pytest.mark.xdist_group("demo")]


def test_every_published_unit_has_a_plan_and_a_few_are_further(built: Building) -> None:
    published = Participant.objects.filter(round__year=2025, not_ranked="").count()
    assert RemedyPlan.objects.count() >= published
    found = set(RemedyPlan.objects.values_list("status", flat=True))
    assert {"draft", "approved"} <= found
    begun = RemedyPlan.objects.exclude(status="draft")
    assert begun.count() == 3
    assert not Remedy.objects.filter(plan__in=begun, lifted_by__isnull=True, what="").exists()


def test_what_was_typed_says_that_it_is_an_illustration(built: Building) -> None:
    assert not Remedy.objects.exclude(what="").exclude(what__contains="minh họa").exists()
    assert not RemedyProgress.objects.exclude(text__contains="minh họa").exists()


def test_cases_are_proposed_told_objected_to_and_lifted(built: Building) -> None:
    found = list(Consequence.objects.values_list("status", flat=True))
    assert {"proposed", "notified", "objected", "lifted"} <= set(found)
    assert Objection.objects.count() == 1


def test_nobody_is_named_without_a_notice_or_a_post(built: Building) -> None:
    for case in Consequence.objects.all():
        assert case.reasons
        assert all(one["source"] and one["since"] <= "2025-12-31" for one in case.reasons)
        assert {one["ground"] for one in case.reasons} == {Ground.ZERO.value}, "2024 has no round of communes"

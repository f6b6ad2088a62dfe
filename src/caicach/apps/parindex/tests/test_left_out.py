"""A unit that the council left out of a round."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.parindex.actions import appraisal, council, counting, process, publication, rounds
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.loading import results_digest
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM
from caicach.platform.errors import Conflict

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = Decimal
DAY = dt.date(2026, 11, 18)


def test_a_unit_that_was_left_out_cannot_move_a_published_round() -> None:
    """The second unit stays in its appraisal, unranked; nothing that is done to it afterwards touches the results."""
    made = small.opened(factories.province(communes=2))
    first, second = Participant.objects.filter(round=made).select_related("unit").order_by("pk")
    walking.before_the_council(first)
    walking.locked(second)
    process.start_appraisal(SYSTEM, second.pk)
    rounds.set_participant(SYSTEM, second.pk, reason="chưa đủ năm", not_ranked="thành lập trong năm")
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", DAY, [first.pk])
    publication.publish(SYSTEM, made.pk, "15/QĐ-UBND", DAY)
    made.refresh_from_db()
    digest = results_digest(made.pk)
    for act in (
        lambda: appraisal.give(SYSTEM, second.pk, "1.2", D(0), "muộn"),
        lambda: appraisal.agree(SYSTEM, made.pk, ["1.2"], [second.pk]),
        lambda: appraisal.question(SYSTEM, second.pk, "1.2", "vì sao?"),
        lambda: process.unlock(SYSTEM, second.pk, "sửa"),
        lambda: process.refer(SYSTEM, second.pk),
        lambda: council.decide(SYSTEM, first.pk, "1.2", D(2), "muộn"),
        lambda: counting.recount(SYSTEM, made.pk),
    ):
        with pytest.raises(Conflict, match="đã công bố theo 15/QĐ-UBND"):
            act()
    made.refresh_from_db()
    assert results_digest(made.pk) == digest

"""Interlinked dossiers: each part its clock, one date for the citizen, a part starts when those before it are done."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.dossiers.actions import groups, steps
from caicach.apps.dossiers.actions.groups import Part
from caicach.apps.dossiers.actions.papers import PaperIn, ResultIn
from caicach.apps.dossiers.actions.steps import Outcome
from caicach.apps.dossiers.models import Dossier, Group
from caicach.apps.dossiers.tests.desk import TODAY, Desk, make_version
from caicach.core.dossiers.status import Status
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Conflict, Invalid


def simple(desk: Desk, code: str, days: int) -> Part:
    version = make_version(desk.province, code, f"Việc {code}", limit_amount=Decimal(days))
    return Part(desk.intake(version_id=version.pk, papers=(), fees=()))


def after(part: Part, *places: int) -> Part:
    return Part(part.intake, places)


def matter(desk: Desk) -> tuple[Group, list[Dossier]]:
    """Birth (1 day) and residence (2 days) first, then the insurance card (3 days) after both."""
    parts = [simple(desk, "1.1", 1), simple(desk, "1.2", 2), after(simple(desk, "1.3", 3), 0, 1)]
    group = groups.receive_group(desk.scope("officer"), "Khai sinh, thường trú, thẻ bảo hiểm", parts)
    return group, list(group.parts.order_by("id"))


def settled(desk: Desk, dossier: Dossier, *, denied: bool = False) -> None:
    given = steps.hand_over(desk.scope("officer"), dossier.pk, dossier.version, desk.people["handler"].pk)
    outcome = Outcome([] if denied else [ResultIn("Kết quả")], denied, "Không đủ điều kiện" if denied else "")
    steps.finish(desk.scope("handler"), given.pk, given.version, outcome)


def test_the_citizen_has_one_date_at_the_end_of_the_longest_way(desk: Desk) -> None:
    group, (birth, residence, card) = matter(desk)
    assert group.due_at == dt.datetime(
        2026, 11, 26, 17, tzinfo=VIETNAM
    )  # 2 days to Friday, 3 more, the 24th is off
    assert [one.status for one in (birth, residence, card)] == [
        Status.RECEIVED,
        Status.RECEIVED,
        Status.REGISTERED,
    ]
    assert birth.due_at == dt.datetime(2026, 11, 19, 17, tzinfo=VIETNAM)
    assert card.due_at is None
    receipts = [letters.from_plain(one.slips.get(form="01").content) for one in (birth, residence)]
    assert [receipt.due_at for receipt in receipts] == [group.due_at] * 2  # type: ignore[union-attr]


def test_a_part_starts_with_receipt_and_clock_when_all_before_it_are_done(desk: Desk) -> None:
    group, (birth, residence, card) = matter(desk)
    settled(desk, birth)
    card.refresh_from_db()
    assert card.status == Status.REGISTERED
    with clock.told(TODAY + dt.timedelta(days=1)):
        settled(desk, residence)
    card.refresh_from_db()
    assert card.status == Status.RECEIVED
    assert card.due_at == dt.datetime(2026, 11, 25, 17, tzinfo=VIETNAM)
    assert card.receipt_number
    group.refresh_from_db()
    assert group.due_at == dt.datetime(2026, 11, 26, 17, tzinfo=VIETNAM)


def test_a_late_part_moves_the_citizens_date(desk: Desk) -> None:
    group, (birth, residence, card) = matter(desk)
    settled(desk, birth)
    with clock.told(TODAY + dt.timedelta(days=8)):
        settled(desk, residence)
    card.refresh_from_db()
    group.refresh_from_db()
    assert group.due_at == card.due_at == dt.datetime(2026, 12, 1, 17, tzinfo=VIETNAM)


def test_after_a_denial_nothing_starts_by_itself(desk: Desk) -> None:
    _group, (birth, residence, card) = matter(desk)
    settled(desk, birth, denied=True)
    settled(desk, residence)
    card.refresh_from_db()
    assert card.status == Status.REGISTERED


def test_a_waiting_part_cannot_be_received_by_hand(desk: Desk) -> None:
    from caicach.apps.dossiers.actions import intake

    _group, (_birth, _residence, card) = matter(desk)
    with pytest.raises((Invalid, Conflict), match="2 hồ sơ thành phần"):
        intake.receive_registered(desk.scope("officer"), card.pk, card.version, intake.Completion())


@pytest.mark.parametrize("places", [(0,), (1,), (7,), (-1,)])
def test_a_part_waits_only_for_parts_before_it(desk: Desk, places: tuple[int, ...]) -> None:
    one = simple(desk, "1.1", 1)
    with pytest.raises(Invalid, match="đứng trước nó"):
        groups.receive_group(desk.scope("officer"), "Việc", [after(one, *places), one])
    with pytest.raises(Invalid, match="từ 2 đến"):
        groups.receive_group(desk.scope("officer"), "Việc", [one])


def test_all_papers_of_all_parts_are_there_or_nothing_is_received(desk: Desk) -> None:
    first = simple(desk, "1.1", 1)
    second = after(Part(desk.intake(papers=[PaperIn(desk.papers()[0].pk)])), 0)
    with pytest.raises(Invalid, match="Giấy chứng sinh"):
        groups.receive_group(desk.scope("officer"), "Việc", [first, second])
    assert not Dossier.objects.exists()
    assert not Group.objects.exists()

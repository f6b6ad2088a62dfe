"""Rounds: one a year for each kind of unit, by one set; who takes part; what is stated of a unit beside its leaves."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex.actions import facts, rounds, scoring, targets
from caicach.apps.parindex.models import NodeScore, Participant, Round, Target, UnitScore
from caicach.apps.parindex.queries import rounds as queries
from caicach.apps.parindex.queries.loading import results_digest
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.units.actions import UnitData, create_unit
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


@pytest.fixture
def place() -> Province:
    return factories.province()


@pytest.fixture
def manager(place: Province) -> Scope:
    factories.person(place, "quan-tri-bo", Role.FRAMEWORK_MANAGER)
    return place.scope("quan-tri-bo")


@pytest.fixture
def focal(place: Province) -> Scope:
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    return place.scope("dau-moi")


# --- opening ---------------------------------------------------------------------------------------------------------


def test_a_round_is_opened_with_its_reference_dates(place: Province, manager: Scope) -> None:
    small.version()
    made = rounds.open_round(
        manager, place.unit.pk, 2026, "commune", small.CODE, {"plan": dt.date(2026, 1, 12)}
    )
    assert made.dates == {"plan": "2026-01-12"}
    assert Entry.objects.get(action="round.opened").values_after["framework"] == small.CODE


@pytest.mark.parametrize(
    ("year", "subject", "dates", "words"),
    [
        (2026, "department", {}, "chấm điểm xã, phường, đặc khu, không phải sở, ban, ngành"),
        (2023, "commune", {}, "áp dụng từ năm 2024, không dùng được cho năm 2023"),
        (2026, "commune", {"khac": "2026-01-01"}, "không có mốc ngày “khac”"),
        (2026, "commune", {"plan": "31/01/2026"}, "không phải là ngày"),
    ],
)
def test_what_does_not_fit_a_set_is_refused(
    place: Province, manager: Scope, year: int, subject: str, dates: dict[str, str], words: str
) -> None:
    small.version()
    with pytest.raises(Invalid, match=words):
        rounds.open_round(manager, place.unit.pk, year, subject, small.CODE, dates)
    assert not Round.objects.exists()


def test_there_is_one_round_a_year(place: Province, manager: Scope) -> None:
    small.opened(place)
    with pytest.raises(Conflict, match="Năm 2026 đã có đợt đánh giá"):
        rounds.open_round(manager, place.unit.pk, 2026, "commune", small.CODE)


def test_rounds_are_opened_only_in_ones_own_locality(place: Province, manager: Scope, focal: Scope) -> None:
    small.version()
    other = factories.province("Tỉnh Khác", communes=1)
    with pytest.raises(NotFound):
        rounds.open_round(manager, other.unit.pk, 2026, "commune", small.CODE)
    with pytest.raises((Refused, NotFound)):
        rounds.open_round(focal, place.unit.pk, 2026, "commune", small.CODE)


# --- which set -------------------------------------------------------------------------------------------------------


def test_the_set_is_exchanged_until_there_are_facts(place: Province, manager: Scope) -> None:
    made = small.opened(place)
    factories.framework()
    rounds.use_framework(manager, made.pk, "XA-2025", "bộ mới")
    made.refresh_from_db()
    assert made.framework.code == "XA-2025"
    assert NodeScore.objects.filter(participant__round=made, code="9.1.1").count() == 4
    assert not NodeScore.objects.filter(participant__round=made, code="2.10").exists()
    rounds.use_framework(manager, made.pk, small.CODE, "quay lại")
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    with pytest.raises(Conflict, match="Năm 2026 đang dùng bộ XA-NHO và đã có số liệu") as caught:
        rounds.use_framework(manager, made.pk, "XA-2025", "thử")
    assert "năm sau" in caught.value.way_out


# --- who takes part --------------------------------------------------------------------------------------------------


def test_units_take_part_once_with_their_block(place: Province, manager: Scope) -> None:
    made = small.opened(place)
    again = rounds.add_participants(manager, made.pk, [(place.communes[0].pk, "phuong")])
    assert again == []
    assert small.member(made, place.communes[0]).block == "xa"
    assert UnitScore.objects.filter(participant__round=made, index__isnull=True).count() == 4


def test_all_units_are_added_or_none(place: Province, manager: Scope) -> None:
    small.version()
    made = rounds.open_round(manager, place.unit.pk, 2026, "commune", small.CODE)
    other = factories.province("Tỉnh Khác", communes=1)
    department = create_unit(
        SYSTEM, UnitData("department", "Sở Nội vụ", factories.SINCE, parent_id=place.unit.pk)
    )
    for unit, block, words in (
        (other.communes[0], "xa", "không thuộc Tỉnh Thử Nghiệm"),
        (department, "xa", "không được chấm bằng bộ"),
        (place.communes[1], "thi_tran", "không có khối xếp hạng"),
    ):
        with pytest.raises(Invalid, match=words):
            rounds.add_participants(manager, made.pk, [(place.communes[0].pk, "xa"), (unit.pk, block)])
    assert not made.participants.exists()


def test_a_unit_without_facts_leaves_a_round_and_one_with_facts_stays(
    place: Province, manager: Scope
) -> None:
    made = small.opened(place)
    first, second = (small.member(made, unit) for unit in place.communes[:2])
    facts.enter(SYSTEM, second.pk, "2.1", {"done": True})
    rounds.remove_participant(manager, first.pk, "giải thể")
    with pytest.raises(Conflict, match="đã có số liệu"):
        rounds.remove_participant(manager, second.pk, "thử")
    assert made.participants.count() == 3


def test_candidates_are_the_units_of_the_year_that_do_not_take_part(place: Province, manager: Scope) -> None:
    small.version()
    made = rounds.open_round(manager, place.unit.pk, 2026, "commune", small.CODE)
    rounds.add_participants(manager, made.pk, [(place.communes[0].pk, "xa")])
    assert [(one.unit.pk, one.block) for one in queries.candidates(manager, made.pk)] == [
        (place.communes[1].pk, "phuong"),
        (place.communes[3].pk, "phuong"),
        (place.communes[2].pk, "xa"),
    ]


# --- what is stated of a unit ----------------------------------------------------------------------------------------


def test_block_and_ranking_belong_to_whoever_manages_the_round(
    place: Province, manager: Scope, focal: Scope
) -> None:
    member = small.member(small.opened(place), place.communes[0])
    rounds.set_participant(
        manager, member.pk, block="phuong", not_ranked="thành lập trong năm", reason="QĐ 1"
    )
    member.refresh_from_db()
    assert (member.block, member.not_ranked) == ("phuong", "thành lập trong năm")
    with pytest.raises((Refused, NotFound)):
        rounds.set_participant(focal, member.pk, block="xa", reason="thử")


def test_bonus_penalty_and_attributes_belong_to_the_unit(
    place: Province, manager: Scope, focal: Scope
) -> None:
    made = small.opened(place)
    member = small.member(made, place.communes[0])
    stated = {"bonus": {"T1": Decimal("1.5")}, "penalty": {"P1": 1}, "attributes": {"no_procedures": True}}
    rounds.set_participant(focal, member.pk, reason="Biên bản", **stated)
    member.refresh_from_db()
    assert (member.bonus, member.penalty, member.attributes) == (
        {"T1": Decimal("1.5")},
        {"P1": 1},
        {"no_procedures": Decimal(1) and True},
    )
    with pytest.raises(Refused):
        rounds.set_participant(manager, member.pk, reason="thử", bonus={"T1": 2})


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"bonus": {"T9": 1}}, "không có mục này"),
        ({"bonus": {"T1": -1}}, "không được âm"),
        ({"attributes": {"khac": True}}, "không có thuộc tính này"),
        ({"not_applicable": ["2.1"]}, "không cho phép khai"),
        ({"not_applicable": ["9.9"]}, "không có tiêu chí"),
        ({"not_applicable": "1.2"}, "phải là danh sách"),
        ({"block": "thi_tran"}, "không có khối"),
        ({"khac": 1}, "Không sửa được"),
    ],
)
def test_what_the_set_does_not_know_is_refused(place: Province, stated: dict[str, Any], words: str) -> None:
    member = small.member(small.opened(place), place.communes[0])
    with pytest.raises(Invalid, match=words):
        rounds.set_participant(SYSTEM, member.pk, reason="thử", **stated)
    assert Participant.objects.get(pk=member.pk).not_applicable == []


def test_a_change_needs_a_reason_and_no_change_leaves_no_trace(place: Province) -> None:
    member = small.member(small.opened(place), place.communes[0])
    with pytest.raises(Invalid, match="lý do"):
        rounds.set_participant(SYSTEM, member.pk, reason="", block="phuong")
    rounds.set_participant(SYSTEM, member.pk, reason="như cũ", block="xa")
    assert not Entry.objects.filter(action="participant.changed").exists()


def test_a_leaf_that_does_not_apply_shrinks_the_maximum(place: Province, focal: Scope) -> None:
    made = small.opened(place)
    member = small.member(made, place.communes[0])
    rounds.set_participant(focal, member.pk, reason="không có việc nào", not_applicable=["1.2"])
    assert UnitScore.objects.get(participant=member).max_points == 8
    assert NodeScore.objects.get(participant=member, code="1.2").policy == "exclude"


def test_an_assignee_declares_only_his_own_leaves(place: Province) -> None:
    made = small.opened(place)
    unit = place.communes[0]
    user = factories.person(place, "duoc-giao", Role.ASSIGNEE, unit)
    member = small.member(made, unit)
    with pytest.raises(Refused, match="không được giao"):
        rounds.set_participant(place.scope("duoc-giao"), member.pk, reason="thử", not_applicable=["1.2"])
    factories.notice(unit, {"1.2": user})
    rounds.set_participant(place.scope("duoc-giao"), member.pk, reason="không có", not_applicable=["1.2"])
    with pytest.raises(Refused, match="cán bộ đầu mối"):
        rounds.set_participant(place.scope("duoc-giao"), member.pk, reason="thử", bonus={"T1": 1})


# --- scoring and targets ---------------------------------------------------------------------------------------------


def test_scoring_again_changes_nothing_and_is_recorded(place: Province, manager: Scope) -> None:
    made = factories.scored_round(place, 2026, factories.framework())
    before = list(NodeScore.objects.order_by("pk").values_list("pk", "points", "index"))
    digest = results_digest(made.pk)
    scoring.rescore(manager, made.pk)
    made.refresh_from_db()
    assert results_digest(made.pk) == digest
    assert list(NodeScore.objects.order_by("pk").values_list("pk", "points", "index")) == before
    assert Entry.objects.filter(action="round.rescored").count() == 1


def test_scoring_heals_rows_that_were_touched(place: Province) -> None:
    made = factories.scored_round(place, 2026, factories.framework())
    score = UnitScore.objects.filter(participant__round=made).first()
    assert score is not None
    UnitScore.objects.filter(pk=score.pk).update(points=1, digest="")
    NodeScore.objects.filter(participant_id=score.participant_id, code="1").update(points=0)
    scoring.rescore(SYSTEM, made.pk)
    assert UnitScore.objects.get(pk=score.pk).points == score.points
    assert NodeScore.objects.get(participant_id=score.participant_id, code="1").points != 0


def test_one_fact_writes_only_the_rows_of_its_unit(
    place: Province, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    made = factories.scored_round(place, 2026, factories.framework())
    member = small.member(made, place.communes[0])
    others = NodeScore.objects.exclude(participant=member)
    before = list(others.order_by("pk").values_list("pk", "points"))
    with django_assert_max_num_queries(40):
        facts.enter(SYSTEM, member.pk, "1.1.1", {"date": None})
    assert list(others.order_by("pk").values_list("pk", "points")) == before
    assert NodeScore.objects.get(participant=member, code="1.1.1").points == 0


def test_stored_figures_are_exact_to_ten_places(place: Province) -> None:
    made = small.opened(place)
    member = small.member(made, place.communes[0])
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 1, "den": 3})
    stored = NodeScore.objects.get(participant=member, code="1.2")
    assert (stored.points, stored.index) == (Decimal("0.67"), Decimal("33.5"))
    facts.load(SYSTEM, made.pk, {"units": [{"unit": place.communes[0].name, "inputs": _rest()}]})
    score = UnitScore.objects.get(participant=member)
    assert score.index == score.points * 10


def test_last_year_is_found_through_the_leaf_map(place: Province) -> None:
    from caicach.apps.parindex.queries.loading import facts_of, last_year_of

    criteria = factories.framework()
    factories.scored_round(place, 2025, criteria, level=0.5)
    made = factories.scored_round(place, 2026, criteria)
    before = last_year_of(made)
    assert len(before) == 4
    some = next(iter(before.values()))
    assert some.index is not None
    assert set(some.leaves) == {leaf.code for leaf in criteria.leaves}
    assert facts_of(made).units[0].last_year.index is not None


def test_a_target_is_set_changed_and_removed(place: Province, focal: Scope) -> None:
    unit = place.communes[0]
    made = targets.set_target(focal, unit.pk, 2026, "par_index", Decimal(80), True, Decimal("85.5"), "KH 12")
    assert (made.minimum, made.strict, made.aim) == (80, True, Decimal("85.5"))
    targets.set_target(focal, unit.pk, 2026, "par_index", Decimal(82), False, None, "KH 13")
    assert Target.objects.get().minimum == 82
    assert Entry.objects.filter(action="target.set").count() == 2
    targets.remove_target(focal, made.pk, "nhập nhầm")
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("kind", "minimum", "aim", "document", "words"),
    [
        ("khac", "80", None, "KH", "Không có loại chỉ số"),
        ("par_index", "101", None, "KH", "từ 0 đến 100"),
        ("par_index", "80.555", None, "KH", "hai chữ số"),
        ("par_index", "NaN", None, "KH", "từ 0 đến 100"),
        ("par_index", "80", "70", "KH", "thấp hơn mức phải đạt"),
        ("par_index", "80", None, " ", "Thiếu văn bản"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    place: Province, kind: str, minimum: str, aim: str | None, document: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        targets.set_target(
            SYSTEM,
            place.communes[0].pk,
            2026,
            kind,
            Decimal(minimum),
            False,
            Decimal(aim) if aim else None,
            document,
        )


def _rest() -> dict[str, Any]:
    return {
        "1.1": {"date": "2026-01-20"},
        "1.3": {"items": [True, False]},
        "2.1": {"done": True},
        "2.2": {"option": 0},
        "2.3": {"points": Decimal("0.5"), "reason": "Hội đồng"},
        "2.10": {"value": 5},
    }

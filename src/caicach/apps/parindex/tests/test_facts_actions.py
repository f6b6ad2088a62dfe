"""Facts: stated one by one or loaded from a file, judged by the rule, scored at once, every change in the trail."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import evidence, facts, rounds
from caicach.apps.parindex.actions.facts import FactConflict
from caicach.apps.parindex.models import Fact, LeafNote, NodeScore, Participant, Round, UnitScore
from caicach.apps.parindex.queries.inputs import InputInvalid, trial
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


@pytest.fixture
def place() -> Province:
    return factories.province()


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def member(made: Round, place: Province) -> Participant:
    return small.member(made, place.communes[0])


@pytest.fixture
def focal(place: Province) -> Scope:
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    return place.scope("dau-moi")


# --- one by one ------------------------------------------------------------------------------------------------------


def test_a_fact_is_kept_scored_and_recorded(member: Participant, focal: Scope) -> None:
    fact = facts.enter(focal, member.pk, "1.2", {"num": 48, "den": 50}, source="Báo cáo 12")
    assert (fact.version, fact.source, fact.changed_by_id, fact.illustration) == (
        1,
        "Báo cáo 12",
        focal.user_id,
        False,
    )
    assert NodeScore.objects.get(participant=member, code="1.2").points == Decimal("1.92")
    entry = Entry.objects.get(action="fact.entered")
    assert entry.values_after == {"inputs": '{"den":50,"num":48}', "source": "Báo cáo 12"}
    assert entry.unit_path.startswith(f"{member.round.locality_id}/")


def test_a_change_says_from_what_to_what_and_why(member: Participant, focal: Scope) -> None:
    facts.enter(focal, member.pk, "2.1", {"done": False})
    facts.enter(focal, member.pk, "2.1", {"done": True}, reason="đã hoàn thành", seen_version=1)
    entry = Entry.objects.get(action="fact.changed")
    assert (entry.values_before["inputs"], entry.values_after["inputs"]) == (
        '{"done":false}',
        '{"done":true}',
    )
    assert entry.reason == "đã hoàn thành"


def test_the_same_again_is_no_change(member: Participant) -> None:
    facts.enter(SYSTEM, member.pk, "2.1", {"done": True})
    assert facts.enter(SYSTEM, member.pk, "2.1", {"done": True}).version == 1
    assert Entry.objects.filter(action__startswith="fact.").count() == 1


@pytest.mark.parametrize(
    ("code", "inputs", "field", "words"),
    [
        ("1.1", {"date": "2026-02-30"}, "date", "không đọc được"),
        ("1.1", {"ngay": "2026-01-01"}, "ngay", "không có trường này"),
        ("1.2", {"num": 5, "den": 0}, "den", "mẫu số bằng 0"),
        ("1.2", {"num": -1, "den": 5}, "num", "không được âm"),
        ("1.2", {"num": "48", "den": 50}, "num", "phải là một số"),
        ("1.3", {"items": [True]}, "items", "2 giá trị"),
        ("2.2", {"option": 2}, "option", "từ 0 đến 1"),
        ("2.3", {"points": Decimal("1.5"), "reason": "x"}, "points", "cao hơn điểm tối đa"),
        ("2.3", {"points": 1, "reason": " "}, "reason", "phải có lý do"),
        ("2", {"khac": 1}, "khac", "không có trường này"),
        ("1", {"x": 1}, "", "không phải tiêu chí chấm điểm"),
        ("2.1", {}, "", "chưa có số liệu"),
        ("2.1", {"done": True, "note": "x" * 1001}, "note", "không quá"),
    ],
)
def test_a_malformed_input_is_refused_with_its_field(
    member: Participant, code: str, inputs: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(InputInvalid, match=words) as caught:
        facts.enter(SYSTEM, member.pk, code, inputs)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert not Fact.objects.exists()


def test_a_leaf_that_the_set_does_not_have_is_not_found(member: Participant) -> None:
    with pytest.raises(NotFound, match=r"9\.9"):
        facts.enter(SYSTEM, member.pk, "9.9", {"done": True})


def test_a_knock_out_takes_the_figures_of_its_node(member: Participant) -> None:
    for code, inputs in {"2.1": {"done": True}, "2.2": {"option": 0}, "2": {"overdue": 4}}.items():
        facts.enter(SYSTEM, member.pk, code, inputs)
    assert NodeScore.objects.get(participant=member, code="2.1").status == "knocked_out"


def test_somebody_elses_change_is_not_overwritten(member: Participant, focal: Scope) -> None:
    facts.enter(focal, member.pk, "1.2", {"num": 1, "den": 2}, seen_version=0)
    with pytest.raises(FactConflict, match="Dau Moi đã lưu số liệu này lúc") as caught:
        facts.enter(SYSTEM, member.pk, "1.2", {"num": 2, "den": 2}, seen_version=0)
    assert caught.value.current is not None
    assert caught.value.current.inputs == {"num": 1, "den": 2}
    assert '{"den":2,"num":1}' in caught.value.problems[0]
    facts.withdraw(focal, member.pk, "1.2", "nhầm", seen_version=1)
    with pytest.raises(FactConflict, match="đã được rút") as gone:
        facts.enter(SYSTEM, member.pk, "1.2", {"num": 2, "den": 2}, seen_version=1)
    assert gone.value.current is None


def test_a_withdrawn_fact_is_missing_again(member: Participant) -> None:
    facts.enter(SYSTEM, member.pk, "2.1", {"done": True})
    with pytest.raises(Invalid, match="lý do"):
        facts.withdraw(SYSTEM, member.pk, "2.1", "")
    facts.withdraw(SYSTEM, member.pk, "2.1", "nhập nhầm đơn vị")
    assert NodeScore.objects.get(participant=member, code="2.1").status == "missing"
    assert Entry.objects.get(action="fact.withdrawn").values_before["inputs"] == '{"done":true}'


def test_facts_are_entered_in_ones_own_unit_only(made: Round, place: Province, focal: Scope) -> None:
    with pytest.raises(NotFound):
        facts.enter(focal, small.member(made, place.communes[1]).pk, "2.1", {"done": True})
    factories.person(place, "chu-tich", Role.CHAIR)
    with pytest.raises(Refused):
        facts.enter(place.scope("chu-tich"), small.member(made, place.communes[0]).pk, "2.1", {"done": True})


def test_an_assignee_states_the_leaves_that_a_notice_gives_him(member: Participant, place: Province) -> None:
    user = factories.person(place, "duoc-giao", Role.ASSIGNEE, place.communes[0])
    scope = place.scope("duoc-giao")
    with pytest.raises(Refused, match="của Xã 1 Tỉnh Thử Nghiệm không được giao"):
        facts.enter(scope, member.pk, "1.1", {"date": "2026-01-20"})
    factories.notice(place.communes[0], {"1": user})
    facts.enter(scope, member.pk, "1.1", {"date": "2026-01-20"})
    with pytest.raises(Refused):
        facts.enter(scope, member.pk, "2.1", {"done": True})


def test_a_trial_shows_points_and_arithmetic_and_keeps_nothing(member: Participant) -> None:
    found = trial(member, "1.2", {"num": 48, "den": 50})
    assert (found.points, found.max_points, found.lines[0]) == (Decimal("1.92"), 2, "48 / 50 × 100 = 96 %")
    assert trial(member, "1.2", {"num": 60, "den": 50}).flags == ("above_100",)
    assert trial(member, "1.2", {"num": 0, "den": 0}).status == "empty"
    assert trial(member, "1.2", {"num": 1}).missing == ("den",)
    assert trial(member, "2.10", {"value": 3}).points == 1
    with pytest.raises(InputInvalid):
        trial(member, "1.2", {"num": 1, "den": 0})
    assert not Fact.objects.exists()


# --- from a file -----------------------------------------------------------------------------------------------------


def data(place: Province, **changes: Any) -> dict[str, Any]:
    """Facts of two units in the shape of the facts file."""
    return {
        "year": 2026,
        "dates": {"plan": "2026-01-15"},
        "units": [
            {
                "unit": place.communes[0].name,
                "inputs": {
                    "1.1": {"date": "2026-01-20", "source": "Sổ công văn"},
                    "1.2": {"num": Decimal("12.50"), "den": 25},
                },
                "bonus": {"T1": 1},
                "not_applicable": [],
            },
            {"unit": place.communes[1].name, "inputs": {"1.2": {"num": 3, "den": 4, "illustration": False}}},
        ],
        **changes,
    }


def test_a_file_is_loaded_at_once(made: Round, place: Province, member: Participant) -> None:
    done = facts.load(SYSTEM, made.pk, data(place), source="Tệp tháng 11", illustration=True)
    assert (done.units, done.new, done.changed, done.same, done.problems) == (2, 3, [], 0, [])
    own = {fact.code: fact for fact in Fact.objects.filter(participant=member)}
    assert (own["1.1"].source, own["1.2"].source, own["1.1"].illustration) == (
        "Sổ công văn",
        "Tệp tháng 11",
        True,
    )
    assert "source" not in own["1.1"].inputs
    assert not Fact.objects.exclude(participant=member).get().illustration
    made.refresh_from_db()
    assert made.dates == {"plan": "2026-01-15"}
    assert Participant.objects.get(pk=member.pk).bonus == {"T1": 1}
    assert UnitScore.objects.get(participant=member).raw_points == 3
    entry = Entry.objects.get(action="facts.loaded")
    assert (entry.values_after["units"], entry.values_after["new"]) == (2, 3)


def test_loading_again_keeps_what_is_the_same_and_tells_what_changes(made: Round, place: Province) -> None:
    facts.load(SYSTEM, made.pk, data(place))
    again = data(place)
    again["units"][0]["inputs"]["1.2"]["num"] = 13
    shown = facts.preview(SYSTEM, made.pk, again)
    assert (shown.new, len(shown.changed), shown.same) == (0, 1, 2)
    assert '{"den":25,"num":12.50} → {"den":25,"num":13}' in shown.changed[0]
    facts.load(SYSTEM, made.pk, again)
    assert Fact.objects.get(participant__unit=place.communes[0], code="1.2").version == 2
    entry = Entry.objects.filter(action="facts.loaded").order_by("-sequence").first()
    assert entry is not None
    assert entry.values_before[place.communes[0].name]["1.2"] == {"num": "12.50", "den": 25}


def test_a_preview_changes_nothing(made: Round, place: Province) -> None:
    assert facts.preview(SYSTEM, made.pk, data(place)).new == 3
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year": 2025}, "Tệp là số liệu năm 2025"),
        ({"units": []}, "ít nhất một đơn vị"),
        ({"units": [{"unit": "Xã Không Có", "inputs": {}}]}, "không có trong đợt"),
        (
            {"units": [{"unit": "Xã 1 Tỉnh Thử Nghiệm", "inputs": {"9.9": {"done": True}}}]},
            "không có tiêu chí này",
        ),
        (
            {"units": [{"unit": "Xã 1 Tỉnh Thử Nghiệm", "inputs": {"1.2": {"num": 5, "den": 0}}}]},
            "mẫu số bằng 0",
        ),
        ({"units": [{"unit": "Xã 1 Tỉnh Thử Nghiệm", "bonus": {"T9": 1}}]}, "không có mục này"),
        ({"units": [{"unit": "Xã 1 Tỉnh Thử Nghiệm", "khac": 1}]}, "không có trường này"),
        ({"units": "x"}, "danh sách"),
    ],
)
def test_a_wrong_file_changes_nothing(
    made: Round, place: Province, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        facts.load(SYSTEM, made.pk, data(place, **change))
    assert not Fact.objects.exists()
    assert not Entry.objects.filter(action="facts.loaded").exists()


def test_every_problem_of_a_file_is_listed_with_its_place(made: Round, place: Province) -> None:
    wrong = data(place)
    wrong["units"][0]["inputs"]["1.2"] = {"num": 5, "den": 0}
    wrong["units"][1]["inputs"]["1.2"] = {"num": "3", "den": 4}
    with pytest.raises(Invalid) as caught:
        facts.load(SYSTEM, made.pk, wrong)
    assert len(caught.value.problems) == 2
    assert 'Xã 1 Tỉnh Thử Nghiệm: inputs["1.2"].den' in caught.value.problems[0]


def test_units_are_found_by_code_and_without_tone_marks(made: Round, place: Province) -> None:
    unit = place.communes[0]
    unit.identification_code, unit.code = "H44.999", "07999"
    unit.save(update_fields=["identification_code", "code"])
    for name in ("H44.999", "07999", "xa 1 tinh thu nghiem"):
        assert (
            facts.preview(SYSTEM, made.pk, {"units": [{"unit": name, "inputs": {"2.1": {"done": True}}}]}).new
            == 1
        )


def test_an_ambiguous_name_is_asked_about(made: Round, place: Province) -> None:
    place.communes[1].name = place.communes[0].name
    place.communes[1].save(update_fields=["name"])
    with pytest.raises(Invalid, match="nhiều đơn vị tên"):
        facts.load(
            SYSTEM, made.pk, {"units": [{"unit": place.communes[0].name, "inputs": {"2.1": {"done": True}}}]}
        )


def test_a_person_loads_only_what_he_may_enter(made: Round, place: Province, focal: Scope) -> None:
    with pytest.raises(Invalid, match="phạm vi của anh/chị"):
        facts.load(focal, made.pk, data(place, dates={}))
    own = data(place, dates={})
    own["units"] = own["units"][:1]
    assert facts.load(focal, made.pk, own).new == 2
    with pytest.raises(Refused):
        facts.load(focal, made.pk, own | {"dates": {"plan": "2026-01-16"}})


def test_what_the_file_says_of_last_year_is_kept_while_there_is_no_round_of_it(
    made: Round, place: Province
) -> None:
    from caicach.apps.parindex.queries.loading import facts_of

    unit = {
        "unit": place.communes[0].name,
        "last_year": {"index": Decimal("81.20"), "leaves": {"1.1": Decimal("0.5")}},
    }
    facts.load(SYSTEM, made.pk, {"units": [unit | {"inputs": {"2.1": {"done": True}}}]})
    before = facts_of(made).units[0].last_year
    assert (before.index, before.leaves) == (Decimal("81.20"), {"1.1": Decimal("0.5")})


# --- figures keep their digits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", ["0.1", "1.50", "12345678901234567890.123456789", "0.00000000000001", "7"])
def test_figures_come_back_by_their_digits(member: Participant, figure: str) -> None:
    fact = Fact.objects.create(
        participant=member, code="x", inputs={"value": Decimal(figure), "n": 3, "t": ["đ", None]}
    )
    fact.refresh_from_db()
    assert format(Decimal(fact.inputs["value"]), "f") == figure
    assert fact.inputs["n"] == 3
    assert fact.inputs["t"] == ["đ", None]


def test_the_database_holds_plain_json(member: Participant) -> None:
    fact = Fact.objects.create(participant=member, code="x", inputs={"num": Decimal("0.10")})
    with connection.cursor() as cursor:
        cursor.execute('SELECT CAST(inputs AS text) FROM parindex_fact WHERE "id" = %s', [fact.pk])
        (text,) = cursor.fetchone()
    assert json.loads(text) == {"num": 0.1}


def test_floats_and_other_strangers_are_refused() -> None:
    for value in (0.1, {"a": 1.5}, Decimal("NaN"), object()):
        with pytest.raises(TypeError):
            exact_json.dumps(value)
    with pytest.raises(ValueError, match="NaN"):
        exact_json.loads("NaN")


def test_illustration_ends_when_somebody_states_the_real_figure(member: Participant) -> None:
    facts.enter(SYSTEM, member.pk, "2.1", {"done": True}, illustration=True)
    assert not facts.enter(SYSTEM, member.pk, "2.1", {"done": True}).illustration


def test_not_applicable_wins_over_a_stated_fact(member: Participant) -> None:
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 1, "den": 2})
    rounds.set_participant(SYSTEM, member.pk, reason="x", not_applicable=["1.2"])
    assert NodeScore.objects.get(participant=member, code="1.2").status == "not_applicable"


# --- a note in a file or in a request is the unit's explanation, of which there is one --------------------------------


def test_a_note_sent_with_a_figure_is_kept_as_the_explanation_of_the_leaf(
    member: Participant, focal: Scope
) -> None:
    fact = facts.enter(focal, member.pk, "1.2", {"num": 48, "den": 50, "note": "Theo sổ"})
    assert fact.inputs == {"num": 48, "den": 50}
    assert LeafNote.objects.get(participant=member, code="1.2").text == "Theo sổ"


def test_notes_of_a_file_are_loaded_as_explanations_and_those_overwritten_are_told(
    member: Participant, focal: Scope
) -> None:
    evidence.note(SYSTEM, member.pk, "1.2", "Bản cũ")
    inputs = {
        "1.1": {"date": "2026-01-20", "note": "Dòng một\nDòng hai"},
        "1.2": {"num": 1, "den": 2, "note": "Bản mới"},
    }
    loaded = facts.load(focal, member.round_id, {"units": [{"unit": member.unit.name, "inputs": inputs}]})
    assert loaded.changed == [f"{member.unit.name}, 1.2: Bản cũ → Bản mới"]
    told = dict(LeafNote.objects.filter(participant=member).values_list("code", "text"))
    assert told == {"1.1": "Dòng một\nDòng hai", "1.2": "Bản mới"}
    assert Fact.objects.get(participant=member, code="1.1").inputs == {"date": "2026-01-20"}
    assert Entry.objects.get(action="facts.loaded").values_before == {
        member.unit.name: {"1.2 note": "Bản cũ"}
    }

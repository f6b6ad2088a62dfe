"""Reading criteria sets, rounds and facts: who sees what, how versions compare, how many queries a page costs."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex.actions import facts, frameworks, rounds
from caicach.apps.parindex.queries import facts as facts_queries
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries import rounds as rounds_queries
from caicach.apps.parindex.queries.drafts import parsed, written
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.core.parindex import Problem, Words, editing
from caicach.platform.access import NotFound, Refused, Role, Scope

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
Counted = Callable[[int], Any]


@pytest.fixture
def place() -> Province:
    return factories.province()


@pytest.fixture
def manager(place: Province) -> Scope:
    factories.person(place, "quan-tri-bo", Role.FRAMEWORK_MANAGER)
    return place.scope("quan-tri-bo")


# --- criteria sets ---------------------------------------------------------------------------------------------------


def test_the_list_says_which_years_use_a_version(place: Province, manager: Scope) -> None:
    small.opened(place, 2025)
    rounds.open_round(SYSTEM, place.unit.pk, 2026, "commune", small.CODE)
    new = frameworks.new_version(manager, small.CODE, "XA-NHO-2027", 2027)
    frameworks.save_draft(manager, new.code, new.document + "#\n", new.digest)
    rows = {row.version.code: row for row in queries.rows(manager)}
    assert rows[small.CODE].years == (2025, 2026)
    assert rows["XA-NHO-2027"].years == ()
    assert rows["XA-NHO-2027"].draft is not None
    assert all(row.may_edit for row in rows.values())


def test_the_list_costs_four_queries_however_long_it_is(
    manager: Scope, django_assert_max_num_queries: Counted
) -> None:
    small.version()
    for year in range(2025, 2030):
        frameworks.new_version(manager, small.CODE, f"XA-{year}", year)
    with django_assert_max_num_queries(4):
        assert len(queries.rows(manager)) == 6


def test_who_may_not_read_sets_is_refused(place: Province) -> None:
    small.version()
    with pytest.raises(Refused):
        queries.rows(Scope.nobody())


def test_lines_say_rules_policies_and_sums_in_words() -> None:
    framework = framework_of(small.version())
    lines = {line.code: line for line in queries.lines(framework)}
    assert lines["1.1"].rule.startswith("Ban hành chậm nhất ngày 31/01: 2 điểm")
    assert (lines["1.2"].policy, lines["1.1"].agency) == ("loại khỏi điểm tối đa", "Sở Nội vụ")
    assert lines["1"].sum is not None
    assert lines["1"].sum.fits


def test_figures_of_a_problem_have_a_decimal_comma_and_codes_stay() -> None:
    problem = Problem("1", Words("các mục con cộng lại bằng 2.75, điểm tối đa là 3", "x"))
    assert queries.problem_words(problem) == "các mục con cộng lại bằng 2,75, điểm tối đa là 3"
    assert (
        queries.problem_words(Problem("", Words("mã “1.1” đã dùng, 1.1.2 chưa", "x")))
        == "mã “1.1” đã dùng, 1.1.2 chưa"
    )


def test_versions_are_compared_leaf_by_leaf(manager: Scope) -> None:
    small.version()
    new = frameworks.new_version(manager, small.CODE, "B", 2027)
    data = editing.load(new.document)
    data = editing.change_node(data, "1.1", {"code": "1.4"})
    data = editing.change_node(data, "1.2", {"max": Decimal(1)})
    data = editing.change_node(data, "1.3", {"max": Decimal(3), "rule": {"type": "manual"}})
    data = editing.change_node(data, "2.2", {"name": "Mức độ"})
    data = editing.remove_node(data, "2.1")
    data = editing.add_node(
        data, "2", {"code": "2.4", "name": "Mới", "max": Decimal(1), "rule": {"type": "manual"}}
    )
    frameworks.replace_document(manager, "B", editing.text_of(data), new.digest)
    _new, old, found = queries.compare(manager, "B")
    assert old is not None
    kinds = {(item.new.code if item.new else item.old[0].code): item.kind for item in found}
    assert kinds == {
        "1.4": "moved",
        "1.2": "points",
        "1.3": "points",
        "2.2": "text",
        "2.3": "same",
        "2.10": "same",
        "2.4": "new",
        "2.1": "gone",
    }


def test_usable_sets_fit_kind_year_and_place(place: Province, manager: Scope) -> None:
    small.version()
    factories.framework("department")
    frameworks.new_version(manager, small.CODE, "XA-NHO-2027", 2027)
    codes = [version.code for version in queries.usable(manager, 2026, "commune", place.unit.pk)]
    assert codes == [small.CODE]
    assert [v.code for v in queries.usable(manager, 2027, "commune", place.unit.pk)] == [
        "XA-NHO-2027",
        small.CODE,
    ]


def test_a_text_is_parsed_once() -> None:
    assert parsed(small.TEXT) is parsed(small.TEXT)
    data = parsed(small.TEXT).data
    assert data is not None
    text = written(editing.change_node(data, "1.1", {"name": "Khác"}))
    again = parsed(text).data
    assert again is not None
    assert editing.load(text) == again
    assert parsed("framework: [").data is None
    assert parsed("framework: {}").outline.problems


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_rounds_are_those_of_ones_own_locality(place: Province, manager: Scope) -> None:
    small.opened(place)
    other = factories.province("Tỉnh Khác", communes=1)
    theirs = rounds.open_round(SYSTEM, other.unit.pk, 2026, "commune", small.CODE)
    assert [row.round.locality_id for row in rounds_queries.rows(manager, 2026)] == [place.unit.pk]
    with pytest.raises(NotFound):
        rounds_queries.find(manager, theirs.pk)
    with pytest.raises(NotFound):
        rounds_queries.rows(manager, 99_999)
    assert rounds_queries.years(manager) == [2026]


def test_a_round_says_how_far_it_has_come(place: Province, manager: Scope) -> None:
    made = small.opened(place)
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    row = rounds_queries.find(manager, made.pk)
    assert (row.units, row.facts, row.expected, row.open_units, row.in_use, row.may_manage) == (
        4,
        1,
        28,
        4,
        True,
        True,
    )
    member = rounds_queries.members(manager, made.pk)
    assert [one.unit.name for one in member] == sorted(
        (one.unit.name for one in member), key=lambda n: ("Xã" in n, n)
    )


def test_what_can_still_be_opened_is_offered_to_managers_only(place: Province, manager: Scope) -> None:
    small.version()
    offered = rounds_queries.vacancies(manager, 2026)
    assert [(one.subject, [v.code for v in one.usable]) for one in offered] == [
        ("commune", [small.CODE]),
        ("department", []),
    ]
    assert "district" in [one.subject for one in rounds_queries.vacancies(manager, 2024)]
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    assert rounds_queries.vacancies(place.scope("dau-moi"), 2026) == []


# --- facts -----------------------------------------------------------------------------------------------------------


def test_a_sheet_shows_every_line_with_what_was_stated(place: Province) -> None:
    made = small.opened(place)
    unit = place.communes[0]
    member = small.member(made, unit)
    user = factories.person(place, "dau-moi", Role.FOCAL_OFFICER, unit)
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 48, "den": 50})
    rounds.set_participant(SYSTEM, member.pk, reason="x", not_applicable=["1.2"], bonus={"T1": 1})
    factories.notice(unit, {"1": user})
    shown = facts_queries.sheet(place.scope("dau-moi"), 2026, unit.pk)
    lines = {line.code: line for line in shown.lines}
    assert [line.code for line in shown.lines][-1] == "2.10"
    assert [(label.lower(), value) for label, value in lines["1.2"].stated] == [
        ("số việc xong", "48"),
        ("số việc", "50"),
    ]
    assert (lines["1.2"].declared, lines["1.1"].lacks, lines["2"].takes_input, lines["1"].takes_input) == (
        True,
        True,
        True,
        False,
    )
    assert lines["1.1"].holders[0].user_id == user.pk
    assert (shown.stated, shown.bonus[0].count) == (1, 1)
    assert all(line.may_enter for line in shown.leaves)


def test_a_sheet_costs_few_queries(place: Province, django_assert_max_num_queries: Counted) -> None:
    factories.scored_round(place, 2026, factories.framework())
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    scope = place.scope("dau-moi")
    with django_assert_max_num_queries(10):
        facts_queries.sheet(scope, 2026, place.communes[0].pk)


def test_an_appraiser_sees_the_inputs_of_his_field(place: Province) -> None:
    made = small.opened(place)
    member = small.member(made, place.communes[0])
    facts.enter(SYSTEM, member.pk, "1.1", {"date": "2026-01-20"})
    facts.enter(SYSTEM, member.pk, "1.2", {"num": 1, "den": 2})
    factories.person(place, "tham-dinh", Role.APPRAISER, fields=["tu_phap"])
    lines = {
        line.code: line
        for line in facts_queries.sheet(place.scope("tham-dinh"), 2026, place.communes[0].pk).lines
    }
    assert lines["1.1"].fact is None
    assert lines["1.2"].fact is not None
    assert not lines["1.2"].may_enter


def test_an_assignee_may_enter_what_is_his(place: Province) -> None:
    small.opened(place)
    unit = place.communes[0]
    user = factories.person(place, "duoc-giao", Role.ASSIGNEE, unit)
    factories.notice(unit, {"1.2": user})
    shown = facts_queries.sheet(place.scope("duoc-giao"), 2026, unit.pk)
    assert [line.code for line in shown.lines if line.may_enter] == ["1.2"]
    assert not shown.entering.whole


def test_a_unit_without_a_round_has_an_empty_sheet(place: Province, manager: Scope) -> None:
    shown = facts_queries.sheet(manager, 2026, place.communes[0].pk)
    assert (shown.participant, shown.lines, shown.stated) == (None, (), 0)
    with pytest.raises(NotFound):
        facts_queries.leaf(manager, 2026, place.communes[0].pk, "1.1")
    with pytest.raises(NotFound):
        facts_queries.sheet(manager, 2026, 2**60)


def test_a_leaf_has_its_fields_due_date_and_neighbours(place: Province, manager: Scope) -> None:
    small.opened(place)
    unit = place.communes[0].pk
    first = facts_queries.leaf(manager, 2026, unit, "1.1")
    assert (first.due, first.before, first.after, first.agency) == ("31/01/2026", "", "1.2", "Sở Nội vụ")
    ratio = facts_queries.leaf(manager, 2026, unit, "1.2")
    assert [field.words.vi for field in ratio.fields] == ["số việc xong", "số việc"]
    assert ratio.policy == "loại khỏi điểm tối đa"
    knockout = facts_queries.leaf(manager, 2026, unit, "2")
    assert [field.name for field in knockout.fields] == ["overdue"]
    with pytest.raises(NotFound):
        facts_queries.leaf(manager, 2026, unit, "1")

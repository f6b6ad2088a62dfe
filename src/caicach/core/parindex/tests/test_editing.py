"""Changing a document that is being worked on: nothing is refused for its sums, everything that does not fit is listed."""

from decimal import Decimal

import pytest

from caicach.core.parindex import document, editing
from caicach.core.parindex.editing import EditError


@pytest.fixture(scope="module")
def data() -> editing.Data:
    return editing.load(document.shipped_text("commune"))


def codes(data: editing.Data) -> list[str]:
    framework = editing.outline_of(data).framework
    assert framework is not None
    return [node.code for node in framework.nodes]


def reasons(data: editing.Data, code: str) -> list[str]:
    return [problem.reason.vi for problem in editing.outline_of(data).problems if problem.code == code]


def test_a_document_without_faults_has_an_outline_without_problems(data: editing.Data) -> None:
    assert editing.outline_of(data) == editing.Outline(document.shipped("commune"), ())
    assert editing.outline(editing.text_of(data)).problems == ()


def test_a_change_leaves_what_it_began_from(data: editing.Data) -> None:
    editing.change_node(data, "1.1.1", {"name": "Khác"})
    assert editing.outline_of(data).framework == document.shipped("commune")


def test_a_maximum_that_no_longer_fits_is_kept_and_listed(data: editing.Data) -> None:
    changed = editing.change_node(data, "1.1.1", {"max": Decimal("0.25")})
    assert reasons(changed, "1.1") == ["các mục con cộng lại bằng 2.75, điểm tối đa là 3"]
    framework = editing.outline_of(changed).framework
    assert framework is not None
    sums = editing.sum_of(framework, framework.node("1.1"))
    assert (sums.children, sums.maximum, sums.fits) == (Decimal("2.75"), 3, False)
    assert editing.sum_of(framework, None).fits


def test_a_new_code_moves_those_below_and_the_leaf_map(data: editing.Data) -> None:
    mapped = editing.change_map(data, "XA-2024", {"1.1.1": ("1.1.1",), "1.1.2": ()})
    moved = editing.change_node(mapped, "1.1", {"code": "1.9"})
    assert [code for code in codes(moved) if code.startswith("1.9")] == ["1.9", "1.9.1", "1.9.2", "1.9.3"]
    assert moved["maps_from"]["leaves"] == {"1.9.1": ["1.1.1"]}


def test_a_code_in_use_is_refused(data: editing.Data) -> None:
    with pytest.raises(EditError, match="đã dùng"):
        editing.change_node(data, "1.1", {"code": "1.2"})


def test_a_leaf_that_gets_a_child_gives_up_its_rule_and_one_that_loses_all_gets_a_manual_one(
    data: editing.Data,
) -> None:
    child = {"code": "1.1.1.1", "name": "Con", "max": Decimal("0.5"), "rule": {"type": "manual"}}
    grown = editing.add_node(data, "1.1.1", child)
    framework = editing.outline_of(grown).framework
    assert framework is not None
    assert not framework.node("1.1.1").is_leaf
    shrunk = editing.outline_of(editing.remove_node(grown, "1.1.1.1")).framework
    assert shrunk is not None
    assert shrunk.node("1.1.1").is_leaf


def test_nodes_move_among_their_siblings(data: editing.Data) -> None:
    assert codes(editing.move_node(data, "1.2", -1))[1] == "1.2"
    with pytest.raises(EditError, match="đầu hoặc cuối"):
        editing.move_node(data, "1.1", -1)


def test_a_node_as_yaml_is_replaced_without_its_children(data: editing.Data) -> None:
    text = editing.node_text(data, "1.1")
    assert "children" not in text
    changed = editing.replace_node(data, "1.1", text.replace("max: 3", "max: 4"))
    assert codes(changed) == codes(data)
    assert reasons(changed, "1.1")
    with pytest.raises(EditError, match="children"):
        editing.replace_node(data, "1.1", 'code: "1.1"\nchildren: []\n')


def test_the_next_free_code_follows_the_manner_of_its_group(data: editing.Data) -> None:
    assert editing.free_code(data, "") == "10"
    assert editing.free_code(data, "1.1") == "1.1.4"
    assert editing.free_code(data, "1.1.1") == "1.1.1.1"


def test_a_text_that_is_no_document_has_problems_and_no_framework() -> None:
    shown = editing.outline("framework: {code: A")
    assert shown.framework is None
    assert shown.problems


def test_an_unknown_node_is_named(data: editing.Data) -> None:
    with pytest.raises(EditError, match=r"99\.9"):
        editing.change_node(data, "99.9", {"name": "x"})

"""The framework document: what it says comes back, and every fault is named with file, line, leaf and reason."""

import re
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from caicach.core.parindex import FrameworkErrors, document
from caicach.core.parindex.yaml_reader import parse
from shared_data import shared

SMALL = """\
framework: {code: T-1, name: "Bộ thử", subject: commune, year: 2026, max: 3}
classes: [{name: "Đạt", from: 50}, {name: "Không đạt", from: 0}]
tree:
- code: "1"
  name: "Chỉ đạo"
  max: 3
  children:
  - code: "1.1"
    name: "Kế hoạch"
    max: 1
    rule: {type: binary, done: 1}
  - code: "1.10"
    name: "Tỷ lệ"
    max: 2
    rule: {type: ratio, num: a, den: b}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(FrameworkErrors) as caught:
        document.read(text, "F.yaml")
    return [f"{problem.text('vi')} | {problem.reason.en}" for problem in caught.value.problems]


@pytest.mark.parametrize("name", document.SHIPPED)
def test_a_shipped_set_survives_writing_and_reading(name: str) -> None:
    framework = document.shipped(name)
    assert document.read(document.write(framework)) == framework


@pytest.mark.parametrize(
    ("name", "areas", "criteria", "leaves", "survey"),
    [("commune", 9, 34, 63, 30), ("district", 9, 44, 53, 20), ("department", 8, 39, 58, 20)],
)
def test_a_shipped_set_is_complete(name: str, areas: int, criteria: int, leaves: int, survey: int) -> None:
    """Counts of Hà Tĩnh, QĐ 52/2019/QĐ-UBND; 100 points each."""
    framework = document.shipped(name)
    assert len(framework.areas) == areas
    assert sum(node.depth == 1 for node in framework.nodes) == criteria
    assert len(framework.leaves) == leaves
    assert framework.max_points == sum(area.max_points for area in framework.areas) == 100
    assert sum(leaf.max_points for leaf in framework.leaves if leaf.kind == "survey") == survey
    for leaf in framework.leaves:
        assert leaf.guide, leaf.code
        assert leaf.evidence, leaf.code
        assert leaf.agency, leaf.code
        assert leaf.basis, leaf.code
        assert leaf.source, leaf.code
        assert leaf.name_en, leaf.code


@pytest.mark.parametrize("name", document.SHIPPED)
def test_a_shipped_set_keeps_codes_maxima_and_policies_of_its_draft(name: str) -> None:
    draft = YAML(typ="safe", pure=True).load(
        shared("frameworks", f"{name}.draft.yaml").read_text(encoding="utf-8")
    )

    def walk(node: dict) -> list[tuple[str, Decimal, str | None]]:
        below = node.get("criteria") or node.get("parts") or []
        own = (node["c"], Decimal(str(node["m"])), node.get("na"))
        return [own, *(item for child in below for item in walk(child))]

    drafted = [item for area in draft["areas"] for item in walk(area)]
    assert [(node.code, node.max_points, node.na) for node in document.shipped(name).nodes] == drafted


@pytest.mark.parametrize("name", document.SHIPPED)
def test_the_published_schema_holds_for_a_shipped_set(name: str) -> None:
    data = YAML(typ="safe", pure=True).load(document.shipped_text(name))
    data["framework"] |= {
        key: str(value) for key, value in data["framework"].items() if key.startswith("valid_") and value
    }
    jsonschema.validate(data, document.json_schema())


def test_codes_are_text_in_printed_order() -> None:
    framework = document.read(SMALL)
    assert [node.code for node in framework.nodes] == ["1", "1.1", "1.10"]


def test_children_that_do_not_sum_up_are_named_with_their_line() -> None:
    found = problems(SMALL.replace("max: 1\n", "max: 0.75\n"))
    assert found[0].startswith("F.yaml:4: 1: các mục con cộng lại bằng 2.75, điểm tối đa là 3")
    assert "children sum to 2.75, maximum is 3" in found[0]


def test_every_fault_is_named_not_only_the_first() -> None:
    text = SMALL.replace("done: 1", "doen: 1").replace("type: ratio", "type: tyle")
    found = problems(text)
    assert any(line.startswith("F.yaml:11: 1.1: không có trường “doen”") for line in found)
    assert any(line.startswith("F.yaml:15: 1.10: loại quy tắc không có") for line in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('code: "1.10"', "code: 1.10", "F.yaml:12: đặt 1.10 trong ngoặc kép"),
        ('code: "1.10"', 'code: "1.1"', "1.1: mã này đã dùng"),
        ("max: 2\n", 'max: "2"\n', "F.yaml:14: 1.10: “max”: phải là một số"),
        ("max: 2\n", "max: 2,0\n", "F.yaml:14: 1.10: “max”: phải là một số"),
        ("max: 2\n", "max: 2\n    max: 2\n", "F.yaml:15: trường “max” ghi hai lần"),
        ("year: 2026", "year: 2026, year: 2027", "trường “year” ghi hai lần"),
        ("subject: commune", "subject: village", "“subject” phải là một trong"),
        ("num: a, den: b", "num: a", "F.yaml:15: 1.10: thiếu “den”"),
        ("done: 1}", "done: 0.5}", "điểm “đạt” là 0.5, điểm tối đa là 1"),
        ("max: 3}", "max: 4}", "điểm tối đa của bộ là 4"),
        ("from: 0}", "from: 10}", "mức cuối bắt đầu từ 0"),
        ('name: "Kế hoạch"', "name: &x Kế hoạch\n    guide: *x", "không dùng bí danh"),
        ("tree:", "tree: [", "YAML viết sai"),
        (SMALL, "- 1", "tệp phải bắt đầu bằng"),
        (
            "rule: {type: binary, done: 1}",
            "na_when: attr.x\n    rule: {type: binary, done: 1}",
            "thuộc tính “x” chưa khai báo",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, expected: str) -> None:
    assert any(expected in line for line in problems(SMALL.replace(old, new))), problems(
        SMALL.replace(old, new)
    )


def test_yes_and_no_stay_words() -> None:
    data, _ = parse("a: no\nb: on\nc: true\nd: 0.10\n", "")
    assert data == {"a": "no", "b": "on", "c": True, "d": Decimal("0.10")}


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(FrameworkErrors, match="bí danh"):
        parse("\n".join(lines), "bomb.yaml")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(FrameworkErrors):
        parse("a: " + "[" * 3000, "deep.yaml")


def test_decomposed_text_is_composed() -> None:
    data, _ = parse("a: Ti\u0065\u0302\u0301ng", "")
    assert data == {"a": "Tiếng"}


def test_real_fragments_can_be_expressed() -> None:
    """Hải Phòng QĐ 3793/QĐ-UBND 2022 and Cà Mau QĐ 1880/QĐ-UBND 2013: their leaves load and score as printed."""
    fragments = YAML(typ="safe", pure=True).load(
        shared("frameworks", "real-fragments.yaml").read_text(encoding="utf-8")
    )
    by_source = {re.split(r"[ ,(]", item["source"])[0] + item["source"]: item for item in fragments}
    haiphong = next(item for name, item in by_source.items() if "3793" in name)
    camau = next(item for name, item in by_source.items() if "1880" in name)
    plan = next(item for item in haiphong["items"] if item["c"] == "1.1.1")
    content = next(item for item in haiphong["items"] if item["c"] == "1.1.2")
    degree = next(item for item in camau["items"] if item["c"] == "1.1.4")

    from .builders import outcome, rule

    timeliness = {key: value for key, value in plan["r"].items() if key != "t"}
    assert outcome(rule("timeliness", **timeliness), 0.2, {"date": "2026-01-31"}).points == Decimal("0.2")
    items = [{"text": text, "points": value} for text, value in content["r"]["items"]]
    assert outcome(rule("checklist", items=items), 0.3, {"items": [True] * 3}).points == Decimal("0.3")
    table = [
        {("points" if key == "p" else key): value for key, value in band.items()}
        for band in degree["r"]["table"]
    ]
    bands = rule("bands", value="plan_rate", table=table)
    assert [outcome(bands, 2, {"value": value}).points for value in (90, 90.01, 70, 69.99)] == [1, 2, 1, 0]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with pytest.raises(FrameworkErrors):
        document.read(text, "noise.yaml")

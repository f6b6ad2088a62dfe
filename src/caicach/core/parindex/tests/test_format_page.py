"""The page that documents the format says nothing that the program does not do."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from caicach.core.parindex import Framework, document
from caicach.core.parindex.document_model import FrameworkDocument, Header, NodePart
from caicach.core.parindex.sheets import HEADER

PAGE = (Path(__file__).resolve().parents[5] / "docs/reference/framework-format.md").read_text(
    encoding="utf-8"
)
EXAMPLES = re.findall(r"```yaml ?(\w*)\n(.*?)```", PAGE, re.DOTALL)
RULES = [text for kind, text in EXAMPLES if kind == "rule"]
SET = """\
framework: {{code: T, name: "Thử", subject: commune, year: 2026, max: 2}}
attributes: [{{code: head_disciplined, name: "Bị kỷ luật"}}]
reference_dates: [{{code: province_plan, name: "Kế hoạch tỉnh"}}]
{classes}
tree:
- code: "9"
  name: "Điều tra"
  max: 2
  {rule}
"""
CLASSES = 'classes: [{name: "Đạt", from: 0}]'


def read(rule: str, classes: str = CLASSES) -> Framework:
    return document.read(SET.format(classes=classes, rule=rule.strip().replace("\n", "\n  ")))


@pytest.mark.parametrize("rule", RULES, ids=lambda text: str(re.search(r"type: (\w+)", text)))
def test_every_example_of_a_rule_can_be_used(rule: str) -> None:
    assert read(rule).max_points == Decimal(2)


def test_every_rule_has_an_example() -> None:
    types = document.json_schema()["$defs"]["NodePart"]["properties"]["rule"]["anyOf"][0]["discriminator"][
        "mapping"
    ]
    shown = {found[1] for text in RULES if (found := re.search(r"type: (\w+)", text))}
    assert shown == set(types)


def test_the_small_set_and_the_classes_can_be_used() -> None:
    (small,) = [text for kind, text in EXAMPLES if not kind]
    assert len(document.read(small).leaves) == 2
    (classes,) = [text for kind, text in EXAMPLES if kind == "fragment"]
    assert len(read("rule: {type: manual}", classes).classes[0].conditions) == 1


def test_every_field_is_on_the_page() -> None:
    for model in (FrameworkDocument, Header, NodePart):
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in PAGE, name


def test_the_columns_of_the_workbook_are_on_the_page() -> None:
    words = " ".join(PAGE.split())
    assert " · ".join(HEADER).replace(" / ", "/") in words

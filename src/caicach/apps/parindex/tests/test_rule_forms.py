"""The form of a rule is made from the rule: what a document holds comes back from the form unchanged."""

from typing import Any

import pytest
from django.http import QueryDict

from caicach.apps.parindex.rule_forms import RULES, RuleForm, rule_types
from caicach.core.parindex import document
from caicach.core.parindex.framework import Framework


def shipped() -> list[tuple[str, dict[str, Any]]]:
    """Every rule of the shipped sets, as a document holds it."""
    found = []
    for name in document.SHIPPED:
        framework: Framework = document.shipped(name)
        for leaf in framework.leaves:
            assert leaf.rule is not None
            data = leaf.rule.model_dump(by_alias=True, exclude_defaults=True)
            found.append((f"{name} {leaf.code}", data | {"type": leaf.rule.model_dump()["type"]}))
    return found


def posted(form: RuleForm) -> QueryDict:
    """What a browser would send for a form as it is shown."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else str(bound.field.prepare_value(value))
    return data


def same(rule: type, one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(rule.model_validate(one) == rule.model_validate(other))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "rule"), shipped(), ids=[name for name, _rule in shipped()])
def test_a_shipped_rule_comes_back_unchanged(name: str, rule: dict[str, Any]) -> None:
    shown = RuleForm(rule["type"], rule)
    form = RuleForm(rule["type"], rule, posted(shown))
    assert form.is_valid(), form.errors
    assert same(RULES[rule["type"]], form.data_of_rule(), rule)


def test_a_due_date_counted_from_a_reference_date() -> None:
    rule = {"type": "timeliness", "due": {"working_days": 10, "after": "plan"}, "on_time": 1, "late": 0}
    form = RuleForm("timeliness", rule, posted(RuleForm("timeliness", rule)))
    assert form.is_valid(), form.errors
    assert form.data_of_rule()["due"] == {"working_days": 10, "after": "plan"}


def test_weights_of_a_survey_are_rows() -> None:
    rule = {"type": "survey", "source": "x", "options": {"A": 100, "B": 60}}
    form = RuleForm("survey", rule, posted(RuleForm("survey", rule)))
    assert form.is_valid(), form.errors
    assert form.data_of_rule()["options"] == {"A": 100, "B": 60}


@pytest.mark.parametrize(
    ("type_", "sent", "field"),
    [
        (
            "timeliness",
            {"rule-due": "32/13", "rule-on_time": "1", "rule-late": "0", "rule-missing": "0"},
            "due",
        ),
        ("ratio", {"rule-num": "a", "rule-den": "b", "rule-full_at": "x", "rule-zero_below": "0"}, "full_at"),
        ("choice", {"rule-options-0-text": "Cao", "rule-options-0-points": ""}, "options-0-points"),
        ("bands", {"rule-value": "v"}, "table-0-edge"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(type_: str, sent: dict[str, str], field: str) -> None:
    data = QueryDict(mutable=True)
    data.update({"rule-scale": "to_100", "rule-by": "signed_at", **sent})
    form = RuleForm(type_, None, data)
    assert not form.is_valid()
    assert field in form.errors


def test_a_formula_that_uses_other_variables_is_refused() -> None:
    data = QueryDict(mutable=True)
    data.update({"rule-variables": "a, b", "rule-branches-0-points": "a + c"})
    form = RuleForm("formula", None, data)
    assert not form.is_valid()
    assert "biến khai báo" in str(form.errors)


def test_more_rows_than_were_shown_are_read() -> None:
    data = QueryDict(mutable=True)
    for number in range(9):
        data.update({f"rule-items-{number}-text": f"Ý {number}", f"rule-items-{number}-points": "0,5"})
    form = RuleForm("checklist", None, data)
    assert form.is_valid(), form.errors
    assert len(form.data_of_rule()["items"]) == 9


def test_every_type_of_rule_has_a_name_and_a_form() -> None:
    assert [name for name, _label in rule_types()] == list(RULES)
    for name in RULES:
        form = RuleForm(name, None)
        assert all(str(bound.label) for bound in form)

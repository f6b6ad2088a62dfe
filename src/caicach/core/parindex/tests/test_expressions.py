"""The formula language: what it computes, and that nothing else can be said in it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.parindex.errors import ExpressionError
from caicach.core.parindex.expressions import Unstated, ZeroDenominator, expression


def test_numbers_keep_their_digits() -> None:
    assert expression("0.1 * 3")({}) == Decimal("0.3")


def test_names_must_be_stated() -> None:
    with pytest.raises(Unstated):
        expression("a + b")({"a": Decimal(1)})


def test_division_by_zero_is_named() -> None:
    with pytest.raises(ZeroDenominator):
        expression("a / b")({"a": Decimal(1), "b": Decimal(0)})
    with pytest.raises(ZeroDenominator):
        expression("a / b")({"a": Decimal(0), "b": Decimal(0)})


def test_an_attribute_is_stated_or_not() -> None:
    test = expression("not attr.field_lead")
    assert not test.stated({})
    assert test({}, {"field_lead": False}) is True


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "().__class__.__bases__",
        "attr.__class__",
        "a.b",
        "open('x')",
        "9**9**9",
        "[a for a in b]",
        "lambda: 1",
        "'x' * 9",
        "a if",
        "1e999",
        "a := 1",
        "{}",
        "a[0]",
        "max(*a)",
        "min(a, key=b)",
        "1 << 99",
        "a" * 501,
        "(" * 200 + ")" * 200,
    ],
)
def test_what_is_not_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        expression(text)


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3))
def test_it_computes_as_decimal_does(a: Decimal, b: Decimal) -> None:
    assert expression("max(0, a - 2 * b) + min(a, b)")({"a": a, "b": b}) == max(Decimal(0), a - 2 * b) + min(
        a, b
    )

"""The formula language of criteria sets: arithmetic, comparisons and a few functions on exact decimals.

It stands on `simpleeval`, which walks a parsed expression and calls nothing that is not listed here. Numbers written
in an expression become Decimal by their own digits, so that 0.1 is one tenth.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from typing import Any

import simpleeval

from .errors import ExpressionError

Value = Decimal | bool

MAX_LENGTH = 500

_OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Not: operator.not_,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs}
_NODES = (
    *_OPERATORS,
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.Compare,
    ast.IfExp,
    ast.Call,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.Load,
)


class ZeroDenominator(ArithmeticError):
    """The expression divides by zero: the leaf's not-applicable policy decides, never a silent 0."""


class Unstated(LookupError):
    """The expression needs a name that nobody stated."""


class Expression:
    """A parsed expression. Calling it with the values of its names gives a Decimal or a bool.

    `names` are the plain variables, `attributes` what follows `attr.`.
    """

    __slots__ = ("_tree", "attributes", "names", "text")

    def __init__(self, text: str, functions: frozenset[str] = frozenset()) -> None:
        self.text = text
        tree = _parse(text)
        self.names, self.attributes = _names(tree, frozenset(_FUNCTIONS) | functions)
        self._tree = _exact(tree)

    def __call__(
        self,
        values: Mapping[str, Value],
        attributes: Mapping[str, Value] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> Value:
        """Raises Unstated for a name without a value, ZeroDenominator for a division by zero."""
        names: dict[str, Any] = dict(values)
        if self.attributes:
            names["attr"] = dict(attributes or {})
        return self.bind(functions)(names)

    def bind(
        self, functions: Mapping[str, Callable[..., Any]] | None = None
    ) -> Callable[[Mapping[str, Value]], Value]:
        """A function of the values alone, for many calls; it holds state, so each thread needs its own."""
        tree = self._tree
        if isinstance(tree, ast.Constant):
            constant: Value = tree.value  # type: ignore[assignment]
            return lambda values: constant
        known = {**_FUNCTIONS, **functions} if functions else _FUNCTIONS
        evaluator = simpleeval.SimpleEval(operators=_OPERATORS, functions=known)
        evaluator.ATTR_INDEX_FALLBACK = True
        walk = evaluator._eval  # the expression is parsed and checked already

        def evaluate(values: Mapping[str, Value]) -> Value:
            evaluator.names = values
            try:
                result = walk(tree)
            except (ZeroDivisionError, DivisionByZero, InvalidOperation) as error:
                raise ZeroDenominator(self.text) from error
            except (simpleeval.NameNotDefined, simpleeval.AttributeDoesNotExist, KeyError) as error:
                raise Unstated(str(error)) from error
            return result if isinstance(result, bool) else Decimal(result)

        return evaluate

    def stated(self, attributes: Mapping[str, Value]) -> bool:
        """Whether every attribute it asks for has been stated."""
        return self.attributes <= attributes.keys()


@lru_cache(maxsize=4096)
def expression(text: str, functions: frozenset[str] = frozenset()) -> Expression:
    """The parsed form of `text`. Raises ExpressionError."""
    return Expression(text, functions)


def _parse(text: str) -> ast.Expression:
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"công thức dài quá {MAX_LENGTH} ký tự", f"the formula is longer than {MAX_LENGTH} characters"
        )
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(
            f"công thức viết sai: “{text}”", f"the formula cannot be read: “{text}”"
        ) from error
    return tree


def _names(tree: ast.Expression, functions: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    names: set[str] = set()
    attributes: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, _NODES):
            part = ast.unparse(node) or type(node).__name__
            raise ExpressionError(
                f"công thức không được dùng “{part}”", f"“{part}” is not allowed in a formula"
            )
        if isinstance(node, ast.Call):
            _check_call(node, functions)
        elif isinstance(node, ast.Attribute):
            if not (isinstance(node.value, ast.Name) and node.value.id == "attr") or node.attr.startswith(
                "_"
            ):
                raise ExpressionError(
                    f"chỉ “attr.” được đứng trước dấu chấm: “{ast.unparse(node)}”",
                    f"only “attr.” may stand before a point: “{ast.unparse(node)}”",
                )
            attributes.add(node.attr)
        elif isinstance(node, ast.Name) and node.id != "attr" and node.id not in functions:
            names.add(node.id)
    return frozenset(names), frozenset(attributes)


def _check_call(node: ast.Call, functions: frozenset[str]) -> None:
    """Only listed functions; a text in quotes may stand only as the argument of one that takes a code."""
    if not isinstance(node.func, ast.Name) or node.func.id not in functions or node.keywords:
        known = ", ".join(sorted(functions))
        raise ExpressionError(
            f"hàm “{ast.unparse(node.func)}” không có trong công thức (có: {known})",
            f"the function “{ast.unparse(node.func)}” is not known (known: {known})",
        )


def _exact(tree: ast.Expression) -> ast.expr:
    """Numbers become Decimal by the digits they are written with; texts stand only inside a call."""
    arguments = {id(item) for node in ast.walk(tree) if isinstance(node, ast.Call) for item in node.args}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        if isinstance(node.value, str) and id(node) in arguments:
            continue
        if not isinstance(node.value, int | float) or node.value in (float("inf"), float("-inf")):
            raise ExpressionError(
                f"giá trị “{node.value!r}” không dùng được trong công thức",
                f"the value “{node.value!r}” cannot stand in a formula",
            )
        node.value = Decimal(repr(node.value))  # type: ignore[assignment]
    return tree.body

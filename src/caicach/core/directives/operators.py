"""The operator of a target from the words around its number: "từ 95% trở lên" is >=, "trên 80%" is >, "không quá 01 lần" is <=.

Each rule is one row: the words before the number, the words behind it, the operator. The first that fits decides.
"""

import re
from dataclasses import dataclass

from caicach.core.directives.findings import Operator
from caicach.core.directives.wording import words

_NOT_MORE = r"(?:không(?: được| để)?(?: [\w ,]{1,80})?|chưa|cấm[\w ,:()]{0,80}|hạn chế[\w ,]{0,40})"
# Between operator and number may stand what a number is reached with: "đạt", "là", "mức".
_LINK = r"(?: (?:đạt|là|còn|mức|tỷ lệ|tỉ lệ|khoảng|ở))*\s*$"


@dataclass(frozen=True, slots=True)
class Rule:
    """`before` ends at the number, `behind` begins there; `is_aim` says that the words alone make a target of any number."""

    name: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    operator: Operator
    is_aim: bool


def _rule(name: str, operator: Operator, before: str = "", behind: str = "", is_aim: bool = True) -> Rule:
    flags = re.IGNORECASE
    return Rule(name, words(before + _LINK if before else "", flags), words(behind, flags), operator, is_aim)


RULES = (
    _rule("not above: words", Operator.LE,
        r"(?:\b(?:tối đa|nhiều nhất|không quá|không vượt(?: quá)?|không cao hơn|không trên)|≤|<=)"),
    _rule("not above: a limit that must not be passed", Operator.LE, rf"\b{_NOT_MORE} (?:vượt )?quá"),
    _rule("not above: '... trở xuống'", Operator.LE, behind=r"[^.;:]{0,60}?\btrở xuống\b"),
    _rule("at least: words", Operator.GE, r"(?:\b(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn)|≥|>=)"),
    _rule("at least: 'ít nhất' before the year", Operator.GE, r"\b(?:ít nhất|tối thiểu) (?:vào|đến|trong) năm \d{4}"),
    _rule("at least: '... trở lên'", Operator.GE, behind=r"[^.;:%]{0,60}?\btrở lên\b"),
    _rule("at least: '50% or more' in brackets", Operator.GE, behind=r"\s*\(?(?:hoặc|và) (?:cao )?hơn\b"),
    _rule("below: words", Operator.LT, r"(?:(?<!không )\b(?:dưới|thấp hơn|nhỏ hơn|ít hơn)|<)"),
    _rule("above: words", Operator.GT, r"(?:(?<!không )\b(?:trên|cao hơn|lớn hơn|nhiều hơn|hơn|vượt(?: mức)?)|>)"),
    _rule("at least: 'từ N' without an end", Operator.GE, r"(?<!giảm )(?<!tăng )\btừ",
          r"(?![^.;]{0,60}(?:\bđến(?! năm| hết| cuối)|(?<!trở )\blên|\bxuống)\b)"),
    _rule("the end of a change: 'giảm từ A xuống N', 'nâng lên N'", Operator.EQ,
          r"\b(?:xuống(?: còn)?|còn|lên(?: đến| tới| thành)?)"),
    _rule("reached: 'đạt N', 'là N', 'bằng N'", Operator.EQ,
          r"\b(?:đạt|là|bằng|chiếm|hoàn thành|có|ở mức|tăng|giảm)", is_aim=False),
)  # fmt: skip


LIMIT = _rule("a limit in a list of what is forbidden", Operator.LE, r"\bquá")


def operator_at(text: str, start: int, end: int) -> Rule | None:
    """The first rule whose words stand around the number from `start` to `end`; None where none does (then it is =)."""
    before, behind = text[max(0, start - 130) : start], text[end : end + 70]
    for rule in RULES:
        if (not rule.before.pattern or rule.before.search(before)) and rule.behind.match(behind):
            return rule
    return None

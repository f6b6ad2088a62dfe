"""What nobody is to do or to suffer is a target too: "không có cán bộ, công chức bị kỷ luật" is zero."""

import re
from collections.abc import Iterator
from decimal import Decimal

from caicach.core.directives.clauses import Clause
from caicach.core.directives.findings import Operator, Target
from caicach.core.directives.passages import Passage, Segment
from caicach.core.directives.periods import Around, period_of
from caicach.core.directives.wording import words
from caicach.core.vietnamese import tidy

_I = re.IGNORECASE
# The words do not say that it is a target: somebody confirms it.
_CONFIDENCE = Decimal("0.60")
_NO_ONE = words(
    r"(?:^|[:,] )(?:(?:trong (?:năm|kỳ)|phấn đấu|đảm bảo|"
    r"bảo đảm)(?: \d{4})? )?(?P<no>không có) (?P<what>(?:cán bộ|công chức|CBCC\w*|hồ sơ|đơn thư|vụ|"
    r"văn bản|"
    r"thủ tục|trường hợp|tổ chức|cá nhân|TTHC)\b[^.;]*)",
    _I,
)
_PEOPLE = re.compile(r"cán\s+bộ|công\s+chức|CBCC|cá\s+nhân", _I)


def none_of(passage: Passage, segment: Segment, around: Around) -> Iterator[Target]:
    """ "Trong năm không có cán bộ, công chức bị kỷ luật": nobody, so zero."""
    found = _NO_ONE.search(segment.words)
    if not found or re.match(r"\s*(?:nếu|trường hợp)", segment.words, _I):
        return
    start, end = segment.start + found.start(), segment.end
    written = passage.words[start - passage.start : end - passage.start]
    start += len(written) - len(written.lstrip(" ,:"))
    period, when = period_of(passage, Clause(segment.words, 0), around)
    text, line = passage.quote(start, end)
    yield Target(
        subject=tidy(found["what"]).rstrip(" ,;:."),
        operator=Operator.EQ,
        value=Decimal(0),
        unit="người" if _PEOPLE.match(found["what"]) else " ".join(found["what"].split()[:2]).rstrip(","),
        base=None,
        period=period,
        deadline=when.deadline if when else None,
        optional=True,
        item=passage.path,
        line=line,
        text=text,
        start=start,
        end=end,
        confidence=_CONFIDENCE,
    )

"""For which year or years a figure is meant, and by which day it is due: from the nearest words that say so."""

import re
from dataclasses import dataclass
from datetime import date

from caicach.core.directives.clauses import Clause
from caicach.core.directives.passages import Passage
from caicach.core.directives.times import When, when_of
from caicach.core.directives.wording import words

_I = re.IGNORECASE
COMPARED = words(r"so với (?:cùng kỳ |kết quả |mức |thực hiện )?(?:của )?năm \d{4}", _I)
YEAR = words(r"(?<![\d/])năm (?P<year>\d{4})(?!\s*[-–]\s*\d{4})", _I)
_SPAN = re.compile(r"giai\s+đoạn\s+(?P<span>\d{4}\s*[-–]\s*\d{4})", _I)
_NO_PERIOD = words(r"theo lộ trình|từng bước", _I)


@dataclass(frozen=True, slots=True)
class Around:
    """What the dispatch says of all its figures: its date, the year in its subject; whether rates are its matter."""

    told: date | None
    period: str | None


def period_of(passage: Passage, clause: Clause, around: Around) -> tuple[str | None, When | None]:
    """The year or the years that the figure is for, from the nearest words; the day by when it is due."""
    own = when_of(clause.words, around.told) or when_of(clause.shared, around.told)
    if _NO_PERIOD.search(clause.words):
        return None, own if own and own.deadline else None
    words_ = clause.words + clause.shared
    for text in (words_, clause.before, *(one.words for one in reversed(passage.above))):
        near = text[-300:] if text is clause.before else text
        when = own if text is words_ else when_of(near, around.told)
        years = [
            one
            for one in YEAR.findall(COMPARED.sub("", near))
            if not around.told or int(one) >= around.told.year
        ]
        spans = _SPAN.findall(near)
        if years or (when and when.deadline) or spans:
            period = years[0] if years else spans[0] if spans else None
            known = when if when and when.deadline else None
            return period or (str(known.deadline.year) if known and known.deadline else None), known
    return around.period, None

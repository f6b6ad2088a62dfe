"""Which column holds what: the head of a sheet, found by its words without tone marks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from caicach.core.vietnamese import fold, tidy
from caicach.core.words import Words

from .model import Cell, Merge, Rows

SEARCHED = 40
CODE, NAME, MAXIMUM = "code", "name", "max"
EVIDENCE, GUIDE, RULE, AGENCY = "evidence", "guide", "rule", "agency"

# The order decides where a title has the words of two columns: "Hướng dẫn chấm điểm tiêu chí" is a guide.
_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (CODE, re.compile(r"(stt|tt|so tt|so thu tu|ma|ma so|ma tieu chi)")),
    (EVIDENCE, re.compile(r".*(kiem chung|minh chung).*")),
    (GUIDE, re.compile(r".*huong dan.*")),
    (RULE, re.compile(r"(cach|phuong phap) (cham|tinh).*")),
    (AGENCY, re.compile(r"(co quan|don vi)( chu tri)? (tham dinh|danh gia|cham).*")),
    (MAXIMUM, re.compile(r".*(diem (so )?(toi da|chuan)|thang diem|toi da).*")),
    (NAME, re.compile(r".*(tieu chi|linh vuc|noi dung).*")),
)


class SheetFault(ValueError):
    """A sheet that is no criteria set at all, or not one that can be asked about."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.reason = Words(vi, en)


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the head, and the column (from 1) of each thing that the sheet says."""

    row: int
    columns: Mapping[str, int]

    def kind(self, column: int) -> str:
        """What stands in a column; "" for one that is not read."""
        return next((name for name, at in self.columns.items() if at == column), "")


def find_head(rows: Rows, merges: tuple[Merge, ...] = ()) -> Head | None:
    """The head of a sheet: the first row (or two that belong together) with the titles of name and maximum."""
    for at in range(min(SEARCHED, len(rows))):
        titles = [_title(cell) for cell in rows[at]]
        spans = [
            merge
            for merge in merges
            if merge.top == at + 1 and merge.bottom == at + 1 and merge.right > merge.left
        ]
        for last, found in ((at, titles), (at + 1, _joined(titles, rows, at + 1, spans))):
            columns = _columns(found)
            if NAME in columns and MAXIMUM in columns:
                if CODE not in columns and columns[NAME] > 1:
                    columns[CODE] = columns[NAME] - 1
                return Head(last + 1, columns)
    return None


def _joined(titles: list[str], rows: Rows, below: int, spans: list[Merge]) -> list[str]:
    """The titles of a head of two rows: "Điểm" over "Tối đa" is "diem toi da"."""
    if below >= len(rows) or not spans:
        return []
    under = [_title(cell) for cell in rows[below]]
    wide = list(titles) + [""] * (max(len(titles), len(under)) - len(titles))
    for span in spans:
        for column in range(span.left, span.right):
            if column < len(wide):
                wide[column] = wide[span.left - 1]
    return [f"{over} {under[at] if at < len(under) else ''}".strip() for at, over in enumerate(wide)]


def _columns(titles: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(titles, 1):
        for name, pattern in _TITLES:
            if title and pattern.fullmatch(title):
                found.setdefault(name, column)
                break
    return found


def _title(cell: Cell) -> str:
    """A title as it is compared; long texts are none."""
    text = re.sub(r"[^a-z0-9 ]+", " ", fold(tidy(str(cell or ""))))
    text = " ".join(text.split())
    return text if len(text) <= 120 else ""

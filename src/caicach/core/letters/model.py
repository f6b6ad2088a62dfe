"""An official letter as its parts: who sends it, number, kind, subject, body, signatures, recipients, annexes.

The parts are those of Nghị định số 30/2020/NĐ-CP, Phụ lục I (thể thức và kỹ thuật trình bày văn bản hành chính). Text is written
here as in a sentence; capitals, "Số:", "ngày ... tháng ...", endings and marks are put on by `layout`, so that Word and PDF
cannot differ in them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sender:
    """The issuing agency and the agency above it; `upper` is "" where none is printed (an office that heads its level)."""

    issuing: str
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """ "07/KH-UBND" is 7 and "KH-UBND"; without `ordinal` the registry has not numbered the letter yet and room is left.

    `given` is the whole number of a letter that was issued, as its office wrote it: it is printed and not judged.
    """

    symbol: str
    ordinal: int | None = None
    given: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and day; without a day it is left to be dated by hand, in the year where that is known."""

    place: str
    day: date | None = None
    year: int | None = None


class Mode(StrEnum):
    """How a person signs who is not the sender himself (Phụ lục I, phần II, mục 7)."""

    FOR_THE_BODY = "TM."
    FOR_THE_HEAD = "KT."
    BY_ORDER = "TL."
    BY_AUTHORITY = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True, slots=True)
class Authority:
    """A line above the position: "KT. CHỦ TỊCH" is FOR_THE_HEAD of "Chủ tịch"."""

    mode: Mode
    of: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `position` may be "" where `authority` says it ("Q. GIÁM ĐỐC"); an unknown `name` is left to be written."""

    position: str
    name: str = ""
    authority: tuple[Authority, ...] = ()


# --- the body --------------------------------------------------------------------------------------------------------


class Look(StrEnum):
    """How a paragraph stands: justified with a first-line indent, or centred in bold capitals."""

    TEXT = "text"
    CENTRED = "centred"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2, with its number in the text ("I. KẾT QUẢ CHUNG", "1. Khối sở")."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """ "Điều 1." and its text; what follows it belongs to it until the next article."""

    number: int
    text: str


class Mark(StrEnum):
    """What stands before each point: khoản 1., điểm a), or a dash."""

    NUMBER = "1."
    LETTER = "a)"
    DASH = "-"


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]
    mark: Mark = Mark.NUMBER


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its width is `weight` against the sum of the weights of the table."""

    title: str
    weight: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; a single cell in a table of several columns goes over all of them."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands again on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Heading | Article | Points | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered anew; `landscape` for tables too wide for an upright page."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter.

    `kind` is a code of `kinds`. `authority` is whose power a kind that enacts rests on ("Chủ tịch Ủy ban nhân dân tỉnh ..."),
    "" for the sender's own. `signatures` are one, or two side by side with the chair on the right. `filed` is what stands
    behind "Lưu:". A `draft` says so above its header.
    """

    sender: Sender
    number: Number
    dateline: Dateline
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]
    filed: str = "VT"
    to: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: bool = False

    @property
    def issuer(self) -> str:
        """Whose letter it is, as another letter names it."""
        return self.authority or self.sender.issuing

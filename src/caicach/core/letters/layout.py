"""A letter as it stands on paper: every string in its printed form and order, the same for Word and for PDF.

Nghị định số 30/2020/NĐ-CP, Phụ lục I. What is decided here: capitals, "Số:", "V/v", endings of the bases (";", the last "."),
"./." at the end of the body, marks of points, "Nơi nhận" with "Lưu" last, numbers and reference lines of annexes. What is
left to the writers: fonts, sizes, lines and widths.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from .figures import date_text, number_text, point_mark, roman
from .kinds import OFFICIAL_LETTER, Kind, kinds
from .model import Article, Block, Heading, Letter, Look, Mark, Paragraph, Points, Signature, Table
from .text import balanced, ended, printable

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
END = "./."
RECIPIENTS = "Nơi nhận:"
LONGEST_AGENCY = 26
"""Letters of the name of an agency on one line of the header."""
LONGEST_WHOLE = 400
"""Letters of the longest cell in a row that is not broken across pages."""


class Style(StrEnum):
    """How a line looks; `TEXT` and `CENTRED` are those of `Look`."""

    TEXT = "text"
    CENTRED = "centred"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `lead` stands before its text in bold."""

    style: Style
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the share of each column of the whole width, its alignment, the head, and the rows.

    Of each row: whether it is bold (`strong`), and whether it is short enough to stay on one page (`whole`).
    """

    shares: tuple[float, ...]
    aligns: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[bool, ...]
    whole: tuple[bool, ...]


Part = Line | Grid


@dataclass(frozen=True, slots=True)
class Signed:
    """The lines above the place of the signature, and the name under it ("" where it is left to be written)."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class AnnexLayout:
    label: str
    title: str
    reference: str
    parts: tuple[Part, ...]
    landscape: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """All strings of a letter. `beside` is the subject under the number of a công văn, `subject` that under a kind's title."""

    name: str
    draft: str
    upper: tuple[str, ...]
    issuing: tuple[str, ...]
    number: str
    beside: str
    place_and_date: str
    title: str
    subject: str
    addressed: tuple[str, ...]
    authority: str
    bases: tuple[Line, ...]
    enacting: str
    parts: tuple[Part, ...]
    signatures: tuple[Signed, ...]
    recipients: tuple[str, ...]
    annexes: tuple[AnnexLayout, ...]


def laid_out(letter: Letter) -> Layout:
    """The letter in its printed form; it must have no `faults`."""
    clean = all_printable(letter)
    kind = kinds(clean.dateline.day).by_code[clean.kind]
    is_official = kind.code == OFFICIAL_LETTER
    day = date_text(clean.dateline)
    return Layout(
        name=f"{kind.name} {clean.subject}",
        draft=DRAFT if clean.draft else "",
        upper=balanced(clean.sender.upper.upper(), LONGEST_AGENCY),
        issuing=balanced(clean.sender.issuing.upper(), LONGEST_AGENCY),
        number=f"Số: {number_text(clean.number)}",
        beside=f"V/v {clean.subject}" if is_official else "",
        place_and_date=f"{clean.dateline.place}, {day}",
        title="" if is_official else kind.name.upper(),
        subject="" if is_official else clean.subject,
        addressed=_addressed(clean.to),
        authority=(clean.authority or clean.sender.issuing).upper() if kind.enacting else "",
        bases=tuple(
            Line(Style.BASIS, ended(basis, "." if last else ";")) for basis, last in _with_last(clean.bases)
        ),
        enacting=f"{kind.enacting.upper()}:" if kind.enacting else "",
        parts=tuple(_parts(_closed(clean.blocks))),
        signatures=tuple(_signed(one) for one in clean.signatures),
        recipients=_recipients(clean),
        annexes=tuple(_annexes(clean, kind, day)),
    )


# --- head ------------------------------------------------------------------------------------------------------------


def _addressed(to: tuple[str, ...]) -> tuple[str, ...]:
    """ "Kính gửi: ..." on one line for one addressee, else a line for each behind it."""
    if len(to) == 1:
        return (f"Kính gửi: {ended(to[0], '.')}",)
    lines = tuple(f"- {ended(one, '.' if last else ';')}" for one, last in _with_last(to))
    return ("Kính gửi:", *lines) if lines else ()


def _with_last(items: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    return ((one, at == len(items)) for at, one in enumerate(items, 1))


# --- body ------------------------------------------------------------------------------------------------------------


def _closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body with "./." behind its last words; on a line of its own behind a table or a heading."""
    last = blocks[-1]
    if isinstance(last, Paragraph | Article):
        return (*blocks[:-1], replace(last, text=ended(last.text, END)))
    if isinstance(last, Points):
        return (*blocks[:-1], replace(last, items=(*last.items[:-1], ended(last.items[-1], END))))
    return (*blocks, Paragraph(END))


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    for block in blocks:
        match block:
            case Paragraph():
                text = block.text.upper() if block.look is Look.CENTRED else block.text
                yield Line(Style(block.look.value), text)
            case Heading():
                yield Line(Style.HEADING if block.level == 1 else Style.SUBHEADING, block.text)
            case Article():
                yield Line(Style.TEXT, block.text, f"Điều {block.number}.")
            case Points():
                yield from (
                    Line(Style.TEXT, f"{_mark(block.mark, at)} {item}") for at, item in enumerate(block.items)
                )
            case Table():
                yield _grid(block)


def _mark(mark: Mark, at: int) -> str:
    match mark:
        case Mark.NUMBER:
            return f"{at + 1}."
        case Mark.LETTER:
            return point_mark(at)
    return "-"


def _grid(table: Table) -> Grid:
    whole = sum(column.weight for column in table.columns)
    return Grid(
        shares=tuple(column.weight / whole for column in table.columns),
        aligns=tuple(column.align.value for column in table.columns),
        head=tuple(column.title for column in table.columns),
        rows=tuple(row.cells for row in table.rows),
        strong=tuple(row.strong for row in table.rows),
        whole=tuple(max(map(len, row.cells)) <= LONGEST_WHOLE for row in table.rows),
    )


# --- end -------------------------------------------------------------------------------------------------------------


def _signed(signature: Signature) -> Signed:
    above = (f"{one.mode.value} {one.of.upper()}" for one in signature.authority)
    lines = (*above, signature.position.upper()) if signature.position else tuple(above)
    return Signed(lines, signature.name)


def _recipients(letter: Letter) -> tuple[str, ...]:
    listed = (f"- {ended(one, ';')}" for one in letter.recipients)
    return (*listed, f"- Lưu: {ended(letter.filed, '.')}")


def _annexes(letter: Letter, kind: Kind, day: str) -> Iterator[AnnexLayout]:
    """Numbered with Roman numerals where there are several; each names the letter it belongs to (Phụ lục I, phần III)."""
    reference = f"(Kèm theo {kind.name} số {number_text(letter.number)} {day} của {letter.issuer})"
    for number, annex in enumerate(letter.annexes, 1):
        yield AnnexLayout(
            label=f"PHỤ LỤC {roman(number)}" if len(letter.annexes) > 1 else "PHỤ LỤC",
            title=annex.title.upper(),
            reference=reference,
            parts=tuple(_parts(annex.blocks)),
            landscape=annex.landscape,
        )


# --- text ------------------------------------------------------------------------------------------------------------

Value = TypeVar("Value")


def all_printable(value: Value) -> Value:
    """The same value with each of its texts `printable`."""
    return _cleaned(value)  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _cleaned(getattr(value, one.name)) for one in fields(value)})
    return value

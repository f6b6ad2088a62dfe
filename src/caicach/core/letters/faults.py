"""What a letter lacks or has wrong against the decree, found before it is written.

Nghị định số 30/2020/NĐ-CP, Điều 8 (thành phần thể thức chính) and Phụ lục I. A number or a day that is not given yet is no fault:
it is left to the registry. Neither is a name that is not known: it is left to whoever signs.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from .kinds import OFFICIAL_LETTER, Kind, kinds
from .model import Article, Block, Heading, Letter, Paragraph, Points, Signature, Table
from .text import is_blank

LOWEST_LEVEL = 2
MOST_SIGNATURES = 2
_UNKNOWN_TO_THE_DECREE = "CV"  # many offices write 12/CV-UBND; a công văn has no abbreviation


class Fault(StrEnum):
    """A fault of layout; its value is the sentence an official reads."""

    NO_SENDER = "thiếu tên cơ quan ban hành"
    NO_SYMBOL = "thiếu ký hiệu của văn bản"
    WRONG_SYMBOL = "ký hiệu không khớp với tên loại văn bản"
    WRONG_ORDINAL = "số của văn bản phải từ 01 trở lên"
    NO_PLACE = "thiếu địa danh"
    UNKNOWN_KIND = "tên loại văn bản không có trong Nghị định 30/2020/NĐ-CP"
    NO_SUBJECT = "thiếu trích yếu nội dung"
    NO_BASES = "thiếu căn cứ ban hành"
    NO_ADDRESSEE = "công văn thiếu nơi gửi đến (Kính gửi)"
    NO_BODY = "thiếu nội dung"
    EMPTY_TEXT = "có đoạn, tiêu đề hoặc điểm không có chữ"
    WRONG_HEADING = "cấp tiêu đề chỉ là 1 hoặc 2"
    WRONG_ARTICLES = "các điều không được đánh số liên tục từ 1"
    WRONG_TABLE = "bảng có hàng không đủ ô, hoặc cột không có độ rộng"
    NO_SIGNATURE = "thiếu chức vụ của người ký"
    TOO_MANY_SIGNATURES = "có nhiều hơn hai người ký"
    NO_RECIPIENTS = "thiếu nơi nhận"
    NOT_FILED = "thiếu nơi lưu"
    NO_ANNEX_TITLE = "phụ lục thiếu tên hoặc nội dung"


class LetterFaults(ValueError):
    """A letter that must not be written; `faults` says what is wrong with it."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(found))
        self.faults = found


def faults(letter: Letter) -> tuple[Fault, ...]:
    """Every fault of a letter once, in the order of its parts; empty for one that can be written."""
    return tuple(dict.fromkeys((*_head(letter), *_body(letter), *_end(letter), *_annexes(letter))))


def checked(letter: Letter) -> Letter:
    """The letter itself. Raises LetterFaults where it has faults."""
    if found := faults(letter):
        raise LetterFaults(found)
    return letter


def _head(letter: Letter) -> Iterator[Fault]:
    if is_blank(letter.sender.issuing):
        yield Fault.NO_SENDER
    table = kinds(letter.dateline.day)
    kind = table.by_code.get(letter.kind)
    given = not is_blank(letter.number.given)
    if is_blank(letter.number.symbol) and not given:
        yield Fault.NO_SYMBOL
    elif not given and kind is not None and not _fits(letter.number.symbol, kind, table.abbreviations):
        yield Fault.WRONG_SYMBOL
    if letter.number.ordinal is not None and letter.number.ordinal < 1:
        yield Fault.WRONG_ORDINAL
    if is_blank(letter.dateline.place):
        yield Fault.NO_PLACE
    if kind is None:
        yield Fault.UNKNOWN_KIND
    if is_blank(letter.subject):
        yield Fault.NO_SUBJECT
    if kind is not None and kind.enacting and all(is_blank(one) for one in letter.bases):
        yield Fault.NO_BASES
    if letter.kind == OFFICIAL_LETTER and all(is_blank(one) for one in letter.to):
        yield Fault.NO_ADDRESSEE


def _fits(symbol: str, kind: Kind, abbreviations: frozenset[str]) -> bool:
    """Whether a symbol begins with the abbreviation of its kind, or, for a công văn, with none."""
    first, stroke, behind = symbol.strip().partition("-")
    if kind.abbreviation:
        return first == kind.abbreviation and bool(stroke and behind)
    return first not in abbreviations and first != _UNKNOWN_TO_THE_DECREE


def _body(letter: Letter) -> Iterator[Fault]:
    if not letter.blocks:
        yield Fault.NO_BODY
    yield from _blocks(letter.blocks)
    articles = [block.number for block in letter.blocks if isinstance(block, Article)]
    if articles != list(range(1, len(articles) + 1)):
        yield Fault.WRONG_ARTICLES


def _blocks(blocks: Iterable[Block]) -> Iterator[Fault]:
    for block in blocks:
        match block:
            case Paragraph() | Article():
                empty = is_blank(block.text)
            case Heading():
                empty = is_blank(block.text)
                if not 1 <= block.level <= LOWEST_LEVEL:
                    yield Fault.WRONG_HEADING
            case Points():
                empty = not block.items or any(is_blank(item) for item in block.items)
            case Table():
                empty = False
                if not _is_whole(block):
                    yield Fault.WRONG_TABLE
        if empty:
            yield Fault.EMPTY_TEXT


def _is_whole(table: Table) -> bool:
    width = len(table.columns)
    return (
        width > 0
        and all(column.weight > 0 for column in table.columns)
        and all(len(row.cells) in (1, width) for row in table.rows)
    )


def _end(letter: Letter) -> Iterator[Fault]:
    if not letter.signatures or not all(_is_signable(one) for one in letter.signatures):
        yield Fault.NO_SIGNATURE
    if len(letter.signatures) > MOST_SIGNATURES:
        yield Fault.TOO_MANY_SIGNATURES
    if all(is_blank(one) for one in letter.recipients):
        yield Fault.NO_RECIPIENTS
    if is_blank(letter.filed):
        yield Fault.NOT_FILED


def _is_signable(signature: Signature) -> bool:
    return any(not is_blank(text) for text in (signature.position, *(one.of for one in signature.authority)))


def _annexes(letter: Letter) -> Iterator[Fault]:
    for annex in letter.annexes:
        if is_blank(annex.title) or not annex.blocks:
            yield Fault.NO_ANNEX_TITLE
        yield from _blocks(annex.blocks)

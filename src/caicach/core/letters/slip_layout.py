"""A slip as it stands on paper: every string in its printed form and order, the same for Word and for PDF.

The forms of Thông tư số 01/2018/TT-VPCP and Thông tư số 03/2025/TT-VPCP (`slip_forms`); the head of Nghị định số 30/2020/NĐ-CP.
What is left to the writers: fonts, sizes, lines and widths.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from string import Formatter
from typing import Any

from caicach.core.worktime.punctuality import Punctuality

from .figures import day_text, ordinal_text
from .layout import Grid, all_printable
from .slip_forms import edition
from .slips import (
    FORMS,
    Apology,
    BookPages,
    ControlSlip,
    ControlStep,
    Receipt,
    Slip,
    StopNotice,
    SupplementRequest,
)
from .text import balanced

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam keeps one time all the year."""
ROOM = "." * 24
"""Room for what is written by hand."""
LONGEST_OFFICE = 24
"""Letters of the name of an office on one line of the head."""
CODE = "Mã hồ sơ"
FOLLOW = "Quét mã để theo dõi hồ sơ"
OUTCOMES = {Punctuality.EARLY: "Trước hạn", Punctuality.ON_TIME: "Đúng hạn", Punctuality.LATE: "Quá hạn"}


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line: a label before its value, or a sentence. `strong` is bold, `centred` stands in the middle."""

    text: str
    label: str = ""
    strong: bool = False
    centred: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class SlipPair:
    """Two labelled values beside each other."""

    lines: tuple[SlipLine, ...]


SlipPart = SlipLine | SlipPair | Grid


@dataclass(frozen=True, slots=True)
class SlipSigned:
    """Who signs: the title, how, and the name under the place of the signature ("" where it is left to be written)."""

    title: str
    note: str
    name: str


@dataclass(frozen=True, slots=True)
class SlipLayout:
    """All strings of a slip. `qr` is the address behind the square, `form` the number of the form and its text of law."""

    name: str
    form: str
    upper: tuple[str, ...]
    office: tuple[str, ...]
    number: str
    place_and_date: str
    title: tuple[str, ...]
    code: str
    parts: tuple[SlipPart, ...]
    signatures: tuple[SlipSigned, ...]
    notes: tuple[str, ...]
    qr: str


@dataclass(frozen=True, slots=True)
class BookLayout:
    """A book, or some pages of it, on A4 that lies on its side."""

    name: str
    form: str
    upper: tuple[str, ...]
    office: tuple[str, ...]
    title: str
    year: str
    grid: Grid
    closed: str


def slip_layout(slip: Slip) -> SlipLayout:
    """The slip in its printed form."""
    clean: Slip = all_printable(slip)
    head = clean.head
    form = edition(head.day).forms[FORMS[type(clean)]]
    facts = _facts(clean)
    ordinal = ROOM[:8] if head.number is None else ordinal_text(head.number)
    return SlipLayout(
        name=f"{' '.join(form.title)} {head.code}",
        form=form.number,
        upper=balanced(head.upper.upper(), LONGEST_OFFICE),
        office=balanced(head.office.upper(), LONGEST_OFFICE),
        number=f"Số: {ordinal}/{head.symbol}",
        place_and_date=f"{head.place}, {day_text(head.day)}",
        title=tuple(line.upper() for line in form.title),
        code=f"{CODE}: {head.code}",
        parts=tuple(_parts(form.lines, facts, clean)),
        signatures=tuple(
            SlipSigned(_filled(one["title"], facts).upper(), one["note"], _filled(one["name"], facts))
            for one in form.signatures
        ),
        notes=form.notes,
        qr=clean.qr if isinstance(clean, Receipt) else "",
    )


def moment_text(moment: datetime | None) -> str:
    """ "08 giờ 05 phút, ngày 20 tháng 11 năm 2026" in Vietnam's time; "" for none."""
    if moment is None:
        return ""
    local = _local(moment)
    return f"{local:%H} giờ {local:%M} phút, {day_text(local.date())}"


# --- facts -----------------------------------------------------------------------------------------------------------


def _facts(slip: Slip) -> dict[str, str]:
    """What the lines of a form may name, in words; "" for what is not known."""
    person = slip.applicant
    facts = {
        "office": slip.head.office,
        "code": slip.head.code,
        "applicant": person.name,
        "person": f"{person.name} (người nộp thay: {person.proxy})" if person.proxy else person.name,
        "handed_by": person.proxy or person.name,
        "number": person.number,
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
        "content": slip.content,
    }
    match slip:
        case Receipt():
            return facts | {
                "sets": ordinal_text(slip.sets), "limit": slip.limit, "received": moment_text(slip.received_at),
                "due": moment_text(slip.due_at), "fee": slip.fee, "result_at": slip.result_at, "book": slip.book,
                "sequence": "" if slip.sequence is None else ordinal_text(slip.sequence), "officer": slip.officer,
            }  # fmt: skip
        case SupplementRequest():
            return facts | {
                "reason": slip.reason, "contact": slip.contact, "contact_phone": slip.contact_phone, "officer": slip.officer,
            }  # fmt: skip
        case Apology():
            return facts | {
                "received_day": _sentence_day(slip.received_at), "due": moment_text(slip.due_at), "reason": slip.reason,
                "new_due": moment_text(slip.new_due_at), "position": slip.position, "signer": slip.signer,
            }  # fmt: skip
        case StopNotice():
            return facts | {
                "received_day": _sentence_day(slip.received_at), "asked": day_text(slip.asked_on) if slip.asked_on else "",
                "reason": slip.reason, "position": slip.position, "signer": slip.signer,
            }  # fmt: skip
        case ControlSlip():
            return facts | {
                "handling": slip.handling, "cooperating": slip.cooperating, "received": moment_text(slip.received_at),
                "due": moment_text(slip.due_at),
            }  # fmt: skip
    return facts | {"reason": slip.reason, "basis": slip.basis, "officer": slip.officer}


def _sentence_day(moment: datetime) -> str:
    """ "Ngày 20 tháng 11 năm 2026", as a sentence begins."""
    return day_text(_local(moment).date()).capitalize()


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM) if moment.tzinfo is not None else moment


# --- lines -----------------------------------------------------------------------------------------------------------


def _parts(lines: tuple[Mapping[str, Any], ...], facts: dict[str, str], slip: Slip) -> Iterator[SlipPart]:
    for line in lines:
        if "pair" in line:
            both = tuple(one for half in line["pair"] if (one := _line(half, facts)) is not None)
            yield SlipPair(both) if len(both) > 1 else both[0]
        elif "table" in line or "list" in line:
            yield from _many(line, slip)
        elif (one := _line(line, facts)) is not None:
            yield one


def _line(line: Mapping[str, Any], facts: dict[str, str]) -> SlipLine | None:
    """The line with its facts, None for an optional one of which nothing is known."""
    if line.get("optional") and not any(facts[name] for name in _names(line["value"])):
        return None
    strong, centred = bool(line.get("strong")), bool(line.get("centred"))
    if "addressed" in line:
        return SlipLine(_filled(line["addressed"], facts, ROOM), centred=True)
    if "text" in line:
        return SlipLine(
            _filled(line["text"], facts, ROOM), strong=strong, centred=centred, indented=not centred
        )
    return SlipLine(_filled(line["value"], facts, ROOM), f"{line['label']}:", strong)


def _filled(template: str, facts: dict[str, str], room: str = "") -> str:
    return template.format_map({name: facts[name] or room for name in _names(template)})


def _names(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def _many(line: Mapping[str, Any], slip: Slip) -> Iterator[SlipPart]:
    """What there is several of: papers, what is missing, steps."""
    if label := line.get("label"):
        yield SlipLine("", f"{label}:")
    match slip:
        case Receipt():
            rows = tuple(
                (str(at), one.name, one.form, ordinal_text(one.copies))
                for at, one in enumerate(slip.papers, 1)
            )
            yield _grid(_PAPERS, rows)
        case SupplementRequest():
            yield from (SlipLine(f"{at}. {one}", indented=True) for at, one in enumerate(slip.missing, 1))
        case ControlSlip():
            yield _grid(_STEPS, tuple(_step(at, one) for at, one in enumerate(slip.steps, 1)))


_PAPERS = (
    (0.6, "center", "TT"),
    (5.4, "left", "Tên giấy tờ"),
    (1.7, "left", "Loại"),
    (0.9, "center", "Số bản"),
)
_STEPS = (
    (0.5, "center", "TT"), (2.2, "left", "Nội dung công việc"), (1.5, "left", "Người giao"), (2.2, "left", "Người nhận"),
    (2.1, "center", "Giao, nhận lúc"), (2.1, "center", "Phải xong lúc"), (2.1, "center", "Xong lúc"),
    (1.2, "center", "Kết quả"), (1.0, "left", "Ghi chú"),
)  # fmt: skip
_BOOK = (
    (0.7, "center", "STT"), (2.3, "left", "Mã hồ sơ"), (3.2, "left", "Tên thủ tục hành chính"), (0.7, "center", "Số bộ"),
    (2.2, "left", "Tên cá nhân, tổ chức"), (2.4, "left", "Địa chỉ, số điện thoại"), (2.2, "left", "Cơ quan chủ trì giải quyết"),
    (1.4, "center", "Nhận hồ sơ"), (1.4, "center", "Hẹn trả kết quả"), (1.4, "center", "Trả kết quả"),
    (1.5, "left", "Phương thức nhận kết quả"), (1.1, "center", "Ký nhận"), (1.0, "left", "Ghi chú"),
)  # fmt: skip


def _step(at: int, step: ControlStep) -> tuple[str, ...]:
    return (
        str(at), step.name, step.giver, f"{step.receiver} ({step.unit})" if step.receiver else step.unit, _short(step.given_at),
        _short(step.due_at), _short(step.finished_at), OUTCOMES[step.outcome] if step.outcome else "", step.note,
    )  # fmt: skip


def _grid(columns: tuple[tuple[float, str, str], ...], rows: tuple[tuple[str, ...], ...]) -> Grid:
    whole = sum(weight for weight, _, _ in columns)
    return Grid(
        shares=tuple(weight / whole for weight, _, _ in columns),
        aligns=tuple(align for _, align, _ in columns),
        head=tuple(title for _, _, title in columns),
        rows=rows,
        strong=(False,) * len(rows),
        whole=(True,) * len(rows),
    )


# --- books -----------------------------------------------------------------------------------------------------------


def book_layout(pages: BookPages) -> BookLayout:
    """Form 06 in its printed form."""
    book: BookPages = all_printable(pages)
    form = edition(book.day).forms[FORMS[BookPages]]
    return BookLayout(
        name=f"{book.register} năm {book.year}",
        form=form.number,
        upper=balanced(book.upper.upper(), LONGEST_OFFICE),
        office=balanced(book.office.upper(), LONGEST_OFFICE),
        title=book.register.upper(),
        year=f"Năm {book.year}",
        grid=_grid(
            _BOOK,
            tuple(
                (
                    ordinal_text(one.number), one.code, one.procedure, ordinal_text(one.sets), one.applicant, one.contact,
                    one.handling, _short(one.received_at), _short(one.due_at), _short(one.returned_at), one.way, "", one.note,
                )
                for one in book.lines
            ),
        ),
        closed=f"Đã khóa sổ {day_text(_local(book.closed_at).date())}." if book.closed_at else "",
    )  # fmt: skip


def _short(moment: datetime | date | None) -> str:
    """ "08:05 20/11/2026"."""
    return f"{_local(moment):%H:%M %d/%m/%Y}" if isinstance(moment, datetime) else ""

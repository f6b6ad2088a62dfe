"""What stands on the slips of the one-stop service, as it was when the slip was given: the content that is kept for ever.

Forms 01 to 06 of Thông tư số 01/2018/TT-VPCP and Thông tư số 03/2025/TT-VPCP (which numbers the later ones anew), and the notice
of stopping of Nghị định số 118/2025/NĐ-CP, Điều 21. `slip_layout` puts titles, labels and sentences on; here are only the facts.

A slip is kept as `to_plain(slip)` and printed from `from_plain(kept)` alone. Moments carry their offset and are printed in
Vietnam's time. A fact that is not known is "" or None: room is left for it on paper where the form asks for it, and nothing is
invented.
"""

import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from caicach.core.dossiers.status import Form
from caicach.core.worktime.punctuality import Punctuality


@dataclass(frozen=True, slots=True)
class SlipHead:
    """Who gives a slip, its number in the year, and the dossier it belongs to.

    `upper` is the agency above ("Ủy ban nhân dân xã Mẫu"), `office` the centre that gives it, `symbol` what stands behind the
    number ("TTPVHCC"), `place` where it is dated ("Mẫu"), `number` None where it has none yet, `code` the code of the dossier.
    """

    upper: str
    office: str
    symbol: str
    place: str
    day: date
    code: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SlipPerson:
    """The applicant on a slip; `proxy` hands in for him, `number` is the personal number or the organisation's code."""

    name: str
    proxy: str = ""
    number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A paper handed in: its name, its form in words ("Bản chính") and how many copies."""

    name: str
    form: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """Form 01. `content` is what is asked for (name of the procedure, and the applicant's own words behind it).

    `limit` is in words ("03 ngày làm việc"). `due_at` is None only where the procedure has no limit. `result_at` says where the
    result is received, `book` and `sequence` where the dossier stands in the book, `fee` what was charged, in words; `qr` is the
    address at which the applicant follows the dossier.
    """

    head: SlipHead
    applicant: SlipPerson
    content: str
    papers: tuple[SlipPaper, ...]
    limit: str
    received_at: datetime
    due_at: datetime | None
    result_at: str
    sets: int = 1
    book: str = ""
    sequence: int | None = None
    fee: str = ""
    officer: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """Form 02, given once: everything that is missing, why, and whom to ask (`contact`, by `contact_phone`)."""

    head: SlipHead
    applicant: SlipPerson
    content: str
    missing: tuple[str, ...]
    reason: str
    contact: str = ""
    contact_phone: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Form 03. `basis` is the article that the reason rests on."""

    head: SlipHead
    applicant: SlipPerson
    content: str
    reason: str
    basis: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Apology:
    """Form 04: the date that was promised, why it is not kept, and the one new date. `position` and `signer` sign it."""

    head: SlipHead
    applicant: SlipPerson
    content: str
    received_at: datetime
    due_at: datetime
    reason: str
    new_due_at: datetime
    position: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class ControlStep:
    """A step of form 05: who gave, who took (persons, and the unit that took), when, by when, until when, with what outcome.

    `outcome` is None while the step runs or where it has no limit.
    """

    name: str
    unit: str
    giver: str = ""
    receiver: str = ""
    given_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: Punctuality | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """Form 05 (06 since Thông tư 03/2025): the steps so far; `handling` settles the dossier, `cooperating` helps."""

    head: SlipHead
    applicant: SlipPerson
    content: str
    handling: str
    received_at: datetime
    due_at: datetime | None
    steps: tuple[ControlStep, ...]
    cooperating: str = ""


@dataclass(frozen=True, slots=True)
class StopNotice:
    """The notice of stopping at the applicant's request, made on `asked_on`. `position` and `signer` sign it."""

    head: SlipHead
    applicant: SlipPerson
    content: str
    received_at: datetime
    reason: str
    asked_on: date | None = None
    position: str = ""
    signer: str = ""


Slip = Receipt | SupplementRequest | Refusal | Apology | ControlSlip | StopNotice


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of form 06 (07 since Thông tư 03/2025). `way` is how the result goes back, in words."""

    number: int
    code: str
    procedure: str
    sets: int
    applicant: str
    contact: str
    handling: str
    received_at: datetime | None
    due_at: datetime | None
    returned_at: datetime | None
    way: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BookPages:
    """Form 06: lines of a book of a year. `register` names the book; `closed_at` is None while it is kept."""

    upper: str
    office: str
    register: str
    year: int
    day: date
    lines: tuple[BookLine, ...]
    closed_at: datetime | None = None


FORMS: dict[type, Form] = {
    Receipt: Form.RECEIPT,
    SupplementRequest: Form.SUPPLEMENT,
    Refusal: Form.REFUSAL,
    Apology: Form.APOLOGY,
    ControlSlip: Form.CONTROL,
    StopNotice: Form.STOP,
    BookPages: Form.BOOK,
}
_KINDS: dict[Form, type] = {form: kind for kind, form in FORMS.items() if kind is not BookPages}


# --- as it is kept ---------------------------------------------------------------------------------------------------


def to_plain(slip: Slip) -> dict[str, Any]:
    """The slip as JSON takes it: {"form": "01", "head": {...}, ...}; moments and days in ISO 8601."""
    return {"form": FORMS[type(slip)].value, **_plain(slip)}


def from_plain(kept: dict[str, Any]) -> Slip:
    """The slip that `to_plain` made. A field that is not there takes its default, one that is not known is left out.

    Raises ValueError for an unknown form, a field that has no default and is missing, or a value that is not of its kind.
    """
    try:
        kind = _KINDS[Form(kept["form"])]
        return _built(kind, kept)  # type: ignore[no-any-return]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"no slip: {error}") from error


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind) if is_dataclass(kind) else {}


def _built(kind: Any, value: Any) -> Any:
    """A value of this kind, a type of one of the fields above."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return None if value is None else _built(get_args(kind)[0], value)
    if origin is tuple:
        return tuple(_built(get_args(kind)[0], one) for one in value)
    if hints := _hints(kind):
        return kind(**{name: _built(hints[name], value[name]) for name in hints if name in value})
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if type(value) is not kind:
        raise ValueError(f"{value!r} is not a {kind.__name__}")
    return value

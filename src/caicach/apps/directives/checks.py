"""What a directive and its findings must be like; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.directives.models import Directive, Relation, State, Target, Task
from caicach.apps.directives.models.findings import DIGITS, PLACES, TEXT_LENGTH, WORDS_LENGTH
from caicach.apps.directives.models.register import (
    OFFICE_LENGTH,
    REASON_LENGTH,
    SHORT_LENGTH,
    SUBJECT_LENGTH,
)
from caicach.apps.units.models import Unit
from caicach.core.directives import Precision
from caicach.core.vietnamese import date_text
from caicach.platform.access import NotFound
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.typed import text as text

EARLIEST = dt.date(1945, 9, 2)
LONGEST_TASK = 5000
MOST_NAMED = 30
"""Offices that one finding may name, and addressees of a header."""


@dataclass(frozen=True, slots=True)
class HeaderData:
    """The header of a directive; `issued_on` as `Directive` has it, lists one entry for each addressee."""

    doc_type: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: dt.date | None = None
    precision: str = Precision.NONE.value
    place: str = ""
    issuer: str = ""
    subject: str = ""
    recipients: Sequence[str] = ()
    copies: Sequence[str] = ()
    signer_name: str = ""
    signer_title: str = ""
    signer_authority: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class TargetData:
    """A target as a person states it; see `models.Target`."""

    subject: str
    operator: str
    value: Decimal
    measured_in: str = ""
    base: str = ""
    period: str = ""
    deadline: dt.date | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TaskData:
    """A task as a person states it; `leads` and `supports` are the names of offices as written."""

    kind: str
    what: str
    leads: Sequence[str] = ()
    supports: Sequence[str] = ()
    product: str = ""
    start_on: dt.date | None = None
    deadline: dt.date | None = None
    deadline_text: str = ""
    recurrence: str = ""


@dataclass(frozen=True, slots=True)
class LinkData:
    """A document that a directive names."""

    relation: str
    number: str
    doc_type: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""


def header(data: HeaderData, today: dt.date) -> dict[str, Any]:
    """The values as they are stored; Invalid for what cannot be right."""
    if data.issued_on is not None and not EARLIEST <= data.issued_on <= today:
        raise Invalid(
            _("Ngày ban hành %(day)s không nằm trong khoảng từ %(earliest)s đến hôm nay.")
            % {"day": date_text(data.issued_on), "earliest": date_text(EARLIEST)},
            _("Hãy kiểm tra lại ngày ghi trên văn bản; văn bản để trống ngày thì để trống ô này."),
        )
    precision = data.precision if data.issued_on else Precision.NONE.value
    if data.issued_on and precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        precision = Precision.DAY.value
    return {
        "doc_type": text(data.doc_type, _("loại văn bản"), SHORT_LENGTH).lower(),
        "number": text(data.number, _("số, ký hiệu"), SHORT_LENGTH),
        "symbol": text(data.symbol, _("ký hiệu"), SHORT_LENGTH),
        "issued_on": data.issued_on,
        "precision": precision,
        "place": text(data.place, _("nơi ban hành"), SHORT_LENGTH),
        "issuer": text(data.issuer, _("cơ quan ban hành"), OFFICE_LENGTH),
        "subject": text(data.subject, _("trích yếu"), SUBJECT_LENGTH),
        "recipients": names(data.recipients, _("nơi gửi tới")),
        "copies": names(data.copies, _("nơi nhận")),
        "signer_name": text(data.signer_name, _("người ký"), SHORT_LENGTH),
        "signer_title": text(data.signer_title, _("chức vụ người ký"), OFFICE_LENGTH),
        "signer_authority": text(data.signer_authority, _("thẩm quyền ký"), OFFICE_LENGTH),
        "year": year_of_work(data.year, today),
    }


def is_year_of_work(year: int, today: dt.date) -> bool:
    """Whether a directive can be for that year: from the first one that there can be to the next one."""
    return EARLIEST.year <= year <= today.year + 1


def year_of_work(year: int, today: dt.date) -> int:
    """The year that a directive is for; Invalid for one that it cannot be for."""
    if not is_year_of_work(year, today):
        raise Invalid(
            _("Năm %(year)s nằm ngoài khoảng từ %(first)s đến %(last)s.")
            % {"year": year, "first": EARLIEST.year, "last": today.year + 1},
            _("Hãy nhập năm công tác mà văn bản này chỉ đạo."),
        )
    return year


def target(data: TargetData) -> dict[str, Any]:
    """The values of a target as they are stored."""
    if data.operator not in dict(Target.OPERATORS):
        raise Invalid(
            _("Không có phép so sánh “%(operator)s”.") % {"operator": data.operator},
            _("Hãy chọn một trong: >, >=, <, <=, =."),
        )
    limit = Decimal(10) ** (DIGITS - PLACES)
    if not data.value.is_finite() or abs(data.value) >= limit:
        raise Invalid(_("Giá trị chỉ tiêu quá lớn."), _("Hãy kiểm tra lại con số và đơn vị tính."))
    return {
        "subject": text(data.subject, _("tên chỉ tiêu"), TEXT_LENGTH, required=True),
        "operator": data.operator,
        "value": data.value.quantize(Decimal(1).scaleb(-PLACES)),
        "measured_in": text(data.measured_in, _("đơn vị tính"), WORDS_LENGTH),
        "base": text(data.base, _("tính trên"), WORDS_LENGTH),
        "period": text(data.period, _("kỳ"), WORDS_LENGTH),
        "deadline": data.deadline,
        "optional": data.optional,
    }


def task(data: TaskData) -> dict[str, Any]:
    """The values of a task as they are stored, without the offices it names."""
    if data.kind not in Task.Kind.values:
        raise Invalid(
            _("Không có loại nhiệm vụ “%(kind)s”.") % {"kind": data.kind},
            _("Hãy chọn một trong: %(kinds)s.") % {"kinds": ", ".join(map(str, Task.Kind.labels))},
        )
    if data.recurrence and data.recurrence not in Task.Recurrence.values:
        raise Invalid(
            _("Không có nhịp lặp lại “%(name)s”.") % {"name": data.recurrence},
            _("Hãy chọn một trong: %(names)s.") % {"names": ", ".join(map(str, Task.Recurrence.labels))},
        )
    if data.start_on and data.deadline and data.deadline < data.start_on:
        raise Invalid(
            _("Thời hạn %(end)s đứng trước ngày bắt đầu %(start)s.")
            % {"end": date_text(data.deadline), "start": date_text(data.start_on)},
            _("Hãy sửa một trong hai ngày."),
        )
    return {
        "kind": data.kind,
        "what": text(data.what, _("nội dung nhiệm vụ"), LONGEST_TASK, required=True),
        "product": text(data.product, _("sản phẩm"), TEXT_LENGTH),
        "start_on": data.start_on,
        "deadline": data.deadline,
        "deadline_text": text(data.deadline_text, _("thời hạn như đã viết"), WORDS_LENGTH),
        "recurrence": data.recurrence,
    }


def link(data: LinkData) -> dict[str, Any]:
    """The values of a link as they are stored."""
    if data.relation not in Relation.values:
        raise Invalid(
            _("Không có quan hệ “%(name)s”.") % {"name": data.relation},
            _("Hãy chọn một trong: %(names)s.") % {"names": ", ".join(map(str, Relation.labels))},
        )
    return {
        "relation": data.relation,
        "doc_type": text(data.doc_type, _("loại văn bản"), SHORT_LENGTH).lower(),
        "number": text(data.number, _("số, ký hiệu"), SHORT_LENGTH, required=True),
        "issued_on": data.issued_on,
        "issuer": text(data.issuer, _("cơ quan ban hành"), OFFICE_LENGTH),
    }


def names(given: Sequence[str], label: str) -> list[str]:
    """Names of offices, one line each, without empty ones and repetitions."""
    found = list(dict.fromkeys(filter(None, (text(one, label, WORDS_LENGTH) for one in given))))
    if len(found) > MOST_NAMED:
        raise Invalid(
            _("%(label)s có %(count)s dòng, quá %(most)s dòng cho phép.")
            % {"label": label.capitalize(), "count": len(found), "most": MOST_NAMED},
            _("Hãy gộp các cơ quan cùng loại vào một dòng."),
        )
    return found


def reason(value: str) -> str:
    """Why a directive is withdrawn."""
    found = text(value, _("lý do"), REASON_LENGTH)
    if not found:
        raise Invalid(
            _("Thiếu lý do rút văn bản."), _("Hãy ghi vì sao rút; nhật ký và trang văn bản giữ lại lý do.")
        )
    return found


def not_withdrawn(directive: Directive) -> None:
    """Conflict for a directive that has been withdrawn."""
    if directive.withdrawn_at is not None:
        raise Conflict(
            _("Văn bản này đã được rút ngày %(day)s.") % {"day": date_text(directive.withdrawn_at.date())},
            _("Nếu vẫn cần dùng, hãy đưa tệp vào sổ lại."),
        )


def not_registered_yet(unit: Unit, same: Directive | None, name: str) -> None:
    """Conflict when the unit has this very file in its register already, as the directive `same`."""
    if same is not None:
        raise Conflict(
            _("Tệp “%(name)s” đã có trong sổ văn bản của %(unit)s: “%(directive)s”.")
            % {"name": name, "unit": unit.name, "directive": str(same)},
            _("Hãy mở văn bản đã có ở sổ năm %(year)s; nếu thông tin chưa đúng, hãy sửa ở đó.")
            % {"year": same.year},
        )


def being_read(directive: Directive) -> None:
    """Conflict for a directive that is not being read in the background."""
    if directive.state != State.READING:
        raise Conflict(_("Văn bản này hiện không được đọc."), _("Hãy tải lại trang để xem tình trạng mới."))


def not_being_read(directive: Directive) -> None:
    """Conflict for a directive that is being read in the background."""
    if directive.state == State.READING:
        raise Conflict(_("Tệp của văn bản này đang được đọc."), _("Hãy đợi đọc xong, hoặc dừng đọc trước."))


def nothing_read_yet(directive: Directive) -> None:
    """Conflict for a directive whose text has been read or is being read."""
    not_being_read(directive)
    if directive.text:
        raise Conflict(_("Nội dung của văn bản này đã được đọc."), _("Hãy sửa từng mục nếu đọc chưa đúng."))


def seen(version: int, now: int) -> None:
    """Conflict when somebody has changed the thing since it was shown."""
    if version != now:
        raise Conflict(
            _("Nội dung này vừa được người khác sửa; thay đổi của anh/chị chưa được lưu."),
            _("Hãy xem lại nội dung mới rồi làm lại nếu vẫn cần."),
        )


def no_such_directive(directive_id: int) -> NotFound:
    """The answer for a directive that is not there, or not for whoever asks."""
    return NotFound(
        _("Không có văn bản mang số %(number)s trong phạm vi của anh/chị.") % {"number": directive_id},
        _("Hãy tìm văn bản trong sổ văn bản chỉ đạo."),
    )

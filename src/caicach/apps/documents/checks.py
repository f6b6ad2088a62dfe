"""What a document must be like; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.documents.models import ISSUER_LENGTH, NUMBER_LENGTH, TITLE_LENGTH, Document, Kind
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import date_text
from caicach.platform.access import NotFound
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.typed import text
from caicach.platform.uploads import ENDINGS, PAPERS, PICTURES

ACCEPTED = PAPERS | PICTURES
"""Kinds of files that may prove something."""

ACCEPTED_ENDINGS = ",".join(sorted(f".{ending}" for kind in ACCEPTED for ending in ENDINGS[kind]))
"""For the control that chooses files."""

MOST_FILES = 20
"""Of one upload."""

EARLIEST = dt.date(1945, 9, 2)
FIRST_YEAR = 2000
REASON_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class DocumentData:
    """What an office notes of a document. `year` is the year of work that it proves."""

    title: str
    kind: str
    year: int
    number: str = ""
    issued_on: dt.date | None = None
    issuer: str = ""


AMENDABLE = ("title", "kind", "year", "number", "issued_on", "issuer")


def cleaned(data: DocumentData, today: dt.date) -> dict[str, Any]:
    """The values as they are stored; Invalid for what cannot be right."""
    if data.kind not in Kind.values:
        raise Invalid(
            _("Không có loại tài liệu “%(kind)s”.") % {"kind": data.kind},
            _("Hãy chọn một trong: %(kinds)s.") % {"kinds": ", ".join(str(label) for label in Kind.labels)},
        )
    if not FIRST_YEAR <= data.year <= today.year + 1:
        raise Invalid(
            _("Năm %(year)s nằm ngoài khoảng từ %(first)s đến %(last)s.")
            % {"year": data.year, "first": FIRST_YEAR, "last": today.year + 1},
            _("Hãy nhập năm mà tài liệu này chứng minh."),
        )
    if data.issued_on is not None and not EARLIEST <= data.issued_on <= today:
        raise Invalid(
            _("Ngày ban hành %(day)s không nằm trong khoảng từ %(earliest)s đến hôm nay.")
            % {"day": date_text(data.issued_on), "earliest": date_text(EARLIEST)},
            _("Hãy kiểm tra lại ngày ghi trên tài liệu."),
        )
    return {
        "title": text(data.title, _("trích yếu"), TITLE_LENGTH, required=True),
        "kind": data.kind,
        "year": data.year,
        "number": text(data.number, _("số, ký hiệu"), NUMBER_LENGTH),
        "issued_on": data.issued_on,
        "issuer": text(data.issuer, _("cơ quan ban hành"), ISSUER_LENGTH),
    }


def reason(value: str) -> str:
    """Why a document is withdrawn."""
    found = text(value, _("lý do"), REASON_LENGTH)
    if not found:
        raise Invalid(
            _("Thiếu lý do rút tài liệu."), _("Hãy ghi vì sao rút; nhật ký và trang tài liệu giữ lại lý do.")
        )
    return found


def number_of_files(count: int) -> None:
    """Invalid for none and for more than one can describe on a page."""
    if not count:
        raise Invalid(_("Chưa chọn tệp nào."), _("Hãy chọn hoặc kéo thả ít nhất một tệp."))
    if count > MOST_FILES:
        raise Invalid(
            _("Gửi %(count)s tệp một lần, quá %(most)s tệp cho phép. Chưa có gì được lưu.")
            % {"count": count, "most": MOST_FILES},
            _("Hãy chia thành nhiều lần gửi."),
        )


def not_withdrawn(document: Document) -> None:
    """Conflict for a document that has been withdrawn already."""
    if document.withdrawn_at is not None:
        raise Conflict(
            _("Tài liệu này đã được rút ngày %(day)s.") % {"day": date_text(document.withdrawn_at.date())},
            _("Nếu vẫn cần dùng, hãy đưa tệp lên lại thành tài liệu mới."),
        )


def not_on_the_shelf_yet(unit: Unit, same: Document | None, name: str) -> None:
    """Conflict when the unit has this very content already, as the document `same`."""
    if same is not None:
        raise Conflict(
            _("Tệp “%(name)s” đã có trong kho của %(unit)s: “%(document)s”.")
            % {"name": name, "unit": unit.name, "document": str(same)},
            _("Hãy dùng lại tài liệu đã có; nếu thông tin chưa đúng, hãy sửa tài liệu đó."),
        )


def sent_twice(name: str, other: str) -> Invalid:
    """The fault of a file whose content another one of the same upload has."""
    return Invalid(
        _("Tệp “%(name)s” trùng nội dung với tệp “%(other)s”.") % {"name": name, "other": other},
        _("Hãy bỏ một trong hai tệp rồi gửi lại."),
    )


def no_such_document(document_id: int) -> NotFound:
    """The answer for a document that is not there, or not for whoever asks."""
    return NotFound(
        _("Không có tài liệu mang số %(number)s trong phạm vi của anh/chị.") % {"number": document_id},
        _("Hãy tìm tài liệu trong kho minh chứng của đơn vị."),
    )

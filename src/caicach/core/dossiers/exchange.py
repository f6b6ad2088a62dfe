"""Dossiers as localities send them to the National Public Service Portal (DongBoHoSoMC): one row read into plain values.

Field names are those of the format. Dates are `yyyyMMddHHmmss`, local time. What the dates say is not judged here: a result
before reception is what detectors look for, and a row is faulty only where it cannot be read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from caicach.core.vietnamese import tidy, tidy_paragraphs
from caicach.core.words import Words

from .status import Channel, Status

VIETNAM = timezone(timedelta(hours=7))
YEARS = range(1900, 2200)
"""Years that a moment may lie in; beyond them it is a slip of the key, and no calendar knows its days."""
LISTS = ("DanhSachHoSoBoSung", "DanhSachLePhi")
COLUMNS = (
    "MaHoSo",
    "MaTTHC",
    "KenhThucHien",
    "SoGiayToChuHoSo",
    "ChuHoSo",
    "LoaiDoiTuong",
    "Email",
    "SoDienThoai",
    "TrichYeuHoSo",
    "DonViXuLy",
    "GhiChu",
    "SoBienNhan",
    "NgayNopHoSo",
    "NgayTiepNhan",
    "NgayHenTra",
    "NgayKetThucXuLy",
    "NgayTra",
    "NgayTuChoi",
    "TrangThaiHoSo",
    "HinhThuc",
    *LISTS,
)
_KINDS = {"1": "citizen", "2": "enterprise"}
_WAYS = {"0": "in_person", "1": "post"}
_BEFORE_RECEPTION = frozenset({Status.REGISTERED, Status.NOT_RECEIVED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class SentSupplement:
    """A request for a supplement: asked, and answered or not."""

    asked_at: datetime
    answered_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class SentFee:
    """A fee charged, in đồng."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SentDossier:
    """A dossier of another system. `kind` and `way` are values of `Applicant.Kind` and `ReturnWay`."""

    code: str
    procedure: str
    status: Status
    channel: Channel
    number: str
    name: str
    kind: str
    phone: str
    email: str
    content: str
    handling: str
    note: str
    receipt: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    refused_at: datetime | None
    way: str
    supplements: tuple[SentSupplement, ...]
    fees: tuple[SentFee, ...]


class _Row:
    """A row that is being read; faults are gathered, not raised."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.faults: list[Words] = []

    def fault(self, field: str, vi: str, en: str) -> None:
        self.faults.append(Words(f"{field}: {vi}", f"{field}: {en}"))

    def text(self, field: str, longest: int, *, required: bool = False) -> str:
        value = self.values.get(field)
        if isinstance(value, list | dict):
            self.fault(field, "phải là chữ hoặc số", "must be text or a number")
            return ""
        found = _plain(value)
        if required and not found:
            self.fault(field, "còn trống", "is empty")
        if len(found) > longest:
            self.fault(field, f"dài quá {longest} ký tự", f"is longer than {longest} signs")
        return found

    def one_of(self, field: str, default: str, allowed: Mapping[str, Any]) -> Any:
        given = self.text(field, 20) or default
        if given not in allowed:
            known = ", ".join(allowed)
            self.fault(field, f"giá trị “{given}” không có trong {known}", f"“{given}” is none of {known}")
            return None
        return allowed[given]

    def moment(self, field: str, values: Mapping[str, Any] | None = None) -> datetime | None:
        value = (self.values if values is None else values).get(field)
        given = _plain(value)
        if not given and not isinstance(value, list | dict):
            return None
        try:
            found = datetime.strptime(given, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            self.fault(
                field,
                f"“{given[:30]}” không phải thời điểm dạng yyyyMMddHHmmss",
                f"“{given[:30]}” is no moment as yyyyMMddHHmmss",
            )
            return None
        return found

    def rows(self, field: str) -> list[Mapping[str, Any]]:
        value = self.values.get(field)
        if value in (None, ""):
            return []
        try:
            found = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
            self.fault(field, "phải là danh sách JSON", "must be a JSON list")
            return []
        return found


def read(values: Mapping[str, Any]) -> tuple[SentDossier | None, tuple[Words, ...]]:
    """The dossier of a row, or None with everything that cannot be read, each naming its field."""
    row = _Row(values)
    statuses = {str(one.value): one for one in Status}
    channels = {str(one.value): one for one in Channel}
    status = row.one_of("TrangThaiHoSo", "", statuses)
    received = row.moment("NgayTiepNhan")
    submitted = row.moment("NgayNopHoSo") or received
    if submitted is None:
        row.fault("NgayNopHoSo", "còn trống", "is empty")
    if received is None and status is not None and status not in _BEFORE_RECEPTION:
        row.fault(
            "NgayTiepNhan", "còn trống mà hồ sơ đã tiếp nhận", "is empty though the dossier was received"
        )
    kind = _KINDS.get(row.text("LoaiDoiTuong", 20) or "1", "organisation")
    fields: dict[str, Any] = {
        "code": row.text("MaHoSo", 60, required=True),
        "procedure": row.text("MaTTHC", 40, required=True),
        "channel": row.one_of("KenhThucHien", "1", channels),
        "number": row.text("SoGiayToChuHoSo", 20),
        "name": row.text("ChuHoSo", 200, required=True),
        "phone": row.text("SoDienThoai", 20),
        "email": row.text("Email", 254),
        "content": row.text("TrichYeuHoSo", 1000),
        "handling": row.text("DonViXuLy", 200),
        "note": row.text("GhiChu", 1000),
        "receipt": row.text("SoBienNhan", 40),
        "due_at": row.moment("NgayHenTra"),
        "finished_at": row.moment("NgayKetThucXuLy"),
        "returned_at": row.moment("NgayTra"),
        "refused_at": row.moment("NgayTuChoi"),
        "way": row.one_of("HinhThuc", "0", _WAYS),
        "supplements": tuple(_supplements(row)),
        "fees": tuple(_fees(row)),
    }
    if row.faults or submitted is None:
        return None, tuple(row.faults)
    return (
        SentDossier(status=status, kind=kind, submitted_at=submitted, received_at=received, **fields),
        (),
    )


def _supplements(row: _Row) -> list[SentSupplement]:
    found = []
    for one in row.rows("DanhSachHoSoBoSung"):
        asked, answered = row.moment("NgayBoSung", one), row.moment("NgayTiepNhanBoSung", one)
        if asked is None:
            row.fault("DanhSachHoSoBoSung.NgayBoSung", "còn trống", "is empty")
            continue
        if answered is not None and answered < asked:
            row.fault(
                "DanhSachHoSoBoSung.NgayTiepNhanBoSung", "đứng trước ngày yêu cầu", "lies before the request"
            )
        found.append(SentSupplement(asked, answered, _plain(one.get("NoiDungBoSung"))[:300]))
    if sum(one.answered_at is None for one in found) > 1:
        row.fault("DanhSachHoSoBoSung", "có hai lần bổ sung chưa kết thúc", "has two open requests")
    return found


def _fees(row: _Row) -> list[SentFee]:
    found = []
    for one in row.rows("DanhSachLePhi"):
        try:
            amount = Decimal(_plain(one.get("Gia")))
        except InvalidOperation:
            amount = Decimal("NaN")
        if (
            not amount.is_finite()
            or not 0 <= amount < Decimal(10) ** 13
            or amount != amount.to_integral_value()
        ):
            row.fault(
                "DanhSachLePhi.Gia", "phải là số đồng nguyên, không âm", "must be whole đồng, not negative"
            )
            continue
        found.append(SentFee((_plain(one.get("TenPhiLePhi")) or "Phí, lệ phí")[:500], amount))
    return found


def _plain(value: Any) -> str:
    """A value as one line of text, without the control characters that JSON can smuggle in; "" for what is no single value."""
    return "" if value is None or isinstance(value, list | dict) else tidy(tidy_paragraphs(str(value)))

"""What procedures, their versions and decisions must be like; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.procedures.content import FeeData, PaperData, StepData, label_of
from caicach.apps.procedures.models import Level, Limits, Online, Paper, Version
from caicach.core.dossiers.status import Channel
from caicach.core.procedures import checked_code
from caicach.core.vietnamese import date_text
from caicach.platform.access import NotFound
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.typed import text as text

EARLIEST, LATEST = dt.date(1945, 9, 2), dt.date(2200, 12, 31)
REASON_LENGTH = 1000
MOST_LINES = 200
MOST_DAYS = Decimal(2000)
_CHOICES = {"level": Level.values, "online": Online.values}


def code(value: str) -> str:
    """The code as it is stored."""
    try:
        return checked_code(value)
    except ValueError as fault:
        raise Invalid(
            _("“%(code)s” không phải mã thủ tục hành chính.") % {"code": value[:40]},
            _("Mã gồm một chữ số, dấu chấm và sáu chữ số, ví dụ 1.013978; biến thể của tỉnh thêm .H42."),
        ) from fault


def choice(name: str, value: str) -> str:
    """A value of a list; Invalid with the list."""
    if value not in _CHOICES[name]:
        raise Invalid(
            _("%(label)s “%(value)s” không có trong danh sách.") % {"label": label_of(name), "value": value}
        )
    return value


def reason(value: str) -> str:
    """Why something is corrected; the trail keeps it."""
    return text(value, _("lý do"), REASON_LENGTH, required=True)


def day(value: dt.date, label: str) -> dt.date:
    """A day that a catalogue can speak of."""
    if not EARLIEST <= value <= LATEST:
        raise Invalid(
            _("%(label)s %(day)s không hợp lý.") % {"label": label.capitalize(), "day": date_text(value)},
            _("Hãy kiểm tra lại ngày ghi trên quyết định."),
        )
    return value


def limit(kind: str, amount: Decimal | None, label: str) -> tuple[str, Decimal | None]:
    """Kind and amount of a time limit that fit together: nothing, the same day, or a number above 0."""
    if not kind and amount is None:
        return "", None
    if kind not in Limits.values:
        raise Invalid(
            _("%(label)s: chưa chọn cách tính.") % {"label": label},
            _("Hãy chọn ngày làm việc, ngày, giờ làm việc hoặc trong ngày."),
        )
    if kind == Limits.SAME_DAY:
        return kind, None
    if amount is None or not 0 < amount <= MOST_DAYS:
        raise Invalid(
            _("%(label)s: chưa có số ngày hoặc giờ hợp lệ.") % {"label": label},
            _("Hãy nhập số lớn hơn 0, ví dụ 3 hoặc 1,5."),
        )
    return kind, amount.quantize(Decimal("0.01"))


def papers(given: Sequence[PaperData]) -> tuple[PaperData, ...]:
    """The papers in normal form; Invalid names the line."""
    _not_too_many(given)
    return tuple(
        PaperData(
            name=text(one.name, _line(_("tên giấy tờ"), at), 1000, required=True),
            form=_one_of(one.form, Paper.Form.values, _line(_("hình thức"), at)),
            copies=_between(one.copies, 1, 99, _line(_("số bản"), at)),
            required=one.required,
            digitisable=one.digitisable,
            code=text(one.code, _line(_("mã thành phần"), at), 40),
        )
        for at, one in enumerate(given, 1)
    )


def steps(given: Sequence[StepData]) -> tuple[StepData, ...]:
    """The steps in normal form: shares of a working day in quarters, as internal processes are approved (0.25, 0.5, 1)."""
    _not_too_many(given)
    found = []
    for at, one in enumerate(given, 1):
        days = one.days
        if not 0 <= days <= MOST_DAYS or days != days.quantize(Decimal("0.01")):
            raise Invalid(
                _("Bước %(at)s: số ngày làm việc %(days)s không hợp lệ.") % {"at": at, "days": days},
                _("Hãy nhập phần của ngày làm việc, ví dụ 0,25; 0,5; 1."),
            )
        found.append(
            StepData(
                name=text(one.name, _line(_("nội dung công việc"), at), 500, required=True),
                post=text(one.post, _line(_("vị trí thực hiện"), at), 300),
                days=days,
            )
        )
    return tuple(found)


def fees(given: Sequence[FeeData]) -> tuple[FeeData, ...]:
    """The fees in normal form: whole đồng, 0 for what is free."""
    _not_too_many(given)
    channels = [one.value for one in Channel]
    for at, one in enumerate(given, 1):
        if not 0 <= one.amount < 10**14 or one.amount != one.amount.to_integral_value():
            raise Invalid(
                _("Phí, lệ phí dòng %(at)s: mức thu %(amount)s không hợp lệ.")
                % {"at": at, "amount": one.amount},
                _("Hãy nhập số đồng tròn, 0 nếu miễn phí."),
            )
        if one.channel is not None and one.channel not in channels:
            raise Invalid(
                _("Phí, lệ phí dòng %(at)s: không có kênh %(channel)s.") % {"at": at, "channel": one.channel}
            )
    return tuple(
        FeeData(text(one.name, _line(_("tên phí, lệ phí"), at), 500, required=True), one.amount, one.channel)
        for at, one in enumerate(given, 1)
    )


def same_revision(version: Version, revision: int) -> None:
    """Conflict when somebody has saved since the page was made."""
    if version.revision != revision:
        raise Conflict(
            _("Có người đã sửa thủ tục này sau khi anh/chị mở trang; chưa có gì được lưu."),
            _("Hãy mở lại trang, xem phần đã sửa rồi nhập lại."),
        )


def nothing_promised(version: Version, what: Sequence[str]) -> None:
    """Conflict when a limit, papers or fees that stand would be changed under dossiers that were received with them."""
    if what and version.dossiers.exists():  # dossiers stand on the floor above: asked through the relation
        raise Conflict(
            _("Đã có hồ sơ tiếp nhận theo phiên bản này nên không sửa được: %(what)s.")
            % {"what": ", ".join(what)},
            _("Hãy công bố sửa đổi bằng quyết định để bắt đầu phiên bản mới; hồ sơ cũ giữ phiên bản cũ."),
        )


def no_such_procedure() -> NotFound:
    """The answer for what is not there, or is another locality's."""
    return NotFound(
        _("Không có thủ tục này trong danh mục của địa phương."),
        _("Hãy tìm thủ tục theo mã hoặc tên ở danh mục."),
    )


def no_such_decision() -> NotFound:
    """As `no_such_procedure`, for a decision."""
    return NotFound(
        _("Không có quyết định công bố này ở địa phương."), _("Hãy chọn trong danh sách quyết định công bố.")
    )


def _line(label: str, at: int) -> str:
    return _("%(label)s ở dòng %(at)s") % {"label": label, "at": at}


def _not_too_many(given: Sequence[object]) -> None:
    if len(given) > MOST_LINES:
        raise Invalid(
            _("Danh sách có %(count)s dòng, quá %(most)s dòng.") % {"count": len(given), "most": MOST_LINES}
        )


def _one_of(value: str, allowed: Sequence[str], label: str) -> str:
    if value not in allowed:
        raise Invalid(_("%(label)s: không có “%(value)s”.") % {"label": label.capitalize(), "value": value})
    return value


def _between(value: int, least: int, most: int, label: str) -> int:
    if not least <= value <= most:
        raise Invalid(
            _("%(label)s phải từ %(least)s đến %(most)s.")
            % {"label": label.capitalize(), "least": least, "most": most}
        )
    return value

"""What a version of a procedure says, as plain values: what is entered, compared, copied to the next version, and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.apps.procedures.models import Level, Limits, Online, Paper, Version
from caicach.core.dossiers.status import Channel
from caicach.core.vietnamese import decimal_text, integer_text
from caicach.core.worktime import sentences
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.wording import said


@dataclass(frozen=True, slots=True)
class PaperData:
    """A paper of a dossier."""

    name: str
    form: str = Paper.Form.ORIGINAL.value
    copies: int = 1
    required: bool = True
    digitisable: bool = True
    code: str = ""


@dataclass(frozen=True, slots=True)
class StepData:
    """A step of the internal process, in shares of a working day."""

    name: str
    post: str
    days: Decimal


@dataclass(frozen=True, slots=True)
class FeeData:
    """A fee in đồng; without a channel it is the same in every one."""

    name: str
    amount: Decimal
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The single values of a version. `field` is the name of the field, `other_levels` are the levels beside `level`."""

    name: str
    field: str
    level: str
    other_levels: tuple[str, ...] = ()
    category: str = ""
    issuer: str = ""
    ministry_decision: str = ""
    executing: str = ""
    deciding: str = ""
    online: str = Online.NONE.value
    by_post: bool = False
    limit_kind: str = ""
    limit_amount: Decimal | None = None
    second_kind: str = ""
    second_amount: Decimal | None = None
    limit_note: str = ""
    fee_note: str = ""
    audience: str = ""
    result: str = ""
    legal_basis: str = ""
    register: str = ""
    police_or_military: bool = False


DETAILS = tuple(one.name for one in fields(Details))
PROMISED = ("limit_kind", "limit_amount", "second_kind", "second_amount")

_LABELS: dict[str, Promise] = {
    "name": gettext_lazy("tên thủ tục"),
    "field": gettext_lazy("lĩnh vực"),
    "level": gettext_lazy("cấp thực hiện"),
    "other_levels": gettext_lazy("các cấp thực hiện khác"),
    "category": gettext_lazy("loại thủ tục"),
    "issuer": gettext_lazy("cơ quan ban hành"),
    "ministry_decision": gettext_lazy("quyết định công bố của bộ, ngành"),
    "executing": gettext_lazy("cơ quan thực hiện"),
    "deciding": gettext_lazy("cơ quan quyết định"),
    "online": gettext_lazy("dịch vụ công"),
    "by_post": gettext_lazy("qua bưu chính"),
    "limit_kind": gettext_lazy("cách tính thời hạn"),
    "limit_amount": gettext_lazy("thời hạn"),
    "second_kind": gettext_lazy("cách tính thời hạn hẹn lần 2"),
    "second_amount": gettext_lazy("thời hạn hẹn lần 2"),
    "limit_note": gettext_lazy("ghi chú thời hạn"),
    "fee_note": gettext_lazy("ghi chú phí, lệ phí"),
    "audience": gettext_lazy("đối tượng thực hiện"),
    "result": gettext_lazy("kết quả"),
    "legal_basis": gettext_lazy("căn cứ pháp lý"),
    "register": gettext_lazy("sổ chuyên ngành"),
    "police_or_military": gettext_lazy("ngành công an, quân sự"),
    "papers": gettext_lazy("thành phần hồ sơ"),
    "steps": gettext_lazy("quy trình nội bộ"),
    "fees": gettext_lazy("phí, lệ phí"),
}
_CHOICES: dict[str, dict[str, Any]] = {
    "level": dict(Level.choices),
    "online": dict(Online.choices),
    "limit_kind": dict(Limits.choices),
    "second_kind": dict(Limits.choices),
}
_CHANNELS: dict[int, Promise] = {
    Channel.DIRECT.value: gettext_lazy("trực tiếp"),
    Channel.ONLINE.value: gettext_lazy("trực tuyến"),
    Channel.POST.value: gettext_lazy("bưu chính"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a part of a version said before and says after, in words; "" where it says nothing."""

    name: str
    label: str
    before: str
    after: str


def label_of(name: str) -> str:
    """What a part of a version is called."""
    label = str(_LABELS[name])
    return label[:1].upper() + label[1:]


def details_of(version: Version) -> Details:
    """The single values of a version (read with its field)."""
    values = {name: getattr(version, name) for name in DETAILS}
    values["field"] = version.field.name
    values["other_levels"] = tuple(one for one in version.other_levels.split(",") if one)
    return Details(**values)


def lists_of(version: Version) -> dict[str, tuple[Any, ...]]:
    """Papers, steps and fees of a version (read with them)."""
    return {
        "papers": tuple(
            PaperData(one.name, one.form, one.copies, one.required, one.digitisable, one.code)
            for one in sorted(version.papers.all(), key=lambda one: one.order)
        ),
        "steps": tuple(
            StepData(one.name, one.post, one.days)
            for one in sorted(version.steps.all(), key=lambda one: one.order)
        ),
        "fees": tuple(
            FeeData(one.name, one.amount, one.channel)
            for one in sorted(version.fees.all(), key=lambda one: one.pk)
        ),
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs in the parts that `after` has, in the order of its keys; both map names of parts to their values."""
    return [
        Difference(name, label_of(name), text_of(name, before.get(name)), text_of(name, value))
        for name, value in after.items()
        if before.get(name) != value
    ]


def everything(version: Version) -> dict[str, Any]:
    """All parts of a version by name (read with field, papers, steps and fees)."""
    details = details_of(version)
    return {name: getattr(details, name) for name in DETAILS} | lists_of(version)


def text_of(name: str, value: Any) -> str:
    """A part of a version in words, "" for nothing."""
    if value in (None, "", ()):
        return ""
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, value))
    if name == "other_levels":
        return ", ".join(str(Level(one).label) for one in value)
    if name in ("papers", "steps", "fees"):
        return "; ".join(_line(one) for one in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return short_decimal(value) if isinstance(value, Decimal) else str(value)


def short_decimal(value: Decimal) -> str:
    """A number without zeros at its end: 1.50 as "1,5"."""
    whole = value == value.to_integral_value()
    return decimal_text(value.to_integral_value() if whole else value.normalize())


def limit_words(limit: Limit | None) -> str:
    """A time limit as it is told: "3 ngày làm việc", "trong ngày", "" for an unknown one."""
    return said(sentences.limit_words(limit)) if limit else ""


def limit_explained(limit: Limit | None) -> str:
    """How a limit is counted, in a sentence for whoever waits; "" for an unknown one."""
    if limit is None:
        return ""
    return {
        LimitKind.WORKING_DAYS: _(
            "Ngày nộp hồ sơ không tính; bắt đầu đếm từ ngày làm việc tiếp theo, không kể ngày nghỉ hằng tuần và ngày lễ."
        ),
        LimitKind.CALENDAR_DAYS: _(
            "Ngày nộp hồ sơ không tính; đếm liên tục cả ngày nghỉ, nếu hạn rơi vào ngày nghỉ thì lùi đến ngày làm việc kế tiếp."
        ),
        LimitKind.WORKING_HOURS: _("Đếm theo giờ làm việc, kể từ lúc nhận đủ hồ sơ."),
        LimitKind.SAME_DAY: _("Trả kết quả trong ngày làm việc nhận đủ hồ sơ."),
    }[limit.kind]


def fee_words(amount: Decimal) -> str:
    """An amount as it is told; 0 is free."""
    return _("miễn phí") if amount == 0 else _("%(amount)s đồng") % {"amount": integer_text(int(amount))}


def channel_words(channel: int | None) -> str:
    """The channel of a fee, "" for all of them."""
    return "" if channel is None else str(_CHANNELS[channel])


def days_in_all(steps: Iterable[StepData]) -> Decimal:
    """The working days of all steps together."""
    return sum((one.days for one in steps), Decimal(0))


def _line(one: PaperData | StepData | FeeData) -> str:
    if isinstance(one, PaperData):
        count = ngettext("%(count)s bản", "%(count)s bản", one.copies) % {"count": one.copies}
        words = f"{one.name} ({Paper.Form(one.form).label.lower()}, {count}"
        return words + (")" if one.required else ", " + _("không bắt buộc") + ")")
    if isinstance(one, StepData):
        return _("%(name)s: %(days)s ngày") % {"name": one.name, "days": short_decimal(one.days)}
    channel = channel_words(one.channel)
    return f"{one.name}: {fee_words(one.amount)}" + (f" ({channel})" if channel else "")

"""Forms of the calendar: what is asked for; whether it may be is decided by the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.calendars.checks import DispatchData, GivenDays, GivenSeason, HoursData
from caicach.apps.calendars.models import (
    DAY_KINDS,
    ISSUER_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    TITLE_LENGTH,
    Dispatch,
)
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.worktime.hours import DEFAULT, Week, spans_text
from caicach.core.worktime.reading import WEEKDAYS

ROWS = 8
MOST_ROWS = 60
SEASONS = 2


class DispatchForm(forms.Form):
    """What an office notes of a dispatch; its days are the rows of `DaysFormSet`."""

    number = Text(label=_("Số, ký hiệu"), max_length=NUMBER_LENGTH, help_text=_("Ví dụ: 12729/VPCP-KGVX."))
    issued_on = DayField(label=_("Ngày ban hành"))
    issuer = Text(label=_("Cơ quan ban hành"), max_length=ISSUER_LENGTH)
    title = Text(label=_("Trích yếu"), max_length=TITLE_LENGTH)
    year = forms.IntegerField(
        label=_("Là lịch nghỉ cả năm"),
        required=False,
        help_text=_("Ghi năm khi văn bản nêu mọi ngày nghỉ của năm đó; để trống khi chỉ nêu vài ngày."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
        error_messages={"invalid": _("Hãy nhập năm, ví dụ 2027.")},
    )
    replaces = forms.TypedChoiceField(
        label=_("Thay cho văn bản"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *arguments: Any, standing: list[Dispatch], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["replaces"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Không thay văn bản nào")), *((one.pk, str(one)) for one in standing)]


class DaysForm(forms.Form):
    """A day, or a run of days, of one kind."""

    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến ngày"), required=False)
    kind = forms.ChoiceField(label=_("Loại ngày"), choices=DAY_KINDS, required=False)
    pair = DayField(label=_("Ngày đổi hoặc được bù"), required=False)
    name = Text(label=_("Nội dung"), required=False, max_length=NAME_LENGTH)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("first") and any(given.get(field) for field in ("last", "pair", "name")):
            self.add_error(
                "first", forms.ValidationError(_("Hãy nhập ngày của dòng này, hoặc để trống cả dòng."))
            )
        return given


DaysFormSet = forms.formset_factory(DaysForm, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class PackedForm(forms.Form):
    """The dispatch that was previewed, signed; what is wrong with it by now stands here."""

    packed = forms.CharField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    reason = Reason(
        label=_("Lý do rút"), help_text=_("Hiện ở trang này và được nhật ký giữ lại, không sửa được.")
    )


class FileForm(forms.Form):
    """The file of a dispatch."""

    file = forms.FileField(label=_("Tệp văn bản"), help_text=_("PDF, Word hoặc ảnh."))


class HoursForm(forms.Form):
    """Hours of a week, and of up to two seasons in which every working day has the same ones."""

    since = DayField(label=_("Áp dụng từ ngày"))
    basis = Text(
        label=_("Căn cứ"), max_length=TITLE_LENGTH, help_text=_("Số, ngày của quyết định về giờ làm việc.")
    )
    same_day_until = forms.TimeField(
        label=_("Việc trả trong ngày: nhận trước"),
        required=False,
        input_formats=["%H:%M", "%Hh%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "15:00", "maxlength": "5"}),
        help_text=_("Nhận từ giờ này trở đi thì trả ngày làm việc kế tiếp. Để trống khi không áp dụng."),
        error_messages={"invalid": _("Hãy nhập giờ:phút, ví dụ 15:00.")},
    )

    def __init__(self, *arguments: Any, week: Week = DEFAULT.week, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for number, spans in enumerate(week):
            self.fields[f"day_{number}"] = Text(
                label=WEEKDAYS[number].vi, required=False, initial=spans_text(spans), max_length=60
            )
        for number in range(1, SEASONS + 1):
            self.fields[f"season_{number}"] = Text(label=_("Tên mùa"), required=False, max_length=NAME_LENGTH)
            self.fields[f"season_{number}_first"] = MonthDay(label=_("Từ ngày/tháng"))
            self.fields[f"season_{number}_last"] = MonthDay(label=_("Đến ngày/tháng"))
            self.fields[f"season_{number}_hours"] = Text(
                label=_("Giờ mỗi ngày làm việc"), required=False, max_length=60
            )

    def weekday_fields(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(7)]

    def season_fields(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"season_{number}{part}"] for part in ("", "_first", "_last", "_hours")]
            for number in range(1, SEASONS + 1)
        ]

    def data_for(self, unit_id: int) -> HoursData:
        """What was typed, as the action takes it; seasons without a name are left out."""
        given = self.cleaned_data
        seasons = []
        for number in range(1, SEASONS + 1):
            name = given[f"season_{number}"]
            if name:
                hours = given[f"season_{number}_hours"]
                first, last = given[f"season_{number}_first"], given[f"season_{number}_last"]
                week = tuple(hours if given[f"day_{day}"] else "" for day in range(7))
                seasons.append(GivenSeason(name, first, last, week))
        week = tuple(given[f"day_{day}"] for day in range(7))
        return HoursData(
            unit_id, given["since"], given["basis"], week, tuple(seasons), given["same_day_until"]
        )


class MonthDay(forms.CharField):
    """A day of each year as offices write it, 16/04; cleaned to "04-16"."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "16/04", "maxlength": "5", "inputmode": "numeric"})
        super().__init__(required=False, widget=widget, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            day, month = (int(part) for part in text.replace("-", "/").split("/"))
            return f"{dt.date(2024, month, day):%m-%d}"
        except ValueError:
            raise forms.ValidationError(_("Hãy nhập ngày/tháng có thật, ví dụ 16/04.")) from None


def dispatch_data(unit_id: int, head: DispatchForm, rows: Any) -> DispatchData:
    """What was typed, as the action takes it; rows without a day are left out."""
    days = tuple(
        GivenDays(given["first"], given["kind"], given["name"], given["last"], given["pair"])
        for given in (row.cleaned_data for row in rows.forms)
        if given.get("first")
    )
    given = head.cleaned_data
    return DispatchData(
        unit_id,
        given["number"],
        given["issuer"],
        given["issued_on"],
        given["title"],
        days,
        given["year"],
        given["replaces"],
    )


def plain(data: DispatchData) -> dict[str, Any]:
    """The data as JSON can hold it, for the way from the preview to its confirmation."""
    days = [[_iso(one.first), one.kind, one.name, _iso(one.last), _iso(one.pair)] for one in data.days]
    head = {
        name: getattr(data, name) for name in ("unit_id", "number", "issuer", "title", "year", "replaces")
    }
    return {**head, "issued_on": _iso(data.issued_on), "days": days}


def from_plain(held: dict[str, Any]) -> DispatchData:
    """What `plain` was given."""
    days = tuple(
        GivenDays(dt.date.fromisoformat(first), kind, name, _day(last), _day(pair))
        for first, kind, name, last, pair in held["days"]
    )
    issued_on = dt.date.fromisoformat(held["issued_on"])
    return DispatchData(**{**held, "days": days, "issued_on": issued_on})


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None

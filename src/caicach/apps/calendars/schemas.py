"""What the API of the calendar takes and gives."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from ninja import Schema
from pydantic import Field

DayKindName = Literal[
    "statutory",
    "compensation",
    "swap_off",
    "swap_work",
    "off",
    "worked",
    "morning",
    "afternoon",
    "needs_confirmation",
]
LimitKindName = Literal["working_days", "calendar_days", "working_hours", "same_day"]


class WordsOut(Schema):
    """Một câu bằng hai thứ tiếng."""

    vi: str
    en: str


class SpecialDayOut(Schema):
    """Một ngày khác với ngày thường: nghỉ (`off`), làm bù hoặc làm việc (`worked`), làm nửa ngày (`half`)."""

    day: dt.date
    mark: str
    why: WordsOut
    is_provisional: bool


class YearOut(Schema):
    """Lịch của một đơn vị trong một năm. `is_provisional`: chưa có văn bản về lịch nghỉ, chỉ theo Bộ luật Lao động."""

    year: int
    working_days: int
    is_provisional: bool
    special: list[SpecialDayOut]


class DayOut(Schema):
    """Một ngày của văn bản; `pair` là ngày đổi hoặc ngày lễ được bù."""

    day: dt.date
    kind: str
    name: str
    pair: dt.date | None


class DispatchOut(Schema):
    """Một văn bản về lịch nghỉ, áp dụng cho đơn vị và các đơn vị trực thuộc."""

    id: int
    unit_id: int
    number: str
    issuer: str
    issued_on: dt.date
    title: str
    year: int | None
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    replaced_by: int | None = Field(alias="replaced_by_id")


class DispatchDetailOut(DispatchOut):
    """Văn bản cùng các ngày của nó."""

    days: list[DayOut]


class GivenDaysIn(Schema):
    """Một ngày, hoặc các ngày đến `last`; ngày hoán đổi ghi một dòng với `pair` là ngày kia."""

    first: dt.date
    kind: DayKindName
    name: str = ""
    last: dt.date | None = None
    pair: dt.date | None = None


class DispatchIn(Schema):
    """Văn bản cần nhập; `replaces` là số của văn bản mà nó thay."""

    number: str
    issuer: str
    issued_on: dt.date
    title: str
    days: list[GivenDaysIn]
    year: int | None = None
    replaces: int | None = None


class LineOut(Schema):
    """Một ngày sẽ đổi."""

    day: dt.date
    before: WordsOut
    after: WordsOut


class MovedOut(Schema):
    """Một hạn trả sẽ khác nếu tính lại; hạn đã hẹn không tự đổi."""

    what: str
    unit: str
    old: dt.datetime
    new: dt.datetime


class PreviewOut(Schema):
    """Điều sẽ xảy ra nếu văn bản được nhập; chưa lưu gì."""

    lines: list[LineOut]
    moved: list[MovedOut] = Field(alias="effects.rows", description="Tối đa 200 hồ sơ đầu")
    count: int = Field(alias="effects.count")
    count_is_complete: bool = Field(alias="effects.is_complete")


class WithdrawIn(Schema):
    """Vì sao rút."""

    reason: str


class DueOut(Schema):
    """Hạn trả và lý do từng ngày; `provisional` là những năm chưa có văn bản về lịch nghỉ."""

    due: dt.datetime = Field(alias="at")
    due_date: dt.date = Field(alias="on")
    sentence: WordsOut
    provisional: list[int]
    steps: list[StepOut] = Field(alias="days")


class StepOut(Schema):
    """Một ngày từ lúc tiếp nhận đến hạn."""

    date: dt.date
    counted: bool
    why: WordsOut


DueOut.model_rebuild()

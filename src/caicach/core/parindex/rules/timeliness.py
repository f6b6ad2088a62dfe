"""R2: a document issued in time, late, or not at all, by the date of its digital signature.

The day of signature decides, not the day of sending (Hải Phòng, QĐ 3793/QĐ-UBND năm 2022: "thời gian căn cứ theo chữ ký
số"). A due date that falls on a day off stays as it is; a period in working days ends on a working day.
"""

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from caicach.core.words import Language, Words, figure
from caicach.core.worktime.calendar import UnknownYear, decreed

from ..errors import InputError
from .base import (
    MISSING,
    ZERO,
    Input,
    InputField,
    Leaf,
    Outcome,
    Points,
    Rule,
    Score,
    Setting,
    Step,
    UnitCase,
    Work,
    Working,
    check_keys,
)

_KEYS = frozenset({"date", "due"})
_ONLY_DATE = frozenset({"date"})
_DAY_OF_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})(?:/([+-]\d))?")
_VIETNAM = timezone(timedelta(hours=7))

_BY = {
    "signed_at": Words("thời điểm ký số", "the time of the digital signature"),
    "digital_signature_time": Words("thời điểm ký số", "the time of the digital signature"),
    "sent_at": Words("thời điểm gửi", "the time of sending"),
    "issued_on": Words("ngày ban hành", "the date of issue"),
}


class RelativeDue(BaseModel):
    """A due date counted in working days after a reference date of the round."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working_days: int
    after: str


class Timeliness(Rule):
    """Points by when a document was signed: in time, late, or missing."""

    title: ClassVar[Words] = Words("Đúng hạn / muộn / không có", "On time, late or missing")

    type: Literal["timeliness"]
    due: str | RelativeDue
    by: Literal["signed_at", "digital_signature_time", "sent_at", "issued_on"] = "signed_at"
    on_time: Points
    late: Points
    missing: Points = ZERO

    @field_validator("due")
    @classmethod
    def _a_day(cls, value: str | RelativeDue) -> str | RelativeDue:
        if isinstance(value, str):
            try:
                day_of_year(value, 2024)
            except ValueError as error:
                raise ValueError(
                    f"hạn “{value}” không đọc được; viết dạng 31/01 | due “{value}” is no day"
                ) from error
        return value

    def faults(self, maximum: Decimal) -> list[Words]:
        if self.on_time == maximum and self.missing <= self.late <= self.on_time:
            return []
        return [
            Words(
                f"điểm đúng hạn, muộn, không có là {self.on_time}, {self.late}, {self.missing}; điểm tối đa là {maximum}",
                f"points on time, late, missing are {self.on_time}, {self.late}, {self.missing}; maximum is {maximum}",
            )
        ]

    def fields(self) -> tuple[InputField, ...]:
        return (
            InputField(
                "date",
                "date",
                Words("Ngày ký (để trống nếu không ban hành)", "Date of signature (empty: none)"),
            ),
        )

    def due_date(self, raw: Input, setting: Setting) -> date | None:
        """The due date of this input: its own `due`, the day of the year, or counted from a reference date.

        None where the reference date is not stated or the days off it is counted over are not decreed yet.
        """
        try:
            return self._due(raw, setting)
        except UnknownYear:
            return None

    def _due(self, raw: Input, setting: Setting) -> date | None:
        """The same; raises UnknownYear where the days off are not decreed."""
        own = raw.get("due")
        if own is not None:
            return read_day(own, "due")
        if isinstance(self.due, str):
            return day_of_year(self.due, setting.year)
        start = setting.dates.get(self.due.after)
        return decreed().add(start, self.due.working_days) if start else None

    def _due_or_why(self, raw: Input, leaf: Leaf, setting: Setting) -> tuple[date | None, Outcome]:
        """The due date, or None with the outcome that says what it waits for."""
        why: Words | None = None
        due: date | None = None
        try:
            due = self._due(raw, setting)
        except UnknownYear as unknown:
            why = Words(
                f"chưa có lịch nghỉ của năm {unknown.year} nên chưa tính được hạn",
                f"the days off of {unknown.year} are not decreed yet, so the due date is not known",
            )
        if due is None and why is None and isinstance(self.due, RelativeDue):
            why = Words(
                f"chưa nhập {_inside(leaf.label(self.due.after, 'vi'))} nên chưa tính được hạn",
                f"{leaf.label(self.due.after, 'en')} is not entered, so the due date is not known",
            )
        return due, Outcome(None, MISSING, missing=("due",), reason=why)

    def scorer(self, leaf: Leaf, setting: Setting) -> Score:
        usual_due, usual_why = self._due_or_why({}, leaf, setting)
        on_time, late, missing = Outcome(self.on_time), Outcome(self.late), Outcome(self.missing)

        def score(raw: Input, case: UnitCase) -> Outcome:
            due, why = usual_due, usual_why
            if raw.keys() != _ONLY_DATE:
                check_keys(raw, _KEYS)
                due, why = self._due_or_why(raw, leaf, setting)
                if "date" not in raw:
                    return Outcome(None, MISSING, missing=("date",))
            signed = raw["date"]
            if signed is None:
                return missing
            day = read_day(signed, "date")
            if due is None:
                return why
            return on_time if day <= due else late

        return score

    def words(self, leaf: Leaf, language: Language) -> str:
        by = _BY[self.by].text(language)
        on_time, late, missing = (
            figure(value, language) for value in (self.on_time, self.late, self.missing)
        )
        due = self._due_words(leaf, language)
        return Words(
            f"Ban hành chậm nhất {due}: {on_time} điểm; muộn: {late} điểm; không ban hành: {missing} điểm (tính theo {by}).",
            f"Issued by {due}: {on_time}; late: {late}; not issued: {missing} (by {by}).",
        ).text(language)

    def _due_words(self, leaf: Leaf, language: Language) -> str:
        if isinstance(self.due, str):
            return Words(f"ngày {self.due}", f"{self.due}").text(language)
        after = _inside(leaf.label(self.due.after, language))
        days = self.due.working_days
        return Words(f"{days} ngày làm việc sau {after}", f"{days} working days after {after}").text(language)

    def worker(self, leaf: Leaf, setting: Setting, language: Language) -> Work:
        labels = Words("Ngày ký", "Signed on").text(language), Words("Hạn", "Due").text(language)
        missing = Words("không ban hành", "not issued").text(language)
        in_time, late = Words("đúng hạn", "on time").text(language), Words("muộn", "late").text(language)

        @lru_cache(maxsize=1024)
        def work(signed: date | None, due: date | None) -> Working:
            due_text = due.strftime("%d/%m/%Y") if due else "—"
            if signed is None:
                line = f"{missing} → {figure(self.missing, language)}"
                return Working(((labels[0], missing), (labels[1], due_text)), (line,), self.missing)
            kept = due is not None and signed <= due
            answer, sign, points = (in_time, "≤", self.on_time) if kept else (late, ">", self.late)
            shown = signed.strftime("%d/%m/%Y")
            line = f"{shown} {sign} {due_text}: {answer} → {figure(points, language)}"
            return Working(((labels[0], shown), (labels[1], due_text)), (line,), points)

        def read(raw: Input, case: UnitCase) -> Working:
            signed = None if raw["date"] is None else read_day(raw["date"], "date")
            return work(signed, self.due_date(raw, setting))

        return read

    def steps(self, leaf: Leaf, raw: Input, case: UnitCase, setting: Setting) -> tuple[Step, ...]:
        if raw.get("date") is None and self.late > self.missing:
            return (Step(Words("ban hành, dù muộn", "issue it, even late"), self.late - self.missing),)
        return ()


def _inside(label: str) -> str:
    """A label within a sentence."""
    return label[:1].lower() + label[1:]


def day_of_year(text: str, year: int) -> date:
    """'31/01' in the year; '31/12/-1' in the year before. Raises ValueError."""
    match = _DAY_OF_YEAR.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    day, month, shift = match.groups()
    return date(year + int(shift or 0), int(month), int(day))


def read_day(value: Any, key: str) -> date:
    """The Vietnamese day of an ISO date or time. Raises InputError; a time without zone is Vietnamese time."""
    if isinstance(value, datetime):
        return value.astimezone(_VIETNAM).date() if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(
            key,
            f"ngày {value!r} không đọc được; viết năm-tháng-ngày, ví dụ 2026-01-31",
            f"{value!r} is no date; write year-month-day, for example 2026-01-31",
        ) from error
    return moment.astimezone(_VIETNAM).date() if moment.tzinfo else moment.date()

"""`caicach deadline`: when a dossier is due and why, day by day, by the calendar that the program ships; without a database."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, NoReturn

import typer
from rich.table import Table

from caicach.cli.output import MALFORMED, fail, print_json, stdout
from caicach.core.vietnamese import date_text, decimal_text
from caicach.core.worktime.calendar import UnknownYear
from caicach.core.worktime.due import Due, UnitClock, due
from caicach.core.worktime.hours import (
    VIETNAM,
    HoursError,
    OfficeHours,
    every_working_day,
    in_vietnam,
    read_spans,
)
from caicach.core.worktime.limits import Limit, LimitKind

USUAL_HOURS = "07:30-11:30,13:30-17:00"
LONGEST = {LimitKind.WORKING_DAYS: 3650, LimitKind.CALENDAR_DAYS: 3650, LimitKind.WORKING_HOURS: 30_000}
SHORTEST = Decimal("0.01")
"""Of a day or an hour: what is finer ends within seconds and stands in no text."""
OPTIONS = {
    LimitKind.WORKING_DAYS: "--days",
    LimitKind.WORKING_HOURS: "--hours",
    LimitKind.CALENDAR_DAYS: "--calendar-days",
}

_NUMBER = re.compile(r"[+-]?[0-9]*[.,]?[0-9]+")
_IS_A_DAY = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")

app = typer.Typer(add_completion=False)


@app.command()
def deadline(
    received: Annotated[str, typer.Option(help="Lúc tiếp nhận, ví dụ 2026-02-13T16:10 (giờ Việt Nam).")] = "",
    days: Annotated[str, typer.Option(help="Thời hạn theo ngày làm việc, ví dụ 3 hoặc 0.5.")] = "",
    hours: Annotated[str, typer.Option(help="Thời hạn theo giờ làm việc.")] = "",
    calendar_days: Annotated[str, typer.Option(help="Thời hạn theo ngày, kể cả ngày nghỉ.")] = "",
    unit_hours: Annotated[str, typer.Option(help="Giờ làm việc của đơn vị.")] = USUAL_HOURS,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Hạn trả kết quả và lý do từng ngày, theo lịch nghỉ kèm chương trình. Mã thoát: 0 xong; 2 lệnh viết sai."""
    given = {
        LimitKind.WORKING_DAYS: days,
        LimitKind.WORKING_HOURS: hours,
        LimitKind.CALENDAR_DAYS: calendar_days,
    }
    start, limit, clock = _moment(received), _limit(given), _clock(unit_hours)
    if _IS_A_DAY.fullmatch(received) and _counts_from_the_moment(limit):
        _malformed(
            f"--received {received}: thời hạn tính bằng giờ hoặc chưa đủ một ngày cần cả giờ tiếp nhận.",
            f"Hãy ghi thêm giờ, ví dụ --received {start:%Y-%m-%d}T08:00",
        )
    try:
        answer = due(start, limit, clock)
    except UnknownYear as unknown:
        _malformed(
            f"Chưa biết lịch nghỉ của năm {unknown.year}, nên không tính được hạn.",
            "Hãy kiểm tra lại ngày tiếp nhận và thời hạn.",
        )
    except ValueError:  # of the limits that can be given, only calendar days have to be whole
        _malformed(
            f"--calendar-days {calendar_days}: ngày theo lịch phải là số nguyên.", "Ví dụ: --calendar-days 5"
        )
    if as_json:
        print_json(_document(answer))
    else:
        _show(answer)


def _moment(text: str) -> datetime:
    if not text:
        _malformed("Thiếu --received.", "Ví dụ: caicach deadline --received 2026-02-13T16:10 --days 3")
    try:
        moment = datetime.fromisoformat(text).replace(microsecond=0)
        return in_vietnam(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
    except (ValueError, OverflowError):
        _malformed(
            f"--received {text}: không phải ngày giờ có thật.",
            "Hãy viết năm-tháng-ngàyTgiờ:phút, ví dụ 2026-02-13T16:10",
        )


def _limit(given: dict[LimitKind, str]) -> Limit:
    named = [(kind, text) for kind, text in given.items() if text]
    if len(named) != 1:
        _malformed(
            "Cần đúng một trong --days, --hours, --calendar-days.",
            "Ví dụ: caicach deadline --received 2026-02-13T16:10 --days 3",
        )
    ((kind, text),) = named
    option = OPTIONS[kind]
    if not _NUMBER.fullmatch(text.strip()):
        _malformed(f"{option} {text}: không phải là số.", f"Ví dụ: {option} 3")
    amount = Decimal(text.strip().replace(",", "."))
    if not SHORTEST <= amount <= LONGEST[kind]:
        _malformed(
            f"{option} {text}: thời hạn phải lớn hơn 0 (ít nhất {decimal_text(SHORTEST)}) và không quá {LONGEST[kind]}.",
            f"Ví dụ: {option} 3",
        )
    return Limit(kind, amount)


def _counts_from_the_moment(limit: Limit) -> bool:
    """Whether the hour of reception decides when the limit ends."""
    return limit.kind is LimitKind.WORKING_HOURS or (
        limit.kind is LimitKind.WORKING_DAYS and limit.amount < 1
    )


def _clock(text: str) -> UnitClock:
    try:
        return UnitClock(hours=OfficeHours(every_working_day(read_spans(text))))
    except HoursError as fault:
        _malformed(f"--unit-hours {text}: {fault}.", f"Ví dụ: --unit-hours {USUAL_HOURS}")


def _malformed(message: str, way_out: str) -> NoReturn:
    fail(message, way_out, MALFORMED)


def _document(answer: Due) -> dict[str, object]:
    """The contract of the command's output."""
    return {
        "due": answer.at.isoformat(),
        "due_date": answer.on.isoformat(),
        "steps": [
            {"date": day.date.isoformat(), "counted": day.counted, "why": day.why.vi} for day in answer.days
        ],
    }


def _show(answer: Due) -> None:
    stdout.print(f"[bold]Hạn trả: {answer.at:%H:%M} ngày {date_text(answer.on)}[/bold]", highlight=False)
    stdout.print(answer.sentence.vi, highlight=False, markup=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for name in ("Ngày", "Tính", "Vì sao"):
        table.add_column(name)
    for day in answer.days:
        table.add_row(date_text(day.date), "có" if day.counted else "không", day.why.vi)
    stdout.print(table, highlight=False, markup=False)

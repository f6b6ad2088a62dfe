"""`caicach bench deadlines`: due dates by the million against one at a time, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli.output import FAILED, fail, print_json, stdout
from caicach.core.vietnamese import integer_text

FIRST, LAST, END = date(2021, 1, 1), date(2026, 6, 30), date(2026, 12, 31)
KINDS = {"working_days": "Ngày làm việc", "calendar_days": "Ngày theo lịch", "working_hours": "Giờ làm việc"}


def deadlines(
    count: Annotated[int, typer.Option(min=1000, help="Số hạn trả tính theo mảng.")] = 5_000_000,
    sample: Annotated[int, typer.Option(min=10, help="Số hạn trả tính từng hồ sơ, để so sánh.")] = 2_000,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Hạn trả của hàng triệu hồ sơ (mảng) so với từng hồ sơ có giải thích; hai cách phải cho cùng kết quả."""
    import numpy as np

    from caicach.core.worktime.bulk import DueTable
    from caicach.core.worktime.due import UnitClock

    clock = UnitClock()
    laid_out, table = _timed(lambda: DueTable(clock, FIRST, END))
    chance = np.random.default_rng(766)
    seconds = ((LAST - FIRST).days + 1) * 86_400
    received = np.datetime64(FIRST, "s") + chance.integers(0, seconds, count).astype("timedelta64[s]")
    amounts = chance.integers(1, 31, count)
    report: dict[str, Any] = {
        "count": count,
        "sample": sample,
        "table_seconds": round(laid_out, 3),
        "kinds": {},
    }
    for kind in KINDS:
        bulk, found = _timed(_bulk(table, kind, received, amounts))
        one, expected = _timed(_scalar(clock, kind, received[:sample], amounts[:sample]))
        if found[:sample].tolist() != expected:
            fail(f"{KINDS[kind]}: hai cách tính cho kết quả khác nhau.", code=FAILED)
        report["kinds"][kind] = {
            "seconds": round(bulk, 3),
            "millions_a_second": round(count / bulk / 1e6, 1),
            "scalar_microseconds_each": round(one / sample * 1e6, 1),
            "ratio": round((one / sample) / (bulk / count)),
        }
    print_json(report) if as_json else _show(report)


def _bulk(table: Any, kind: str, received: Any, amounts: Any) -> Callable[[], Any]:
    if kind == "working_hours":
        return lambda: table.working_time(received, amounts * 3600)
    call = table.working_days if kind == "working_days" else table.calendar_days
    return lambda: call(received, amounts)


def _scalar(clock: Any, kind: str, received: Any, amounts: Any) -> Callable[[], list[datetime]]:
    from caicach.core.worktime.due import due
    from caicach.core.worktime.hours import VIETNAM
    from caicach.core.worktime.limits import Limit, LimitKind

    cases = [
        (moment.replace(tzinfo=VIETNAM), Limit(LimitKind(kind), Decimal(int(amount))))
        for moment, amount in zip(received.tolist(), amounts, strict=True)
    ]
    return lambda: [due(moment, limit, clock).at.replace(tzinfo=None) for moment, limit in cases]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one core, and what came of it."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _show(report: dict[str, Any]) -> None:
    table = Table(title=f"{integer_text(report['count'])} hạn trả, một lõi", title_justify="left")
    for name in ("Thời hạn theo", "Giây", "Triệu hạn mỗi giây", "Từng hồ sơ (µs)", "Tỷ số"):
        table.add_column(name, justify="left" if name == "Thời hạn theo" else "right")
    for kind, label in KINDS.items():
        row = report["kinds"][kind]
        table.add_row(
            label,
            f"{row['seconds']}",
            f"{row['millions_a_second']}",
            f"{row['scalar_microseconds_each']}",
            f"{row['ratio']}×",
        )
    stdout.print(table)
    stdout.print(
        f"Lập bảng lịch {report['table_seconds']} giây; {report['sample']} hồ sơ tính từng cái cho cùng kết quả.",
        highlight=False,
    )

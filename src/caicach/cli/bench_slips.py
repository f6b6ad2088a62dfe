"""`caicach bench slips`: the printed forms, one by one and two hundred receipts in one file."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup
from caicach.cli.output import print_json, stdout

MOST_MILLISECONDS, MOST_SECONDS = 100, 3
"""What a form, and the receipts in one file, may take."""
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_RECEIVED = dt.datetime(2026, 11, 20, 8, 5, tzinfo=_VIETNAM)
_DUE = _RECEIVED + dt.timedelta(days=5)


def slips(
    count: Annotated[int, typer.Option(min=1, help="Số giấy tiếp nhận trong một tệp.")] = 200,
    runs: Annotated[int, typer.Option(min=1, help="Số lần đo; lấy trung vị.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """In các mẫu phiếu một cửa: từng phiếu (PDF, Word), nhiều giấy tiếp nhận trong một tệp, một nghìn dòng sổ."""
    django_setup.setup()
    report = _measured(count, runs)
    print_json(report) if as_json else _show(report)


def _measured(count: int, runs: int) -> dict[str, Any]:
    from caicach.core.letters import slips as letters
    from caicach.platform.letters.slip_pdf import write_book, write_slips
    from caicach.platform.letters.slip_word import write_slip_word

    forms = _forms()
    day = _RECEIVED.date()
    receipt = forms["01"]
    assert isinstance(receipt, letters.Receipt)
    many = [
        replace(
            receipt,
            head=replace(receipt.head, number=at, code=f"H42.15-261120-{at:04d}"),
            qr=f"{receipt.qr[:-4]}{at:04d}",
        )
        for at in range(1, count + 1)
    ]
    book = letters.BookPages(
        receipt.head.upper,
        receipt.head.office,
        "Sổ theo dõi hồ sơ",
        2026,
        day,
        tuple(map(_line, range(1, 1001))),
    )
    write_slips([receipt], day)  # the first one reads template and fonts
    one = {form: _median(runs, partial(write_slips, [slip], day)) for form, slip in forms.items()}
    whole = _median(runs, lambda: write_slips(many, day))
    return {
        "milliseconds_a_form": {form: round(seconds * 1000, 1) for form, seconds in one.items()},
        "milliseconds_word": round(_median(runs, lambda: write_slip_word(receipt, day)) * 1000, 1),
        "receipts": count,
        "seconds_of_receipts_in_one_file": round(whole, 2),
        "ratio_to_one_by_one": round(whole / (one["01"] * count), 2),
        "seconds_of_1000_lines_of_a_book": round(_median(runs, lambda: write_book(book, day)), 2),
        "fast_enough": max(one.values()) * 1000 < MOST_MILLISECONDS and whole < MOST_SECONDS * count / 200,
    }


def _median(runs: int, work: Callable[[], Any]) -> float:
    """Median seconds of one core, so that what else the machine does is not measured."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _forms() -> dict[str, Any]:
    """A slip of each form, of ordinary length."""
    from caicach.core.letters import slips as s

    head = s.SlipHead(
        "Ủy ban nhân dân xã Mẫu", "Trung tâm Phục vụ hành chính công xã Mẫu", "TTPVHCC", "Mẫu", _RECEIVED.date(),
        "H42.15-261120-0007", 7,
    )  # fmt: skip
    person = s.SlipPerson("Nguyễn Thị Ví Dụ", "", "001199000017", "Số 5, đường Mẫu, xã Mẫu", "0900000001")
    papers = tuple(s.SlipPaper(f"Giấy tờ chứng minh nội dung thứ {at}", "Bản chính") for at in range(1, 6))
    steps = tuple(
        s.ControlStep(f"Bước {at}", "Ủy ban nhân dân xã Mẫu", "Lê Thị Mẫu", "Trần Văn Thử", _RECEIVED, _DUE)
        for at in range(1, 6)
    )
    content, reason = "Đăng ký khai sinh", "Thành phần hồ sơ chưa đủ theo quy định"
    address = "https://example.com/cong-khai/ho-so/?ma=H42.15-261120-0007"
    return {
        "01": s.Receipt(
            head,
            person,
            content,
            papers,
            "03 ngày làm việc",
            _RECEIVED,
            _DUE,
            head.office,
            sequence=7,
            qr=address,
        ),
        "02": s.SupplementRequest(head, person, content, tuple(one.name for one in papers), reason),
        "03": s.Refusal(head, person, content, reason),
        "04": s.Apology(head, person, content, _RECEIVED, _DUE, reason, _DUE + dt.timedelta(days=5)),
        "05": s.ControlSlip(head, person, content, "Ủy ban nhân dân xã Mẫu", _RECEIVED, _DUE, steps),
        "stop": s.StopNotice(head, person, content, _RECEIVED, reason),
    }


def _line(number: int) -> Any:
    from caicach.core.letters.slips import BookLine

    return BookLine(
        number, f"H42.15-261120-{number:04d}", "Đăng ký khai sinh", 1, "Nguyễn Thị Ví Dụ", "Số 5, đường Mẫu, xã Mẫu; 0900000001",
        "Ủy ban nhân dân xã Mẫu", _RECEIVED, _DUE, None, "Nhận tại trung tâm",
    )  # fmt: skip


def _show(report: dict[str, Any]) -> None:
    table = Table(title="In các mẫu phiếu một cửa", title_justify="left")
    table.add_column("Việc")
    table.add_column("Thời gian", justify="right")
    for form, milliseconds in report["milliseconds_a_form"].items():
        table.add_row(f"Mẫu {form}, PDF", f"{milliseconds} ms")
    table.add_row("Mẫu 01, Word", f"{report['milliseconds_word']} ms")
    table.add_row(
        f"{report['receipts']} giấy tiếp nhận trong một tệp ({report['ratio_to_one_by_one']}× so với in từng tờ)",
        f"{report['seconds_of_receipts_in_one_file']} s",
    )
    table.add_row("1.000 dòng sổ theo dõi", f"{report['seconds_of_1000_lines_of_a_book']} s")
    stdout.print(table)
    enough = "đạt" if report["fast_enough"] else "chưa đạt"
    stdout.print(
        f"Mức cần đạt: mỗi mẫu dưới {MOST_MILLISECONDS} ms, 200 giấy tiếp nhận dưới {MOST_SECONDS} s: {enough}.",
        highlight=False,
    )

"""`caicach bench saves`: every unit of a province saves at the same time, and the server is killed in the middle.

Runs on an empty database of its own: SQLite in a temporary folder, or the PostgreSQL that DATABASE_URL names.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup
from caicach.cli.bench_office import Officer, Saved, Server, build
from caicach.cli.output import fail, print_json, progress, stdout

WARM_UP = 16
"""Officers who save first and are not measured, so that every process of the server has read the criteria set."""
ALONE = 60
"""Saves of one officer while nobody else works, for the ratio."""
MOST_SHOWN = 10


def saves(
    units: Annotated[int, typer.Option(min=1, help="Số đơn vị.")] = 168,
    people: Annotated[int, typer.Option(min=1, max=20, help="Số người của mỗi đơn vị.")] = 4,
    seconds: Annotated[int, typer.Option(min=5, help="Thời gian đo, giây.")] = 120,
    pace: Annotated[float, typer.Option(min=0.1, help="Mỗi người lưu một lần trong chừng này giây.")] = 60,
    killing: Annotated[int, typer.Option(min=4, help="Thời gian của phần giết máy chủ, giây.")] = 20,
    workers: Annotated[int, typer.Option(min=1, help="Số tiến trình của máy chủ.")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="Số luồng của mỗi tiến trình.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Mọi đơn vị cùng lưu số liệu, giữa chừng máy chủ bị giết: không mất, không lặp, không lỗi; p95 của một lần lưu."""
    with tempfile.TemporaryDirectory(prefix="caicach-bench-", ignore_cleanup_errors=True) as folder:
        os.environ["CAICACH_HOME"] = folder
        os.environ["CAICACH_SECRET_KEY"] = os.urandom(32).hex()
        django_setup.setup()
        _migrated()
        server = Server(
            Path(folder) / "server.log", "--workers", str(workers), "--threads", str(threads), "--no-worker"
        )
        report = _measured(server, units, people, seconds, pace, killing)
    print_json(report) if as_json else _show(report)
    if report["lost"] or report["errors"]:
        fail("Có lần lưu bị mất, bị lặp hoặc báo lỗi.")


def _migrated() -> None:
    from django.core.management import call_command

    from caicach.cli import migrations

    if problem := migrations.unreachable():
        fail(f"Không kết nối được cơ sở dữ liệu: {problem}", "Hãy kiểm tra DATABASE_URL.")
    call_command("migrate", verbosity=0)
    from caicach.apps.units.models import Unit

    if Unit.objects.exists():
        fail(
            "Cơ sở dữ liệu này đã có dữ liệu, nên không đo ở đây.",
            "Hãy bỏ DATABASE_URL, hoặc trỏ đến một cơ sở dữ liệu trống.",
        )


def _measured(
    server: Server, units: int, people: int, seconds: int, pace: float, killing: int
) -> dict[str, Any]:
    from django.db import connection, connections

    with progress() as bar:
        bar.add_task("Đang dựng tỉnh để đo", total=None)
        officers = build(units, people)
        vendor = connection.vendor
        connections.close_all()
    server.start()
    try:
        first = officers[0]
        _working(officers[:WARM_UP], server, 0.0, None, most=3)
        for officer in officers[:WARM_UP]:
            officer.saves = []
        _working([first], server, 0.0, None, most=ALONE)
        alone, first.saves = first.saves, []
        started = time.monotonic()
        _working(officers, server, pace, seconds)
        taken = time.monotonic() - started
        loaded = [save for officer in officers for save in officer.saves]
        for officer in officers:
            officer.saves = []
        _working(officers, server, pace, killing, kill=True)
        killed = [save for officer in officers for save in officer.saves]
    finally:
        server.kill()
    lost = _lost(officers)
    return {
        "database": vendor,
        "units": units,
        "people": units * people,
        "saves": len(loaded),
        "saves_a_second": round(len(loaded) / taken, 1),
        "alone_median_ms": _milliseconds(alone)[0],
        "median_ms": _milliseconds(loaded)[0],
        "p95_ms": _milliseconds(loaded)[1],
        "p95_ratio": round(_milliseconds(loaded)[1] / _milliseconds(alone)[0], 1),
        "saves_around_the_kill": len(killed),
        "sent_again": sum(save.again for save in killed),
        "lost": lost[:MOST_SHOWN],
        "errors": [fault for officer in officers for fault in officer.faults][:MOST_SHOWN],
    }


def _working(
    officers: Sequence[Officer],
    server: Server,
    pace: float,
    seconds: float | None,
    *,
    kill: bool = False,
    most: int | None = None,
) -> None:
    """Let officers save for some seconds (or `most` times each), all at the same time."""
    threading.stack_size(512 * 1024)  # they mostly wait
    threads = [
        threading.Thread(target=officer.work, args=(server.port, pace, seconds, most), daemon=True)
        for officer in officers
    ]
    with progress() as bar:
        task = bar.add_task("Giết máy chủ giữa chừng" if kill else "Đang đo", total=seconds)
        for thread in threads:
            thread.start()
        started = time.monotonic()
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.2)
            bar.update(task, completed=time.monotonic() - started)
            if kill and time.monotonic() - started > (seconds or 0) / 2:
                kill = False
                server.kill()
                server.start()


def _lost(officers: Sequence[Officer]) -> list[str]:
    """What differs between what was confirmed and what is stored: values, counts, results, the trail."""
    from caicach.apps.parindex.actions.scoring import rescore
    from caicach.apps.parindex.models import Fact, Round
    from caicach.platform import clock
    from caicach.platform.access import Scope
    from caicach.platform.audit.models import Entry
    from caicach.platform.audit.verification import verify

    stored = {
        (unit, code): (inputs, version)
        for unit, code, inputs, version in Fact.objects.values_list(
            "participant__unit_id", "code", "inputs", "version"
        )
    }
    confirmed = {
        (officer.unit_id, code): (known.inputs, known.version)
        for officer in officers
        for code, known in officer.confirmed.items()
    }
    different = [
        f"{unit} {code}: {confirmed.get((unit, code))} / {stored.get((unit, code))}"
        for unit, code in stored.keys() | confirmed.keys()
        if stored.get((unit, code)) != confirmed.get((unit, code))
    ]
    told = Entry.objects.filter(action__in=("fact.entered", "fact.changed")).count()
    made = sum(version for _, version in stored.values())
    if told != made:
        different.append(f"nhật ký có {told} lần lưu, số liệu có {made}")
    if rescore(Scope.system("bench", clock.today()), Round.objects.get().pk):
        different.append("chấm lại cả đợt cho kết quả khác")
    if not verify().ok:
        different.append("chuỗi nhật ký không liền")
    return different


def _milliseconds(saves: Sequence[Saved]) -> tuple[float, float]:
    """Median and 95th percentile."""
    taken = sorted(save.seconds * 1000 for save in saves)
    return round(statistics.median(taken), 1), round(statistics.quantiles(taken, n=20)[-1], 1)


def _show(report: dict[str, Any]) -> None:
    table = Table(
        title=f"{report['people']} người của {report['units']} đơn vị cùng lưu ({report['database']})",
        title_justify="left",
    )
    for name in ("Việc", "Số lần lưu", "Trung vị (ms)", "p95 (ms)", "So với một mình"):
        table.add_column(name, justify="left" if name == "Việc" else "right")
    table.add_row("Một người, không ai khác", str(ALONE), f"{report['alone_median_ms']}", "", "1×")
    table.add_row(
        "Tất cả cùng lưu",
        str(report["saves"]),
        f"{report['median_ms']}",
        f"{report['p95_ms']}",
        f"{report['p95_ratio']}×",
    )
    stdout.print(table)
    stdout.print(
        f"Giết máy chủ giữa chừng: {report['saves_around_the_kill']} lần lưu, {report['sent_again']} lần phải gửi lại; "
        f"mất hoặc lặp: {len(report['lost'])}, báo lỗi: {len(report['errors'])}.",
        highlight=False,
    )
    for line in (*report["lost"], *report["errors"]):
        stdout.print(f"  {line}", highlight=False, markup=False)

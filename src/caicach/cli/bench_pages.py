"""`caicach bench pages`: the pages an officer opens all day, on the demonstration's data, through all of Django."""

from __future__ import annotations

import logging
import statistics
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from caicach.cli import django_setup
from caicach.cli.demo_home import DemoHome
from caicach.cli.output import fail, print_json, progress, stdout

READER = "chutich"
WARM_UP = 5
"""Opens before the first that is measured: a server compiles its templates once, not for every reader."""


def pages(
    runs: Annotated[int, typer.Option(min=20, help="Số lần mở mỗi trang.")] = 60,
    home: Annotated[Path | None, typer.Option(help="Thư mục của bản trình diễn.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Mở trang xếp hạng và trang đơn vị của bản trình diễn: số truy vấn, trung vị, p95, so với trang hướng dẫn."""
    place = DemoHome(home.expanduser().absolute()) if home else DemoHome.default()
    if place.why_build({}):
        fail("Chưa có bản trình diễn để đo.", "Hãy chạy trước: caicach demo --no-serve")
    place.use(draft=False)
    django_setup.setup_with_database()
    report = _measured(runs)
    print_json(report) if as_json else _show(report)


def _measured(runs: int) -> list[dict[str, Any]]:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from caicach.apps.parindex.models import Participant

    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.INFO)
    client = Client()
    client.force_login(get_user_model().objects.get(username=READER))
    unit = Participant.objects.filter(round__year=2026, round__subject="commune").order_by("pk").first()
    if unit is None:
        fail(
            "Bản trình diễn chưa có đợt chấm cấp xã năm 2026.",
            "Hãy dựng lại: caicach demo --fresh --no-serve",
        )
    addresses = {
        "Hướng dẫn (không có số liệu)": reverse("help"),
        "Xếp hạng": reverse("parindex:ranking", args=[2026]),
        "Trang đơn vị": reverse("parindex:unit", args=[2026, unit.unit_id]),
    }
    report: list[dict[str, Any]] = []
    with progress() as bar:
        task = bar.add_task("Đang mở trang", total=len(addresses))
        for name, address in addresses.items():
            counted: list[str] = []

            def count(execute: Any, sql: str, *rest: Any, counted: list[str] = counted) -> Any:
                counted.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(count):
                client.get(address)
            for _ in range(WARM_UP):
                client.get(address)
            taken = []
            for _ in range(runs):
                started = time.perf_counter()
                response = client.get(address)
                taken.append((time.perf_counter() - started) * 1000)
                assert response.status_code == 200, address
            bar.advance(task)
            report.append(
                {
                    "page": name,
                    "queries": len(counted),
                    "median_ms": round(statistics.median(taken), 1),
                    "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1),
                    "ratio": round(
                        statistics.median(taken)
                        / (report[0]["median_ms"] if report else statistics.median(taken)),
                        1,
                    ),
                }
            )
    return report


def _show(report: list[dict[str, Any]]) -> None:
    table = Table(title="Trang web trên dữ liệu trình diễn (SQLite)", title_justify="left")
    for name in ("Trang", "Truy vấn", "Trung vị (ms)", "p95 (ms)", "So với trang không số liệu"):
        table.add_column(name, justify="left" if name == "Trang" else "right")
    for row in report:
        table.add_row(
            row["page"], str(row["queries"]), f"{row['median_ms']}", f"{row['p95_ms']}", f"{row['ratio']}×"
        )
    stdout.print(table)

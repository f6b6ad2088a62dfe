"""`caicach demo`: a province to look at, in a database of its own, with a login for every role."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.panel import Panel
from rich.table import Table

from caicach import __version__
from caicach.cli import django_setup
from caicach.cli.demo_home import DemoHome, NotADemonstration
from caicach.cli.output import MALFORMED, fail, progress, stderr, stdout

if TYPE_CHECKING:
    from caicach.apps.parindex.demo.standings import Login, Standing

app = typer.Typer(add_completion=False)

LOOPBACK = "127.0.0.1"
SHOWN = 5
"""Units of each block that the ranking shows."""


@app.command()
def demo(
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Mở máy chủ web sau khi dựng xong.")
    ] = True,
    port: Annotated[int, typer.Option(help="Cổng của máy chủ web.", min=1, max=65535)] = 8000,
    host: Annotated[
        str,
        typer.Option(help="Địa chỉ lắng nghe; mặc định chỉ máy này truy cập được, vì mật khẩu ai cũng biết."),
    ] = LOOPBACK,
    seed: Annotated[int | None, typer.Option(help="Hạt giống của số liệu minh họa.", min=0)] = None,
    home: Annotated[
        Path | None, typer.Option(help="Thư mục của bản trình diễn (mặc định: demo trong thư mục dữ liệu).")
    ] = None,
    units: Annotated[
        int | None, typer.Option(help="Số xã, phường được chấm (mặc định: cả 148).", min=1, max=148)
    ] = None,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Chạy kèm máy chủ một tiến trình làm tác vụ nền."),
    ] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Xóa bản trình diễn đã có và dựng lại.")] = False,
) -> None:
    """Dựng sẵn tỉnh Phú Thọ năm 2026 trong cơ sở dữ liệu riêng, in bảng xếp hạng và tài khoản, rồi chạy máy chủ web."""
    place = DemoHome(home.expanduser().absolute()) if home else DemoHome.default()
    if os.environ.get("DATABASE_URL"):
        stderr.print("Bản trình diễn có cơ sở dữ liệu riêng (SQLite), không dùng DATABASE_URL.")
    try:
        with place.held(_waiting):
            _make_ready(place, seed, units, fresh)
    except NotADemonstration:
        fail(
            f"Thư mục {place.path} đã có cơ sở dữ liệu không phải của bản trình diễn; không có gì bị thay đổi.",
            "Hãy chọn một thư mục khác: caicach demo --home THƯ_MỤC",
            MALFORMED,
        )
    except OSError as error:
        fail(
            f"Không ghi được vào thư mục {place.path}: {error.strerror}.",
            "Hãy cấp quyền ghi hoặc chọn thư mục khác: caicach demo --home THƯ_MỤC",
        )
    _show(place)
    if serve:
        from caicach.cli.serve import run

        run(host, port, worker=worker)


def _waiting() -> None:
    stderr.print("Một tiến trình khác đang dựng bản trình diễn ở thư mục này; đang chờ…")


def _make_ready(place: DemoHome, seed: int | None, units: int | None, fresh: bool) -> None:
    """Use the demonstration that is there, or build it. Afterwards Django stands on it."""
    reason = place.why_build({"seed": seed, "units": units})
    if fresh and not reason:
        reason = "theo yêu cầu (--fresh)"
    if reason:
        stderr.print(f"Dựng bản trình diễn tại {place.path}: {reason}.", highlight=False, soft_wrap=True)
        _build(place, seed, units)
        return
    place.use(draft=False)
    django_setup.setup()
    from caicach.cli import migrate, migrations

    if migrations.pending():
        migrate.apply()


def _build(place: DemoHome, seed: int | None, units: int | None) -> None:
    started = time.monotonic()
    place.begin()
    place.use(draft=True)
    django_setup.setup()
    from django.core.management import call_command

    from caicach.apps.accountability.demo import building as follow_up
    from caicach.apps.directives.demo import building as directives
    from caicach.apps.dossiers.demo import building as one_stop
    from caicach.apps.parindex.demo.building import SEED, Building, Options
    from caicach.apps.parindex.demo.standings import ranking_digest

    options = Options(SEED if seed is None else seed, units)
    building = Building(options)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Cấu trúc cơ sở dữ liệu", lambda: call_command("migrate", interactive=False, verbosity=0)),
        *building.steps,
        ("Khắc phục và hệ quả sau công bố năm 2025", lambda: follow_up.build(building.scope)),
        *one_stop.Building(building.scope, options.seed).steps,
        ("Chỉ số: nhận số đếm từ hồ sơ một cửa", building.count),
        ("Văn bản chỉ đạo: năm văn bản đã đọc, đã xác nhận", directives.build),
    )
    with progress() as bar:
        task = bar.add_task("", total=len(steps))
        for title, step in steps:
            bar.update(task, description=title)
            begun = time.monotonic()
            step()
            bar.advance(task)
            bar.console.print(f"[green]✓[/green] {title} ({_seconds(begun)})", highlight=False)
    digest = ranking_digest()
    _stand_on(place)
    place.complete({"version": __version__, "seed": options.seed, "units": units, "ranking": digest})
    place.use(draft=False)
    stderr.print(f"Xong sau {_seconds(started)}.", highlight=False)


def _stand_on(place: DemoHome) -> None:
    """Let go of the draft; whatever connects from now on, here or in the server's workers, finds the database."""
    from django.conf import settings
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = str(place.database)


def _seconds(since: float) -> str:
    return f"{time.monotonic() - since:.1f}".replace(".", ",") + " giây"


def _show(place: DemoHome) -> None:
    from caicach.apps.parindex.demo.people import PASSWORD
    from caicach.apps.parindex.demo.standings import logins, standings

    for standing in standings(SHOWN):
        stdout.print(_ranking(standing))
    stdout.print(_logins(logins()))
    stdout.print(
        Panel(
            f"Mật khẩu chung của mọi tài khoản: [bold]{PASSWORD}[/bold]\n"
            "Đây là bản trình diễn: mật khẩu ai cũng biết, số liệu ghi “minh họa” không phải số liệu thật. "
            "Không nhập dữ liệu thật vào đây.\n"
            f"Dữ liệu ở {place.path}; dựng lại từ đầu: caicach demo --fresh",
            border_style="yellow",
        ),
        highlight=False,
    )


def _ranking(standing: Standing) -> Table:
    table = Table(title=f"{standing.title} ({standing.ranked} đơn vị được xếp hạng)", title_justify="left")
    table.add_column("Hạng", justify="right")
    table.add_column("Đơn vị", min_width=30)
    table.add_column("Chỉ số", justify="right")
    table.add_column("So với năm trước", justify="right")
    table.add_column("Xếp loại")
    for row in standing.rows:
        table.add_row(str(row.rank), row.unit, row.index, row.change, row.class_name)
    return table


def _logins(found: list[Login]) -> Table:
    """The logins of the province and of the first commune; those of further communes are told in a line."""
    table = Table(title="Tài khoản (người không có thật)", title_justify="left")
    table.add_column("Tên đăng nhập", no_wrap=True)
    table.add_column("Vai trò")
    table.add_column("Đơn vị")
    for login in found:
        if not login.is_further:
            table.add_row(login.username, login.role, login.unit)
    endings = dict.fromkeys(login.username.partition(".")[2] for login in found if login.is_further)
    if endings:
        table.caption = "Cũng vậy ở các xã, phường khác, thay “.xa” bằng: " + ", ".join(
            f".{one}" for one in endings
        )
        table.caption_justify = "left"
    return table

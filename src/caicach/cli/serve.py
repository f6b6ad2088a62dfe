"""`caicach serve`: the web server (granian, WSGI)."""

from __future__ import annotations

import contextlib
import os
from typing import Annotated

import typer

from caicach.cli import django_setup
from caicach.cli.beside import worker_beside
from caicach.cli.output import fail, stdout

app = typer.Typer(add_completion=False)

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Địa chỉ lắng nghe; 0.0.0.0 để máy khác truy cập được.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Số tiến trình.", min=1, max=64)] = 2,
    threads: Annotated[int, typer.Option(help="Số luồng của mỗi tiến trình.", min=1, max=64)] = 4,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Chạy kèm một tiến trình làm tác vụ nền (caicach worker)."),
    ] = True,
) -> None:
    """Chạy máy chủ web; dừng bằng Ctrl+C."""
    django_setup.setup_with_database()
    run(host, port, workers, threads, worker=worker)


def run(host: str, port: int, workers: int = 2, threads: int = 4, *, worker: bool = True) -> None:
    """Serve until a signal comes, with a process for background work beside the server. Django is set up, the database ready."""
    from django.conf import settings
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _check_free(host, port)
    if settings.CAICACH_DEMO and host not in LOOPBACK:
        _check_open_demonstration()
    if host not in LOOPBACK and len(settings.ALLOWED_HOSTS) <= 3:
        stdout.print(
            "[yellow]![/yellow] Máy khác sẽ bị từ chối: hãy đặt CAICACH_ALLOWED_HOSTS là tên miền hoặc địa chỉ IP của máy này."
        )
    connections.close_all()  # the workers open their own
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    shown = f"[{host}]" if ":" in host else host
    if host in LOOPBACK:
        os.environ.setdefault("CAICACH_BASE_URL", f"http://{shown}:{port}")  # for the links in mails
    stdout.print(f"Cải Cách đang chạy tại http://{shown}:{port}/ (dừng: Ctrl+C)", highlight=False)
    server = Granian(
        "caicach.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    with worker_beside() if worker else contextlib.nullcontext():
        server.serve()


def _check_open_demonstration() -> None:
    """A demonstration that other machines are to reach: its password is known to everybody, so it never shows its inside too."""
    from django.conf import settings

    if settings.DEBUG:
        fail(
            "Bản trình diễn không mở cho máy khác khi DEBUG đang bật: mật khẩu của nó ai cũng biết.",
            "Hãy tắt DEBUG, hoặc bỏ --host để chỉ máy này truy cập được.",
        )
    stdout.print(
        "[yellow]![/yellow] Bản trình diễn mở cho máy khác: mật khẩu ai cũng biết, đừng nhập dữ liệu thật vào đây."
    )


def _check_free(host: str, port: int) -> None:
    """The server's own message for a port in use is a traceback of each worker."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(
                f"Không mở được cổng {port} trên {host}: {error.strerror}.",
                "Hãy dừng chương trình đang dùng cổng này, hoặc chọn cổng khác: caicach serve --port 8001",
            )

"""Django for the commands that need it, set up when they need it."""

from __future__ import annotations

import os

from caicach.cli.output import fail, stderr


def setup() -> None:
    """Load the settings and the apps; an EnvironmentFault of the settings is told by `main`."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
    django.setup()


def setup_with_database(*, fresh: bool = False) -> None:
    """Also make sure that the database can be reached and has all migrations, or end with the way out.

    With `fresh`, for commands that fill a database, one in which nothing stands yet is laid out.
    """
    setup()
    from caicach.cli import migrations

    if problem := migrations.unreachable():
        fail(
            f"Không kết nối được cơ sở dữ liệu: {problem}",
            "Hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu; chạy «caicach doctor» để xem chi tiết.",
        )
    if fresh and migrations.nothing_there():
        from django.core.management import call_command

        stderr.print("Cơ sở dữ liệu còn trống: đang tạo cấu trúc.", highlight=False)
        call_command("migrate", interactive=False, verbosity=0)
    if pending := migrations.pending():
        fail(
            f"Cơ sở dữ liệu còn thiếu {len(pending)} bước cập nhật cấu trúc (đầu tiên: {pending[0]}).",
            "Hãy chạy: caicach migrate",
        )

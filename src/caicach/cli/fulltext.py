"""`caicach fulltext rebuild`: the index of the search over texts, built again from the texts."""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, progress, stdout

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def fulltext() -> None:
    """Tìm trong toàn văn các văn bản."""


@app.command()
def rebuild(
    kind: Annotated[
        str, typer.Option(help="Chỉ lập lại loại văn bản này; bỏ trống để lập lại mọi loại.")
    ] = "",
) -> None:
    """Lập lại chỉ mục tìm kiếm từ các văn bản đã lưu. Dừng giữa chừng được: chạy lại là làm tiếp từ chỗ dừng."""
    django_setup.setup_with_database()
    from caicach.platform.fulltext import sources
    from caicach.platform.fulltext.rebuilding import rebuild

    known = sources.kinds()
    if kind and kind not in known:
        fail(
            f"Không có loại văn bản {kind!r}.", f"Các loại có: {', '.join(known) or '(chưa có)'}.", MALFORMED
        )
    for one in [kind] if kind else known:
        with progress() as bar:
            task = bar.add_task(f"Đang lập chỉ mục: {one}", total=None)
            done = rebuild(one, lambda count, task=task: bar.update(task, completed=count))  # type: ignore[misc]
        stdout.print(f"{one}: {done} văn bản.", highlight=False)

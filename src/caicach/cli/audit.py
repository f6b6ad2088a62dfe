"""`caicach audit verify`: is the audit trail whole?"""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli import django_setup
from caicach.cli.output import FAILED, MALFORMED, fail, print_json, progress, stderr, stdout

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Nhật ký hệ thống."""


@app.command()
def verify(
    anchor: Annotated[
        str,
        typer.Option(
            help="Mốc đã ghi lại bên ngoài từ lần kiểm tra trước, dạng SỐ:MÃ_BĂM; phát hiện cả khi toàn bộ nhật ký bị viết lại."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra chuỗi mã băm: phát hiện bản ghi bị sửa, bị xóa, phần cuối bị cắt. Mã thoát 1 khi có lỗi."""
    django_setup.setup_with_database()
    from caicach.platform.audit import queries

    try:
        mark = queries.Anchor.read(anchor) if anchor else None
    except ValueError:
        fail(
            f"Mốc {anchor!r} không đúng dạng SỐ:MÃ_BĂM.",
            "Hãy chép nguyên văn mốc in ở lần kiểm tra trước.",
            MALFORMED,
        )
    with progress() as bar:
        task = bar.add_task("Kiểm tra nhật ký", total=None)
        verdict = queries.verify(mark, lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        print_json(
            {
                "ok": verdict.ok,
                "checked": verdict.checked,
                "end": str(verdict.end),
                "problems": [
                    {"kind": problem.kind, "sequence": problem.sequence, "message": problem.message}
                    for problem in verdict.problems
                ],
            }
        )
    elif verdict.ok:
        stdout.print(f"Nhật ký nguyên vẹn: {verdict.checked} bản ghi.", highlight=False)
        stdout.print(f"Mốc cuối, nên ghi lại bên ngoài: {verdict.end}", highlight=False, soft_wrap=True)
    else:
        for problem in verdict.problems:
            stderr.print(f"[red]✗[/red] {problem.message}", highlight=False)
        stderr.print(
            f"Nhật ký không nguyên vẹn: {len(verdict.problems)} lỗi trong {verdict.checked} bản ghi."
        )
    if not verdict.ok:
        raise typer.Exit(FAILED)

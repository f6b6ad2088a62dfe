"""`caicach doctor`: what this machine lacks, with the way out for each."""

from __future__ import annotations

from typing import Annotated

import typer

from caicach.cli.output import FAILED, print_json, stdout

app = typer.Typer(add_completion=False)


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False) -> None:
    """Kiểm tra máy này: thiếu gì, khắc phục thế nào. Mã thoát 1 khi thiếu điều bắt buộc; điều tùy chọn chỉ nhắc."""
    from caicach.cli import checks

    findings = checks.all_findings()
    failed = [finding for finding in findings if not finding.ok and finding.required]
    if as_json:
        print_json({"ok": not failed, "checks": [finding.as_dict() for finding in findings]})
    else:
        for finding in findings:
            mark = (
                "[green]✓[/green]"
                if finding.ok
                else "[red]✗[/red]"
                if finding.required
                else "[yellow]![/yellow]"
            )
            stdout.print(
                f"{mark} [bold]{finding.name}[/bold]: {finding.found}", highlight=False, soft_wrap=True
            )
            if not finding.ok and finding.way_out:
                stdout.print(f"    → {finding.way_out}", highlight=False, soft_wrap=True, markup=False)
        stdout.print()
        stdout.print(
            _summary(len(failed), sum(not f.ok and not f.required for f in findings)), highlight=False
        )
    if failed:
        raise typer.Exit(FAILED)


def _summary(failed: int, notes: int) -> str:
    if failed:
        return f"Còn {failed} điều bắt buộc chưa đạt."
    return "Máy này đủ điều kiện." + (f" Có {notes} điều tùy chọn chưa có." if notes else "")

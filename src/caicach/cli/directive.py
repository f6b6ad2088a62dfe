"""`caicach directive`: a directive read into its header, targets and tasks, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, faults_told, print_json, stderr, stdout

if TYPE_CHECKING:
    from decimal import Decimal

    from caicach.core.directives import Header, Quote, Reading, Target, Task

app = typer.Typer(add_completion=False, no_args_is_help=True)

KINDS = {"task": "Nhiệm vụ", "prohibition": "Điều cấm", "sanction": "Chế tài", "report": "Báo cáo"}
RHYTHMS = {
    "weekly": "hằng tuần", "monthly": "hằng tháng", "quarterly": "hằng quý", "half-yearly": "6 tháng", "yearly": "hằng năm",
    "continuous": "thường xuyên",
}  # fmt: skip


@app.callback()
def directive() -> None:
    """Văn bản chỉ đạo: đọc thể thức, chỉ tiêu, nhiệm vụ."""


@app.command("read")
def read_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Tệp văn bản chỉ đạo: .txt, .docx, .doc, .rtf, .pdf, .xls, .xlsx."
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="In dạng JSON, kèm vị trí từng chữ và độ tin cậy.")
    ] = False,
) -> None:
    """Đọc một văn bản chỉ đạo: thể thức, chỉ tiêu, nhiệm vụ, điều cấm, chế tài, chế độ báo cáo.

    Chữ gõ bằng bảng mã cũ được chuyển trước khi đọc. Ô để trống trong văn bản (số, ngày) vẫn để trống.
    """
    django_setup.setup()
    from caicach.core.directives import read
    from caicach.platform.readers import read_file

    if not file.is_file():
        fail(f"Không có tệp {file}.", "Hãy kiểm tra lại đường dẫn tệp.", MALFORMED)
    with faults_told(MALFORMED):
        # A name without an ending promises nothing about what is in the file.
        source = read_file(file, file.name if file.suffix else "")
    reading = read(source.text, source.tables)
    if as_json:
        print_json(_as_json(file, reading, source.text) | {"warnings": list(source.warnings)})
        return
    _show(reading)
    for warning in source.warnings:
        stderr.print(warning, highlight=False, markup=False, soft_wrap=True)


def _as_json(file: Path, reading: Reading, text: str) -> dict[str, Any]:
    """Field names are those of a directive annotated by hand."""
    header = reading.header
    return {
        "file": file.name,
        "doc_type": header.doc_type,
        "number": _value(header.number),
        "symbol": _value(header.symbol),
        "number_blank": header.number is None,
        "date": header.date.isoformat() if header.date else None,
        "date_precision": header.date_precision.value,
        "place": _value(header.place),
        "superior": _value(header.superior),
        "issuing_body": _value(header.issuing_body),
        "signer": {
            part: _value(getattr(header.signer, part)) if header.signer else None
            for part in ("name", "title", "authority")
        },
        "subject": _value(header.subject),
        "recipients": [one.value for one in header.recipients],
        "cc": [one.value for one in header.cc],
        "references": _references(header, text),
        "targets": [_target(at, one) for at, one in enumerate(reading.targets, start=1)],
        "tasks": [_task(at, one) for at, one in enumerate(reading.tasks, start=1)],
        "reported_results": [
            {
                "subject": one.subject,
                "value": _number(one.value),
                "unit": one.unit,
                "period": one.period,
                "line": one.line,
                "text": one.text,
                "start": one.start,
                "end": one.end,
            }
            for one in reading.results
        ],
    }


def _references(header: Header, text: str) -> list[dict[str, Any]]:
    return [
        {
            "type": one.type,
            "number": one.number,
            "date": one.date.isoformat() if one.date else None,
            "issuer": one.issuer,
            "line": text.count("\n", 0, one.start) + 1,
            "text": text[one.start : one.end],
            "start": one.start,
            "end": one.end,
        }
        for one in header.references
    ]


def _target(number: int, one: Target) -> dict[str, Any]:
    return {
        "id": f"T{number}",
        "subject": one.subject,
        "operator": one.operator.value,
        "value": _number(one.value),
        "unit": one.unit,
        "denominator": one.base,
        "period": one.period,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "optional": one.optional,
        "item": one.item,
        "line": one.line,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "confidence": _number(one.confidence),
    }


def _task(number: int, one: Task) -> dict[str, Any]:
    return {
        "id": str(number),
        "kind": one.kind.value,
        "task": one.what,
        "responsible": list(one.leads),
        "cooperating": list(one.supports),
        "product": one.product,
        "start": one.start_on.isoformat() if one.start_on else None,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "deadline_text": one.deadline_text,
        "recurrence": one.recurrence.value if one.recurrence else None,
        "item": one.item,
        "line": one.line,
        "text": one.text,
        "start_offset": one.start,
        "end_offset": one.end,
        "confidence": _number(one.confidence),
    }


def _number(value: Decimal) -> int | float:
    """A whole number without a fraction; the JSON of the annotated directives has numbers, no texts."""
    return int(value) if value == value.to_integral_value() else float(value)


def _value(quote: Quote | None) -> str | None:
    return quote.value if quote else None


def _show(reading: Reading) -> None:
    from rich.markup import escape
    from rich.table import Table

    from caicach.core.directives import Precision
    from caicach.core.vietnamese import date_text, decimal_text

    header = reading.header
    told = {
        Precision.DAY: lambda day: date_text(day),
        Precision.MONTH: lambda day: f"tháng {day.month}/{day.year} (chưa ghi ngày)",
        Precision.YEAR: lambda day: f"năm {day.year} (chưa ghi ngày, tháng)",
    }.get(header.date_precision)
    signer = header.signer
    about = Table(box=None, show_header=False, pad_edge=False)
    about.add_column(style="dim", no_wrap=True)
    about.add_column(overflow="fold")
    for label, value in (
        ("Loại", header.doc_type),
        (
            "Số",
            _value(header.number) or (f"chưa ghi số (…/{header.symbol.value})" if header.symbol else None),
        ),
        ("Ngày", told(header.date) if told and header.date else None),
        ("Cơ quan ban hành", _value(header.issuing_body)),
        ("Trích yếu", _value(header.subject)),
        ("Kính gửi", "; ".join(one.value for one in header.recipients) or None),
        (
            "Người ký",
            " – ".join(part.value for part in (signer.name, signer.title) if part) if signer else None,
        ),
        ("Văn bản viện dẫn", "; ".join(f"{one.type} {one.number}" for one in header.references) or None),
    ):
        about.add_row(label, escape(value) if value else "[dim]không có trong văn bản[/dim]")
    stdout.print(about)

    targets = Table(title=f"Chỉ tiêu ({len(reading.targets)})", title_justify="left")
    for column in ("Dòng", "Chỉ tiêu", "Mức", "Kỳ", "Hạn"):
        targets.add_column(
            column, justify="right" if column in ("Dòng", "Mức") else "left", no_wrap=column != "Chỉ tiêu"
        )
    for one in reading.targets:
        level = f"{one.operator.value} {decimal_text(one.value)}{'' if one.unit == '%' else ' '}{one.unit}"
        targets.add_row(
            str(one.line),
            escape(one.subject),
            escape(level),
            one.period or "",
            date_text(one.deadline) if one.deadline else "",
        )
    stdout.print(targets)

    tasks = Table(title=f"Nhiệm vụ ({len(reading.tasks)})", title_justify="left")
    for column in ("Dòng", "Loại", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"):
        tasks.add_column(
            column, justify="right" if column == "Dòng" else "left", no_wrap=column in ("Dòng", "Loại")
        )
    for task in reading.tasks:
        due = (
            date_text(task.deadline)
            if task.deadline
            else RHYTHMS.get(task.recurrence or "", task.deadline_text or "")
        )
        what = task.what if len(task.what) <= 160 else f"{task.what[:159].rsplit(' ', 1)[0]} …"
        tasks.add_row(
            str(task.line),
            KINDS[task.kind],
            escape(what),
            escape("; ".join(task.leads)),
            escape("; ".join(task.supports)),
            escape(due),
        )
    stdout.print(tasks)

    for result in reading.results:
        stdout.print(
            f"[dim]dòng {result.line}: kết quả đã đạt, không phải chỉ tiêu:[/dim] {escape(' '.join(result.text.split()))}",
            highlight=False,
        )

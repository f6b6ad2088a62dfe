"""`caicach text`: old Vietnamese text made new, out of files of any kind, without a database."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caicach.cli.output import MALFORMED, fail, faults_told, print_json, stderr
from caicach.core.vietnamese.legacy import STATED, Converted, Encoding, Font, Span, convert, shown

if TYPE_CHECKING:
    from caicach.platform.readers import ReadFile

app = typer.Typer(add_completion=False, no_args_is_help=True)

AUTO = "auto"
CHOICES = (AUTO, *STATED)
LARGEST = 50_000_000
STANDARD_INPUT = Path("-")
# What a person is told on the screen; all of it stands in the JSON.
SHOWN = 20
# Files that are not plain text: ZIP containers of Office, its older files, PDF, RTF.
DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")
DOCUMENT_ENDINGS = frozenset({".docx", ".doc", ".rtf", ".xlsx", ".xls", ".pdf"})
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@app.callback()
def text() -> None:
    """Văn bản tiếng Việt: chuyển bảng mã cũ."""


@app.command("convert")
def convert_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|-",
            help="Tệp .txt, .docx, .doc, .rtf, .xlsx, .xls hoặc .pdf; - để đọc từ đầu vào chuẩn.",
        ),
    ],
    source: Annotated[
        str,
        typer.Option(
            "--from", metavar="BẢNG_MÃ", help=f"{' | '.join(CHOICES)}: bảng mã của tệp nếu đã biết."
        ),
    ] = AUTO,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="In từng đoạn với bảng mã, độ tin cậy, nguyên văn, gợi ý dạng JSON."),
    ] = False,
) -> None:
    """Chuyển VNI, TCVN3, VIQR, VISCII, VPS, CP1258, Unicode tổ hợp sang Unicode dựng sẵn.

    Từ đã đúng giữ nguyên; chỗ chưa chắc cũng giữ nguyên và được nêu kèm gợi ý.
    """
    if source not in CHOICES:
        fail(f"Không có bảng mã {source!r}.", f"Hãy chọn một trong: {', '.join(CHOICES)}.", MALFORMED)
    content = _bytes(file)
    stated = None if source == AUTO else Encoding(source)
    if not content and file != STANDARD_INPUT:
        fail(f"{file} là tệp rỗng.", "Hãy kiểm tra lại tệp rồi chạy lại.", MALFORMED)
    is_document = content.startswith(DOCUMENTS) or file.suffix.lower() in DOCUMENT_ENDINGS
    found = _document(file, content) if is_document else None
    if found is None:
        converted = convert(_decoded(file, content, stated), Font(stated))
    else:
        converted = convert(found.original, Font(stated)) if stated else Converted(found.spans)
    if as_json:
        print_json(_as_json(file, converted) | (_about(found) if found else {}))
        return
    typer.echo(converted.text, nl=False)
    _tell(converted, found.warnings if found else ())


def _bytes(file: Path) -> bytes:
    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if file == STANDARD_INPUT else _read(file)
    except OSError as error:
        fail(f"Không đọc được {file}: {error.strerror}.", "Hãy kiểm tra lại đường dẫn tệp.", MALFORMED)
    if len(content) > LARGEST:
        fail(f"{file} lớn hơn {LARGEST // 1_000_000} MB.", "Hãy chia nhỏ tệp rồi chạy lại.", MALFORMED)
    return content


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _decoded(file: Path, content: bytes, stated: Encoding | None) -> str:
    """UTF-8, UTF-16 with its mark, else one byte for each character as old programs wrote it."""
    for bom, codec in BOMS:
        if content.startswith(bom):
            try:
                return content.decode(codec)
            except UnicodeDecodeError:
                fail(
                    f"{file}: tệp ghi là {codec.upper()} nhưng nội dung không phải.",
                    "Hãy lưu lại tệp.",
                    MALFORMED,
                )
    if b"\0" in content:
        fail(
            f"{file} không phải văn bản: trong tệp có byte 0.",
            "Hãy đưa vào tệp .txt, .docx, .doc, .rtf, .xlsx, .xls hoặc .pdf.",
            MALFORMED,
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return shown(content, stated)


def _document(file: Path, content: bytes) -> ReadFile:
    """What stands in a file of Word, Excel, PDF or RTF; ends the command for one that cannot be read."""
    from caicach.cli import django_setup

    django_setup.setup()
    from caicach.platform.readers import read_file

    with faults_told(MALFORMED), tempfile.NamedTemporaryFile(prefix="caicach-text-") as copy:
        if file != STANDARD_INPUT:
            return read_file(file, file.name)
        copy.write(content)
        copy.flush()
        return read_file(Path(copy.name))


def _about(found: ReadFile) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "fonts": list(found.fonts),
        "tables": [[[cell.text for cell in row] for row in table.rows] for table in found.tables],
        "pages": found.pages,
        "scanned": found.scanned,
        "warnings": list(found.warnings),
    }


def _as_json(file: Path, converted: Converted) -> dict[str, Any]:
    return {
        "file": str(file),
        "text": converted.text,
        "changed": len(converted.changed),
        "doubtful": len(converted.doubtful),
        "spans": [_span(span) for span in converted.spans],
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "encoding": span.encoding.value,
        "confidence": span.confidence,
        "original": span.original,
        "text": span.text,
        "suggestions": list(span.suggestions),
    }


def _tell(converted: Converted, warnings: tuple[str, ...]) -> None:
    """What is left to a person, on standard error."""
    for warning in warnings:
        stderr.print(warning, highlight=False, markup=False, soft_wrap=True)
    doubtful = converted.doubtful
    for span in doubtful[:SHOWN]:
        line = converted.original.count("\n", 0, span.start) + 1
        stderr.print(
            f"dòng {line}: giữ nguyên “{span.original}”; có thể là {', '.join(span.suggestions)}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
    if len(doubtful) > SHOWN:
        stderr.print(f"… và {len(doubtful) - SHOWN} chỗ nữa: chạy với --json để xem hết.", highlight=False)

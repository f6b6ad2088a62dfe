"""`caicach framework`: checking, exporting and importing criteria sets; checking and exporting need no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, faults_told, print_json, stderr, stdout
from caicach.core.parindex import Framework, FrameworkErrors, Problem, document, plain

app = typer.Typer(add_completion=False, no_args_is_help=True)

FORMATS = ("yaml", "xlsx")
SHIPPED = "|".join(document.SHIPPED)


@app.callback()
def framework() -> None:
    """Bộ chỉ số: kiểm tra, xuất, nhập."""


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tệp YAML của bộ chỉ số.")],
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Kiểm tra tệp YAML: nêu tệp, dòng, mã tiêu chí và lý do của từng lỗi. Mã thoát 2 khi có lỗi."""
    results = [_checked(path) for path in files]
    if as_json:
        print_json([_as_json(*result) for result in results])
    else:
        for path, read, problems in results:
            if read is not None:
                stdout.print(_summary(path, read), highlight=False, markup=False, soft_wrap=True)
            for problem in problems:
                typer.echo(_line(problem))
    if any(problems for _, _, problems in results):
        raise typer.Exit(MALFORMED)


@app.command()
def export(
    name: Annotated[
        str, typer.Argument(metavar="NAME|CODE", help=f"Bộ đi kèm ({SHIPPED}) hoặc mã của bộ đã lưu.")
    ],
    format: Annotated[str, typer.Option("--format", help="yaml hoặc xlsx.")] = "yaml",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Tệp ghi ra; bỏ trống để in ra màn hình.")
    ] = None,
) -> None:
    """Xuất bộ chỉ số ra YAML hoặc Excel (dạng bảng các cơ quan vẫn dùng)."""
    if format not in FORMATS:
        fail(f"Không có dạng {format!r}.", f"Hãy chọn một trong: {', '.join(FORMATS)}.", MALFORMED)
    if format == "xlsx" and output is None:
        fail("Tệp Excel cần nơi để ghi.", "Hãy thêm --output TỆP.xlsx.", MALFORMED)
    text = document.shipped_text(name) if name in document.SHIPPED else _stored(name)
    if format == "yaml":
        content = text.encode()
    else:
        from caicach.apps.parindex.spreadsheet_export import workbook

        content = workbook(document.read(text))
    if output is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"Không ghi được {output}: {error.strerror}.", "Hãy chọn thư mục khác.")
    stderr.print(f"Đã ghi {output}.", highlight=False, soft_wrap=True)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Tệp YAML, hoặc Excel do chính hệ thống xuất ra.")
    ],
    answers: Annotated[
        Path | None,
        typer.Option(
            help='Tệp JSON trả lời các câu hỏi của bảng Excel: {"max:C44": "20", "footnotes": "strip"}.'
        ),
    ] = None,
    code: Annotated[
        str, typer.Option(help="Mã của bộ chỉ số (bảng Excel không phải do hệ thống xuất ra).")
    ] = "",
    name: Annotated[str, typer.Option(help="Tên của bộ chỉ số (như trên).")] = "",
    subject: Annotated[
        str, typer.Option(help="Đối tượng: commune, district, department (như trên).")
    ] = "commune",
    year: Annotated[int, typer.Option(help="Năm áp dụng đầu tiên (như trên).")] = 0,
    base: Annotated[
        str,
        typer.Option(help="Bộ cho mượn thang xếp loại, khối, làm tròn (như trên): bộ đi kèm hoặc mã đã lưu."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
) -> None:
    """Nhập bộ chỉ số vào cơ sở dữ liệu. Bảng Excel còn chỗ chưa rõ thì in câu hỏi và không lưu gì (mã thoát 2)."""
    content = _bytes(file)
    django_setup.setup_with_database()
    from caicach.apps.parindex.actions import frameworks
    from caicach.platform.access import Scope

    with faults_told(MALFORMED):
        if content[:2] == b"PK":
            text = _composed(content, file.name, _answers(answers), (code, name, subject, year), base)
        else:
            text = _decoded(file, content)
        version = frameworks.import_document(Scope.system("caicach framework import"), text, file.name)
    if as_json:
        print_json(
            {
                "code": version.code,
                "name": version.name,
                "leaves": version.leaf_count,
                "digest": version.digest,
            }
        )
        return
    stdout.print(
        f"Đã nhập bộ {version.code} – {version.name}: {version.leaf_count} tiêu chí, {plain(version.max_points)} điểm.",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def schema() -> None:
    """In JSON Schema (2020-12) của tệp YAML."""
    typer.echo(json.dumps(document.json_schema(), ensure_ascii=False, indent=2))


def _checked(path: Path) -> tuple[str, Framework | None, tuple[Problem, ...]]:
    text = _decoded(path, _bytes(path))
    try:
        return str(path), document.read(text, str(path)), ()
    except FrameworkErrors as error:
        return str(path), None, error.problems


def _line(problem: Problem) -> str:
    """`F.yaml:41: 3.2: lý do (reason)`."""
    return f"{problem.text('vi')} ({problem.reason.en})"


def _summary(path: str, read: Framework) -> str:
    points = f"{plain(read.max_points)} điểm"
    if read.appraised_max is not None and read.survey_max is not None:
        points += f" ({plain(read.appraised_max)} thẩm định + {plain(read.survey_max)} điều tra)"
    return f"{path}: {read.code}, {len(read.areas)} lĩnh vực, {len(read.leaves)} tiêu chí chấm điểm, {points}: hợp lệ."


def _as_json(path: str, read: Framework | None, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "file": path,
        "ok": not problems,
        "code": read.code if read else None,
        "leaves": len(read.leaves) if read else None,
        "problems": [
            {"line": problem.line, "code": problem.code, "vi": problem.reason.vi, "en": problem.reason.en}
            for problem in problems
        ],
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        fail(f"Không đọc được {path}: {error.strerror}.", "Hãy kiểm tra lại đường dẫn tệp.", MALFORMED)


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fail(f"{path}:{line}: tệp không phải UTF-8.", "Hãy lưu lại tệp với bảng mã UTF-8.", MALFORMED)


def _stored(code: str) -> str:
    """The document of a stored set."""
    django_setup.setup_with_database()
    from caicach.apps.parindex.queries import frameworks
    from caicach.platform.access import Scope

    with faults_told(MALFORMED):
        return frameworks.find(Scope.system("caicach framework export"), code).version.document


def _answers(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(_decoded(path, _bytes(path)))
    except ValueError as error:
        fail(f"{path} không phải JSON: {error}.", "Hãy sửa tệp trả lời.", MALFORMED)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        fail(f"{path} phải là một đối tượng: câu hỏi → câu trả lời, đều là chữ.", "", MALFORMED)
    return found


def _composed(
    content: bytes, name: str, answers: dict[str, str], stated: tuple[str, str, str, int], base: str
) -> str:
    """The document of a workbook; ends with the questions while any is open."""
    from caicach.apps.parindex import spreadsheet_import as sheet

    found = sheet.read(sheet.open_book(content, name), answers)
    for remark in found.reading.remarks:
        stderr.print(f"{remark.cell}: {remark.words.vi}", highlight=False, markup=False, soft_wrap=True)
    if found.is_open:
        for question in found.reading.questions:
            typer.echo(f"{name}: {question.key}: {question.doubt.vi} ({question.doubt.en})")
            for option in question.options:
                typer.echo(f"    {option.value}: {option.words.vi} ({option.words.en})")
        fail(
            f"Bảng còn {len(found.reading.questions)} câu hỏi; chưa có gì được lưu.",
            "Hãy trả lời trong một tệp JSON rồi chạy lại với --answers TỆP.json.",
            MALFORMED,
        )
    heading = found.heading or _heading(stated, base)
    try:
        _, text = sheet.compose(found, heading)
    except FrameworkErrors as error:
        for cell, code, reason in sheet.located(found, error):
            typer.echo(": ".join(part for part in (name, cell, code, reason) if part))
        fail(
            "Bảng chưa thành bộ chỉ số hợp lệ; chưa có gì được lưu.",
            "Hãy sửa các chỗ trên trong tệp.",
            MALFORMED,
        )
    return text


def _heading(stated: tuple[str, str, str, int], base: str) -> Any:
    from caicach.core.parindex.sheets import Heading

    code, name, subject, year = stated
    if not (code and name and year and base) or subject not in document.SHIPPED:
        fail(
            "Bảng Excel này không ghi mã, tên, năm và thang xếp loại của bộ chỉ số.",
            "Hãy thêm --code, --name, --subject, --year và --base.",
            MALFORMED,
        )
    text = document.shipped_text(base) if base in document.SHIPPED else _stored(base)
    return Heading(code, name, subject, year, document.read(text))  # type: ignore[arg-type]

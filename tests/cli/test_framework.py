"""`caicach framework`: check, export and schema need no database; import stores what is clear and asks about the rest."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caicach.apps.parindex.models import FrameworkVersion
from caicach.cli import app
from caicach.core.parindex import document
from shared_data import shared

ROOT = Path(__file__).resolve().parents[2]
runner = CliRunner()


def run(*words: str, code: int = 0) -> str:
    result = runner.invoke(app, ["framework", *words])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """The commune set with a leaf of 0.25 where 0.5 is needed."""
    text = document.shipped_text("commune")
    at = text.index('code: "1.1.1"')
    file = tmp_path / "F.yaml"
    file.write_text(text[:at] + text[at:].replace("max: 0.5", "max: 0.25", 1), encoding="utf-8")
    return file


def test_a_set_without_faults_is_summed_up() -> None:
    file = ROOT / "src/caicach/core/parindex/data/commune.yaml"
    assert "XA-2025, 9 lĩnh vực, 63 tiêu chí chấm điểm, 100 điểm (70 thẩm định + 30 điều tra): hợp lệ" in run(
        "check", str(file)
    )


def test_each_fault_is_a_line_with_file_line_leaf_and_reason_in_two_languages(wrong: Path) -> None:
    lines = run("check", str(wrong), code=2).splitlines()
    place = next(line for line in lines if ": 1.1: " in line)
    head, _, reason = place.partition(": 1.1: ")
    assert head.startswith(f"{wrong}:")
    assert head.rsplit(":", 1)[1].isdigit()
    assert reason == "các mục con cộng lại bằng 2.75, điểm tối đa là 3 (children sum to 2.75, maximum is 3)"


def test_several_files_as_json(wrong: Path) -> None:
    good = ROOT / "src/caicach/core/parindex/data/district.yaml"
    first, second = json.loads(run("check", str(good), str(wrong), "--json", code=2))
    assert (first["ok"], first["code"], first["problems"]) == (True, "HUYEN-2024", [])
    assert (second["ok"], second["problems"][0]["code"]) == (False, "1.1")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b""], ids=["not UTF-8", "broken", "empty"])
def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "F.yaml"
    file.write_bytes(content)
    assert str(file) in run("check", str(file), code=2)
    assert "Không đọc được" in run("check", str(tmp_path / "none.yaml"), code=2)


@pytest.mark.parametrize("name", document.SHIPPED)
def test_an_export_is_a_document_that_can_be_checked_again(tmp_path: Path, name: str) -> None:
    file = tmp_path / "F.yaml"
    file.write_text(run("export", name), encoding="utf-8")
    assert document.read(file.read_text("utf-8")) == document.shipped(name)
    assert "hợp lệ" in run("check", str(file))


def test_an_export_to_excel_needs_a_file(tmp_path: Path) -> None:
    assert "--output" in run("export", "commune", "--format", "xlsx", code=2)
    run("export", "commune", "--format", "xlsx", "--output", str(tmp_path / "F.xlsx"))
    assert (tmp_path / "F.xlsx").read_bytes()[:2] == b"PK"
    run("export", "commune", "--format", "pdf", code=2)


def test_the_published_schema_is_that_of_the_program() -> None:
    published = (ROOT / "docs/reference/framework.schema.json").read_text("utf-8")
    assert run("schema") == published


def test_checking_needs_no_django_and_no_database(tmp_path: Path) -> None:
    """In a process of its own: neither Django nor a data folder is touched."""
    script = (
        "import sys; from typer.testing import CliRunner; from caicach.cli import app;"
        "r = CliRunner().invoke(app, ['framework', 'export', 'commune']); assert r.exit_code == 0, r.output;"
        "assert 'django' not in sys.modules, 'Django was imported'"
    )
    home = tmp_path / "home"
    environment = {**os.environ, "CAICACH_HOME": str(home)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, timeout=60)
    assert not home.exists()


# --- with a database -------------------------------------------------------------------------------------------------


@pytest.mark.databases
@pytest.mark.django_db(transaction=True)
def test_a_set_is_imported_and_exported_by_its_code(tmp_path: Path) -> None:
    file = tmp_path / "F.yaml"
    text = document.shipped_text("department").replace("SO-2025", "SO-RIENG")
    file.write_text(text, encoding="utf-8")
    assert json.loads(run("import", str(file), "--json"))["code"] == "SO-RIENG"
    assert FrameworkVersion.objects.get().document == text
    assert run("export", "SO-RIENG") == text
    run("export", "SO-KHONG-CO", code=2)
    file.write_text(text.replace("max: 100", "max: 99", 1), encoding="utf-8")
    assert "lĩnh vực cộng lại" in run("import", str(file), code=2)


@pytest.mark.databases
@pytest.mark.django_db(transaction=True)
def test_a_workbook_of_officials_is_asked_about(tmp_path: Path) -> None:
    sheet = str(shared("scoring-sheets", "haiphong_212_2025_mau_1.xlsx"))
    asked = run("import", sheet, code=2)
    assert "max:C44: Ô C44 ghi 207" in asked
    assert not FrameworkVersion.objects.exists()
    answers = tmp_path / "a.json"
    known = {
        "text:A": "guide",
        "text:B": "guide",
        "text:C": "guide",
        "footnotes": "strip",
        "max:C44": "20",
        "na": "exclude",
        "rules:scale": "choice",
        "rules:none": "manual",
    }
    answers.write_text(json.dumps(known), encoding="utf-8")
    assert "--code" in run("import", sheet, "--answers", str(answers), code=2)
    heading = [
        "--code",
        "HP",
        "--name",
        "Hải Phòng",
        "--subject",
        "department",
        "--year",
        "2026",
        "--base",
        "department",
    ]
    assert "Đã nhập bộ HP" in run("import", sheet, "--answers", str(answers), *heading)
    answers.write_text("[]", encoding="utf-8")
    run("import", sheet, "--answers", str(answers), code=2)

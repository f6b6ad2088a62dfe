"""`caicach directive read`: the fields of the annotated directives, a calm table, faults with their way out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caicach.cli import app
from shared_data import directive, shared

runner = CliRunner()


def run(*words: str, code: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["directive", "read", *words])
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout, result.stderr


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "cong-van.txt"
    file.write_text(directive("cao-lanh-2023.txt"), encoding="utf-8")
    return file


def test_the_json_has_the_fields_of_a_directive_annotated_by_hand(letter: Path) -> None:
    known = json.loads(shared("directives-annotated", "cao-lanh-2023.json").read_text(encoding="utf-8"))
    found = json.loads(run(str(letter), "--json")[0])
    for name in (
        "doc_type",
        "number",
        "date",
        "date_precision",
        "issuing_body",
        "signer",
        "subject",
        "recipients",
        "cc",
    ):
        assert found[name] == known[name], name
    noted = {"id", "operator_accept", "secondary_value", "secondary_note", "deadline_note", "polarity"}
    assert set(known["targets"][0]) - noted <= set(found["targets"][0])
    assert {"start", "end", "confidence"} <= set(found["targets"][0])
    assert set(known["tasks"][0]) | {"recurrence", "start"} <= set(found["tasks"][0])
    assert found["reported_results"] == known["reported_results"]


def test_a_number_is_a_number_and_offsets_point_to_the_words(letter: Path) -> None:
    found = json.loads(run(str(letter), "--json")[0])
    assert [one["value"] for one in found["targets"]][:3] == [80, 89.8, 95]
    text = directive("cao-lanh-2023.txt")
    for one in found["targets"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_the_table_says_what_is_blank(letter: Path) -> None:
    shown = run(str(letter))[0]
    assert "chưa ghi số" in shown
    assert "Chỉ tiêu (5)" in shown
    assert "> 80%" in shown


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "rỗng"),
        ("a.docx", b"Kinh gui: cac phong", "a.docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "không"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_way_out(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    output, error = run(str(file), code=2)
    assert output == ""
    assert "→" in error


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "Không có tệp" in run(str(tmp_path / "nothing.txt"), code=2)[1]


def test_a_file_whose_name_has_no_ending_is_read_by_its_content(letter: Path) -> None:
    bare = letter.rename(letter.with_suffix(""))
    found = json.loads(run(str(bare), "--json")[0])
    assert (found["doc_type"], found["warnings"]) == ("công văn", [])

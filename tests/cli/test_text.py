"""`caicach text convert`: files and standard input, stated and recognised encodings, JSON, faults."""

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from caicach.cli import app

runner = CliRunner()


def run(*words: str, code: int = 0, given: bytes | None = None) -> tuple[str, str]:
    result = runner.invoke(app, ["text", "convert", *words], input=given)
    assert result.exit_code == code, (result.output, result.exception)
    return result.stdout, result.stderr


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "cong-van.txt"
    file.write_text("Ủy ban được giao Chuû tòch yeâu caàu ngaønh\n", encoding="utf-8")
    return file


def test_the_text_goes_to_standard_output_and_nothing_else(old: Path) -> None:
    assert run(str(old)) == ("Ủy ban được giao Chủ tịch yêu cầu ngành\n", "")


def test_the_json_has_spans_with_encoding_and_confidence(old: Path) -> None:
    found = json.loads(run(str(old), "--json")[0])
    assert found["text"] == "Ủy ban được giao Chủ tịch yêu cầu ngành\n"
    assert [(span["encoding"], span["original"]) for span in found["spans"]] == [
        ("unicode", "Ủy ban được giao "),
        ("vni", "Chuû tòch yeâu caàu ngaønh"),
        ("unicode", "\n"),
    ]
    assert found["spans"][1]["confidence"] > 0.9
    assert set(found["spans"][1]) == {
        "start",
        "end",
        "encoding",
        "confidence",
        "original",
        "text",
        "suggestions",
    }


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("QuyÕt ®Þnh cña Bé Néi vô".encode("cp1252"), "auto"),
        ("QuyÕt ®Þnh cña Bé Néi vô".encode(), "tcvn3"),
        ("QuyÕt ®Þnh cña Bé Néi vô".encode("utf-16"), "auto"),
        (b"Quye^'t ddi.nh cu?a Bo^. No^.i vu.", "viqr"),
        ("Quyết định của Bộ Nội vụ".encode("utf-8-sig"), "auto"),
    ],
)
def test_files_of_all_kinds_of_bytes_are_read(content: bytes, source: str) -> None:
    assert run("-", "--from", source, given=content)[0] == "Quyết định của Bộ Nội vụ"


def test_bytes_of_an_encoding_with_control_characters_are_read(tmp_path: Path) -> None:
    file = tmp_path / "viscii.txt"
    file.write_bytes(bytes.fromhex("43934e472048d2412058c3204893492043489c204e4748ce412056498e54204e414d"))
    assert run(str(file))[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_quotes_and_dashes_of_windows_stay_quotes_and_dashes() -> None:
    old = "“QuyÕt ®Þnh” – cña Bé…".encode("cp1252")
    assert run("-", given=old)[0] == "“Quyết định” – của Bộ…"


def test_what_is_left_to_a_person_is_told_with_its_line() -> None:
    told = run("-", given="Ủy ban\nnhân dân b¶ xã".encode())[1]
    assert "dòng 2: giữ nguyên “b¶”; có thể là" in told


def test_faults_end_with_two_and_say_the_way_out(tmp_path: Path) -> None:
    assert "auto, vni, tcvn3" in run("-", "--from", "ebcdic", code=2, given=b"")[1]
    assert "Không đọc được" in run(str(tmp_path / "khong-co.txt"), code=2)[1]
    word = tmp_path / "a.docx"
    word.write_bytes(b"PK\x03\x04\x00\x00")
    assert "Tệp bị hỏng" in run(str(word), code=2)[1]
    other = tmp_path / "a.bin"
    other.write_bytes(b"\x00\x01")
    assert "không phải văn bản" in run(str(other), code=2)[1]
    broken = tmp_path / "b.txt"
    broken.write_bytes(b"\xef\xbb\xbf\xff\xfe")
    assert "UTF-8" in run(str(broken), code=2)[1]


def test_files_of_word_are_read_by_their_fonts(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Được ").add_run("Uyû ban").font.name = "VNI-Times"
    table = document.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("1", "Việc"), strict=True):
        cell.text = text
    file = tmp_path / "giao việc.docx"
    document.save(str(file))
    assert run(str(file)) == ("Được Uỷ ban\n1 | Việc\n", "")
    assert run("-", given=file.read_bytes())[0] == "Được Uỷ ban\n1 | Việc\n"
    found = json.loads(run(str(file), "--json")[0])
    assert (found["kind"], found["fonts"], found["tables"]) == ("docx", ["VNI-Times"], [[["1", "Việc"]]])
    assert "".join(span["original"] for span in found["spans"]) == "Được Uyû ban\n1 | Việc\n"
    lie = tmp_path / "a.pdf"
    lie.write_bytes(file.read_bytes())
    assert "mang đuôi .pdf" in run(str(lie), code=2)[1]


def test_an_empty_file_is_told_and_nothing_comes_of_empty_input(tmp_path: Path) -> None:
    (empty := tmp_path / "rong.txt").touch()
    assert "tệp rỗng" in run(str(empty), code=2)[1]
    assert run("-", given=b"") == ("", "")


def test_a_file_whose_name_promises_a_document_must_be_one(tmp_path: Path) -> None:
    (file := tmp_path / "quyet-dinh.pdf").write_text("Ủy ban nhân dân", encoding="utf-8")
    assert "mang đuôi .pdf" in run(str(file), code=2)[1]

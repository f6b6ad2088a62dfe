"""A file is known by its content; what cannot be read is refused with the fault and the way out."""

import struct
from pathlib import Path

import pytest
from pytest_django import Settings

from caicach.platform.readers import Why, read_file
from caicach.platform.readers.tests.faults import refusal
from caicach.platform.readers.tests.word_files import paragraph, word
from caicach.platform.tests import papers


def written(folder: Path, content: bytes, name: str = "tệp.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_plain_text_keeps_its_lines(tmp_path: Path) -> None:
    text = "\nSố: 46/UBND\n\n  Chuû tòch Uyû ban nhaân daân  xã\nUBND | TT\n"
    found = read_file(written(tmp_path, text.replace("\n", "\r\n").encode()), "a.txt")
    assert found.text == "\nSố: 46/UBND\n\n  Chủ tịch Uỷ ban nhân dân  xã\nUBND | TT\n".replace("  ", " ")
    assert found.tables == ()


@pytest.mark.parametrize(
    "content",
    [
        "QuyÕt ®Þnh cña Bé Néi vô".encode("cp1252"),
        "Quyết định của Bộ Nội vụ".encode("utf-16"),
        "Quyết định của Bộ Nội vụ".encode("utf-8-sig"),
    ],
)
def test_text_of_all_kinds_of_bytes_is_read(tmp_path: Path, content: bytes) -> None:
    assert read_file(written(tmp_path, content), "a.txt").text.strip() == "Quyết định của Bộ Nội vụ"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.docx", Why.EMPTY),
        (b" \r\n\t", "a.txt", Why.EMPTY),
        (b"%PDF-1.7 x", "a.docx", Why.LIES),
        (papers.XLSX, "a.docx", Why.LIES),
        ("chữ".encode(), "a.pdf", Why.LIES),
        (b"MZ\x90\x00", "a.docx", Why.BROKEN),
        (papers.PNG, "a.png", Why.WRONG_KIND),
        (papers.pptx(), "a.pptx", Why.WRONG_KIND),
        (b"<html></html>", "a.doc", Why.BROKEN),
        (b"PK\x03\x04\x00\x00", "a.docx", Why.BROKEN),
        (papers.old_office("EncryptedPackage"), "a.docx", Why.PASSWORD),
        (b"\xff\xfe\x00", "a.txt", Why.BROKEN),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, name: str, code: Why) -> None:
    assert refusal(written(tmp_path, content), name).code is code


def locked(stream: str, content: bytes) -> bytes:
    """A container of Office 97-2003 whose one stream begins with `content`."""
    container = bytearray(papers.old_office(stream))
    entry = container.index(stream.encode("utf-16-le"))
    struct.pack_into("<II", container, entry + 116, len(container) // 512 - 1, len(content))
    return bytes(container) + content.ljust(512, b"\0")


def test_old_files_with_a_password_are_refused(tmp_path: Path) -> None:
    document = struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0x0409, 0, 0x0100)
    assert refusal(written(tmp_path, locked("WordDocument", document), "a.doc")).code is Why.PASSWORD
    book = struct.pack("<HH16sHH", 0x0809, 16, b"", 0x2F, 6)
    assert refusal(written(tmp_path, locked("Workbook", book), "a.xls")).code is Why.PASSWORD


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path, settings: Settings) -> None:
    settings.CAICACH_MAX_FILE = 1000
    assert refusal(written(tmp_path, b"a" * 1001)).code is Why.TOO_LARGE


def test_a_name_is_not_needed(tmp_path: Path) -> None:
    assert read_file(word(tmp_path, paragraph("Chữ"))).text == "Chữ\n"

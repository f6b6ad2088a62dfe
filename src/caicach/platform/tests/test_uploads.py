"""What is let in and what is refused at the door, each refusal with the way out."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from caicach.platform import uploads
from caicach.platform.errors import Fault, Invalid, TooLarge
from caicach.platform.tests.containers import MACRO_TYPE, packed, parts, workbook
from caicach.platform.uploads import Kind, accept
from memory import at_most

EVERY = frozenset(Kind) - {Kind.OLD_TEXT}
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(content: bytes, allowed: frozenset[Kind] = EVERY) -> Fault:
    """The fault of a file; each one says what is wrong and what to do."""
    with pytest.raises(Fault) as raised:
        accept(content, allowed, "tệp.xlsx")
    assert raised.value.message.endswith((".", "?"))
    assert raised.value.way_out.endswith(".")
    return raised.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook(ROWS), Kind.XLSX),
        ("STT;Tên\n1;Xã Hy Cương\n".encode(), Kind.TEXT),
        ("﻿STT,Tên\n".encode(), Kind.TEXT),
        ("STT\tTên\n".encode("utf-16"), Kind.TEXT),
        (b"%PDF-1.7\n...", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n....", Kind.PNG),
        (b"\xff\xd8\xff\xe0....", Kind.JPEG),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: Kind) -> None:
    assert accept(content, EVERY, "x.exe").kind is kind


def test_an_uploaded_file_keeps_its_name_without_folders() -> None:
    upload = accept(SimpleUploadedFile("bảng.xlsx", workbook(ROWS)), {Kind.XLSX})
    assert upload.name == "bảng.xlsx"
    assert accept(b"a", {Kind.TEXT}, "C:\\Users\\an\\số liệu.csv").name == "số liệu.csv"
    assert accept(b"a", {Kind.TEXT}, "../../x.csv").name == "x.csv"


def test_an_empty_file_is_refused() -> None:
    assert "rỗng" in refusal(b"").message


def test_a_file_over_the_limit_is_refused_without_being_read(settings: Settings) -> None:
    settings.CAICACH_MAX_UPLOAD = 2**20

    class Huge:
        name, size = "x.xlsx", 500 * 2**20

        def read(self, num_bytes: int = -1, /) -> bytes:
            raise AssertionError("read although it is too large")

    with pytest.raises(TooLarge, match="500 MB"):
        accept(Huge(), {Kind.XLSX})


def test_a_size_that_was_understated_helps_nobody(settings: Settings) -> None:
    settings.CAICACH_MAX_UPLOAD = 1000
    file = SimpleUploadedFile("x.csv", b"a" * 2000)
    file.size = 10
    with pytest.raises(TooLarge):
        accept(file, {Kind.TEXT})


def test_the_wrong_kind_names_what_would_do() -> None:
    fault = refusal(b"%PDF-1.7", frozenset({Kind.XLSX, Kind.TEXT}))
    assert "PDF" in fault.message
    assert ".xlsx" in fault.way_out


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "97-2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"<html><table><tr><td>1</td></tr></table>", "trang web"),
        (b"  <?xml version='1.0'?><Workbook/>", "XML"),
        (packed({"word/document.xml": "<x/>"}), "Word"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (packed({"xl/workbook.bin": "x", "[Content_Types].xml": "<x/>"}), ".xlsb"),
        (packed({"a.txt": "x"}), "không phải bảng tính"),
        ("Tiếng Việt".encode("utf-16-le"), "Unicode"),
        (b"\x00\x01\x02", "ký tự điều khiển"),
        (b"C\xe9ng h\xf2a", "TCVN3"),
    ],
)
def test_what_people_send_instead_is_named(content: bytes, word: str) -> None:
    assert word in refusal(content).message


# --- hostile and broken containers -----------------------------------------------------------------------------------


def test_a_bomb_of_one_entry_is_refused_without_being_unpacked() -> None:
    """Three hundred megabytes of zeros in less than one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(ROWS).items():
            archive.writestr(name, data)
        with archive.open("xl/media/zeros.bin", "w") as entry:
            for _ in range(300):
                entry.write(bytes(2**20))
    with at_most(mebibytes=8):
        assert "phình ra" in refusal(buffer.getvalue()).message


def lying(content: bytes, name: str, size: int) -> bytes:
    """The container with another unpacked size written for the entry `name`, in both of its headers."""
    patched = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
    struct.pack_into("<I", patched, info.header_offset + 22, size)
    directory = content.index(b"PK\x01\x02")
    while content[directory + 46 : directory + 46 + len(name)] != name.encode():
        directory = content.index(b"PK\x01\x02", directory + 4)
    struct.pack_into("<I", patched, directory + 24, size)
    return bytes(patched)


def test_a_bomb_that_lies_about_its_size_is_found_by_unpacking_it() -> None:
    content = packed({**parts(ROWS), "xl/media/zeros.bin": bytes(250 * 2**20)})
    assert refusal(lying(content, "xl/media/zeros.bin", 1000)).status == 413


def test_a_small_entry_that_lies_about_its_size_is_refused_too() -> None:
    content = packed({**parts(ROWS), "xl/a.xml": "x" * 5000})
    assert "khai sai" in refusal(lying(content, "xl/a.xml", 50)).message


def test_too_many_entries_are_refused() -> None:
    content = packed({**parts(ROWS), **{f"xl/media/{n}.bin": "x" for n in range(2100)}})
    assert "quá nhiều tệp con" in refusal(content).message


def test_a_directory_that_hides_its_length_is_refused() -> None:
    content = bytearray(packed({**parts(ROWS), **{f"xl/media/{n}.bin": "x" for n in range(2100)}}))
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", content, end + 8, 5, 5)
    assert "quá nhiều tệp con" in refusal(bytes(content)).message


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "xl/../../x", "C:x", "..\\x"])
def test_a_path_that_leaves_the_container_is_refused(name: str) -> None:
    assert "đường dẫn nguy hiểm" in refusal(packed({**parts(ROWS), name: "x"})).message


def test_two_entries_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "đường dẫn nguy hiểm" in refusal(buffer.getvalue()).message


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(workbook(ROWS))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert "mật khẩu" in refusal(bytes(content)).message


def test_a_strange_compression_is_refused() -> None:
    assert "kiểu nén lạ" in refusal(packed(parts(ROWS), zipfile.ZIP_LZMA)).message


@pytest.mark.parametrize("kept", [40, 400, -30])
def test_a_file_that_was_cut_off_is_refused(kept: int) -> None:
    assert "trọn vẹn" in refusal(workbook(ROWS)[:kept]).message


def test_a_damaged_entry_is_refused() -> None:
    content = bytearray(workbook(ROWS * 50))
    start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[start : start + 8] = b"\xff" * 8
    refusal(bytes(content))


def test_macros_are_refused_by_type_and_by_content() -> None:
    assert "macro" in refusal(workbook(ROWS, content_type=MACRO_TYPE)).message
    assert "macro" in refusal(packed({**parts(ROWS), "xl/vbaProject.bin": "x"})).message


def test_a_workbook_of_a_realistic_size_is_let_in() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 20_000))
    assert accept(workbook(rows), {Kind.XLSX}).kind is Kind.XLSX


def test_invalid_and_too_large_have_their_own_answers() -> None:
    assert Invalid.status == 422
    assert TooLarge.status == 413
    assert uploads.too_large(500 * 2**20, 20 * 2**20).message.startswith("Tệp gửi lên nặng khoảng 500 MB")

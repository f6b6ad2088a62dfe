"""PDF files: paragraphs, fonts, many pages, passwords, scans with and without OCR."""

import io
import shutil
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest

from caicach.platform.letters.pdf import compiled
from caicach.platform.readers import Unreadable, Why, ocr, pdf, pdf_child, read_file, takes_long
from caicach.platform.readers.programs import run
from caicach.platform.readers.reading import LONG_OLD, LONG_TEXT, LONG_XML
from caicach.platform.readers.tests.faults import refusal
from caicach.platform.readers.tests.pdf_files import pdf as made
from caicach.platform.readers.tests.pdf_files import scan
from caicach.platform.uploads import Kind

needs_ocr = pytest.mark.skipif(ocr.missing() is not None, reason="tesseract with Vietnamese is not installed")
LONG = "Ket qua thuc hien nhiem vu cai cach hanh chinh quy hai cua cac xa, phuong tren dia ban tinh phai"
SENTENCE = (
    "Các sở, ban, ngành tỉnh và Ủy ban nhân dân các xã, phường báo cáo kết quả thực hiện kế hoạch cải cách hành chính năm "
    "2026 về Sở Nội vụ trước ngày 15 tháng 12 để tổng hợp."
)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "tệp.pdf"
    path.write_bytes(content)
    return path


def typeset(*paragraphs: str) -> bytes:
    """A page of Vietnamese, set as our letters are."""
    text = '#set text(font: "Tinos", size: 14pt)\n' + "\n\n".join(paragraphs)
    return compiled(text.encode(), "thử", {})


def test_printed_lines_become_paragraphs(tmp_path: Path) -> None:
    page = [
        ("Times-Roman", LONG, 72), ("Times-Roman", "duoc gui dung han.", 72), ("Times-Roman", "1. Muc mot;", 90),
        ("Times-Roman", "2. Muc hai.", 90),
    ]  # fmt: skip
    found = read_file(written(tmp_path, made([page])), "a.pdf")
    assert found.text == f"{LONG} duoc gui dung han.\n1. Muc mot;\n2. Muc hai.\n"
    assert (found.pages, found.scanned) == (1, False)


def test_a_sentence_runs_over_a_page_without_numbers_and_heads_of_pages(tmp_path: Path) -> None:
    pages = [
        [
            ("Times-Roman", f"{at}", 300),
            ("Times-Roman", "CAI CACH HANH CHINH", 72),
            ("Times-Roman", f"{LONG} {at}", 72),
        ]
        for at in range(1, 5)
    ]
    found = read_file(written(tmp_path, made(pages)), "a.pdf")
    assert found.text == " ".join(f"{LONG} {at}" for at in range(1, 5)) + "\n"


def test_the_font_decides_and_its_name_is_cleaned(tmp_path: Path) -> None:
    page = [("ABCDEF+VNI-Times,Bold", "Chuû tòch", 72), ("VnTimeHBold", "céng hßa", 72)]
    found = read_file(written(tmp_path, made([page])), "a.pdf")
    assert found.text == "Chủ tịch\nCỘNG HÒA\n"
    assert found.fonts == ("VNI-Times", "VnTimeH")


def test_real_vietnamese_is_read_as_it_was_set(tmp_path: Path) -> None:
    found = read_file(written(tmp_path, typeset("KẾ HOẠCH", SENTENCE)), "a.pdf")
    assert found.text == f"KẾ HOẠCH\n{SENTENCE}\n"


def test_three_hundred_pages_are_read_and_more_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, made([[("Times-Roman", f"{LONG} {at}.", 72)] for at in range(300)]))
    assert read_file(path, "a.pdf").pages == 300
    monkeypatch.setattr(pdf, "MOST_PAGES", 299)
    fault = refusal(path)
    assert fault.code is Why.TOO_MANY_PAGES
    assert "300 trang" in fault.message


def test_a_password_is_told(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(made([[("Times-Roman", "a", 72)]])))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    writer.write(path := tmp_path / "a.pdf")
    assert refusal(path).code is Why.PASSWORD


CIRCLE = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", CIRCLE])
def test_a_broken_file_is_told(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path, content)).code in (Why.BROKEN, Why.EMPTY)


def test_a_page_that_unpacks_without_end_ends_only_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = made([[("Times-Roman", "a" * 900, 72)] * 40_000])
    assert len(content) < 500_000
    monkeypatch.setattr(pdf, "SECONDS", 3)
    assert refusal(written(tmp_path, content)).code in (Why.TOO_SLOW, Why.TOO_LONG, Why.BROKEN)


def scanned(folder: Path, content: bytes, copies: int = 1) -> Path:
    """The first page of a PDF as a picture in another."""
    source = written(folder, content)
    code, _output = run([sys.executable, "-I", pdf_child.__file__, "picture", source, "0"], folder, 30)
    assert code == 0
    return written(folder, scan([folder / "page.pgm"] * copies))


@needs_ocr
def test_a_scan_is_read_and_says_so(tmp_path: Path) -> None:
    found = read_file(scanned(tmp_path, typeset("KẾ HOẠCH", SENTENCE)), "a.pdf")
    assert found.scanned
    assert "đối chiếu với bản gốc" in found.warnings[0]
    right = set(SENTENCE.split())
    assert len(right & set(found.text.split())) >= 0.9 * len(right)
    assert len(found.text.splitlines()) == 2


@needs_ocr
def test_more_scanned_pages_than_can_be_waited_for_are_refused(tmp_path: Path) -> None:
    path = scanned(tmp_path, made([[("Times-Roman", "a", 72)]]), copies=ocr.Scans.most + 1)
    assert refusal(path).code is Why.TOO_MANY_PAGES


def test_a_scan_without_ocr_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scanned(tmp_path, made([[("Times-Roman", "a", 72)]]))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    fault = refusal(path)
    assert fault.code is Why.NO_OCR
    assert "tesseract-ocr-vie" in fault.way_out


def test_scans_and_many_pages_are_said_to_take_long_and_what_is_short_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, many = (
        written(tmp_path, made([[("Times-Roman", LONG, 72)]] * pages)).read_bytes() for pages in (3, 31)
    )
    for content, is_long in ((few, False), (many, True)):
        assert takes_long(written(tmp_path, content), Kind.PDF) is is_long
    path = scanned(tmp_path, few)
    monkeypatch.setattr(ocr, "missing", lambda: None)
    assert takes_long(path, Kind.PDF)
    monkeypatch.setattr(ocr, "missing", lambda: Unreadable(Why.NO_OCR, "", ""))
    assert not takes_long(path, Kind.PDF)
    with pytest.raises(Unreadable):
        takes_long(written(tmp_path, b"%PDF-1.7\n"), Kind.PDF)


def test_long_texts_and_large_old_files_are_said_to_take_long(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for kind, size in ((Kind.TEXT, LONG_TEXT), (Kind.RTF, LONG_TEXT), (Kind.DOC, LONG_OLD)):
        path.write_bytes(b"a" * size)
        assert not takes_long(path, kind)
        path.write_bytes(b"a" * (size + 1))
        assert takes_long(path, kind)
    for size in (1_000, LONG_XML + 1):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("word/document.xml", b"a" * size)
            parts.writestr("word/media/image.png", bytes(LONG_XML * 2))
        assert takes_long(path, Kind.DOCX) is (size > LONG_XML)

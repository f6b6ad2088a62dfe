"""Slips as files: read back from the page, on A5, flowing on where they must, many in one file, the same words in Word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from caicach.core.letters.slip_layout import book_layout, slip_layout
from caicach.core.letters.slips import SlipPaper
from caicach.core.letters.tests import slip_samples as samples
from caicach.platform.letters.fonts import writable
from caicach.platform.letters.slip_pdf import square_svg, write_book, write_slips
from caicach.platform.letters.slip_word import write_slip_word

A5 = (420, 595)
A4_ON_ITS_SIDE = (842, 595)
STACKED = "Ặng Ẫm Ữ Ợ Ỗ Ễ ẵ ẳ ẩ ệ ộ ỡ ử ỹ ỵ Đỗ Thị Mỹ Ngọc Ẩn"
LONG = " ".join(["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường Thử Nghiệm Rất Dài"] * 3)


def pages(content: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(content)).pages)


def size(page: Any) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def squeezed(text: str) -> str:
    """The text without any space: where lines break is each program's own."""
    return re.sub(r"\s+", "", text)


def texts(value: Any) -> Iterator[str]:
    """Every string of a layout that stands on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in ("name", "aligns", "qr"):
                yield from texts(getattr(value, one.name))


@pytest.mark.parametrize("name", samples.ALL)
def test_every_word_of_a_slip_is_read_back_from_one_a5_page(name: str) -> None:
    slip = samples.ALL[name]
    (page,) = pages(write_slips([slip], samples.DAY))
    words = squeezed(page.extract_text())
    assert size(page) == A5
    assert words == unicodedata.normalize("NFC", words)
    assert [text for text in texts(slip_layout(slip)) if squeezed(text) not in words] == []


def test_stacked_tone_marks_are_read_back_letter_for_letter() -> None:
    slip = replace(samples.receipt(), applicant=replace(samples.APPLICANT, name=STACKED, proxy=""))
    assert squeezed(STACKED) in squeezed(pages(write_slips([slip], samples.DAY))[0].extract_text())


def test_a_receipt_of_eight_papers_and_long_names_fits_on_one_page() -> None:
    papers = tuple(SlipPaper(f"{one.name}, bản {at}", one.form) for at in range(3) for one in samples.PAPERS)[
        :8
    ]
    office = "Trung tâm Phục vụ hành chính công phường Thử Nghiệm Tên Dài"
    slip = replace(
        samples.receipt(), papers=papers, content=LONG[:150], head=replace(samples.HEAD, office=office)
    )
    assert len(pages(write_slips([slip], samples.DAY))) == 1


def test_what_does_not_fit_flows_to_a_second_page_with_its_code_and_the_head_of_the_table() -> None:
    papers = tuple(SlipPaper(f"{at}. {LONG}", "Bản sao có chứng thực", 2) for at in range(20))
    first, *others = pages(write_slips([replace(samples.receipt(), papers=papers)], samples.DAY))
    assert others
    assert "Trang" not in first.extract_text()
    for number, page in enumerate(others, 2):
        assert squeezed(f"Mã hồ sơ: H42.15-261120-0007 Trang {number}") in squeezed(page.extract_text())
        assert size(page) == A5
    assert "Tên giấy tờ" in others[0].extract_text()
    ending = others[-1].extract_text()
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" in ending
    assert len(ending) > 200, "no page bears a signature alone"


def test_many_receipts_stand_in_one_file_each_numbered_on_its_own() -> None:
    long = replace(samples.receipt(), papers=tuple(SlipPaper(LONG) for _ in range(20)))
    count = len(pages(write_slips([long], samples.DAY)))
    found = pages(write_slips([long, samples.receipt(), long], samples.DAY, "giấy tiếp nhận"))
    assert len(found) == 2 * count + 1
    assert "Trang" not in found[count].extract_text()
    assert "Trang 2" in found[count + 2].extract_text()


def test_a_file_is_marked_for_the_archive_and_embeds_one_family_of_fonts() -> None:
    written = write_slips([samples.receipt()], samples.DAY)
    assert set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z]+)", written)) == {b"Tinos"}
    reader = PdfReader(io.BytesIO(written))
    assert reader.root_object["/Lang"] == "vi-VN"
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả H42.15-261120-0007"
    assert b"pdfaid:part>2<" in written


@pytest.mark.parametrize("name", samples.ALL)
def test_the_same_slip_and_day_give_the_same_bytes(name: str) -> None:
    slip = samples.ALL[name]
    assert write_slips([slip], samples.DAY) == write_slips([slip], samples.DAY)
    assert write_slip_word(slip, samples.DAY) == write_slip_word(slip, samples.DAY)


def test_no_slips_make_no_file() -> None:
    with pytest.raises(ValueError, match="no slips"):
        write_slips([], samples.DAY)


def test_a_receipt_bears_the_square_that_leads_to_the_dossier() -> None:
    assert square_svg("") == ""
    assert square_svg("https://example.com/1") != square_svg("https://example.com/2")
    with_square, without = (
        write_slips([replace(samples.receipt(), qr=qr)], samples.DAY) for qr in ("https://example.com/1", "")
    )
    assert "Quét mã để theo dõi hồ sơ" in pages(with_square)[0].extract_text()
    assert "Quét mã" not in pages(without)[0].extract_text()
    assert len(Document(io.BytesIO(write_slip_word(samples.receipt(), samples.DAY))).inline_shapes) == 1


def test_a_book_lies_on_its_side_and_its_head_stands_on_every_page() -> None:
    found = pages(write_book(samples.book(60), samples.DAY))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        text = page.extract_text()
        assert size(page) == A4_ON_ITS_SIDE
        assert "Phương thức" in text
        assert f"Trang {number}" in text
    words = squeezed("".join(page.extract_text() for page in found))
    assert [text for text in texts(book_layout(samples.book(60))) if squeezed(text) not in words] == []


MARKUP = st.text("#*_$@\\`<>[]{}()=-/+~'\"&%;:!?. aĐộế1\x00\u202e漢😀\n\ud800", min_size=1, max_size=40)


@settings(max_examples=5, deadline=None)
@given(MARKUP.map(lambda text: f"X{text}X"))
def test_nothing_that_is_typed_changes_anything_but_itself(typed: str) -> None:
    slip = replace(samples.receipt(), content=typed, officer=typed)
    (page,) = pages(write_slips([slip], samples.DAY))
    line = next(text for text in texts(slip_layout(slip)) if text.startswith("X"))
    assert squeezed(writable(line)) in squeezed(page.extract_text())


def test_word_says_the_same_as_the_pdf_when_another_program_prints_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice Writer is needed (scripts/system_packages.py)"
    folder = tmp_path_factory.mktemp("slips")
    paths = [folder / f"{name}.docx" for name in samples.ALL]
    for path, slip in zip(paths, samples.ALL.values(), strict=True):
        path.write_bytes(write_slip_word(slip, samples.DAY))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", *paths],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for path, slip in zip(paths, samples.ALL.values(), strict=True):
        (page,) = pages(path.with_suffix(".pdf").read_bytes())
        words = squeezed(page.extract_text())
        assert size(page) == A5
        assert [text for text in texts(slip_layout(slip)) if squeezed(text) not in words] == []


def test_the_styles_of_a_slip_in_word_can_be_changed_by_an_official() -> None:
    document = Document(io.BytesIO(write_slip_word(samples.receipt(), samples.DAY)))
    used = {str(one.style.name) for one in document.paragraphs if one.style is not None}
    assert {"Tên loại văn bản", "Dòng biểu mẫu", "Mã hồ sơ"} <= used
    assert all(document.styles[name].font.name == "Times New Roman" for name in used)
    assert any(
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        for table in document.tables
        for row in table.rows
    )

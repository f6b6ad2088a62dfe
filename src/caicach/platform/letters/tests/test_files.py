"""Letters as files: the same words in Word and PDF, one family of fonts, page numbers, tables that repeat their head."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from caicach.core.letters import Letter, LetterFaults, Sender, laid_out
from caicach.core.letters.tests.samples import DAY, decision, minutes, official
from caicach.platform.letters import WORD_TYPE, download, write_pdf, write_word
from caicach.platform.letters.fonts import MISSING, covered, folder, writable

LETTERS = {"decision": decision, "minutes": minutes, "official": official}
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """The Word files as LibreOffice prints them, all in one run."""
    office = shutil.which("soffice")
    assert office, "LibreOffice Writer is needed (scripts/system_packages.py)"
    folder = tmp_path_factory.mktemp("letters")
    paths = [folder / f"{name}.docx" for name in LETTERS]
    for path, make in zip(paths, LETTERS.values(), strict=True):
        path.write_bytes(write_word(make(), DAY))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", *paths],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {name: PdfReader(folder / f"{name}.pdf") for name in LETTERS}


def words(reader: PdfReader) -> str:
    """The text of all pages without any space: where lines break is each program's own."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def texts(value: Any) -> Iterator[str]:
    """Every string of a layout that stands on paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in ("name", "style", "aligns"):
                yield from texts(getattr(value, one.name))


def pdf_of(letter: Letter) -> PdfReader:
    return PdfReader(io.BytesIO(write_pdf(letter, DAY)))


def first_words(page: Any) -> str:
    return str(page.extract_text()).split(maxsplit=1)[0]


@pytest.mark.parametrize("name", LETTERS)
def test_pdf_and_printed_word_carry_every_word_of_the_letter(
    name: str, converted: dict[str, PdfReader]
) -> None:
    letter = LETTERS[name]()
    printed = {re.sub(r"\s+", "", text) for text in texts(laid_out(letter))}
    for reader in (pdf_of(letter), converted[name]):
        found = words(reader)
        assert found == unicodedata.normalize("NFC", found)
        assert [text for text in printed if text not in found] == []


@pytest.mark.parametrize("name", LETTERS)
def test_the_first_page_has_no_number_and_the_following_have_theirs(
    name: str, converted: dict[str, PdfReader]
) -> None:
    for reader in (pdf_of(LETTERS[name]()), converted[name]):
        assert first_words(reader.pages[0]) in ("ỦY", "DỰ")


def test_each_annex_is_numbered_from_one_and_its_first_page_has_no_number(
    converted: dict[str, PdfReader],
) -> None:
    for reader in (pdf_of(decision(80)), converted["decision"]):
        heads = [first_words(page) for page in reader.pages[1:]]
        starts = [at for at, head in enumerate(heads) if head == "PHỤ"]
        assert len(starts) == 2
        first, second = heads[starts[0] + 1 : starts[1]], heads[starts[1] + 1 :]
        assert first == [str(at) for at in range(2, len(first) + 2)]
        assert second == [str(at) for at in range(2, len(second) + 2)]
        assert first
        assert second


def test_the_head_of_a_table_stands_on_every_page_and_wide_annexes_lie_on_their_side(
    converted: dict[str, PdfReader],
) -> None:
    for reader in (pdf_of(decision(80)), converted["decision"]):
        annexes = list(reader.pages)[1:]
        assert all("Đơn vị" in page.extract_text() for page in annexes)
        sides = [page.mediabox.width > page.mediabox.height for page in annexes]
        assert sides == sorted(sides)
        assert sides[-1]


def test_no_page_is_empty(converted: dict[str, PdfReader]) -> None:
    for reader in (pdf_of(decision()), *converted.values()):
        assert all(len(page.extract_text()) > 20 for page in reader.pages)


def test_a_pdf_embeds_one_family_of_fonts_and_is_marked_for_the_archive() -> None:
    written = write_pdf(decision(), DAY)
    names = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z]+)", written))
    assert names == {b"Tinos"}
    reader = PdfReader(io.BytesIO(written))
    assert reader.root_object["/Lang"] == "vi-VN"
    assert reader.metadata is not None
    assert reader.metadata.title == ("Quyết định Phê duyệt và công bố Chỉ số cải cách hành chính năm 2025")
    assert reader.xmp_metadata is not None
    assert b"pdfaid:part>2<" in written
    assert b"pdfaid:conformance>B<" in written


def test_the_fonts_have_every_vietnamese_letter() -> None:
    assert not set(VIETNAMESE + "đĐ“”–…→▲▼≥≤") - covered()


@pytest.mark.parametrize("write", [write_pdf, write_word])
def test_the_same_letter_and_day_give_the_same_bytes(write: Any) -> None:
    assert write(minutes(), DAY) == write(minutes(), DAY)


@pytest.mark.parametrize("write", [write_pdf, write_word])
def test_a_letter_with_faults_is_not_written(write: Any) -> None:
    with pytest.raises(LetterFaults):
        write(replace(minutes(), recipients=()), DAY)


MARKUP = st.text("#*_$@\\`<>[]{}()=-/+~'\"&%;:!?. aĐộế1\x00\u202e漢😀\n\ud800", min_size=1, max_size=40)


@settings(max_examples=8, deadline=None)
@given(MARKUP.map(lambda text: f"X{text}X"))
def test_nothing_that_is_typed_changes_anything_but_itself(typed: str) -> None:
    letter = replace(official(), sender=Sender(f"Sở {typed}"), to=(typed,))
    addressed = laid_out(letter).addressed[0]
    read = Document(io.BytesIO(write_word(letter, DAY)))
    assert addressed in [paragraph.text for paragraph in read.paragraphs]
    reader = pdf_of(letter)
    assert len(reader.pages) == 1
    assert re.sub(r"\s", "", writable(addressed)) in words(reader)
    assert words(reader).endswith("Q.GIÁMĐỐC")


def test_a_character_that_the_font_lacks_is_seen_as_missing() -> None:
    letter = replace(official(), to=("Xã 漢",))
    assert MISSING in words(pdf_of(letter))


def test_the_word_file_has_styles_that_an_official_can_change() -> None:
    read = Document(io.BytesIO(write_word(decision(), DAY)))
    used = {str(paragraph.style.name) for paragraph in read.paragraphs if paragraph.style is not None}
    assert {"Tên loại văn bản", "Trích yếu", "Căn cứ", "Nội dung", "Heading 1"} <= used
    for name in used:
        assert read.styles[name].font.name == "Times New Roman"
    assert read.core_properties.language == "vi-VN"
    head = read.tables[-1].rows[0]._tr
    assert head.trPr is not None
    assert head.trPr.find(qn("w:tblHeader")) is not None


def test_a_letter_is_handed_over_under_its_name_as_a_download() -> None:
    for format, kind in (("docx", WORD_TYPE), ("pdf", "application/pdf")):
        response = download(minutes(), "bien-ban", format, DAY)
        assert response["Content-Type"] == kind
        assert response["Content-Disposition"] == f'attachment; filename="bien-ban.{format}"'
        assert response["X-Content-Type-Options"] == "nosniff"


def test_the_typefaces_travel_with_their_licence() -> None:
    assert "SIL Open Font License" in Path(folder(), "LICENSE_FONT").read_text(encoding="utf-8")

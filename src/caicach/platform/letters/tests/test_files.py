"""Letters as files: the same words in Word and PDF, one family of fonts, page numbers, tables that repeat their head."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from caicach.core.letters import LetterFaults, Sender, laid_out
from caicach.core.letters.tests.samples import DAY, decision, minutes, official
from caicach.platform.letters import WORD_TYPE, download, write_pdf, write_word
from caicach.platform.letters.fonts import MISSING, covered, folder, writable

LETTERS = {"decision": decision, "minutes": minutes, "official": official}
VIETNAMESE = "".join(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)


@dataclass(frozen=True)
class Printed:
    """A letter as it comes out of a printer: the text of each page, and whether the page lies on its side."""

    pages: tuple[str, ...]
    on_side: tuple[bool, ...]

    @property
    def words(self) -> str:
        """All text without any space: where lines break is each program's own."""
        return re.sub(r"\s+", "", "".join(self.pages))

    @property
    def heads(self) -> tuple[str, ...]:
        """The first word of each page."""
        return tuple(page.split(maxsplit=1)[0] for page in self.pages)


def read(content: bytes) -> Printed:
    pages = PdfReader(io.BytesIO(content)).pages
    return Printed(
        tuple(page.extract_text() for page in pages),
        tuple(page.mediabox.width > page.mediabox.height for page in pages),
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Printed, Printed]]:
    """Each letter as our PDF, and as LibreOffice prints its Word file; all files in one run of it."""
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
    return {
        name: (read(write_pdf(make(), DAY)), read((folder / f"{name}.pdf").read_bytes()))
        for name, make in LETTERS.items()
    }


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


@pytest.mark.parametrize("name", LETTERS)
def test_pdf_and_printed_word_carry_every_word_of_the_letter(
    name: str, printed: dict[str, tuple[Printed, Printed]]
) -> None:
    wanted = {re.sub(r"\s+", "", text) for text in texts(laid_out(LETTERS[name]()))}
    for found in printed[name]:
        words = found.words
        assert words == unicodedata.normalize("NFC", words)
        assert [text for text in wanted if text not in words] == []


@pytest.mark.parametrize("name", LETTERS)
def test_the_first_page_has_no_number_and_no_page_is_empty(
    name: str, printed: dict[str, tuple[Printed, Printed]]
) -> None:
    for found in printed[name]:
        assert found.heads[0] in ("ỦY", "DỰ")
        assert all(len(page) > 20 for page in found.pages)


def test_each_annex_is_numbered_from_one_and_its_first_page_has_no_number(
    printed: dict[str, tuple[Printed, Printed]],
) -> None:
    for found in printed["decision"]:
        heads = found.heads[1:]
        first, second = (at for at, head in enumerate(heads) if head == "PHỤ")
        for own in (heads[first + 1 : second], heads[second + 1 :]):
            assert own
            assert list(own) == [str(at) for at in range(2, len(own) + 2)]


def test_the_head_of_a_table_stands_on_every_page_and_wide_annexes_lie_on_their_side(
    printed: dict[str, tuple[Printed, Printed]],
) -> None:
    for found in printed["decision"]:
        assert all("Đơn vị" in page for page in found.pages[1:])
        assert list(found.on_side) == sorted(found.on_side)
        assert found.on_side[-1]


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


@settings(max_examples=5, deadline=None)
@given(MARKUP.map(lambda text: f"X{text}X"))
def test_nothing_that_is_typed_changes_anything_but_itself(typed: str) -> None:
    letter = replace(official(), sender=Sender(f"Sở {typed}"), to=(typed,))
    addressed = laid_out(letter).addressed[0]
    document = Document(io.BytesIO(write_word(letter, DAY)))
    assert addressed in [paragraph.text for paragraph in document.paragraphs]
    found = read(write_pdf(letter, DAY))
    assert len(found.pages) == 1
    assert re.sub(r"\s", "", writable(addressed)) in found.words
    assert found.words.endswith("Q.GIÁMĐỐC")


def test_a_character_that_the_font_lacks_is_seen_as_missing() -> None:
    letter = replace(official(), to=("Xã 漢",))
    assert MISSING in read(write_pdf(letter, DAY)).words


def test_the_word_file_has_styles_that_an_official_can_change() -> None:
    document = Document(io.BytesIO(write_word(decision(), DAY)))
    used = {str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Tên loại văn bản", "Trích yếu", "Căn cứ", "Nội dung", "Heading 1"} <= used
    for name in used:
        assert document.styles[name].font.name == "Times New Roman"
    assert document.core_properties.language == "vi-VN"
    head = document.tables[-1].rows[0]._tr
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

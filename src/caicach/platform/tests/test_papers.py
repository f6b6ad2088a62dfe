"""Papers and pictures at the door: known by their content, refused with macros and passwords."""

import struct

import pytest

from caicach.platform.errors import Fault
from caicach.platform.tests import papers
from caicach.platform.tests.containers import MACRO_TYPE, packed, parts, workbook
from caicach.platform.uploads import ENDINGS, PAPERS, PICTURES, Kind, accept, words

EVERY = PAPERS | PICTURES


def refusal(content: bytes, allowed: frozenset[Kind] = EVERY) -> Fault:
    with pytest.raises(Fault) as raised:
        accept(content, allowed, "tệp")
    assert raised.value.way_out.endswith(".")
    return raised.value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (papers.PDF, Kind.PDF),
        (papers.PNG, Kind.PNG),
        (papers.JPEG, Kind.JPEG),
        (papers.TIFF, Kind.TIFF),
        (b"MM\x00*" + papers.TIFF, Kind.TIFF),
        (papers.WEBP, Kind.WEBP),
        (papers.XLSX, Kind.XLSX),
        (papers.docx(), Kind.DOCX),
        (papers.pptx(), Kind.PPTX),
        (papers.old_office("WordDocument", "1Table"), Kind.DOC),
        (papers.old_office("Workbook"), Kind.XLS),
        (papers.old_office("a", "b", "c", "d", "e", "Book"), Kind.XLS),
    ],
)
def test_a_paper_is_known_by_its_content(content: bytes, kind: Kind) -> None:
    assert accept(content, EVERY).kind is kind


def test_every_kind_has_words_and_endings() -> None:
    assert all(words(kind) and ENDINGS[kind] for kind in Kind)


@pytest.mark.parametrize(
    "content",
    [
        papers.docx(papers.WORD_WITH_MACROS),
        papers.docx(word__vbaProject="x", **{"word/vbaProject.bin": "x"}),
        workbook("", content_type=MACRO_TYPE),
        packed({**parts(""), "xl/macrosheets/sheet1.xml": "<x/>"}),
        papers.old_office("WordDocument", "Macros"),
        papers.old_office("Workbook", "_VBA_PROJECT_CUR"),
    ],
)
def test_macros_are_refused_in_every_office_file(content: bytes) -> None:
    fault = refusal(content)
    assert "macro" in fault.message
    assert "không có macro" in fault.way_out


def test_an_old_presentation_is_refused_by_name() -> None:
    assert "97-2003" in refusal(papers.old_office("PowerPoint Document")).message


def test_a_container_that_runs_in_a_circle_is_refused() -> None:
    content = bytearray(papers.old_office("WordDocument"))
    struct.pack_into("<I", content, 512 + 4, 1)
    struct.pack_into("<I", content, 68, 0)
    assert "97-2003" in refusal(bytes(content)).message


@pytest.mark.parametrize("kept", [20, 300, 700, 1100])
def test_an_old_file_that_was_cut_off_is_refused(kept: int) -> None:
    assert "97-2003" in refusal(papers.old_office("WordDocument")[:kept]).message


def test_a_word_file_that_does_not_declare_itself_is_refused() -> None:
    assert "Word" in refusal(papers.docx("application/xml")).message
    assert "Word" in refusal(packed({"word/document.xml": "<x/>"})).message


def test_where_a_table_is_wanted_other_office_files_are_told_how_to_become_one() -> None:
    wanted = frozenset({Kind.XLSX, Kind.TEXT})
    for content in (papers.docx(), papers.old_office("WordDocument"), papers.old_office("Workbook")):
        assert ".xlsx" in refusal(content, wanted).way_out


def test_a_limit_of_its_own_takes_the_place_of_the_general_one() -> None:
    assert "1 MB" in refusal_beyond(2**20).message


def refusal_beyond(limit: int) -> Fault:
    with pytest.raises(Fault) as raised:
        accept(papers.PDF + bytes(limit), EVERY, limit=limit)
    return raised.value

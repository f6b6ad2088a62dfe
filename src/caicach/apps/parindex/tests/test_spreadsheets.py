"""Criteria sets as workbooks: the file that goes out comes in again whole; a file of officials is asked about."""

import io
import json

import openpyxl
import pytest

from caicach.apps.parindex import spreadsheet_export, spreadsheet_import
from caicach.apps.parindex.spreadsheet_import import Book
from caicach.core.parindex import FrameworkErrors, document
from caicach.core.parindex.sheets import MACHINE_SHEET, PERSON_SHEET, Heading
from caicach.platform.errors import Invalid
from shared_data import shared


@pytest.mark.parametrize("name", document.SHIPPED)
def test_a_workbook_comes_back_whole(name: str) -> None:
    framework = document.shipped(name)
    book = spreadsheet_import.open_book(spreadsheet_export.workbook(framework), "a.xlsx")
    packed = json.loads(json.dumps(book.pack()))
    found = spreadsheet_import.read(Book.unpack(packed), {})
    assert found.reading.questions == ()
    assert found.heading is not None
    again, text = spreadsheet_import.compose(found, found.heading)
    assert again == framework
    assert document.read(text) == framework
    assert spreadsheet_import.edited_rules(found, again) == []


def test_codes_are_text_maxima_are_numbers_and_the_machines_sheet_is_hidden() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(spreadsheet_export.workbook(document.shipped("commune"))))
    page = workbook[PERSON_SHEET]
    rows = {row[0].value: row for row in page.iter_rows(min_row=5)}
    assert (rows["1.1"][0].data_type, rows["1.1"][2].value) == ("s", 3)
    assert page.sheet_state == "visible"
    assert workbook[MACHINE_SHEET].sheet_state == "hidden"
    assert page.freeze_panes == "C5"
    assert page.print_title_rows == "$4:$4"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_sheet_of_officials_is_asked_about_until_nothing_is_open(number: int) -> None:
    book = spreadsheet_import.open_book(
        shared("scoring-sheets", f"haiphong_212_2025_mau_{number}.xlsx").read_bytes()
    )
    answers: dict[str, str] = {}
    found = spreadsheet_import.read(book, answers)
    assert found.is_open
    for _ in range(4):
        answers |= {question.key: question.options[0].value for question in found.reading.questions}
        found = spreadsheet_import.read(book, answers)
    assert not found.is_open
    heading = Heading("HP", "Hải Phòng", "department", 2026, document.shipped("department"))
    framework, _ = spreadsheet_import.compose(found, heading)
    assert framework.max_points == 100
    assert [band.name for band in framework.classes] == [
        band.name for band in document.shipped("department").classes
    ]


def test_several_tables_that_look_like_a_set_are_asked_about() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(spreadsheet_export.workbook(document.shipped("commune"))))
    workbook.copy_worksheet(workbook[PERSON_SHEET]).title = "Bản cũ"
    buffer = io.BytesIO()
    workbook.save(buffer)
    book = spreadsheet_import.open_book(buffer.getvalue(), "a.xlsx")
    (question,) = spreadsheet_import.read(book, {}).reading.questions
    assert {option.value for option in question.options} >= {PERSON_SHEET, "Bản cũ"}
    assert not spreadsheet_import.read(book, {"sheet": PERSON_SHEET}).is_open


def test_faults_of_a_composed_set_name_the_cell() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(spreadsheet_export.workbook(document.shipped("commune"))))
    for row in workbook[PERSON_SHEET].iter_rows(min_row=5):
        if row[0].value in ("1.1.1", "1.1.2"):
            row[2].value = 0.25 if row[0].value == "1.1.1" else 0.75
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = spreadsheet_import.read(spreadsheet_import.open_book(buffer.getvalue(), "a.xlsx"), {})
    assert found.heading is not None
    with pytest.raises(FrameworkErrors) as caught:
        spreadsheet_import.compose(found, found.heading)
    assert ("C7", "1.1.1") in [
        (cell, code) for cell, code, _reason in spreadsheet_import.located(found, caught.value)
    ]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"a,b\n1,2\n", "STT,Tiêu chí,Điểm tối đa\n".encode()]
)
def test_what_is_no_workbook_of_a_set_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        spreadsheet_import.read(spreadsheet_import.open_book(content, "a.csv"), {})

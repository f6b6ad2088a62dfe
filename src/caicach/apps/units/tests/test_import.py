"""Departments and divisions from XLSX and CSV: previewed, confirmed, and every trap refused with a question."""

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest

from caicach.apps.units import actions
from caicach.apps.units.models import Unit
from caicach.apps.units.tests.conftest import SYSTEM, Locality
from caicach.platform.access import Refused
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Fault, Invalid, TooLarge
from caicach.platform.spreadsheets import Cell, read_table

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

HEAD = [
    "Tên đơn vị",
    "Tên ngắn",
    "Loại đơn vị",
    "Mã đơn vị",
    "Mã định danh",
    "Đơn vị cấp trên",
    "Hoạt động từ",
    "Hoạt động đến",
]
START = dt.date(2025, 7, 1)


def workbook(rows: Sequence[Sequence[Cell]], head: Sequence[str] = HEAD, merges: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in [head, *rows]:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet(*rows: Sequence[Cell], **options: Sequence[str]) -> actions.UnitSheet:
    return actions.read_sheet(read_table(workbook(rows, **options), "don-vi.xlsx"))


DEPARTMENT: list[Cell] = ["Sở Tài chính", "Tài chính", "Sở, ban, ngành", None, "H44.02", "H44", START, None]
DIVISION: list[Cell] = ["Phòng Ngân sách", None, "Phòng, ban", None, None, "Sở Tài chính", START, None]


def row(**changes: Cell) -> list[Cell]:
    names = ["name", "short_name", "kind", "code", "identification_code", "parent", "valid_from", "valid_to"]
    given = dict(zip(names, DEPARTMENT, strict=True)) | changes
    return [given[name] for name in names]


def test_the_preview_says_what_will_happen_and_keeps_nothing(locality: Locality) -> None:
    scope = locality.scope(locality.administrator)
    before, entries = Unit.objects.count(), Entry.objects.count()
    result = actions.preview_units(scope, sheet(DEPARTMENT, DIVISION))
    assert [(one.outcome, one.name, one.parent) for one in result.rows] == [
        ("create", "Sở Tài chính", "Tỉnh Phú Thọ"),
        ("create", "Phòng Ngân sách", "Sở Tài chính"),
    ]
    assert result.can_be_confirmed
    assert (Unit.objects.count(), Entry.objects.count()) == (before, entries)


def test_confirming_makes_what_was_shown_with_its_reason(locality: Locality) -> None:
    scope = locality.scope(locality.administrator)
    packed = sheet(DEPARTMENT, DIVISION).pack()
    result = actions.import_units(scope, actions.UnitSheet.unpack(packed), "QĐ 15/QĐ-UBND")
    assert result.count("create") == 2
    made = Unit.objects.get(identification_code="H44.02")
    assert (made.name, made.valid_from) == ("Sở Tài chính", START)
    assert Entry.objects.filter(action="unit.created", reason="QĐ 15/QĐ-UBND").count() == 2


def test_the_same_file_again_changes_nothing_and_differences_are_shown(locality: Locality) -> None:
    actions.import_units(SYSTEM, sheet(DEPARTMENT), "QĐ 15")
    again = actions.preview_units(SYSTEM, sheet(DEPARTMENT))
    assert [one.outcome for one in again.rows] == ["same"]
    assert not again.can_be_confirmed
    changed = sheet(row(name="Sở Tài chính và Kế hoạch", valid_to=dt.date(2026, 12, 31)))
    (shown,) = actions.preview_units(SYSTEM, changed).rows
    assert shown.changes == (
        ("Tên đơn vị", "Sở Tài chính", "Sở Tài chính và Kế hoạch"),
        ("Hoạt động đến", "", "31/12/2026"),
    )
    actions.import_units(SYSTEM, changed, "QĐ 16")
    made = Unit.objects.get(identification_code="H44.02")
    assert (made.name, made.valid_to) == ("Sở Tài chính và Kế hoạch", dt.date(2026, 12, 31))


def test_an_empty_cell_leaves_things_as_they_are(locality: Locality) -> None:
    actions.import_units(SYSTEM, sheet(DEPARTMENT), "QĐ 15")
    result = actions.import_units(SYSTEM, sheet(row(short_name=None)), "QĐ 15")
    assert result.count("same") == 1
    assert Unit.objects.get(identification_code="H44.02").short_name == "Tài chính"


def test_one_faulty_row_refuses_the_whole_file(locality: Locality) -> None:
    before = Unit.objects.count()
    with pytest.raises(Invalid, match="Có 1 dòng") as fault:
        actions.import_units(
            SYSTEM,
            sheet(DEPARTMENT, row(name="Sở Y tế", identification_code="H44.03", kind="Tổng cục")),
            "QĐ",
        )
    assert fault.value.problems[0].startswith("Ô C3: không có loại đơn vị “Tổng cục”")
    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": None}, "Ô A2 còn trống"),
        ({"valid_from": "31/02/2025"}, "Ô G2: “31/02/2025” không phải ngày có thật"),
        ({"valid_from": 45839}, "Ô G2: “45839” không phải ngày"),
        ({"valid_from": "07/2025"}, "Ô G2"),
        ({"valid_from": dt.date(2020, 1, 1)}, "Ô F2: Không có đơn vị “H44” hoạt động ngày 01/01/2020"),
        ({"code": 7900}, "Ô D2: “7900” là số"),
        ({"parent": 25}, "Ô F2: “25” là số"),
        ({"parent": "H99"}, "Ô F2: Không có đơn vị “H99”"),
        ({"identification_code": "H44.104"}, "Ô E2: mã định danh H44.104 là của Xã Hy Cương"),
        ({"identification_code": "H44.01", "valid_from": dt.date(2025, 8, 1)}, "Ô G2: .* Ngày nào đúng"),
        ({"identification_code": "H44.01", "parent": "15"}, "Ô F2: đơn vị này đang trực thuộc nơi khác"),
        ({"kind": dt.date(2025, 1, 1)}, "Ô C2: là ngày 01/01/2025"),
        ({"valid_to": dt.date(2025, 6, 1)}, "sớm hơn ngày bắt đầu"),
        ({"name": "x" * 300}, "quá 200 ký tự"),
    ],
)
def test_a_faulty_cell_is_named_with_its_address(
    locality: Locality, changes: dict[str, Cell], words: str
) -> None:
    (result,) = actions.preview_units(SYSTEM, sheet(row(**changes))).rows
    assert result.outcome == "error"
    assert any(re.search(words, problem) for problem in result.problems), result.problems


def test_a_merged_cell_is_asked_about(locality: Locality) -> None:
    rows = [row(), row(kind=None, name="Sở Y tế", identification_code="H44.03")]
    merged = actions.read_sheet(read_table(workbook(rows, merges=["C2:C3"]), "x.xlsx"))
    result = actions.preview_units(SYSTEM, merged)
    assert result.count("error") == 2
    assert "Ô C3 nằm trong vùng gộp C2:C3: giá trị thuộc về dòng nào?" in result.problems[1]


def test_the_same_unit_twice_in_one_file(locality: Locality) -> None:
    result = actions.preview_units(SYSTEM, sheet(DEPARTMENT, DEPARTMENT))
    assert [one.outcome for one in result.rows] == ["create", "error"]
    assert "đã có ở dòng 2" in result.rows[1].problems[0]


def test_a_code_that_another_unit_has(locality: Locality) -> None:
    (result,) = actions.preview_units(
        SYSTEM, sheet(["Xã Trùng", None, "Xã", "08515", None, "H44", START, None])
    ).rows
    assert "đã thuộc về Xã Hy Cương" in result.problems[0]


def test_a_unit_of_another_province_is_refused(locality: Locality) -> None:
    scope = locality.scope(locality.administrator)
    result = actions.preview_units(scope, sheet(row(parent="Tỉnh Lào Cai")))
    assert "trong phạm vi của anh/chị" in result.problems[0]
    with pytest.raises(Invalid):
        actions.import_units(scope, sheet(row(parent="15")), "thử")
    assert not Unit.objects.filter(name="Sở Tài chính").exists()


def test_a_name_that_two_units_have_is_a_question(locality: Locality) -> None:
    for parent in (locality.commune, locality.sister):
        data = actions.UnitData("division", "Văn phòng", START, parent.pk)
        actions.create_unit(SYSTEM, data)
    (result,) = actions.preview_units(
        SYSTEM, sheet(["Tổ Một", None, "Phòng, ban", None, None, "Văn phòng", START, None])
    ).rows
    assert "Đơn vị nào?" in result.problems[0]


def test_text_typed_decomposed_is_the_same_text(locality: Locality) -> None:
    typed = [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in DEPARTMENT]
    actions.import_units(SYSTEM, sheet(typed), "QĐ")
    assert Unit.objects.get(identification_code="H44.02").name == "Sở Tài chính"
    assert actions.preview_units(SYSTEM, sheet(DEPARTMENT)).count("same") == 1


def test_a_csv_says_the_same_as_a_workbook(locality: Locality) -> None:
    text = ";".join(HEAD) + "\nSở Tài chính;Tài chính;Sở;;H44.02;H44;01/07/2025;\n"
    result = actions.preview_units(SYSTEM, actions.read_sheet(read_table(text.encode("utf-8-sig"), "x.csv")))
    assert [(one.outcome, one.parent) for one in result.rows] == [("create", "Tỉnh Phú Thọ")]


def test_columns_that_are_not_used_are_said(locality: Locality) -> None:
    read = sheet([*DEPARTMENT, "gì đó"], head=[*HEAD, "Ghi chú"])
    assert read.notes == ("Cột I “Ghi chú” không thuộc mẫu, không được dùng.",)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (["Họ tên", "Ngày sinh"], "không có dòng tiêu đề"),
        (["Tên đơn vị", "Loại đơn vị"], "thiếu cột: Đơn vị cấp trên, Hoạt động từ"),
        ([*HEAD, "Tên đơn vị"], "có hai lần"),
    ],
)
def test_another_table_is_refused(head: list[str], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        sheet(DEPARTMENT, head=head)


def test_a_head_without_rows_is_refused() -> None:
    with pytest.raises(Invalid, match="không có dòng đơn vị nào"):
        sheet()


def test_a_zip_bomb_is_refused_unread() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    with pytest.raises(TooLarge):
        read_table(buffer.getvalue(), "bom.xlsx")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 old excel", b"%PDF-1.7"]
)
def test_files_of_other_kinds_are_refused(content: bytes) -> None:
    with pytest.raises(Fault):
        actions.read_sheet(read_table(content, "x.xlsx"))


def test_who_may_not_manage_units_imports_nothing(locality: Locality) -> None:
    for user in (locality.reader, locality.focal, locality.assignee):
        with pytest.raises(Refused):
            actions.preview_units(locality.scope(user), sheet(DEPARTMENT))

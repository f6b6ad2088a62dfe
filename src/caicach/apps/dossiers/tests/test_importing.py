"""Dossiers of other systems: looked at with the faults of each row, taken once or again with one outcome, never ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.dossiers.actions import deliveries, ending
from caicach.apps.dossiers.actions.import_file import KINDS, SentFile, rows_of
from caicach.apps.dossiers.models import BookEntry, Counter, Delivery, Dossier, Slip, Violation
from caicach.apps.dossiers.tests.desk import Desk
from caicach.core.dossiers.exchange import read
from caicach.core.dossiers.status import Status
from caicach.platform import uploads
from caicach.platform.access import NotFound, Refused
from caicach.platform.errors import Conflict, Invalid

ROW: dict[str, Any] = {
    "MaHoSo": "000.00.01.H42-260105-0007",
    "MaTTHC": "1.013978",
    "KenhThucHien": "2",
    "SoGiayToChuHoSo": "034190000017",
    "ChuHoSo": "Nguyễn Văn Mẫu",
    "NgayNopHoSo": "20260105080000",
    "NgayTiepNhan": "20260105091500",
    "NgayHenTra": "20260108170000",
    "NgayKetThucXuLy": "20260104100000",
    "TrangThaiHoSo": "9",
    "DanhSachHoSoBoSung": [
        {
            "NoiDungBoSung": "Giấy chứng sinh",
            "NgayBoSung": "20260106080000",
            "NgayTiepNhanBoSung": "20260107080000",
        }
    ],
    "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí hộ tịch", "Gia": "10000"}],
}


def as_file(*rows: dict[str, Any], name: str = "ho-so.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, json.dumps(rows).encode())


def looked_at(desk: Desk, *rows: dict[str, Any]) -> Delivery:
    return deliveries.begin(desk.scope("head"), desk.commune.pk, as_file(*rows), "Cổng tỉnh")


def rows_in(content: bytes, name: str) -> SentFile:
    return rows_of(uploads.accept(content, KINDS, name))


def taken(desk: Desk, *rows: dict[str, Any]) -> Delivery:
    return deliveries.confirm(desk.scope("head"), looked_at(desk, *rows).pk)


def test_a_dossier_is_taken_as_it_was_sent_even_where_its_dates_cannot_be(desk: Desk) -> None:
    assert taken(desk, ROW).new == 1
    dossier = Dossier.objects.get()
    assert dossier.imported_from == "Cổng tỉnh"
    assert dossier.status == Status.DONE
    assert dossier.finished_at is not None
    assert dossier.received_at is not None
    assert dossier.finished_at < dossier.received_at  # what V7 looks for
    assert dossier.pauses.get().basis == "Giấy chứng sinh"
    fee = dossier.fees.get()
    assert (fee.amount, fee.scheduled) == (10000, 8000)


def test_what_is_wrong_with_it_is_found_at_once(desk: Desk) -> None:
    taken(desk, ROW)
    assert sorted(Violation.objects.values_list("code", flat=True)) == ["V11", "V7"]


def test_other_systems_name_fees_in_their_own_words(desk: Desk) -> None:
    fees = [{"TenPhiLePhi": "Lệ phí đăng ký", "Gia": amount} for amount in ("8000", "9000")]
    taken(desk, ROW | {"DanhSachLePhi": fees})
    found = Dossier.objects.get().fees.order_by("amount").values_list("amount", "scheduled")
    assert list(found) == [(8000, 8000), (9000, 8000)]
    desk.version.fees.all().delete()
    taken(desk, ROW | {"DanhSachLePhi": fees[:1]})
    assert Dossier.objects.get().fees.get().scheduled is None


def test_taking_again_changes_nothing_and_a_changed_row_replaces(desk: Desk) -> None:
    taken(desk, ROW)
    assert taken(desk, ROW).same == 1
    assert Dossier.objects.get().version == 1
    outcome = taken(desk, ROW | {"TrangThaiHoSo": "10", "NgayTra": "20260109090000"})
    assert outcome.changed == 1
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.version, dossier.pauses.count()) == (Status.RETURNED, 2, 1)


def test_nothing_of_ours_is_made_for_it_and_nothing_is_done_with_it(desk: Desk) -> None:
    taken(desk, ROW | {"TrangThaiHoSo": "4", "NgayKetThucXuLy": ""})
    assert not Slip.objects.exists()
    assert not Counter.objects.exists()
    assert not BookEntry.objects.exists()
    dossier = Dossier.objects.get()
    with pytest.raises(Conflict, match="không xử lý ở đây"):
        ending.withdraw(desk.scope("officer"), dossier.pk, dossier.version, "Rút")


def test_faulty_rows_are_named_by_field_and_the_others_are_taken(desk: Desk) -> None:
    rows = [
        ROW,
        ROW | {"MaHoSo": "X-2", "MaTTHC": "9.999999"},
        ROW | {"MaHoSo": "X-3", "NgayHenTra": "08/01/2026", "TrangThaiHoSo": "11", "ChuHoSo": ""},
        ROW | {"MaHoSo": "X-4", "NgayTiepNhan": ""},
        ROW | {"MaHoSo": "X-5", "DanhSachLePhi": [{"Gia": "-1"}], "DanhSachHoSoBoSung": "khác"},
        ROW,
    ]
    shown = looked_at(desk, *rows)
    assert not Dossier.objects.exists()
    assert (shown.new, shown.faulty) == (1, 5)
    said = {row.place - 1: " | ".join(row.faults) for row in shown.rows.all()}
    assert "MaTTHC: không có thủ tục 9.999999" in said[1]
    assert all(field in said[2] for field in ("NgayHenTra", "TrangThaiHoSo", "ChuHoSo"))
    assert "NgayTiepNhan" in said[3]
    assert "DanhSachLePhi.Gia" in said[4]
    assert "DanhSachHoSoBoSung" in said[4]
    assert "trùng với dòng 1" in said[5]
    assert taken(desk, *rows).new == Dossier.objects.count() == 1


def test_the_code_of_a_dossier_of_ours_is_not_taken(desk: Desk) -> None:
    own = desk.received()
    outcome = taken(desk, ROW | {"MaHoSo": own.code})
    assert "đã thuộc một hồ sơ khác" in outcome.rows.get().faults[0]
    own.refresh_from_db()
    assert own.imported_from == ""


def test_a_code_that_an_imported_dossier_bears_is_not_given_again(desk: Desk) -> None:
    taken(desk, ROW | {"MaHoSo": "H44.100-261118-0001"})
    assert desk.received().code == "H44.100-261118-0002"


def test_json_and_csv_are_read_to_the_same_rows() -> None:
    as_json = rows_in(json.dumps({"data": [ROW]}).encode(), "ho-so.json")
    names = list(ROW)
    cells = [
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in ROW.values()
    ]
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    as_csv = rows_in(f"{','.join(names)}\n{line}\n".encode(), "ho-so.csv")
    assert read(as_json.rows[0]) == read(as_csv.rows[0])
    assert read(as_csv.rows[0])[1] == ()
    assert (as_json.first, as_csv.first) == (1, 2)


@pytest.mark.parametrize(
    "content",
    [b"[1, 2]", b"{}", b"[", b"[" * 100_000, "Tên,Họ\na,b\n".encode()],
    ids=lambda one: str(one[:9]),
)
def test_a_file_that_is_no_list_of_dossiers_says_so(content: bytes) -> None:
    with pytest.raises(Invalid):
        rows_in(content, "ho-so.json")


def test_rows_are_written_together(desk: Desk) -> None:
    def asked(first: int, count: int) -> int:
        rows = [
            ROW | {"MaHoSo": f"X-{one}", "SoGiayToChuHoSo": f"03419{one:07}"}
            for one in range(first, first + count)
        ]
        with CaptureQueriesContext(connection) as found:
            assert taken(desk, *rows).new == count
        return len(found)

    asked(1, 2)
    assert asked(1000, 80) <= asked(100, 20) + 4


def test_a_code_is_known_again_however_it_is_spaced(desk: Desk) -> None:
    taken(desk, ROW | {"MaHoSo": "X  1"})
    assert taken(desk, ROW | {"MaHoSo": " X 1"}).same == 1


def test_what_no_table_can_hold_is_a_fault_or_left_out(desk: Desk) -> None:
    outcome = taken(
        desk,
        ROW | {"MaHoSo": "X\x00-1", "ChuHoSo": "Nguyễn\ud800 Mẫu\x00"},
        ROW | {"MaHoSo": "X-2", "NgayNopHoSo": "00010101000000"},
        ROW | {"MaHoSo": ["X-3"], "NgayHenTra": {"a": 1}},
        ROW | {"MaHoSo": "X-4", "DanhSachLePhi": "[" * 100_000},
    )
    assert (Dossier.objects.get().code, Dossier.objects.get().applicant_name) == ("X-1", "Nguyễn Mẫu")
    fields = [[fault.split(":")[0] for fault in row.faults] for row in outcome.rows.all()]
    assert fields == [["NgayNopHoSo"], ["MaHoSo", "NgayHenTra"], ["DanhSachLePhi"]]


def test_who_does_not_manage_dossiers_there_imports_nothing(desk: Desk) -> None:
    with pytest.raises(Refused):
        deliveries.begin(desk.scope("officer"), desk.commune.pk, as_file(ROW), "Cổng tỉnh")
    with pytest.raises(NotFound):
        deliveries.begin(desk.scope("head"), desk.sister.pk, as_file(ROW), "Cổng tỉnh")
    one = looked_at(desk, ROW)
    for act in (deliveries.confirm, deliveries.stop, deliveries.go_on, deliveries.discard):
        with pytest.raises(Refused):
            act(desk.scope("officer"), one.pk)
        with pytest.raises(NotFound):
            act(desk.scope("stranger"), one.pk)
    assert not Dossier.objects.exists()

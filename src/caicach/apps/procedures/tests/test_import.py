"""A catalogue from the portal's files: shown field by field, taken once, never twice."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from caicach.apps.procedures import actions, queries
from caicach.apps.procedures.actions import importing
from caicach.apps.procedures.content import PaperData
from caicach.apps.procedures.models import Fee, Procedure, Version
from caicach.apps.procedures.tests.conftest import SYSTEM, TODAY, World, announced, decided
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.access import NotFound, Refused
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.spreadsheets import Sheet, read_table, write_xlsx
from shared_data import shared

pytestmark = pytest.mark.databases
HEADS = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
ROW = ["1.001193", "Đăng ký khai sinh", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã\nSở Tư pháp", "Hộ tịch"]
PORTAL = (
    "danh-sach-tthc-BoCongAn",
    "danh-sach-tthc-BoTaiChinh",
    "danh-sach-tthc-BoTuPhap",
    "danh-sach-tthc-BoXayDung",
    "danh-sach-tthc-NganhangNhanuocVietNam",
    "danh-sach-tthc-NongNghiepvaMoiTruong",
    "toa-an-nhan-dan",
)


def sheet(*rows: list, heads: list[str] = HEADS) -> actions.ProcedureSheet:
    title = Sheet("Danh sách TTHC", ["DANH SÁCH THỦ TỤC HÀNH CHÍNH"])
    title.rows += [heads, *rows]
    return actions.read_sheet(read_table(write_xlsx([title]), "danh-sach.xlsx"))


def channels(*lines: tuple[str, str | None, str | None, str | None]) -> str:
    return json.dumps([dict(zip(("channel", "value", "unit", "fee"), line, strict=True)) for line in lines])


def portal_csv(*rows: dict[str, str]) -> actions.ProcedureSheet:
    heads = ["ma_thu_tuc", "ten_thu_tuc", "linh_vuc", "cap_thuc_hien", "co_quan_thuc_hien", "channels_json"]
    text = io.StringIO()
    writer = csv.DictWriter(text, heads)
    writer.writeheader()
    writer.writerows(rows)
    return actions.read_sheet(read_table(text.getvalue().encode(), "thu-tuc.csv"))


def setting(world: World, day: dt.date = TODAY, **more: object) -> actions.Setting:
    return actions.Setting(world.province.pk, day, "danh-sach.xlsx", **more)


def take(world: World, given: actions.ProcedureSheet, day: dt.date = TODAY) -> actions.Import:
    plan = actions.preview_procedures(SYSTEM, setting(world, day), given)
    return actions.import_procedures(SYSTEM, setting(world, day), given, plan.digest)


def test_the_export_of_the_portal_becomes_a_catalogue(world: World) -> None:
    plan = take(world, sheet(ROW))
    (offer,) = plan.offers
    assert (offer.status, offer.row.number) == ("new", 3), "below the title and the head"
    version = Version.objects.get(procedure__code="1.001193")
    assert (version.level, version.other_levels) == ("commune", "province")
    assert version.executing == "Ủy ban nhân dân cấp xã\nSở Tư pháp"
    assert version.executing_units.get() == world.department, "found by its name"
    assert version.issuer == "Bộ Tư pháp"
    assert any("suy từ cơ quan thực hiện" in note for note in offer.notes)


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    given = sheet(ROW)
    take(world, given)
    again = actions.preview_procedures(SYSTEM, setting(world), given)
    assert (again.count("same"), again.can_be_confirmed) == (1, False)
    with pytest.raises(Invalid, match="không có gì khác"):
        actions.import_procedures(SYSTEM, setting(world), given, again.digest)


def test_a_preview_keeps_nothing(world: World) -> None:
    actions.preview_procedures(SYSTEM, setting(world), sheet(ROW))
    assert not Procedure.objects.exists()


def test_a_change_is_shown_field_by_field_and_begins_a_version(world: World) -> None:
    version = announced(decided(world.province))
    changed = sheet(["1.001193", "Thủ tục đăng ký khai sinh", "", "", "Hộ tịch"])
    (offer,) = actions.preview_procedures(SYSTEM, setting(world), changed).offers
    assert [(one.name, one.before, one.after) for one in offer.changes] == [
        ("name", "Đăng ký khai sinh", "Thủ tục đăng ký khai sinh")
    ], "what the file leaves empty stays"
    take(world, changed)
    version.refresh_from_db()
    page = queries.page_of_procedure(SYSTEM, version.procedure_id, TODAY)
    assert (version.valid_to, page.shown.valid_from) == (TODAY - dt.timedelta(days=1), TODAY)
    assert len(page.shown.papers.all()) == len(page.shown.steps.all()) == 2, "taken over"
    assert Fee.objects.get(version=page.shown).amount == 5000
    assert "Thủ tục đăng ký khai sinh" in Entry.objects.get(action="catalogue.imported").after


def test_a_version_that_begins_on_that_day_is_completed_in_place(world: World) -> None:
    take(world, sheet(ROW))
    take(world, sheet([*ROW[:2], "Bộ Tư pháp và Pháp luật", *ROW[3:]]))
    version = Version.objects.get()
    assert (version.issuer, version.revision, version.executing_units.count()) == (
        "Bộ Tư pháp và Pháp luật",
        2,
        1,
    )


def test_limits_fees_and_channels_are_read_from_the_json_of_the_csv(world: World) -> None:
    said = channels(
        ("Trực tiếp", "3", "Ngày làm việc", "70,000 Việt Nam Đồng"),
        ("Trực tuyến", "3", "Ngày làm việc", "Miễn phí"),
    )
    row = {"ma_thu_tuc": "1.000757", "ten_thu_tuc": "Cấp lại", "linh_vuc": "Căn cước", "channels_json": said}
    take(world, portal_csv({**row, "cap_thuc_hien": "Cấp bộ, Cấp xã"}))
    version = Version.objects.get()
    assert (version.limit, version.online, version.by_post) == (
        Limit(LimitKind.WORKING_DAYS, Decimal(3)),
        "partial",
        False,
    )
    assert [one.value for one in version.levels] == ["commune", "ministry"]
    assert set(version.fees.values_list("channel", "amount")) == {(1, 70000), (2, 0)}


def test_a_file_never_takes_back_what_somebody_has_chosen(world: World) -> None:
    version = announced(decided(world.province), online="full")
    said = channels(("Trực tuyến", "3", "Ngày", None), ("Trực tuyến", "5", "Ngày", None))
    row = {
        "ma_thu_tuc": "1.001193",
        "ten_thu_tuc": version.name,
        "linh_vuc": "Hộ tịch",
        "channels_json": said,
    }
    (offer,) = actions.preview_procedures(SYSTEM, setting(world), portal_csv(row)).offers
    assert {one.name for one in offer.changes} == {"limit_note", "fees"}
    assert any("3 Ngày; 5 Ngày" in note for note in offer.notes)


def test_rows_with_faults_are_named_and_left_out(world: World) -> None:
    announced(decided(world.province, effective_on=dt.date(2026, 5, 1)), "1.000009")
    given = sheet(
        ROW,
        ["1.001193", "Lặp lại", "", "", "Hộ tịch"],
        [Decimal("1.0012"), "Mã là số", "", "", "Hộ tịch"],
        ["13978", "Mã lạ", "", "", "Hộ tịch"],
        ["1.000001", "", "", "", "Hộ tịch"],
        ["1.000002", "x" * 2001, "", "", "Hộ tịch"],
        ["1.000009", "Đã có từ tháng Năm", "", "", "Hộ tịch"],
    )
    plan = take(world, given)
    assert [(one.row.number, one.problems) for one in plan.offers if one.status == "error"] == [
        (4, ("Mã 1.001193 đã có ở dòng 3 của tệp.",)),
        (5, ("Ô A5: mã “1.0012” là số nên có thể đã mất số 0 ở cuối; hãy định dạng cột mã là văn bản.",)),
        (6, ("Ô A6: “13978” không phải mã thủ tục (ví dụ đúng: 1.013978).",)),
        (7, ("Ô B7 còn trống.",)),
        (8, ("Ô B8: dài 2001 ký tự, quá 2000.",)),
        (9, ("Thủ tục này đã có phiên bản bắt đầu từ 01/05/2026.",)),
    ]
    assert plan.count("new") == 1
    assert Version.objects.filter(procedure__code="1.001193").exists()


def test_what_is_missing_from_the_file_is_told_within_its_fields(world: World) -> None:
    decision = decided(world.province)
    announced(decision, "1.004222", name="Đăng ký kết hôn")
    announced(decision, "1.005555", name="Cấp giấy phép", field="Xây dựng")
    plan = actions.preview_procedures(SYSTEM, setting(world), sheet(ROW))
    assert [one.code for one in plan.missing] == ["1.004222"]


def test_a_confirmation_takes_only_what_was_shown(world: World) -> None:
    given = sheet(ROW)
    plan = actions.preview_procedures(SYSTEM, setting(world), given)
    announced(decided(world.province))
    with pytest.raises(Conflict, match="đã thay đổi sau khi"):
        actions.import_procedures(SYSTEM, setting(world), given, plan.digest)


def test_a_list_belongs_to_the_decision_that_it_came_with(world: World) -> None:
    decision = decided(world.province)
    where = setting(world, decision.effective_on, decision_id=decision.pk)
    plan = actions.preview_procedures(SYSTEM, where, sheet(ROW))
    actions.import_procedures(SYSTEM, where, sheet(ROW), plan.digest)
    assert Version.objects.get().decision == decision
    with pytest.raises(Invalid, match="hiệu lực vào ngày khác"):
        actions.preview_procedures(SYSTEM, setting(world, decision_id=decision.pk), sheet(ROW))


def test_only_the_manager_of_the_locality_imports(world: World) -> None:
    for name, fault in (("mot-cua", Refused), ("xem", Refused), ("noi-khac", NotFound)):
        with pytest.raises(fault):
            actions.preview_procedures(world.scope(name), setting(world), sheet(ROW))
        with pytest.raises(fault):
            actions.import_procedures(world.scope(name), setting(world), sheet(ROW), "")


def test_a_file_without_the_head_of_a_catalogue_is_refused() -> None:
    with pytest.raises(Invalid, match="không có dòng tiêu đề"):
        sheet(ROW, heads=["STT", "Nội dung"])


def test_what_is_handed_to_the_confirmation_is_what_was_read() -> None:
    given = sheet(ROW)
    assert actions.ProcedureSheet.unpack(json.loads(json.dumps(given.pack()))) == given


def test_the_national_catalogue_of_2642_procedures_is_shown_and_taken_once(world: World) -> None:
    tables = read_table(shared("procedures", "procedures-2026.csv").read_bytes(), "procedures-2026.csv")
    given = actions.read_sheet(tables)
    plan = actions.preview_procedures(SYSTEM, setting(world), given)
    assert (plan.count("new"), plan.count("error")) == (2642, 0)
    actions.import_procedures(SYSTEM, setting(world), given, plan.digest)
    versions = Version.objects.filter(procedure__locality=world.province)
    assert versions.count() == 2642
    known = versions.exclude(limit_kind="").count()
    told = versions.filter(limit_kind="").exclude(limit_note="").count()
    silent = versions.filter(limit_kind="", limit_note="").count()
    assert (known, told, silent) == (1949, 556, 137)
    again = actions.preview_procedures(SYSTEM, setting(world), given)
    assert (again.count("same"), len(again.missing)) == (2642, 0)


def test_the_seven_exports_of_the_portal_read_without_a_fault(world: World) -> None:
    read = 0
    for name in PORTAL:
        content = shared("procedures", "portal-export", f"{name}.xlsx").read_bytes()
        given = actions.read_sheet(read_table(content, f"{name}.xlsx"))
        plan = importing.preview_procedures(SYSTEM, setting(world), given)
        assert plan.count("error") == 0, name
        read += plan.count("new")
    assert read == 2642


def test_papers_that_were_entered_survive_the_next_file(world: World) -> None:
    take(world, sheet(ROW))
    version = Version.objects.get()
    actions.correct(SYSTEM, version.pk, actions.Correction(1, papers=(PaperData("Tờ khai"),)), "Bổ sung")
    take(world, sheet([ROW[0], "Đăng ký khai sinh (mới)", *ROW[2:]]), TODAY + dt.timedelta(days=7))
    newest = Version.objects.get(valid_to__isnull=True)
    assert (newest.name, newest.papers.get().name) == ("Đăng ký khai sinh (mới)", "Tờ khai")

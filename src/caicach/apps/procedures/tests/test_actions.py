"""Decisions announce, amend and repeal in time; corrections leave a trace and never rewrite what was promised."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps

from caicach.apps.procedures import actions, queries
from caicach.apps.procedures.content import FeeData, PaperData, StepData
from caicach.apps.procedures.models import Version
from caicach.apps.procedures.tests.conftest import PAPERS, SYSTEM, TODAY, World, announced, decided, details
from caicach.core.dossiers.status import Status
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = pytest.mark.databases
APRIL = dt.date(2026, 4, 1)


def received(world: World, version: Version) -> None:
    """A dossier of a floor above, which this one may not import."""
    applicant = apps.get_model("dossiers", "Applicant").objects.create(
        locality=world.province, name="Nguyễn Thị Mẫu", folded="nguyen thi mau"
    )
    apps.get_model("dossiers", "Dossier").objects.create(
        locality=world.province, unit=world.commune, handling_unit=world.commune, code="H42.1-260313-0001",
        procedure_version=version, field=version.field, status=Status.RECEIVED, channel=1, applicant=applicant,
        applicant_name=applicant.name, folded="", submitted_at=clock.now(), received_at=clock.now(),
    )  # fmt: skip


def test_a_decision_announces_a_procedure_with_all_its_parts(world: World) -> None:
    manager = world.scope("quan-ly")
    data = actions.DecisionData("10/QĐ-UBND", TODAY, TODAY, "Chủ tịch UBND tỉnh", "Công bố thủ tục hộ tịch")
    decision = actions.register_decision(manager, world.province.pk, data)
    made = actions.announce(manager, decision.pk, actions.Announcement(" 1.001193 ", details(), PAPERS))
    page = queries.page_of_procedure(world.scope("xem"), made.procedure_id, TODAY)
    assert (page.procedure.code, page.shown.change, page.shown.limit) == (
        "1.001193",
        "new",
        Limit(LimitKind.WORKING_DAYS, Decimal(1)),
    )
    assert [one.name for one in page.shown.papers.all()] == ["Tờ khai", "Giấy chứng sinh"]
    assert Entry.objects.filter(action="procedure.announced").exists()


def test_an_amending_decision_ends_the_version_in_force_and_begins_the_next(world: World) -> None:
    first = announced(decided(world.province))
    amending = decided(world.province, "20/QĐ-UBND", dt.date(2026, 3, 10), effective_on=APRIL)
    second = actions.announce(
        SYSTEM, amending.pk, actions.Announcement("1.001193", details(limit_amount=Decimal("0.5")))
    )
    first.refresh_from_db()
    assert (first.valid_to, second.valid_from, second.change) == (dt.date(2026, 3, 31), APRIL, "amended")
    assert [one.name for one in second.papers.all()] == ["Tờ khai", "Giấy chứng sinh"], "taken over"
    page = queries.page_of_procedure(SYSTEM, first.procedure_id, TODAY)
    assert page.shown == first, "until April the first one holds"
    assert [(one.name, one.before, one.after) for one in page.history[0].changes] == [
        ("limit_amount", "1", "0,5")
    ]
    assert queries.page_of_procedure(SYSTEM, first.procedure_id, APRIL).shown == second


def test_a_repealing_decision_ends_the_procedure(world: World) -> None:
    version = announced(decided(world.province))
    repealing = decided(world.province, "30/QĐ-UBND", dt.date(2026, 3, 10), effective_on=APRIL)
    actions.repeal(SYSTEM, repealing.pk, "1.001193")
    version.refresh_from_db()
    assert (version.valid_to, version.repealed_by) == (dt.date(2026, 3, 31), repealing)
    assert queries.in_force_by_code(SYSTEM, world.province.pk, "1.001193", APRIL) is None
    with pytest.raises(Conflict, match="không còn hiệu lực"):
        actions.repeal(SYSTEM, repealing.pk, "1.001193")


def test_two_versions_never_begin_on_one_day_and_none_before_another(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    with pytest.raises(Conflict, match="đã có phiên bản bắt đầu"):
        announced(decision)
    with pytest.raises(Conflict, match="đã có phiên bản bắt đầu"):
        announced(decided(world.province, "09/QĐ-UBND", dt.date(2026, 2, 2)))


def test_the_same_decision_is_not_registered_twice(world: World) -> None:
    decided(world.province)
    with pytest.raises(Conflict, match="đã có"):
        decided(world.province)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"limit_kind": "", "limit_amount": Decimal(3)}, "chưa chọn cách tính"),
        ({"limit_kind": "working_days", "limit_amount": None}, "chưa có số ngày"),
        ({"limit_kind": "working_days", "limit_amount": Decimal(0)}, "chưa có số ngày"),
        ({"level": "galaxy"}, "không có trong danh sách"),
        ({"field": " "}, "Thiếu lĩnh vực"),
        ({"name": "x" * 2001}, "quá 2000 ký tự"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_name(world: World, changed: dict, words: str) -> None:
    decision = decided(world.province)
    with pytest.raises(Invalid, match=words):
        announced(decision, **changed)
    assert not Version.objects.exists()


def test_a_code_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="không phải mã thủ tục"):
        announced(decided(world.province), code="13978")


def test_a_variant_of_the_province_stands_beside_the_national_procedure(world: World) -> None:
    decision = decided(world.province)
    national = announced(decision, "1.013978")
    variant = announced(decision, "1.013978.H42")
    announced(decision, "1.013979")
    page = queries.page_of_procedure(SYSTEM, variant.procedure_id, TODAY)
    assert page.variants == [national.procedure]


def test_a_correction_needs_a_reason_and_the_revision_that_was_seen(world: World) -> None:
    version = announced(decided(world.province))
    manager = world.scope("quan-ly")
    change = actions.Correction(
        1, {"result": "Giấy khai sinh"}, steps=(StepData("Trả", "", Decimal("0.25")),)
    )
    with pytest.raises(Invalid, match="lý do"):
        actions.correct(manager, version.pk, change, " ")
    corrected = actions.correct(manager, version.pk, change, "Ghi thiếu kết quả")
    assert (corrected.revision, corrected.result, corrected.steps.get().days) == (
        2,
        "Giấy khai sinh",
        Decimal("0.25"),
    )
    with pytest.raises(Conflict, match="Có người đã sửa"):
        actions.correct(manager, version.pk, change, "Ghi thiếu kết quả")
    entry = Entry.objects.get(action="procedure.corrected")
    assert "Ghi thiếu kết quả" in entry.reason


def test_what_dossiers_were_received_with_is_completed_and_never_changed(world: World) -> None:
    version = announced(decided(world.province), limit_kind="", limit_amount=None)
    received(world, version)
    limit = {"limit_kind": "working_days", "limit_amount": Decimal(3)}
    completed = actions.correct(SYSTEM, version.pk, actions.Correction(1, limit), "Bổ sung thời hạn")
    assert completed.limit == Limit(LimitKind.WORKING_DAYS, Decimal(3))
    for change in (
        actions.Correction(2, {"limit_amount": Decimal(5)}),
        actions.Correction(2, papers=(PaperData("Giấy khác"),)),
        actions.Correction(2, fees=(FeeData("Lệ phí", Decimal(1000)),)),
    ):
        with pytest.raises(Conflict, match="Đã có hồ sơ tiếp nhận"):
            actions.correct(SYSTEM, version.pk, change, "Sửa")
    named = actions.correct(
        SYSTEM, version.pk, actions.Correction(2, {"name": "Đăng ký khai sinh mới"}), "Sai tên"
    )
    assert named.folded == "1.001193 | dang ky khai sinh moi"


def test_procedures_and_units_are_linked_within_the_locality(world: World) -> None:
    decision = decided(world.province)
    version, other = announced(decision), announced(decision, "1.004222")
    change = actions.Correction(1, interlinked=("1.004222",), executing_units=(world.department.pk,))
    actions.correct(SYSTEM, version.pk, change, "Liên thông")
    assert (version.interlinked.get(), version.executing_units.get()) == (other.procedure, world.department)
    with pytest.raises(Invalid, match="liên thông"):
        actions.correct(SYSTEM, version.pk, actions.Correction(2, interlinked=("1.999999",)), "Liên thông")
    with pytest.raises(Invalid, match="không thuộc địa phương"):
        actions.correct(
            SYSTEM, version.pk, actions.Correction(2, executing_units=(world.elsewhere.pk,)), "Sai"
        )


def test_only_the_manager_of_the_locality_changes_its_catalogue(world: World) -> None:
    decision = decided(world.province)
    version = announced(decision)
    data = actions.DecisionData("11/QĐ-UBND", TODAY, TODAY, "UBND", "Công bố")
    for name, fault in (("mot-cua", Refused), ("xem", Refused), ("noi-khac", NotFound)):
        scope = world.scope(name)
        with pytest.raises(fault):
            actions.register_decision(scope, world.province.pk, data)
        with pytest.raises(fault):
            actions.announce(scope, decision.pk, actions.Announcement("1.001194", details()))
        with pytest.raises(fault):
            actions.repeal(scope, decision.pk, "1.001193")
        with pytest.raises(fault):
            actions.correct(scope, version.pk, actions.Correction(1, {"result": "x"}), "Lý do")


def test_the_catalogue_is_read_in_the_locality_and_nowhere_else(world: World) -> None:
    version = announced(decided(world.province))
    for name in ("quan-ly", "mot-cua", "xem"):
        assert queries.page_of_procedure(world.scope(name), version.procedure_id, TODAY).shown == version
    with pytest.raises(NotFound):
        queries.page_of_procedure(world.scope("noi-khac"), version.procedure_id, TODAY)
    with pytest.raises(NotFound):
        queries.catalogue(world.scope("noi-khac"), world.province.pk, queries.CatalogueFilter(TODAY))


def test_a_process_longer_than_the_limit_is_seen(world: World) -> None:
    version = announced(decided(world.province))
    assert not queries.page_of_procedure(SYSTEM, version.procedure_id, TODAY).steps_exceed_limit
    long = (StepData("Thẩm định", "", Decimal("1.25")),)
    actions.correct(SYSTEM, version.pk, actions.Correction(1, steps=long), "Quy trình mới")
    assert queries.page_of_procedure(SYSTEM, version.procedure_id, TODAY).steps_exceed_limit

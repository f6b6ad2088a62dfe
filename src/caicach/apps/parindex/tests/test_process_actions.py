"""A unit's way through the round: evidence, lock, withdrawal, appraisal, questions, answers, second appraisal."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from caicach.apps.documents import actions as documents
from caicach.apps.parindex.actions import appraisal, evidence, facts, process
from caicach.apps.parindex.actions.appraisal import PointsConflict, QuestionConflict
from caicach.apps.parindex.models import LeafPoints, NodeScore, Participant, Question, Round, UnitScore
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.process import gaps_of, state_of
from caicach.apps.parindex.tests import factories, papers, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = Decimal
INPUTS = {
    "1.1": {"date": "2026-01-20"},
    "1.2": {"num": 48, "den": 50},
    "1.3": {"items": [True, True]},
    "2": {"overdue": 0},
    "2.1": {"done": True},
    "2.2": {"option": 0},
    "2.3": {"points": D("0.5"), "reason": "theo biên bản"},
    "2.10": {"value": 5},
}
LEAVES = [code for code in INPUTS if code != "2"]


@pytest.fixture
def place() -> Province:
    place = factories.province()
    commune = place.communes[0]
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, commune)
    factories.person(place, "lanh-dao", Role.UNIT_HEAD, commune)
    factories.person(place, "lanh-dao-khac", Role.UNIT_HEAD, place.communes[1])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    factories.person(place, "noi-vu", Role.APPRAISER, fields=["noi_vu"])
    factories.person(place, "tu-phap", Role.APPRAISER, fields=["tu_phap"])
    factories.person(place, "quan-tri", Role.FRAMEWORK_MANAGER)
    return place


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def member(made: Round, place: Province) -> Participant:
    return small.member(made, place.communes[0])


@pytest.fixture
def stated(member: Participant, place: Province) -> Participant:
    """A unit with all inputs and an explanation for every leaf: ready to lock."""
    focal = place.scope("dau-moi")
    for code, inputs in INPUTS.items():
        facts.enter(focal, member.pk, code, inputs)
    for code in LEAVES:
        evidence.note(focal, member.pk, code, f"Cách tính tiêu chí {code}")
    return member


@pytest.fixture
def locked(stated: Participant, place: Province) -> Participant:
    process.lock(place.scope("lanh-dao"), stated.pk, papers.shelved(stated.unit).pk)
    stated.refresh_from_db()
    return stated


@pytest.fixture
def appraising(locked: Participant, place: Province) -> Participant:
    return process.start_appraisal(place.scope("thu-ky"), locked.pk)


# --- evidence --------------------------------------------------------------------------------------------------------


def test_one_document_proves_several_leaves_with_its_pages(member: Participant, place: Province) -> None:
    focal, document = place.scope("dau-moi"), papers.shelved(member.unit, "Kế hoạch 07")
    evidence.attach(focal, member.pk, "1.1", document.pk, "1–3")
    evidence.attach(focal, member.pk, "1.3", document.pk, "5")
    assert {(proof.code, proof.pages) for proof in member.proofs.all()} == {("1.1", "1–3"), ("1.3", "5")}
    evidence.detach(focal, member.pk, "1.3", document.pk)
    assert [proof.code for proof in member.proofs.all()] == ["1.1"]
    assert Entry.objects.filter(action="proof.detached").count() == 1


def test_a_document_of_another_unit_proves_nothing_here(member: Participant, place: Province) -> None:
    foreign = papers.shelved(place.communes[1])
    with pytest.raises(Invalid, match="kho minh chứng"):
        evidence.attach(place.scope("dau-moi"), member.pk, "1.1", foreign.pk)


def test_a_leaf_lacks_until_it_has_evidence_or_an_explanation(member: Participant, place: Province) -> None:
    focal, criteria = place.scope("dau-moi"), framework_of(member.round.framework)
    assert "1.1" in gaps_of(member, criteria).without_evidence
    evidence.note(focal, member.pk, "1.1", "Văn bản đã gửi bản giấy")
    assert "1.1" not in gaps_of(member, criteria).without_evidence
    evidence.note(focal, member.pk, "1.1", "")
    assert "1.1" in gaps_of(member, criteria).without_evidence


def test_a_document_that_was_withdrawn_from_the_shelf_proves_nothing_any_more(
    member: Participant, place: Province
) -> None:
    document, criteria = papers.shelved(member.unit, "Kế hoạch 07"), framework_of(member.round.framework)
    evidence.attach(place.scope("dau-moi"), member.pk, "1.1", document.pk)
    assert "1.1" not in gaps_of(member, criteria).without_evidence
    documents.withdraw(SYSTEM, document.pk, "nhầm bản")
    assert "1.1" in gaps_of(member, criteria).without_evidence


def test_two_people_do_not_overwrite_each_others_explanation(member: Participant, place: Province) -> None:
    focal = place.scope("dau-moi")
    evidence.note(focal, member.pk, "1.1", "bản thứ nhất", seen_version=0)
    with pytest.raises(Conflict) as fault:
        evidence.note(focal, member.pk, "1.1", "bản thứ hai", seen_version=0)
    assert fault.value.problems == ("bản thứ nhất",)


# --- lock and withdraw -----------------------------------------------------------------------------------------------


def test_a_lock_without_inputs_evidence_and_signed_file_names_all_three(
    member: Participant, place: Province
) -> None:
    with pytest.raises(Conflict) as fault:
        process.lock(place.scope("lanh-dao"), member.pk, None)
    said = " ".join(fault.value.problems)
    assert "còn 7 tiêu chí chưa có số liệu" in said
    assert "còn 7 tiêu chí chưa có minh chứng" in said
    assert "báo cáo đã ký" in said
    member.refresh_from_db()
    assert member.stage == "self_scoring"


def test_the_signed_report_is_a_pdf_of_the_unit_itself(stated: Participant, place: Province) -> None:
    head = place.scope("lanh-dao")
    with pytest.raises(Invalid, match="phải là tệp PDF"):
        process.lock(head, stated.pk, papers.shelved(stated.unit, "Bảng điểm", "docx").pk)
    with pytest.raises(Invalid, match="kho minh chứng"):
        process.lock(head, stated.pk, papers.shelved(place.communes[1]).pk)


def test_the_lock_keeps_what_was_handed_in_and_the_points_of_every_leaf(locked: Participant) -> None:
    submission = locked.submissions.get()
    contents = json.loads(submission.contents)
    assert contents["leaves"]["1.2"]["inputs"] == {"num": 48, "den": 50}
    assert contents["leaves"]["1.2"]["points"] == 1.92
    assert contents["leaves"]["1.1"]["note"] == "Cách tính tiêu chí 1.1"
    assert submission.digest
    points = dict(LeafPoints.objects.filter(participant=locked, layer="self").values_list("code", "points"))
    assert set(points) == set(LEAVES)
    assert points["1.2"] == D("1.92")
    assert locked.stage == "self_locked"
    assert Entry.objects.get(action="self_score.locked").values_after["number"] == 1


def test_only_the_units_own_head_locks_it(stated: Participant, place: Province) -> None:
    report = papers.shelved(stated.unit)
    with pytest.raises(Refused):
        process.lock(place.scope("dau-moi"), stated.pk, report.pk)
    with pytest.raises(NotFound):
        process.lock(place.scope("lanh-dao-khac"), stated.pk, report.pk)


def test_after_the_lock_inputs_and_evidence_stand_still(locked: Participant, place: Province) -> None:
    focal = place.scope("dau-moi")
    with pytest.raises(Conflict, match="đã chốt tự chấm"):
        facts.enter(focal, locked.pk, "1.2", {"num": 50, "den": 50})
    with pytest.raises(Conflict, match="đã chốt tự chấm"):
        facts.withdraw(focal, locked.pk, "1.2", "nhầm")
    with pytest.raises(Conflict, match="đã chốt tự chấm"):
        evidence.note(focal, locked.pk, "1.2", "khác")
    data = {"year": 2026, "units": [{"unit": locked.unit.name, "inputs": {"1.2": {"num": 1, "den": 50}}}]}
    with pytest.raises(Invalid, match="đã chốt tự chấm"):
        facts.load(SYSTEM, locked.round_id, data)


def test_a_late_submission_is_taken_and_its_days_are_recorded(stated: Participant, place: Province) -> None:
    process.set_deadlines(
        place.scope("quan-tri"), stated.round_id, {"self_score": dt.date(2027, 1, 10)}, "Kế hoạch 5"
    )
    with clock.told(dt.date(2027, 1, 13)):
        submission = process.lock(place.scope("lanh-dao"), stated.pk, papers.shelved(stated.unit).pk)
    assert (submission.due_on, submission.days_late) == (dt.date(2027, 1, 10), 3)


def test_deadlines_follow_the_order_of_the_steps(made: Round, place: Province) -> None:
    late, early = dt.date(2027, 2, 1), dt.date(2027, 1, 1)
    with pytest.raises(Invalid, match="đứng trước"):
        process.set_deadlines(
            place.scope("quan-tri"), made.pk, {"self_score": late, "appraisal_1": early}, "Kế hoạch 5"
        )


def test_a_locked_self_score_is_withdrawn_mended_and_locked_again_and_both_submissions_stay(
    locked: Participant, place: Province
) -> None:
    head = place.scope("lanh-dao")
    with pytest.raises(Invalid, match="lý do"):
        process.withdraw(head, locked.pk, " ")
    process.withdraw(head, locked.pk, "nhập nhầm mẫu số")
    facts.enter(place.scope("dau-moi"), locked.pk, "1.2", {"num": 50, "den": 50})
    process.lock(head, locked.pk, papers.shelved(locked.unit, "Báo cáo lần 2").pk)
    first, second = locked.submissions.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.withdrawn_reason == "nhập nhầm mẫu số"
    assert second.withdrawn_at is None
    values = LeafPoints.objects.filter(participant=locked, code="1.2").order_by("edition")
    assert [(one.edition, one.points) for one in values] == [(1, D("1.92")), (2, D("2"))]


def test_once_the_appraisal_has_begun_only_the_manager_of_the_round_unlocks(
    appraising: Participant, place: Province
) -> None:
    with pytest.raises(Conflict, match="thẩm định lần 1"):
        process.withdraw(place.scope("lanh-dao"), appraising.pk, "nhầm")
    with pytest.raises(Refused):
        process.unlock(place.scope("thu-ky"), appraising.pk, "nhầm")
    process.unlock(place.scope("quan-tri"), appraising.pk, "số liệu nguồn sai")
    appraising.refresh_from_db()
    assert appraising.stage == "self_scoring"
    assert Entry.objects.get(action="self_score.unlocked").reason == "số liệu nguồn sai"


# --- appraisal -------------------------------------------------------------------------------------------------------


def test_an_appraiser_scores_the_leaves_of_his_field_and_no_others(
    appraising: Participant, place: Province
) -> None:
    appraisal.give(place.scope("noi-vu"), appraising.pk, "1.1", D(2))
    with pytest.raises(Refused, match="không thuộc lĩnh vực"):
        appraisal.give(place.scope("noi-vu"), appraising.pk, "1.2", D(1), "thiếu")
    with pytest.raises(Refused):
        appraisal.give(place.scope("thu-ky"), appraising.pk, "1.1", D(1), "thiếu")


def test_points_that_differ_need_a_reason_and_never_exceed_the_maximum(
    appraising: Participant, place: Province
) -> None:
    justice = place.scope("tu-phap")
    with pytest.raises(Invalid, match="phải ghi lý do"):
        appraisal.give(justice, appraising.pk, "1.2", D(1))
    with pytest.raises(Invalid, match="vượt mức tối đa 2"):
        appraisal.give(justice, appraising.pk, "1.2", D("2.5"), "thưởng")
    assert not LeafPoints.objects.filter(layer="appraised_1").exists()


def test_appraised_points_enter_the_index_and_the_self_score_stays_beside_them(
    appraising: Participant, place: Province
) -> None:
    before = UnitScore.objects.get(participant=appraising).points
    appraisal.give(place.scope("tu-phap"), appraising.pk, "1.2", D("1.5"), "hai hồ sơ không hợp lệ")
    assert NodeScore.objects.get(participant=appraising, code="1.2").points == D("1.5")
    assert UnitScore.objects.get(participant=appraising).points == before - D("0.42")
    assert LeafPoints.objects.get(participant=appraising, code="1.2", layer="self").points == D("1.92")
    entry = Entry.objects.get(action="appraisal.scored")
    assert (entry.reason, entry.values_after["points"]) == ("hai hồ sơ không hợp lệ", "1.5")


def test_two_appraisers_on_one_leaf_do_not_overwrite_each_other(
    appraising: Participant, place: Province
) -> None:
    justice = place.scope("tu-phap")
    appraisal.give(justice, appraising.pk, "1.2", D("1.5"), "thiếu", seen_version=0)
    with pytest.raises(PointsConflict) as fault:
        appraisal.give(justice, appraising.pk, "1.2", D("1.8"), "đủ", seen_version=0)
    assert fault.value.current is not None
    assert fault.value.current.points == D("1.5")
    assert appraisal.give(justice, appraising.pk, "1.2", D("1.8"), "đủ", seen_version=1).version == 2


def test_agreeing_takes_the_untouched_leaves_of_the_appraisers_field_as_they_are(
    appraising: Participant, place: Province
) -> None:
    justice, home = place.scope("tu-phap"), place.scope("noi-vu")
    appraisal.give(justice, appraising.pk, "1.2", D(1), "thiếu")
    assert appraisal.agree(justice, appraising.round_id, LEAVES, [appraising.pk]) == 0
    assert appraisal.agree(home, appraising.round_id, LEAVES, [appraising.pk]) == 1
    given = dict(
        LeafPoints.objects.filter(participant=appraising, layer="appraised_1").values_list("code", "points")
    )
    assert given == {"1.1": D(2), "1.2": D(1)}
    assert Entry.objects.get(action="appraisal.agreed").values_after == {"1.1": "2"}


def test_a_changed_reason_is_kept_although_the_points_stay(appraising: Participant, place: Province) -> None:
    justice = place.scope("tu-phap")
    appraisal.give(justice, appraising.pk, "1.2", D(1), "thiếu hồ sơ")
    again = appraisal.give(justice, appraising.pk, "1.2", D(1), "thiếu 2 hồ sơ")
    assert (again.version, again.reason) == (2, "thiếu 2 hồ sơ")
    assert appraisal.give(justice, appraising.pk, "1.2", D(1), "thiếu 2 hồ sơ").version == 2


def test_nobody_appraises_before_the_appraisal_begins(locked: Participant, place: Province) -> None:
    with pytest.raises(Conflict, match="không ở bước thẩm định"):
        appraisal.give(place.scope("noi-vu"), locked.pk, "1.1", D(2))


def test_a_question_goes_to_the_unit_is_answered_and_appraised_again(
    appraising: Participant, place: Province
) -> None:
    justice, secretary, focal, head = (
        place.scope(name) for name in ("tu-phap", "thu-ky", "dau-moi", "lanh-dao")
    )
    appraisal.give(justice, appraising.pk, "1.2", D(1), "chưa rõ mẫu số")
    with pytest.raises(Conflict, match="chưa có tiêu chí nào được yêu cầu giải trình"):
        process.ask(secretary, appraising.pk)
    appraisal.question(justice, appraising.pk, "1.2", "Mẫu số lấy ở đâu?")
    process.ask(secretary, appraising.pk)
    report = papers.shelved(appraising.unit, "Giải trình").pk
    with pytest.raises(Conflict, match="còn 1 yêu cầu chưa được giải trình"):
        process.explain(head, appraising.pk, report)
    appraisal.answer(focal, appraising.pk, "1.2", "Theo báo cáo 12", D("1.92"))
    evidence.attach(focal, appraising.pk, "1.2", papers.shelved(appraising.unit, "Báo cáo 12").pk)
    process.explain(head, appraising.pk, report)
    process.appraise_again(secretary, appraising.pk)
    with pytest.raises(Conflict, match="không có yêu cầu"):
        appraisal.give(place.scope("noi-vu"), appraising.pk, "1.1", D(1), "muộn")
    appraisal.give(justice, appraising.pk, "1.2", D("1.92"), "chấp nhận giải trình")
    values = dict(
        LeafPoints.objects.filter(participant=appraising, code="1.2").values_list("layer", "points")
    )
    assert values == {
        "self": D("1.92"),
        "appraised_1": D(1),
        "explanation": D("1.92"),
        "appraised_2": D("1.92"),
    }
    assert NodeScore.objects.get(participant=appraising, code="1.2").points == D("1.92")


def test_while_explaining_only_the_leaves_that_were_asked_about_take_new_evidence(
    appraising: Participant, place: Province
) -> None:
    focal = place.scope("dau-moi")
    appraisal.question(place.scope("tu-phap"), appraising.pk, "1.2", "Mẫu số?")
    process.ask(place.scope("thu-ky"), appraising.pk)
    document = papers.shelved(appraising.unit, "Bổ sung")
    evidence.attach(focal, appraising.pk, "1.2", document.pk)
    with pytest.raises(Conflict):
        evidence.attach(focal, appraising.pk, "1.1", document.pk)


def test_a_unit_goes_to_the_council_only_when_all_its_leaves_are_appraised(
    appraising: Participant, place: Province
) -> None:
    secretary = place.scope("thu-ky")
    assert state_of(appraising).not_appraised == tuple(LEAVES)
    with pytest.raises(Conflict, match="còn 7 tiêu chí chưa được thẩm định"):
        process.refer(secretary, appraising.pk)
    own = dict(LeafPoints.objects.filter(participant=appraising).values_list("code", "points"))
    everywhere = Scope.system("tests", factories.TODAY)
    for code in LEAVES:
        appraisal.give(everywhere, appraising.pk, code, own[code])
    assert process.refer(secretary, appraising.pk).stage == "council"


def test_two_colleagues_who_answer_one_question_do_not_overwrite_each_other(
    appraising: Participant, place: Province
) -> None:
    appraisal.question(place.scope("tu-phap"), appraising.pk, "1.2", "Số liệu lấy ở đâu?")
    explaining = process.ask(place.scope("thu-ky"), appraising.pk)
    focal = place.scope("dau-moi")
    asked = Question.objects.get(participant=explaining)
    first = appraisal.answer(focal, explaining.pk, "1.2", "Đoạn một\n\nĐoạn hai", seen_version=asked.version)
    assert first.answer == "Đoạn một\n\nĐoạn hai"
    with pytest.raises(QuestionConflict) as fault:
        appraisal.answer(focal, explaining.pk, "1.2", "Của người khác", seen_version=asked.version)
    assert fault.value.problems == ("Đoạn một\n\nĐoạn hai",)
    again = appraisal.answer(focal, explaining.pk, "1.2", first.answer, seen_version=asked.version)
    assert again.answer == first.answer

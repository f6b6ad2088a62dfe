"""The unit's side of the round on screen: evidence, explanation, lock, withdrawal, answers, deadlines, desk."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.documents.models import Document
from caicach.apps.parindex import worklist
from caicach.apps.parindex.actions import appraisal, evidence, process
from caicach.apps.parindex.models import LeafPoints, Participant, Round, Submission
from caicach.apps.parindex.tests import factories, papers
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.apps.parindex.tests.test_process_actions import LEAVES
from caicach.core.parindex.process import Stage
from caicach.platform.access import Role
from screens import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def url(name: str, member: Participant, *more: object) -> str:
    return reverse(f"parindex:{name}", args=[member.round.year, member.unit_id, *more])


def stage_of(member: Participant) -> Stage:
    member.refresh_from_db()
    return Stage(member.stage)


def pdf(name: str = "07-KH-UBND 2026-02-05 Kế hoạch năm.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


# --- evidence of a leaf ----------------------------------------------------------------------------------------------


def test_a_document_of_the_shelf_is_attached_with_its_pages_and_detached(
    member: Participant, opened: Opened
) -> None:
    client, document = opened("dau-moi"), papers.shelved(member.unit, "Kế hoạch 07")
    assert "Kế hoạch 07" in text(client.get(url("fact", member, "1.2")))
    answer = client.post(
        url("fact_proofs", member, "1.2"), {"document": document.pk, "pages": "1–3"}, follow=True
    )
    assert "Đã gắn “Kế hoạch 07”" in text(answer)
    assert "1–3" in text(answer)
    answer = client.post(url("fact_proof_detach", member, "1.2", document.pk), follow=True)
    assert "tài liệu vẫn còn trong kho" in text(answer)
    assert not member.proofs.exists()


def test_the_shelf_is_searched_without_tone_marks_needed(member: Participant, opened: Opened) -> None:
    papers.shelved(member.unit, "ke hoach 07")
    papers.shelved(member.unit, "bao cao 12")
    words = text(opened("dau-moi").get(url("fact_proofs", member, "1.2"), {"q": "kế hoạch"}))
    assert "hoach 07" in words
    assert "bao cao 12" not in words


def test_odd_addresses_are_not_faults(member: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    assert client.post(url("fact_proof_detach", member, "1.2", 2**80)).status_code == 404
    assert client.get(url("fact_proofs", member, "1.2"), {"q": "\x00"}).status_code == 200
    assert client.post(url("fact_proofs", member, "1.2"), {"document": "9" * 40}).status_code == 422
    assert client.get(url("fact_proofs", member, "9.9")).status_code == 404


def test_a_document_that_cannot_be_attached_says_why_and_keeps_the_pages(
    member: Participant, people: Province, opened: Opened
) -> None:
    foreign = papers.shelved(people.communes[1], "Của xã khác")
    answer = opened("dau-moi").post(
        url("fact_proofs", member, "1.2"), {"document": foreign.pk, "pages": "trang 8"}
    )
    assert answer.status_code == 422
    assert "trang 8" in answer.content.decode()
    assert "Của xã khác" not in text(answer)


def test_new_files_go_to_the_shelf_and_prove_the_leaf_at_once(member: Participant, opened: Opened) -> None:
    answer = opened("dau-moi").post(
        url("fact_upload", member, "1.2"), {"chosen": [pdf()], "pages": "2"}, follow=True
    )
    assert answer.status_code == 200, text(answer)
    proof = member.proofs.get()
    assert (proof.code, proof.pages, proof.document.number) == ("1.2", "2", "07/KH-UBND")
    assert proof.document.year == member.round.year


def test_a_file_that_is_refused_is_not_stored_and_the_page_says_why(
    member: Participant, opened: Opened
) -> None:
    bad = SimpleUploadedFile("lenh.exe", b"MZ\x90\x00", "application/octet-stream")
    answer = opened("dau-moi").post(url("fact_upload", member, "1.2"), {"chosen": [bad], "pages": "2"})
    assert answer.status_code == 422
    assert "lenh.exe" in text(answer)
    assert not Document.objects.exists()
    empty = opened("dau-moi").post(url("fact_upload", member, "1.2"), {})
    assert empty.status_code == 422


def test_an_explanation_is_saved_and_two_that_cross_are_both_shown(
    member: Participant, opened: Opened
) -> None:
    client, where = opened("dau-moi"), url("fact_note", member, "1.2")
    client.post(where, {"text": "bản thứ nhất", "seen_version": "0"})
    crossed = client.post(where, {"text": "bản thứ hai", "seen_version": "0"})
    assert crossed.status_code == 422
    assert "bản thứ nhất" in text(crossed)
    assert "bản thứ hai" in text(crossed)
    again = client.post(where, {"text": "bản thứ hai", "seen_version": "1"}, follow=True)
    assert "bản thứ hai" in text(again)
    assert member.notes.get().version == 2
    client.post(where, {"text": "", "seen_version": "2"})
    assert not member.notes.exists()


def test_after_the_lock_the_leaf_is_read_only_and_says_the_way_out(
    locked: Participant, opened: Opened
) -> None:
    client = opened("dau-moi")
    words = text(client.get(url("fact", locked, "1.2")))
    assert "chỉ để xem" in words
    assert "Cách tính tiêu chí 1.2" in words
    assert "Lưu giải thích" not in words
    refused = client.post(url("fact_note", locked, "1.2"), {"text": "sửa lén", "seen_version": "1"})
    assert refused.status_code == 422
    assert "sửa lén" in text(refused)
    sent = {"in-num": "1", "in-den": "50", "source": "", "version": "1", "reason": "sửa"}
    crossed = client.post(url("fact", locked, "1.2"), sent)
    assert crossed.status_code == 422
    assert "không sửa được nữa" in text(crossed)


def test_who_may_not_see_documents_sees_none_of_them(
    member: Participant, people: Province, opened: Opened
) -> None:
    document = papers.shelved(member.unit, "Kế hoạch mật")
    evidence.attach(people.scope("dau-moi"), member.pk, "1.2", document.pk)
    assert "Kế hoạch mật" in text(opened("tu-phap").get(url("fact", member, "1.2")))
    assert "Kế hoạch mật" not in text(opened("tra-cuu").get(url("fact", member, "1.2")))


# --- the sheet -------------------------------------------------------------------------------------------------------


def test_the_sheet_says_the_stage_the_deadline_and_what_lacks(
    member: Participant, people: Province, opened: Opened
) -> None:
    process.set_deadlines(
        people.scope("quan-tri-bo"), member.round_id, {"self_score": dt.date(2026, 11, 18)}, "KH 1"
    )
    evidence.note(people.scope("dau-moi"), member.pk, "1.1", "đã nộp")
    client = opened("dau-moi")
    words = text(client.get(url("facts", member)))
    assert "đang tự chấm" in words
    assert "quá hạn 2 ngày" in words
    assert "Thiếu minh chứng 6" in words
    filtered = text(client.get(url("facts", member), {"loc": "thieu-minh-chung"}))
    assert "Tỷ lệ" in filtered
    assert "Kế hoạch" not in filtered.split("Tình trạng", 1)[1]


# --- lock ------------------------------------------------------------------------------------------------------------


def test_the_page_of_the_lock_links_every_gap(member: Participant, opened: Opened) -> None:
    answer = opened("lanh-dao").get(url("self_score", member))
    assert "7 tiêu chí chưa có số liệu" in text(answer)
    for code in LEAVES:
        assert f"{url('fact', member, code)}#minh-chung" in answer.content.decode()


def test_the_head_locks_with_a_report_of_the_shelf(ready: Participant, opened: Opened) -> None:
    report = papers.shelved(ready.unit, "Báo cáo đã ký")
    answer = opened("lanh-dao").post(url("self_score_lock", ready), {"report": report.pk}, follow=True)
    assert "Đã chốt điểm tự chấm năm 2026, lần nộp thứ 1." in text(answer)
    assert stage_of(ready) is Stage.SELF_LOCKED
    assert Submission.objects.get().digest[:12] in text(answer)


def test_the_head_locks_with_a_new_file(ready: Participant, opened: Opened) -> None:
    answer = opened("lanh-dao").post(url("self_score_lock", ready), {"file": pdf()}, follow=True)
    assert stage_of(ready) is Stage.SELF_LOCKED, text(answer)
    assert Submission.objects.get().report == Document.objects.get()


def test_an_incomplete_unit_is_not_locked_and_the_new_file_stays_chosen(
    member: Participant, opened: Opened
) -> None:
    answer = opened("lanh-dao").post(url("self_score_lock", member), {"file": pdf()})
    assert answer.status_code == 422
    assert "còn 7 tiêu chí chưa có số liệu" in text(answer)
    assert f'value="{Document.objects.get().pk}" selected' in answer.content.decode()
    assert stage_of(member) is Stage.SELF_SCORING


def test_two_reports_or_a_report_that_is_no_pdf_are_refused(ready: Participant, opened: Opened) -> None:
    report, client = papers.shelved(ready.unit, "Báo cáo đã ký"), opened("lanh-dao")
    both = client.post(url("self_score_lock", ready), {"report": report.pk, "file": pdf()})
    assert "Chỉ chọn một" in text(both)
    word = papers.shelved(ready.unit, "Bản Word", kind="docx")
    assert client.post(url("self_score_lock", ready), {"report": word.pk}).status_code == 422
    none = client.post(url("self_score_lock", ready), {})
    assert "chưa kèm báo cáo đã ký" in text(none)


def test_a_file_sent_to_a_unit_that_is_locked_already_is_not_stored(
    locked: Participant, opened: Opened
) -> None:
    answer = opened("lanh-dao").post(url("self_score_lock", locked), {"file": pdf()})
    assert answer.status_code == 422
    assert "đã chốt tự chấm nên không chốt điểm tự chấm được" in text(answer)
    assert Document.objects.count() == 1


def test_the_focal_officer_sees_the_page_and_does_not_lock(ready: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    assert "Lãnh đạo đơn vị là người chốt." in text(client.get(url("self_score", ready)))
    assert client.post(url("self_score_lock", ready)).status_code == 403


def test_a_locked_self_score_is_withdrawn_with_a_reason(locked: Participant, opened: Opened) -> None:
    client = opened("lanh-dao")
    assert client.post(url("self_score_withdraw", locked), {"rut-reason": " "}).status_code == 422
    answer = client.post(url("self_score_withdraw", locked), {"rut-reason": "sai số liệu"}, follow=True)
    assert stage_of(locked) is Stage.SELF_SCORING
    assert "sai số liệu" in text(answer)
    assert client.post(url("self_score_withdraw", locked), {"rut-reason": "nữa"}).status_code == 422


def test_the_framework_manager_unlocks_with_a_reason(locked: Participant, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    assert "Mở khóa cho đơn vị sửa" in text(client.get(url("self_score", locked)))
    assert client.post(url("self_score_unlock", locked), {}).status_code == 422
    client.post(url("self_score_unlock", locked), {"mo-reason": "đơn vị đề nghị"})
    assert stage_of(locked) is Stage.SELF_SCORING
    assert opened("lanh-dao").post(url("self_score_unlock", locked)).status_code == 403


# --- explanation -----------------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_points_and_the_explanation_sent(
    explaining: Participant, opened: Opened
) -> None:
    focal, head = opened("dau-moi"), opened("lanh-dao")
    assert "Số liệu lấy ở đâu?" in text(focal.get(url("fact", explaining, "1.2")))
    assert "Yêu cầu giải trình" not in text(focal.get(url("fact", explaining, "1.1")))
    early = head.post(url("explanation_send", explaining), {"file": pdf("giai trinh.pdf")})
    assert "còn 1 yêu cầu chưa được giải trình" in text(early)
    answer = focal.post(
        url("fact_answer", explaining, "1.2"), {"text": "Sổ theo dõi", "points": "1,5"}, follow=True
    )
    assert "Sổ theo dõi" in text(answer)
    assert LeafPoints.objects.get(layer="explanation").points == 1.5
    report = Document.objects.latest("pk").pk
    head.post(url("explanation_send", explaining), {"report": report})
    assert stage_of(explaining) is Stage.EXPLAINED
    assert "Điểm đề nghị: 1,5" in text(focal.get(url("fact", explaining, "1.2")))


def test_an_appraiser_sees_the_questions_of_his_fields(
    explaining: Participant, people: Province, opened: Opened
) -> None:
    factories.person(people, "noi-vu", Role.APPRAISER, fields=["noi_vu"])
    assert "Số liệu lấy ở đâu?" in text(opened("tu-phap").get(url("self_score", explaining)))
    assert "Số liệu lấy ở đâu?" not in text(opened("noi-vu").get(url("self_score", explaining)))


def test_an_answer_that_is_refused_keeps_what_was_typed(explaining: Participant, opened: Opened) -> None:
    client, where = opened("dau-moi"), url("fact_answer", explaining, "1.2")
    over = client.post(where, {"text": "Sổ theo dõi", "points": "9"})
    assert over.status_code == 422
    assert "Sổ theo dõi" in text(over)
    assert 'value="9"' in over.content.decode()
    assert client.post(where, {"text": ""}).status_code == 422


def test_while_explaining_the_asked_leaf_takes_evidence(explaining: Participant, opened: Opened) -> None:
    document = papers.shelved(explaining.unit, "Sổ theo dõi")
    client = opened("dau-moi")
    client.post(url("fact_proofs", explaining, "1.2"), {"document": document.pk, "pages": ""})
    assert explaining.proofs.count() == 1
    refused = client.post(url("fact_proofs", explaining, "1.1"), {"document": document.pk, "pages": ""})
    assert refused.status_code == 422


# --- the round -------------------------------------------------------------------------------------------------------


def test_deadlines_are_set_in_order_and_shown(made: Round, opened: Opened) -> None:
    client, where = opened("quan-tri-bo"), reverse("parindex:round_deadlines", args=[made.year, made.pk])
    turned = client.post(
        where, {"due-self_score": "10/12/2026", "due-appraisal_1": "01/12/2026", "reason": "Kế hoạch 1"}
    )
    assert turned.status_code == 422
    assert "10/12/2026" in turned.content.decode()
    assert client.post(where, {"due-self_score": "32/12/2026", "reason": "x"}).status_code == 422
    done = client.post(where, {"due-self_score": "10/11/2026", "reason": "Kế hoạch 1"}, follow=True)
    words = text(done)
    assert "10/11/2026" in words
    assert "đang tự chấm" in words
    assert "muộn 10 ngày" in words


# --- the desk --------------------------------------------------------------------------------------------------------


def titles(place: Province, username: str) -> dict[str, str]:
    return {item.title: item.detail for item in worklist.items(place.scope(username), 2026)}


def test_the_desk_says_what_is_due(member: Participant, people: Province) -> None:
    process.set_deadlines(SYSTEM, member.round_id, {"self_score": dt.date(2026, 11, 30)}, "Kế hoạch 1")
    for username in ("dau-moi", "lanh-dao"):
        told = titles(people, username)["Chốt điểm tự chấm năm 2026"]
        assert "7 tiêu chí thiếu số liệu; 7 tiêu chí thiếu minh chứng" in told
    assert "Chốt điểm tự chấm năm 2026" not in titles(people, "thu-ky")


def test_the_desk_counts_the_leaves_to_explain(explaining: Participant, people: Province) -> None:
    assert titles(people, "dau-moi")["Giải trình 1 tiêu chí"].endswith("1.2")


# --- English ---------------------------------------------------------------------------------------------------------


def test_the_pages_speak_english(explaining: Participant, opened: Opened) -> None:
    client = opened("dau-moi")
    client.post(reverse("set_language"), {"language": "en"})
    leaf = text(client.get(url("fact", explaining, "1.2")))
    assert "Evidence and explanation" in leaf
    assert "Points asked for" in leaf
    page = text(client.get(url("self_score", explaining)))
    assert "Lock the self-score" in page
    assert "Self-score report, no. 1" in page


def test_an_answer_that_crosses_a_colleagues_shows_his_and_keeps_what_was_written(
    explaining: Participant, opened: Opened, people: Province
) -> None:
    client = opened("dau-moi")
    page = client.get(url("fact", explaining, "1.2"))
    seen = answer_version(page)
    appraisal.answer(people.scope("dau-moi"), explaining.pk, "1.2", "Của đồng nghiệp")
    data = {"text": "Của tôi", "points": "", "seen_version": seen}
    answer = client.post(url("fact_answer", explaining, "1.2"), data)
    assert answer.status_code == 422
    assert all(words in text(answer) for words in ("Của đồng nghiệp", "Của tôi"))
    again = {**data, "seen_version": answer_version(answer)}
    assert client.post(url("fact_answer", explaining, "1.2"), again).status_code == 302
    assert explaining.questions.get().answer == "Của tôi"


def answer_version(response: Any) -> str:
    """The version that the form of the answer states as seen; the explanation's form has a field of the same name."""
    form = response.content.decode().split("giai-trinh/#giai-trinh")[1]
    found = re.search(r'name="seen_version"[^>]*value="(\d+)"', form) or re.search(
        r'value="(\d+)"[^>]*name="seen_version"', form
    )
    assert found
    return found[1]

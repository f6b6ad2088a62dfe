"""DT-1: one document proves several leaves, ticked on one page or named over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions import evidence
from caicach.apps.parindex.models import Participant, Proof, Round
from caicach.apps.parindex.tests import factories, papers, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.platform.access import Role
from caicach.platform.tests.papers import PDF
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def member(made: Round, place: Province) -> Participant:
    factories.person(place, "nguoi-giao", Role.ASSIGNEE, place.communes[0])
    factories.notice(place.communes[0], {"2": place.people["nguoi-giao"]})
    return small.member(made, place.communes[0])


@pytest.fixture
def page(member: Participant) -> str:
    return reverse("parindex:proofs_of_several", args=[2026, member.unit_id])


def proved(member: Participant) -> list[tuple[str, str]]:
    rows = Proof.objects.filter(participant=member).order_by("pk")
    return list(rows.values_list("code", "pages"))


def test_a_document_of_the_shelf_proves_the_ticked_leaves_with_their_pages(
    member: Participant, page: str, opened: Opened
) -> None:
    plan = papers.shelved(member.unit, "Kế hoạch cải cách")
    client = opened("dau-moi")
    ticked = client.get(page, {"ma": "1.1", "tai-lieu": plan.pk}).content.decode()
    assert 'value="1.1" id="code-1.1" checked' in ticked
    assert f'value="{plan.pk}" selected' in ticked
    sent = {"report": plan.pk, "code": ["1.1", "1.3"], "pages-1.3": "2–4", "pages-2.1": "9"}
    done = client.post(page, sent, follow=True)
    assert "Đã gắn tài liệu với 2 tiêu chí." in text(done)
    assert proved(member) == [("1.1", ""), ("1.3", "2–4")]
    assert text(client.get(page)).count("Kế hoạch cải cách") >= 3  # the choice, and both leaves


def test_a_new_file_goes_to_the_shelf_and_proves_them(member: Participant, page: str, opened: Opened) -> None:
    file = SimpleUploadedFile("ke-hoach.pdf", PDF, "application/pdf")
    assert opened("dau-moi").post(page, {"file": file, "code": ["1.1", "2.1"]}).status_code == 302
    assert {one.document for one in Proof.objects.all()} == {Document.objects.get()}
    assert [code for code, _ in proved(member)] == ["1.1", "2.1"]


def test_without_a_leaf_or_without_a_document_nothing_is_stored(
    member: Participant, page: str, opened: Opened
) -> None:
    client = opened("dau-moi")
    file = SimpleUploadedFile("ke-hoach.pdf", PDF, "application/pdf")
    no_leaf = client.post(page, {"file": file})
    assert no_leaf.status_code == 422
    assert "Hãy đánh dấu ít nhất một tiêu chí" in text(no_leaf)
    no_paper = client.post(page, {"code": ["1.1"], "pages-1.1": "3"})
    assert no_paper.status_code == 422
    assert "Hãy chọn một tài liệu trong kho hoặc tải tệp mới lên." in text(no_paper)
    assert 'id="code-1.1" checked' in no_paper.content.decode()
    assert 'name="pages-1.1" value="3"' in no_paper.content.decode()
    assert not Document.objects.exists()


def test_an_assignee_ticks_the_leaves_that_are_his(member: Participant, page: str, opened: Opened) -> None:
    plan, client = papers.shelved(member.unit), opened("nguoi-giao")
    shown = client.get(page).content.decode()
    assert 'id="code-2.1"' in shown
    assert 'id="code-1.1"' not in shown
    assert client.post(page, {"report": plan.pk, "code": ["2.1", "1.1"]}).status_code == 403
    assert not Proof.objects.exists()


def test_what_the_document_proved_before_stays_as_it_was(
    member: Participant, page: str, opened: Opened
) -> None:
    plan = papers.shelved(member.unit)
    evidence.attach(SYSTEM, member.pk, "1.1", plan.pk, "1")
    sent = {"report": plan.pk, "code": ["1.1"], "pages-1.1": "7"}
    done = opened("dau-moi").post(page, sent, follow=True)
    assert "đã chứng minh các tiêu chí được chọn từ trước" in text(done)
    assert proved(member) == [("1.1", "1")]


def test_the_facts_sheet_and_the_leaf_lead_to_the_page(
    member: Participant, page: str, opened: Opened
) -> None:
    client = opened("dau-moi")
    assert page in client.get(reverse("parindex:facts", args=[2026, member.unit_id])).content.decode()
    leaf = client.get(reverse("parindex:fact", args=[2026, member.unit_id, "1.1"])).content.decode()
    assert f"{page}?ma=1.1" in leaf


def test_several_leaves_are_proved_over_http(member: Participant, opened: Opened) -> None:
    plan = papers.shelved(member.unit)
    url = f"/api/units/{member.unit_id}/proofs?year=2026"
    body = {"document_id": plan.pk, "codes": ["1.1", "1.1", "1.3"], "pages": {"1.3": "2"}}
    answer = opened("dau-moi").post(url, body, content_type="application/json")
    assert answer.json() == {"added": 2}
    assert proved(member) == [("1.1", ""), ("1.3", "2")]
    wrong = opened("dau-moi").post(url, body | {"codes": ["9.9"]}, content_type="application/json")
    assert (wrong.status_code, wrong["Content-Type"]) == (404, "application/problem+json")


def test_the_page_asks_a_fixed_number_of_questions(
    member: Participant, page: str, opened: Opened, django_assert_max_num_queries: object
) -> None:
    for code in ("1.1", "1.2", "1.3", "2.1"):
        evidence.attach(SYSTEM, member.pk, code, papers.shelved(member.unit, f"Văn bản {code}").pk)
    client = opened("dau-moi")
    client.get(page)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(page)

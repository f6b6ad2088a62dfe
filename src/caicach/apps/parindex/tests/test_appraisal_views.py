"""The pages of the appraisal as people use them: typing in rows, agreeing, leading units on, reading the layers."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.apps.parindex.actions import appraisal, process, rounds
from caicach.apps.parindex.models import LeafPoints, Participant, Question, Round
from caicach.apps.parindex.tests import appraising, factories, papers, small
from caicach.apps.parindex.tests.appraising import LEAF
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.apps.units.actions import PostData, assign_post
from caicach.platform.access import Role
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
D = Decimal
LEAF_PAGE = f"/chi-so/2026/tham-dinh/commune/{LEAF}/"
MOST_QUERIES = 15  # one of them counts for the bell


@pytest.fixture
def place(in_appraisal: Going) -> Province:
    return in_appraisal.place


@pytest.fixture
def made(in_appraisal: Going) -> Round:
    return in_appraisal.made


@pytest.fixture
def one(made: Round, place: Province) -> Participant:
    return appraising.member(made, place)


@pytest.fixture
def justice(opened: Opened, one: Participant) -> Client:
    return opened("tu-phap")


def row_url(one: Participant, code: str = LEAF) -> str:
    return f"/chi-so/2026/don-vi/{one.unit_id}/tham-dinh/{code}/"


def typed(client: Client, one: Participant, code: str = LEAF, **data: Any) -> Any:
    """Send a row as the script does."""
    return client.post(row_url(one, code), {"version": "0", **data}, headers={"X-Autosave": "1"})


# --- typing in a row -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("points", ["1,5", "1.5"])
def test_points_are_typed_with_a_comma_or_a_point(justice: Client, one: Participant, points: str) -> None:
    answer = typed(justice, one, points=points, reason="hai hồ sơ không hợp lệ")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["version"], told["points"]) == (1, "1,5")
    assert told["state"].startswith("Đã lưu")
    assert "0,42" in told["difference"]
    assert LeafPoints.objects.get(participant=one, layer="appraised_1").points == D("1.5")


def test_in_the_second_appraisal_the_row_has_points_and_no_question(
    justice: Client, one: Participant
) -> None:
    typed(justice, one, points="1", reason="thiếu hồ sơ", question="nêu danh sách hồ sơ")
    process.ask(SYSTEM, one.pk)
    appraisal.answer(SYSTEM, one.pk, LEAF, "danh sách kèm theo")
    process.explain(SYSTEM, one.pk, papers.shelved(one.unit, "Giải trình").pk)
    process.appraise_again(SYSTEM, one.pk)
    answer = typed(justice, one, points="1,5", reason="chấp nhận một phần", asked="nêu danh sách hồ sơ")
    assert (answer.status_code, answer.json()["points"]) == (200, "1,5")
    assert Question.objects.get().text == "nêu danh sách hồ sơ"


def test_nothing_is_rounded_on_the_way_in(justice: Client, one: Participant) -> None:
    answer = typed(justice, one, points="1,12345678901", reason="lẻ")
    assert answer.status_code == 422
    assert "chữ số thập phân" in answer.json()["faults"]["points"]
    assert typed(justice, one, points="1,1234567891", reason="lẻ").json()["points"] == "1,1234567891"


def test_a_fault_of_the_points_stands_beside_the_row_and_does_not_hold_up_the_question(
    justice: Client, one: Participant
) -> None:
    answer = typed(justice, one, points="1", question="Mẫu số lấy ở đâu?")
    assert answer.status_code == 422
    assert answer.json()["faults"] == {"points": "điểm khác điểm tự chấm thì phải ghi lý do"}
    assert Question.objects.get(participant=one).text == "Mẫu số lấy ở đâu?"
    assert answer.json()["asked"] == "Mẫu số lấy ở đâu?"


def test_a_reason_alone_is_not_lost_in_silence(justice: Client, one: Participant) -> None:
    answer = typed(justice, one, reason="chưa rõ")
    assert (answer.status_code, answer.json()["saved"]) == (422, False)
    assert "hãy nhập điểm" in answer.json()["detail"]


def test_a_changed_reason_is_stored_or_said_not_to_be(justice: Client, one: Participant) -> None:
    typed(justice, one, points="1,5", reason="thiếu")
    answer = typed(justice, one, points="1,5", reason="thiếu chữ ký", version="1").json()
    stored = LeafPoints.objects.get(participant=one, layer="appraised_1")
    assert answer["saved"] == (stored.reason == "thiếu chữ ký")


def test_two_values_that_cross_are_both_told(justice: Client, one: Participant, place: Province) -> None:
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "thiếu")
    answer = typed(justice, one, points="1,8", reason="đủ")
    assert answer.status_code == 409
    told = answer.json()
    assert told["conflict"] == "Đang lưu: 1,5 (lý do: thiếu)"
    assert (told["version"], told["points"]) == (1, "1,5")
    assert typed(justice, one, points="1,8", reason="đủ", version="1").json()["version"] == 2


def test_an_answer_that_got_lost_is_not_a_conflict_when_the_row_is_sent_again(
    justice: Client, one: Participant
) -> None:
    typed(justice, one, points="1,5", reason="thiếu")
    again = typed(justice, one, points="1,5", reason="thiếu")
    assert (again.status_code, again.json()["version"]) == (200, 1)


def test_a_question_that_somebody_else_changed_meanwhile_is_not_overwritten(
    justice: Client, one: Participant, place: Province
) -> None:
    appraisal.question(place.scope("tu-phap"), one.pk, LEAF, "Câu hỏi của đồng nghiệp")
    answer = typed(justice, one, question="Câu hỏi khác", asked="")
    assert (answer.status_code, answer.json()["conflict"]) == (409, "Đang lưu: “Câu hỏi của đồng nghiệp”")
    assert Question.objects.get(participant=one).text == "Câu hỏi của đồng nghiệp"


def test_points_that_were_given_are_not_taken_back_by_an_empty_field(
    justice: Client, one: Participant
) -> None:
    typed(justice, one, agree="1")
    answer = typed(justice, one, points="", version="1")
    assert "không xóa được" in answer.json()["detail"]


def test_one_agrees_with_the_self_score_of_a_row(justice: Client, one: Participant) -> None:
    assert typed(justice, one, agree="1").json()["points"] == "1,92"
    assert LeafPoints.objects.get(participant=one, layer="appraised_1").points == D("1.92")


def test_without_a_script_a_row_is_a_form_that_leads_back(justice: Client, one: Participant) -> None:
    answer = justice.post(row_url(one), {"points": "1,92", "version": "0", "back": LEAF_PAGE})
    assert (answer.status_code, answer["Location"]) == (302, LEAF_PAGE)
    elsewhere = justice.post(row_url(one), {"points": "1,92", "version": "1", "back": "https://khac.vn/"})
    assert elsewhere["Location"].startswith("/chi-so/2026/don-vi/")


def test_without_a_script_a_conflict_shows_both_values(
    justice: Client, one: Participant, place: Province
) -> None:
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "thiếu")
    answer = justice.post(row_url(one), {"points": "1,8", "reason": "đủ", "version": "0"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Hai giá trị khác nhau" in shown
    assert "1,5 – thiếu" in shown
    assert 'value="1,8"' in shown
    assert 'name="version" value="1"' in shown


# --- the pages -------------------------------------------------------------------------------------------------------


def test_one_leaf_stands_with_all_units_and_its_rule(justice: Client, place: Province) -> None:
    answer = justice.get(LEAF_PAGE)
    shown = text(answer)
    assert all(unit.name in shown for unit in place.communes)
    assert "2 / 4 đơn vị chờ chấm" in shown
    assert answer.content.decode().count("data-row-save=") == 2


def test_the_rows_that_wait_can_be_seen_alone(justice: Client, one: Participant, place: Province) -> None:
    typed(justice, one, agree="1")
    shown = text(justice.get(f"{LEAF_PAGE}?loc=chua-cham"))
    assert place.communes[1].name in shown
    assert place.communes[0].name not in shown


def test_all_untouched_rows_are_agreed_with_after_they_were_listed(justice: Client, one: Participant) -> None:
    typed(justice, one, points="1", reason="thiếu")
    listed = justice.post(f"{LEAF_PAGE}dong-y/")
    assert "Phường 2" in text(listed)
    other = Participant.objects.exclude(pk=one.pk).get(stage="appraising_1")
    assert not LeafPoints.objects.filter(participant=other, layer="appraised_1").exists()
    justice.post(f"{LEAF_PAGE}dong-y/", {"confirmed": "1", "unit": [one.pk, other.pk]})
    given = dict(LeafPoints.objects.filter(layer="appraised_1").values_list("participant_id", "points"))
    assert given == {one.pk: D(1), other.pk: D("1.92")}


def test_one_unit_stands_with_the_leaves_of_the_field(
    justice: Client, one: Participant, opened: Opened
) -> None:
    url = f"/chi-so/2026/don-vi/{one.unit_id}/tham-dinh/"
    assert justice.get(url).content.decode().count("data-row-save=") == 1
    secretary = text(opened("thu-ky").get(url))
    assert "Gửi yêu cầu giải trình" in secretary
    assert "còn 7 tiêu chí chưa được thẩm định" in secretary


def test_a_step_is_shown_first_and_those_that_can_go_on_do(
    opened: Opened, one: Participant, place: Province
) -> None:
    client, url = opened("thu-ky"), "/chi-so/2026/tham-dinh/buoc/"
    appraisal.question(place.scope("tu-phap"), one.pk, LEAF, "Mẫu số?")
    units = list(Participant.objects.filter(stage="appraising_1").values_list("pk", flat=True))
    shown = text(client.post(url, {"step": "ask", "unit": units}))
    assert "1 đơn vị sẵn sàng, 1 đơn vị chưa" in shown
    assert "chưa có tiêu chí nào được yêu cầu giải trình" in shown
    one.refresh_from_db()
    assert one.stage == "appraising_1"
    done = client.post(url, {"step": "ask", "unit": units, "confirmed": "1"})
    assert done.status_code == 302
    one.refresh_from_db()
    assert one.stage == "explaining"
    assert Participant.objects.filter(stage="appraising_1").count() == 1


def test_an_unknown_step_is_refused(opened: Opened, one: Participant) -> None:
    answer = opened("thu-ky").post("/chi-so/2026/tham-dinh/buoc/", {"step": "publish", "unit": [one.pk]})
    assert answer.status_code == 422


def test_the_overview_filters_by_stage_and_block(opened: Opened, one: Participant, place: Province) -> None:
    client = opened("thu-ky")
    shown = text(client.get("/chi-so/2026/tham-dinh/?buoc=self_scoring"))
    assert place.communes[2].name in shown
    assert place.communes[0].name not in shown
    assert place.communes[1].name not in text(client.get("/chi-so/2026/tham-dinh/?khoi=xa"))


def test_the_navigation_leads_to_the_appraisal_that_runs(justice: Client, opened: Opened) -> None:
    assert justice.get("/chi-so/tham-dinh/")["Location"] == "/chi-so/2026/tham-dinh/"
    assert opened("dau-moi").get("/chi-so/tham-dinh/").status_code == 403


def test_the_layers_name_what_was_taken_and_open_the_trail(
    opened: Opened, justice: Client, one: Participant
) -> None:
    typed(justice, one, points="1,5", reason="hai hồ sơ không hợp lệ")
    client, url = opened("doc-xa"), f"/chi-so/2026/don-vi/{one.unit_id}/cac-lop/"
    shown = text(client.get(f"{url}?sap=chenh&loc=chenh"))
    assert "giảm 0,42, tăng 0 điểm" in shown
    assert "1.2 Tỷ lệ" in shown
    assert "1.3" not in shown
    trail = text(client.get(f"{url}{LEAF}/"))
    assert "hai hồ sơ không hợp lệ" in trail
    assert "Tu Phap" in trail


def test_agreement_with_many_stands_in_the_trail_of_each_leaf(
    opened: Opened, one: Participant, place: Province
) -> None:
    appraisal.agree(place.scope("tu-phap"), one.round_id, [LEAF], [one.pk])
    client = opened("doc-xa")
    assert "Tu Phap" in text(client.get(f"/chi-so/2026/don-vi/{one.unit_id}/cac-lop/{LEAF}/"))
    assert "Tu Phap" not in text(client.get(f"/chi-so/2026/don-vi/{one.unit_id}/cac-lop/1.1/"))


def test_english_is_typed_with_a_point(justice: Client, one: Participant, place: Province) -> None:
    place.people["tu-phap"].language = "en"
    place.people["tu-phap"].save(update_fields=["language"])
    assert typed(justice, one, points="1.5", reason="two files were not valid").json()["points"] == "1.5"


# --- the budget ------------------------------------------------------------------------------------------------------


def test_a_colleagues_question_that_was_not_touched_here_is_no_conflict(
    justice: Client, one: Participant, place: Province
) -> None:
    appraisal.question(place.scope("tu-phap"), one.pk, LEAF, "Câu hỏi của đồng nghiệp")
    assert typed(justice, one, agree="1", question="", asked="").status_code == 200
    assert Question.objects.get(participant=one).text == "Câu hỏi của đồng nghiệp"


def test_the_locality_goes_along_from_the_overview_to_a_leaf_and_back(made: Round, place: Province) -> None:
    other = factories.province("Tỉnh Khác", communes=1)
    second = rounds.open_round(SYSTEM, other.unit.pk, 2026, "commune", small.CODE)
    rounds.add_participants(SYSTEM, second.pk, [(other.communes[0].pk, "xa")])
    secretary = place.people["thu-ky"]
    post = PostData(secretary.pk, other.unit.pk, Role.COUNCIL_SECRETARY.value, factories.SINCE)
    assign_post(SYSTEM, post)
    client = Client()
    client.force_login(secretary, "django.contrib.auth.backends.ModelBackend")
    here = f"dp={other.unit.pk}"
    overview = reverse("parindex:appraisal", args=[2026])
    leaf = reverse("parindex:appraisal_leaf", args=[2026, "commune", LEAF])
    assert f'{leaf}?{here}"' in client.get(f"{overview}?{here}").content.decode()
    shown = client.get(f"{leaf}?{here}").content.decode()
    assert other.communes[0].name in shown
    assert f'{overview}?bo=commune&amp;{here}"' in shown
    for code in ("1.1", "1.3"):
        assert f'{reverse("parindex:appraisal_leaf", args=[2026, "commune", code])}?{here}"' in shown

"""The screens of rounds and facts: what stands on them, what their forms do and what they refuse."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from caicach.apps.parindex.actions import facts
from caicach.apps.parindex.models import Fact, NodeScore, Participant, Round
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.platform.audit.models import Entry
from screens import hidden, text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_a_round_is_opened_with_all_units_of_the_year(place: Province, opened: Opened) -> None:
    small.version()
    client = opened("quan-tri-bo")
    assert "Mở đợt" in text(client.get(reverse("parindex:rounds", args=[2026])))
    url = reverse("parindex:round_open", args=[2026, place.unit.pk, "commune"])
    response = client.post(url, {"framework": "XA-NHO", "everybody": "on"})
    made = Round.objects.get()
    assert response["Location"] == reverse("parindex:round", args=[2026, made.pk])
    assert set(made.participants.values_list("block", flat=True)) == {"xa", "phuong"}
    assert client.get(url).status_code == 404, "there is one already"


def test_a_round_shows_its_units_and_keeps_its_set_once_in_use(
    place: Province, made: Round, opened: Opened
) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:round", args=[2026, made.pk])
    assert "Đổi bộ chỉ số" in text(client.get(url))
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    assert "Năm 2026 đã có số liệu, nên không đổi bộ chỉ số được nữa" in text(client.get(url))
    factories.framework()
    refused = client.post(
        reverse("parindex:round_framework", args=[2026, made.pk]), {"framework": "XA-2025", "reason": "thử"}
    )
    assert "Năm 2026 đang dùng bộ XA-NHO" in text(refused)
    assert client.get(reverse("parindex:round", args=[2025, made.pk])).status_code == 404


def test_dates_units_blocks_and_scoring_again(place: Province, made: Round, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    dates = reverse("parindex:round_dates", args=[2026, made.pk])
    assert client.post(dates, {"day-plan": "12/01/2026", "reason": "KH 5/KH-UBND"}).status_code == 302
    member = small.member(made, place.communes[0])
    assert member.round.dates == {"plan": "2026-01-12"}
    url = reverse("parindex:participant", args=[2026, made.pk, member.pk])
    assert client.post(url, {"block": "phuong", "not_ranked": "mới lập", "reason": "QĐ"}).status_code == 302
    assert client.post(
        reverse("parindex:participant_remove", args=[2026, made.pk, member.pk]), {"reason": "x"}
    )
    assert made.participants.count() == 3
    add = reverse("parindex:round_add", args=[2026, made.pk])
    assert "Chưa chọn đơn vị nào" in text(client.post(add, {}))
    client.post(add, {"unit": str(place.communes[0].pk), f"block-{place.communes[0].pk}": "phuong"})
    assert small.member(made, place.communes[0]).block == "phuong"
    again = client.post(reverse("parindex:round_rescore", args=[2026, made.pk]), follow=True)
    assert "Đã chấm lại: kết quả không đổi" in text(again)


def test_a_reader_sees_rounds_and_manages_none(made: Round, opened: Opened) -> None:
    client = opened("chu-tich")
    assert "Chấm lại" not in text(client.get(reverse("parindex:round", args=[2026, made.pk])))
    assert client.post(reverse("parindex:round_rescore", args=[2026, made.pk])).status_code == 403
    assert client.get(reverse("parindex:latest_rounds"))["Location"] == reverse(
        "parindex:rounds", args=[2026]
    )


# --- facts -----------------------------------------------------------------------------------------------------------


def leaf_url(place: Province, code: str, name: str = "fact") -> str:
    return reverse(f"parindex:{name}", args=[2026, place.communes[0].pk, code])


def test_the_sheet_of_a_unit(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    url = reverse("parindex:facts", args=[2026, place.communes[0].pk])
    assert client.get(reverse("parindex:own_facts"))["Location"] == url
    facts.enter(
        SYSTEM, small.member(made, place.communes[0]).pk, "1.2", {"num": 48, "den": 50}, illustration=True
    )
    words = text(client.get(url))
    assert "1 / 7 tiêu chí" in words
    assert "minh họa" in words
    missing = text(client.get(url, {"loc": "thieu"}))
    assert "1.1 Kế hoạch" in missing
    assert "1.2 Tỷ lệ" not in missing
    elsewhere = reverse("parindex:facts", args=[2026, place.communes[1].pk])
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("code", "sent_", "inputs", "points"),
    [
        ("1.1", {"in-date": "15/01/2026"}, {"date": "2026-01-15"}, "2"),
        ("1.1", {"in-date-none": "on"}, {"date": None}, "0"),
        ("1.2", {"in-num": "1.250,0", "in-den": "2500"}, {"num": Decimal("1250.0"), "den": 2500}, "1"),
        ("1.2", {"in-num": "12,5", "in-den": "25"}, {"num": Decimal("12.5"), "den": 25}, "1"),
        ("1.3", {"in-items": ["1"]}, {"items": [False, True]}, "1"),
        ("2.1", {"in-done": "no"}, {"done": False}, "0"),
        ("2.2", {"in-option": "0"}, {"option": 0}, "1"),
        (
            "2.3",
            {"in-points": "0,75", "in-reason": "Hội đồng"},
            {"points": Decimal("0.75"), "reason": "Hội đồng"},
            "0.75",
        ),
    ],
)
def test_each_kind_of_leaf_has_its_form(
    place: Province,
    made: Round,
    opened: Opened,
    code: str,
    sent_: dict[str, Any],
    inputs: dict[str, Any],
    points: str,
) -> None:
    response = opened("dau-moi").post(leaf_url(place, code), {"version": "0", "source": "Báo cáo", **sent_})
    assert response.status_code == 302, text(response)[:800]
    assert Fact.objects.get().inputs == inputs
    score = NodeScore.objects.get(participant__unit=place.communes[0], code=code)
    assert score.points == Decimal(points)


@pytest.mark.parametrize(
    ("code", "sent_", "words"),
    [
        ("1.1", {}, "Hãy ghi ngày ký, hoặc đánh dấu"),
        ("1.1", {"in-date": "15/01/2026", "in-date-none": "on"}, "bỏ dấu “Không ban hành”"),
        ("1.1", {"in-date": "31/02/2026"}, "không phải ngày có thật"),
        ("1.2", {"in-num": "1.250", "in-den": "2500"}, "Hãy nhập một số"),
        ("1.2", {"in-num": "-1", "in-den": "5"}, "không được âm"),
        ("1.2", {"in-num": "5", "in-den": "0"}, "mẫu số bằng 0 mà tử số là 5"),
        ("2.1", {}, "Hãy nhập ô này"),
        ("2.3", {"in-points": "2", "in-reason": "x"}, "cao hơn điểm tối đa"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_stays(
    place: Province, made: Round, opened: Opened, code: str, sent_: dict[str, Any], words: str
) -> None:
    response = opened("dau-moi").post(
        leaf_url(place, code), {"version": "0", "source": "Nguồn của tôi", **sent_}
    )
    assert response.status_code == 422
    assert words in text(response)
    assert "Nguồn của tôi" in response.content.decode()
    assert not Fact.objects.exists()


def test_points_are_shown_as_one_types(place: Province, made: Round, opened: Opened) -> None:
    client, url = opened("dau-moi"), leaf_url(place, "1.2", "fact_trial")
    assert "48 / 50 × 100 = 96 %" in text(client.post(url, {"in-num": "48", "in-den": "50"}))
    assert "mẫu số bằng 0 mà tử số" in text(client.post(url, {"in-num": "1", "in-den": "0"}))
    assert "Không phát sinh" in text(client.post(url, {"in-num": "0", "in-den": "0"}))
    assert "khi đã nhập đủ" in text(client.post(url, {"in-num": "", "in-den": "0"}))
    assert not Fact.objects.exists()


def test_two_who_save_at_once_see_both_values_and_lose_none(
    place: Province, made: Round, opened: Opened
) -> None:
    member = small.member(made, place.communes[0])
    facts.enter(place.scope("dau-moi-tinh"), member.pk, "1.2", {"num": 40, "den": 50})
    client, url = opened("dau-moi"), leaf_url(place, "1.2")
    response = client.post(url, {"version": "0", "in-num": "48", "in-den": "50"})
    words = text(response)
    assert "Dau Moi Tinh đã lưu số liệu này lúc" in words
    assert "Hai giá trị khác nhau" in words
    assert 'value="48"' in response.content.decode()
    assert re.search(r"Số việc xong 40", words, re.IGNORECASE)
    assert hidden(response, "version") == "1"
    assert (
        client.post(
            url, {"version": "1", "in-num": "48", "in-den": "50", "reason": "đối chiếu lại"}
        ).status_code
        == 302
    )
    assert Entry.objects.get(action="fact.changed").reason == "đối chiếu lại"


def test_saving_may_go_on_to_the_next_leaf(place: Province, made: Round, opened: Opened) -> None:
    response = opened("dau-moi").post(leaf_url(place, "2.1"), {"version": "0", "in-done": "yes", "tiep": "1"})
    assert response["Location"] == leaf_url(place, "2.2")


def test_a_leaf_is_declared_not_applicable_and_back(place: Province, made: Round, opened: Opened) -> None:
    client, url = opened("dau-moi"), leaf_url(place, "1.2", "fact_not_applicable")
    assert "loại khỏi điểm tối đa" in text(client.get(url))
    assert client.post(url, {"declared": "on", "reason": "không có việc nào"}).status_code == 302
    assert "không áp dụng" in text(client.get(leaf_url(place, "1.2")))
    assert Participant.objects.get(unit=place.communes[0]).not_applicable == ["1.2"]
    assert client.post(url, {"reason": "có việc mới"}).status_code == 302
    assert Participant.objects.get(unit=place.communes[0]).not_applicable == []
    refused = client.post(leaf_url(place, "2.1", "fact_not_applicable"), {"declared": "on", "reason": "x"})
    assert "không cho phép khai" in text(refused)


def test_a_fact_is_withdrawn_with_a_reason(place: Province, made: Round, opened: Opened) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    client, url = opened("dau-moi"), leaf_url(place, "2.1", "fact_withdraw")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "nhầm đơn vị"}).status_code == 302
    assert not Fact.objects.exists()


def test_bonus_penalty_and_attributes(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    url = reverse("parindex:facts_extras", args=[2026, place.communes[0].pk])
    data = {"bonus-T1": "2", "penalty-P1": "", "attributes-no_procedures": "yes", "reason": "QĐ 9"}
    assert client.post(url, data).status_code == 302
    member = Participant.objects.get(unit=place.communes[0])
    assert (member.bonus, member.penalty, member.attributes) == ({"T1": 2}, {}, {"no_procedures": True})
    assert client.post(url, {**data, "bonus-T1": "hai"}).status_code == 422


def test_a_reader_sees_the_facts_and_has_no_form(place: Province, made: Round, opened: Opened) -> None:
    page = opened("chu-tich").get(leaf_url(place, "1.2"))
    assert page.status_code == 200
    assert 'name="in-num"' not in page.content.decode()
    assert (
        opened("chu-tich").post(leaf_url(place, "2.1"), {"version": "0", "in-done": "yes"}).status_code == 403
    )

"""Interlinked dossiers at the counter: parts in their order, one person, all papers, received once, one date."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caicach.apps.dossiers.models import Dossier, Group
from caicach.apps.dossiers.tests.browsing import Browser, fields, focused
from caicach.apps.dossiers.tests.desk import NUMBER, Desk, make_version
from caicach.apps.procedures.models import Paper, Version
from caicach.core.dossiers.status import Status
from screens import text

pytestmark = pytest.mark.databases
PERSON = {"number": NUMBER, "name": "Nguyễn Văn Mẫu", "phone": "0912 345 678", "address": "Thôn 1"}


@pytest.fixture
def officer(desk: Desk) -> Browser:
    return Browser(desk, "officer")


@pytest.fixture
def linked(desk: Desk) -> list[Version]:
    """Birth (3 days, of the desk), residence (1 day) and the insurance card (2 days), linked in the catalogue."""
    residence = make_version(desk.province, "2.000001", "Đăng ký thường trú", limit_amount=Decimal(1))
    card = make_version(desk.province, "2.000002", "Cấp thẻ bảo hiểm y tế", limit_amount=Decimal(2))
    Paper.objects.create(version=card, order=1, name="Tờ khai tham gia bảo hiểm", required=True)
    desk.version.interlinked.set([residence.procedure, card.procedure])
    return [desk.version, residence, card]


def opened(officer: Browser, code: str = "1.013978") -> Any:
    page = officer.get("counter_group", tt=code)
    assert page.status_code == 200
    return page


def complete(officer: Browser) -> dict[str, str]:
    return PERSON | {f"p{paper.pk}-given": "on" for paper in Paper.objects.filter(required=True)}


def received(officer: Browser, **typed: Any) -> Any:
    return officer.press(opened(officer), **complete(officer), do="receive", **typed)


@pytest.mark.usefixtures("linked")
class TestParts:
    def test_the_counter_offers_it_where_the_catalogue_links_and_takes_what_was_typed_along(
        self, officer: Browser
    ) -> None:
        counter = officer.get("counter", tt="1.013978")
        assert "Thủ tục này liên thông với thủ tục khác" in text(counter)
        assert f'formaction="{reverse("dossiers:counter_group")}"' in counter.content.decode()
        sent = fields(counter) | PERSON | {"do": "linked"}
        page = officer.client.post(reverse("dossiers:counter_group"), sent)
        assert fields(page)["name"] == PERSON["name"]
        assert "3. Cấp thẻ bảo hiểm y tế" in text(page)

    def test_a_procedure_that_is_linked_from_the_other_side_is_offered_too(self, officer: Browser) -> None:
        page = text(opened(officer, "2.000002"))
        assert "1. Cấp thẻ bảo hiểm y tế" in page
        assert "2. Đăng ký khai sinh" in page

    def test_the_next_key_goes_to_the_person_then_to_the_papers(self, officer: Browser) -> None:
        assert focused(officer.get("counter_group")) == ["search"]
        page = opened(officer)
        assert focused(page) == ["number"]
        assert focused(officer.press(page, **PERSON, do="refresh")) == ["do"], (
            "the button that ticks all papers"
        )

    def test_each_part_waits_for_the_one_before_it_unless_told_otherwise(
        self, officer: Browser, linked: list[Version]
    ) -> None:
        birth, residence, card = linked
        page = opened(officer)
        assert fields(page)[f"v{card.pk}-after"] == str(residence.pk)
        assert "17:00 27/11/2026" in text(page), "3 days, 1 day (the 24th is off), 2 days"
        told = fields(page) | {f"v{card.pk}-after": str(birth.pk), "do": "refresh"}
        page = officer.client.post(reverse("dossiers:counter_group"), told)
        assert fields(page)[f"v{card.pk}-after"] == str(birth.pk)
        assert "17:00 26/11/2026" in text(page)

    def test_a_part_moves_up_and_then_waits_for_what_stands_before_it_now(
        self, officer: Browser, linked: list[Version]
    ) -> None:
        birth, residence, card = linked
        page = officer.press(opened(officer), **PERSON, do=f"up-{card.pk}")
        assert fields(page)["order"] == f"{birth.pk},{card.pk},{residence.pk}"
        assert fields(page)[f"v{card.pk}-after"] == str(birth.pk)
        assert fields(page)[f"v{residence.pk}-after"] == str(card.pk)
        assert fields(page)["name"] == PERSON["name"]

    def test_a_part_that_is_not_ticked_asks_for_no_papers(
        self, officer: Browser, linked: list[Version]
    ) -> None:
        sent = fields(opened(officer)) | {"do": "refresh"}
        del sent[f"v{linked[2].pk}-on"]
        page = officer.client.post(reverse("dossiers:counter_group"), sent)
        assert "Cấp thẻ bảo hiểm y tế" in text(page)
        assert "Tờ khai tham gia bảo hiểm" not in text(page)

    def test_another_procedure_is_added_by_its_code(self, officer: Browser) -> None:
        make_version(officer.desk.province, "3.000001", "Liên quan khác")
        page = officer.press(opened(officer), search="3.000001", do="look")
        assert "4. Liên quan khác" in text(page)


@pytest.mark.usefixtures("linked")
class TestReceiving:
    def test_the_parts_are_received_at_once_with_one_date_and_receipts_to_print(
        self, officer: Browser
    ) -> None:
        answer = received(officer)
        birth, residence, card = Dossier.objects.order_by("pk")
        assert answer.url == reverse("dossiers:received", args=[birth.pk])
        assert [one.status for one in (birth, residence, card)] == [
            Status.RECEIVED,
            Status.REGISTERED,
            Status.REGISTERED,
        ]
        page = officer.client.get(answer.url)
        for words in ("17:00 27/11/2026", "17:00 23/11/2026", "17:00 25/11/2026", birth.code, card.code):
            assert words in text(page), words
        assert Group.objects.get().name == "Đăng ký khai sinh; Đăng ký thường trú; Cấp thẻ bảo hiểm y tế"
        printed = officer.get("receipts_together", birth.pk)
        assert printed["Content-Type"] == "application/pdf"
        assert officer.get("receipts_together", card.pk).content == printed.content

    def test_parts_that_wait_for_nothing_start_now(self, officer: Browser) -> None:
        sent = fields(opened(officer)) | complete(officer) | {"do": "receive"}
        sent = {name: value for name, value in sent.items() if not name.endswith("-after")}
        officer.client.post(reverse("dossiers:counter_group"), sent)
        assert {one.status for one in Dossier.objects.all()} == {Status.RECEIVED}

    def test_a_form_that_is_sent_twice_is_received_once(self, officer: Browser) -> None:
        sent = fields(opened(officer)) | complete(officer) | {"do": "receive"}
        first = officer.client.post(reverse("dossiers:counter_group"), sent)
        again = officer.client.post(reverse("dossiers:counter_group"), sent)
        assert first["Location"] == again["Location"]
        assert Group.objects.count() == 1

    def test_a_missing_paper_of_a_later_part_is_named_and_everything_is_kept(
        self, officer: Browser, linked: list[Version]
    ) -> None:
        birth, _residence, card = linked
        typed = {f"p{paper.pk}-given": "on" for paper in officer.desk.papers()}
        after = {f"v{card.pk}-after": str(birth.pk)}
        page = officer.press(opened(officer), **PERSON, **typed, **after, content="Cháu Mẫu", do="receive")
        assert page.status_code == 422
        assert "Tờ khai tham gia bảo hiểm" in text(page)
        kept = fields(page)
        assert {name: kept[name] for name in typed} == typed
        assert kept["content"] == "Cháu Mẫu"
        assert kept[f"v{card.pk}-after"] == str(birth.pk)
        assert not Dossier.objects.exists()
        assert officer.press(page, **complete(officer), do="receive").status_code == 302
        assert Group.objects.get().name == "Cháu Mẫu"

    def test_one_part_is_not_a_matter(self, officer: Browser, linked: list[Version]) -> None:
        sent = fields(opened(officer)) | complete(officer) | {"do": "receive"}
        for version in linked[1:]:
            del sent[f"v{version.pk}-on"]
        page = officer.client.post(reverse("dossiers:counter_group"), sent)
        assert page.status_code == 422
        assert "từ 2 đến" in text(page)

    def test_a_procedure_without_a_limit_cannot_be_a_part(self, officer: Browser) -> None:
        Version.objects.filter(procedure__code="2.000001").update(limit_kind="", limit_amount=None)
        assert "bỏ chọn thủ tục ấy" in text(opened(officer))
        page = received(officer)
        assert page.status_code == 422
        assert "không liên thông được" in text(page)

    def test_fees_are_charged_to_their_part(self, officer: Browser) -> None:
        fee = officer.desk.fees["fee"]
        received(officer, **{f"f{fee.pk}-paid": "desk"})
        [charged] = Dossier.objects.earliest("pk").fees.all()
        assert charged.amount == fee.amount
        assert charged.paid_at is not None


class TestWho:
    @pytest.mark.parametrize("name", ["handler", "reader", "adviser"])
    def test_only_who_receives_opens_it(self, desk: Desk, name: str) -> None:
        assert Browser(desk, name).get("counter_group").status_code == 403

    @pytest.mark.usefixtures("linked")
    def test_nobody_of_another_unit_sees_or_prints_what_was_received(self, officer: Browser) -> None:
        received(officer)
        stranger = Browser(officer.desk, "stranger")
        for one in Dossier.objects.all():
            assert stranger.get("received", one.pk).status_code == 404
            assert stranger.get("receipts_together", one.pk).status_code == 404


def test_the_page_costs_the_same_whatever_the_number_of_parts(
    officer: Browser, linked: list[Version]
) -> None:
    with CaptureQueriesContext(connection) as three:
        opened(officer)
    more = [make_version(officer.desk.province, f"4.{n:06}", f"Việc {n}").procedure for n in range(4)]
    linked[0].interlinked.add(*more)
    with CaptureQueriesContext(connection) as seven:
        opened(officer)
    assert len(seven) == len(three) <= 13
    received(officer)
    url = reverse("dossiers:received", args=[Dossier.objects.earliest("pk").pk])
    with CaptureQueriesContext(connection) as shown:
        officer.client.get(url)
    assert len(shown) <= 12

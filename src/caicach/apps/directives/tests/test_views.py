"""The pages: from the file to the confirmed directive by buttons alone, and what they say when something is wrong."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from caicach.apps.directives import actions, queries
from caicach.apps.directives.models import Directive, Standing
from caicach.apps.directives.tests.conftest import DISPATCH, SYSTEM, House, registered, sent, target, task
from caicach.platform import search, worklist
from caicach.platform.access import Role
from caicach.platform.spreadsheets import read_table


@pytest.fixture
def officer(house: House) -> Client:
    return signed_in(house, Role.FOCAL_OFFICER)


def signed_in(house: House, role: Role) -> Client:
    client = Client()
    client.force_login(house.people[role], "django.contrib.auth.backends.ModelBackend")
    return client


def words(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request)) + answer.content.decode()


def test_a_file_goes_in_and_is_confirmed_by_buttons_alone(officer: Client, house: House) -> None:
    add = reverse("directives:add", args=[2026, house.commune.pk])
    assert "Kéo thả tệp vào khung này" in officer.get(add).content.decode()
    answer = officer.post(add, {"file": sent()})
    one = Directive.objects.get()
    compare = reverse("directives:compare", args=[2026, one.pk])
    assert answer["Location"] == compare
    for _ in range(20):
        page = officer.get(compare)
        chosen = page.context["chosen"]
        if not page.context["waiting"]:
            break
        assert f'id="cho-{chosen.pk}"' in page.content.decode()
        act = reverse("directives:decide", args=[2026, chosen.pk, "xac-nhan"])
        officer.post(act, {"version": chosen.version})
    officer.post(reverse("directives:finish", args=[2026, one.pk]), {"version": one.version})
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert one.findings.filter(standing=Standing.CONFIRMED).exists()
    listed = officer.get(reverse("directives:targets", args=[2026])).content.decode()
    assert "giải quyết đúng hạn" in listed
    assert "Văn hóa" in officer.get(reverse("directives:tasks", args=[2026])).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.txt", b"", "rỗng"),
        ("anh.png", b"\x89PNG\r\n\x1a\n", "không dùng được"),
        ("van-ban.docx", DISPATCH.encode(), "mang đuôi .docx nhưng nội dung"),
        ("macro.docx", b"PK\x03\x04", "."),
    ],
)
def test_a_bad_file_is_named_beside_the_control_and_nothing_is_kept(
    officer: Client, house: House, name: str, content: bytes, says: str
) -> None:
    add = reverse("directives:add", args=[2026, house.commune.pk])
    answer = officer.post(add, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert says in " ".join(answer.context["form"].errors["file"])
    assert not Directive.objects.exists()


def test_a_finding_is_mended_added_linked_and_taken_back_on_its_pages(officer: Client, house: House) -> None:
    one = registered(house.commune)
    made = actions.add_target(SYSTEM, one.pk, target(), actions.Span(quote="100% thủ tục"))
    mend = reverse("directives:mend", args=[2026, made.pk])
    shown = officer.get(mend).content.decode()
    assert "100% thủ tục" in shown
    given = {"version": made.version, "subject": "Đúng hạn", "operator": ">=", "value": "97,5"}
    assert officer.post(mend, given).status_code == 302
    assert officer.post(mend, given).status_code == 422
    assert officer.post(mend, given | {"value": "nhiều"}).status_code == 422
    add = reverse("directives:add_finding", args=[2026, one.pk, "nhiem-vu"])
    assert "Không thấy nguyên văn" in words(
        officer.post(add, {"kind": "task", "what": "Rà soát", "quote": "không có"})
    )
    assert (
        officer.post(add, {"kind": "task", "what": "Rà soát", "leads": "Phòng Văn hóa\n"}).status_code == 302
    )
    link = reverse("directives:link_to", args=[2026, made.pk])
    measure = "measure:one_stop:1"
    assert measure in officer.get(link, {"q": "tong thoi gian"}).content.decode()
    officer.post(link, {"version": 2, "key": measure})
    assert [each.key for each in made.links.all()] == [measure]
    undo = reverse("directives:decide", args=[2026, made.pk, "hoan-tac"])
    officer.post(undo, {"version": 3})
    made.refresh_from_db()
    assert made.standing == Standing.SUGGESTED
    assert "vừa được người khác sửa" in words(officer.post(undo, {"version": 3}))
    assert officer.post(reverse("directives:decide", args=[2026, made.pk, "la"])).status_code == 404


def test_all_that_waits_is_confirmed_by_one_button(officer: Client, house: House) -> None:
    one = registered(house.commune)
    page = officer.get(reverse("directives:compare", args=[2026, one.pk]))
    seen = [f"{each.pk}:{each.version}" for each in page.context["waiting"]]
    assert seen
    officer.post(reverse("directives:confirm_rest", args=[2026, one.pk]), {"seen": [*seen, "x:y"]})
    assert queries.Counts.of(queries.findings_of(SYSTEM, one)).suggested == 0


def test_header_links_readers_and_withdrawal_are_kept_on_the_page_of_the_directive(
    officer: Client, house: House
) -> None:
    one = registered(house.commune)
    amend = reverse("directives:amend", args=[2026, one.pk])
    form = officer.get(amend).context["form"]
    given = {name: form[name].value() or "" for name in form.fields} | {"issued_on": "05/01/2026"}
    officer.post(amend, given | {"number": "50/UBND", "recipients": "Các thôn\nCác ban"})
    one.refresh_from_db()
    assert (one.number, one.recipients) == ("50/UBND", ["Các thôn", "Các ban"])
    officer.post(
        reverse("directives:link", args=[2026, one.pk]), {"relation": "replaces", "number": "9/UBND"}
    )
    link = one.links.get(number="9/UBND")
    officer.post(
        reverse("directives:ask", args=[2026, one.pk]), {"roles": ["reader"], "due_on": "20/03/2026"}
    )
    page = officer.get(reverse("directives:directive", args=[2026, one.pk])).content.decode()
    for shown in ("50/UBND", "9/UBND", "Người reader", one.file.sha256, "Tải tệp gốc"):
        assert shown in page
    officer.post(reverse("directives:unlink", args=[2026, one.pk, link.pk]))
    assert not one.links.filter(pk=link.pk).exists()
    reader = signed_in(house, Role.READER)
    reader.post(reverse("directives:mark_read", args=[2026, one.pk]))
    assert one.readers.get().read_at is not None
    assert reader.get(amend).status_code == 403
    officer.post(reverse("directives:withdraw", args=[2026, one.pk]), {"reason": "Đưa nhầm"})
    assert "Đưa nhầm" in officer.get(reverse("directives:directive", args=[2026, one.pk])).content.decode()
    downloaded = officer.get(reverse("directives:download", args=[one.pk]))
    assert b"".join(downloaded.streaming_content).decode() == DISPATCH  # type: ignore[attr-defined]


def test_what_waits_stands_on_the_home_page_and_the_search_box_finds_words_of_the_text(house: House) -> None:
    one = registered(house.commune)
    officer, reader = house.scope(Role.FOCAL_OFFICER), house.scope(Role.READER)
    actions.ask_readers(officer, one.pk, actions.Asked(roles=["reader"]))
    assert any("mục đọc từ văn bản" in item.title for item in worklist.items(officer, 2026))
    assert any(item.title.startswith("Đọc văn bản") for item in worklist.items(reader, 2026))
    for wanted in ("thu tuc hanh chinh thuoc tham quyen", "Tỷ lệ hồ sơ trực tuyến", "46/UBND-VX"):
        assert [hit.url for hit in search.search(reader, wanted)] == [
            reverse("directives:directive", args=[2026, one.pk])
        ]


@pytest.mark.parametrize("page", ["list", "tasks", "targets"])
def test_lists_ask_the_database_as_often_for_many_rows_as_for_few(
    officer: Client, house: House, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        one = registered(house.commune, f"{DISPATCH}{number}")
        actions.add_target(SYSTEM, one.pk, target())
        actions.add_task(SYSTEM, one.pk, task(leads=["Phòng Văn hóa"]))
    url = reverse(f"directives:{page}", args=[2026])
    officer.get(url)
    with django_assert_max_num_queries(16):
        assert officer.get(url).status_code == 200


@pytest.mark.databases
def test_what_a_list_shows_is_downloaded_all_of_it_and_nothing_else(
    officer: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caicach.apps.directives.queries.findings.PAGE_SIZE", 1)
    one, other = registered(house.commune), registered(house.sister)
    for number in range(3):
        due = dt.date(2026, 5, number + 1)
        actions.add_task(SYSTEM, one.pk, task(f"=Việc {number}", leads=["Phòng Văn hóa"], deadline=due))
    actions.add_task(SYSTEM, one.pk, task("Không ghi hạn", kind="prohibition"))
    actions.add_task(SYSTEM, other.pk, task("Của xã khác"))
    made = actions.add_target(
        SYSTEM, one.pk, target(value=Decimal("97.5"), operator=">="), actions.Span(quote="60%")
    )
    actions.link_to(SYSTEM, made.pk, 1, ["measure:one_stop:1"])

    def rows(name: str, **query: str) -> list[list[str]]:
        url = reverse(f"directives:{name}_download", args=[2026, "csv"])
        content = b"".join(officer.get(url, query).streaming_content)  # type: ignore[attr-defined]
        return list(csv.reader(content.decode("utf-8-sig").splitlines()))

    head, *found = rows("tasks")
    assert [row[0] for row in found] == ["'=Việc 0", "'=Việc 1", "'=Việc 2", "Không ghi hạn"]
    assert dict(zip(head, found[0], strict=True))["Thời hạn"] == "2026-05-01"
    assert dict(zip(head, found[0], strict=True))["Chủ trì"] == "Phòng Văn hóa"
    assert [row[0] for row in rows("tasks", loai="prohibition")[1:]] == ["Không ghi hạn"]
    assert [row[0] for row in rows("tasks", nam="tat-ca", dv=str(house.division.pk))[1:]] == [
        "'=Việc 0",
        "'=Việc 1",
        "'=Việc 2",
    ]
    head, row = rows("targets")
    told = dict(zip(head, row, strict=True))
    assert (told["So sánh"], told["Giá trị"], told["Nguyên văn"], told["Số, ký hiệu"]) == (
        "≥",
        "97.5",
        "60%",
        "46/UBND-VX",
    )
    assert told["Tiêu chí, thước đo"].startswith("1 ")
    url = reverse("directives:tasks_download", args=[2026, "xlsx"])
    page = officer.get(reverse("directives:tasks", args=[2026]) + "?han=open").content.decode()
    assert f"{url}?han=open" in page
    (table,) = read_table(b"".join(officer.get(url).streaming_content), "a.xlsx")  # type: ignore[attr-defined]
    assert len(table.rows) == 5
    assert officer.get(url, {"dv": "không có"}).status_code == 422
    assert officer.get(url.replace("xlsx", "pdf")).status_code == 404


def test_the_year_of_the_filter_is_another_address_with_the_same_filters(
    officer: Client, house: House
) -> None:
    answer = officer.get("/van-ban/2026/?nam=2023&q=chi+tieu&sau=9")
    assert (answer.status_code, answer["Location"]) == (302, "/van-ban/2023/?q=chi+tieu")
    assert officer.get("/van-ban/2026/?nam=99999").status_code == 200
    assert officer.get("/van-ban/2026/?nam=tat-ca").status_code == 200

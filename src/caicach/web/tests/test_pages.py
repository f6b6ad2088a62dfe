"""The shell's own pages, whole: who sees them, in which frame, in which language, and that nothing inline is in them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client, RequestFactory

from caicach.platform import search, worklist
from caicach.platform.accounts.models import User
from caicach.platform.search import Hit
from caicach.platform.worklist import WorkItem
from caicach.web import figures, switchers
from caicach.web.figures import Figure
from caicach.web.views import server_error

pytestmark = pytest.mark.django_db

DRAWER = {"HX-Request": "true", "HX-Target": "cc-drawer-body"}
SEARCH = {"HX-Request": "true", "HX-Target": "cc-search-results"}


def text_of(client: Client, url: str, headers: dict[str, str] | None = None, status: int = 200) -> str:
    response = client.get(url, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def test_no_page_has_an_inline_style_script_or_handler(administrator: Client) -> None:
    for url in ("/", "/kieu-dang/", "/huong-dan/", "/tim-kiem/?q=a", "/dang-nhap/", "/khong-co/"):
        html = administrator.get(url).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", html), url
        assert not re.search(r"<[^>]+\son\w+=", html), url
        assert "<style" not in html
        for script in re.findall(r"<script[^>]*>", html):
            assert "src=" in script or "application/json" in script, (url, script)


def test_every_page_names_its_language_and_title_and_has_one_h1(administrator: Client) -> None:
    for url in ("/", "/kieu-dang/", "/huong-dan/", "/tim-kiem/"):
        html = text_of(administrator, url)
        assert html.startswith("<!doctype html>")
        assert '<html lang="vi"' in html
        assert html.count("<h1>") == 1
        assert "<title>" in html


class TestHome:
    def test_shows_what_waits_what_slips_and_what_is_done(self, reader: Client) -> None:
        late = dt.date(2026, 1, 2)
        worklist.register(
            lambda scope, year: [
                WorkItem("Nhập 1.1.3", "Xã Hy Cương", "/nhap/", "todo", late),
                WorkItem("7.4.2", f"mất 1,00 điểm năm {year}", "/roi/", "risk"),
            ]
        )
        html = text_of(reader, "/ban-lam-viec/2025/")
        assert "Nhập 1.1.3" in html
        assert "quá hạn" in html
        assert "mất 1,00 điểm năm 2025" in html
        assert "Chưa có việc nào vừa xong" in html

    def test_empty_says_what_will_stand_here_and_the_first_step(self, reader: Client) -> None:
        html = text_of(reader, "/")
        assert "Không có việc nào đang chờ" in html
        assert "/huong-dan/#vai-tro" in html

    def test_figures_stand_above_in_their_order(self, reader: Client) -> None:
        figures.register(lambda scope, year: [Figure("Thứ hai", "2", order=2)])
        figures.register(
            lambda scope, year: [Figure("Thứ nhất", "86,42%", why="/vs/", change=Decimal("1.35"), order=1)]
        )
        html = text_of(reader, "/")
        assert html.index("Thứ nhất") < html.index("Thứ hai")
        assert "▲" in html

    def test_a_stranger_is_led_to_the_login(self, client: Client) -> None:
        response = client.get("/")
        assert (response.status_code, response["Location"]) == (302, "/dang-nhap/?next=/")


class TestFrame:
    def test_the_login_page_stands_in_the_plain_frame(self, client: Client) -> None:
        html = text_of(client, "/dang-nhap/")
        assert "cc-plain" in html
        assert "cc-nav" not in html

    def test_the_drawer_gets_the_page_without_the_frame(self, administrator: Client) -> None:
        html = text_of(administrator, "/kieu-dang/vi-sao/", DRAWER)
        assert "data-drawer-title=" in html
        assert "<html" not in html
        assert "Phép tính" in html

    def test_a_refusal_in_the_drawer_is_shown_in_the_drawer(self, reader: Client) -> None:
        html = text_of(reader, "/kieu-dang/vi-sao/", DRAWER, status=403)
        assert "<html" not in html
        assert "Mã tra cứu" in html

    def test_the_year_switcher_keeps_page_and_filter(self, reader: Client) -> None:
        switchers.register_years(lambda scope: [2024, 2025])
        html = text_of(reader, "/ban-lam-viec/2025/?block=xa&page=3")
        assert 'href="/ban-lam-viec/2024/?block=xa"' in html

    def test_units_are_those_of_the_posts_each_once(self, reader: Client) -> None:
        switchers.register_unit_page(lambda unit_id, year: f"/don-vi/{unit_id}/{year}/")
        html = text_of(reader, "/ban-lam-viec/2025/")
        assert 'href="/don-vi/1/2025/"' in html
        assert "Lãnh đạo, tra cứu, Chủ tịch Ủy ban nhân dân" in html


class TestLanguageAndTheme:
    def test_the_account_keeps_the_language(self, reader: Client) -> None:
        response = reader.post("/ngon-ngu/", {"language": "en", "next": "/huong-dan/"})
        assert (response.status_code, response["Location"]) == (302, "/huong-dan/")
        assert "Shortcuts" in text_of(reader, "/huong-dan/")
        assert User.objects.get(username="an").language == "en"

    def test_a_stranger_may_choose_before_signing_in(self, client: Client) -> None:
        client.post("/ngon-ngu/", {"language": "en"})
        assert '<html lang="en"' in text_of(client, "/dang-nhap/")

    def test_never_leads_to_another_site(self, client: Client) -> None:
        assert client.post("/ngon-ngu/", {"language": "vi", "next": "https://xau.vn/"})["Location"] == "/"
        assert client.post("/ngon-ngu/", {"language": "vi", "next": "//xau.vn/"})["Location"] == "/"

    def test_another_language_is_refused(self, reader: Client) -> None:
        assert reader.post("/ngon-ngu/", {"language": "fr"}).status_code == 422

    def test_the_account_keeps_the_theme(self, reader: Client) -> None:
        assert (
            reader.post("/giao-dien/", {"theme": "dark"}, headers={"HX-Request": "true"}).status_code == 204
        )
        assert 'data-bs-theme="dark"' in text_of(reader, "/")
        assert reader.post("/giao-dien/", {"theme": "pink"}).status_code == 422

    def test_english_is_complete_on_the_style_guide(self, administrator: Client) -> None:
        administrator.post("/ngon-ngu/", {"language": "en"})
        html = text_of(administrator, "/kieu-dang/")
        assert "Withdraw the self-score" in html
        assert "3.88" in html


class TestSearch:
    def test_hits_stand_under_their_kind(self, reader: Client) -> None:
        search.register(lambda scope, text, limit: [Hit("Đơn vị", "Xã Hy Cương", "Phú Thọ", "/x/")])
        html = text_of(reader, "/tim-kiem/?q=hy")
        assert "<mark>Hy</mark>" in html
        assert "<h1>" in html

    def test_the_box_gets_the_list_alone(self, reader: Client) -> None:
        html = text_of(reader, "/tim-kiem/?q=hy", SEARCH)
        assert "<h1>" not in html
        assert "Không thấy gì khớp" in html

    def test_one_letter_is_too_short(self, reader: Client) -> None:
        assert "ít nhất hai chữ" in text_of(reader, "/tim-kiem/?q=h", SEARCH)


class TestHelpAndGuide:
    def test_the_roles_of_the_reader_are_marked(self, reader: Client) -> None:
        html = text_of(reader, "/huong-dan/")
        assert html.count("của anh/chị") == 2

    def test_the_style_guide_is_for_administrators(self, reader: Client) -> None:
        assert "Không có quyền" in text_of(reader, "/kieu-dang/", status=403)

    def test_the_style_guide_shows_both_themes(self, administrator: Client) -> None:
        html = text_of(administrator, "/kieu-dang/")
        assert html.count('class="cc-theme-box"') == 2
        identifiers = re.findall(r'\sid="([^"]+)"', html)
        assert len(identifiers) == len(set(identifiers))


class TestFaults:
    def test_says_what_happened_what_was_kept_and_what_to_do(self, reader: Client) -> None:
        html = text_of(reader, "/khong-co/", status=404)
        for part in ("Không tìm thấy", "Đã giữ lại", "Việc nên làm", "Mã tra cứu"):
            assert part in html

    def test_the_page_of_an_unexpected_fault_needs_neither_database_nor_scope(self) -> None:
        request = RequestFactory().get("/x/")
        request.reference = "K7M2Q9XBCD"  # type: ignore[attr-defined]
        response = server_error(request)
        assert response.status_code == 500
        html = response.content.decode()
        assert "K7M2Q9XBCD" in html
        assert "đã được hủy" in html
        assert re.search(
            r'name="csrfmiddlewaretoken" value="\w+"', html
        )  # switching the language works from here too

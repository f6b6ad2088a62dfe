"""Signing in and out, the lock after wrong passwords, the own password, the reader's language."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from pytest_django import Settings

from caicach.platform.access import Role
from caicach.platform.accounts.addresses import client_address
from caicach.platform.accounts.models import User
from caicach.platform.audit.models import Entry
from caicach.platform.conftest import PASSWORD, Person, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def an(person: Person) -> User:
    return person("an", post(Role.READER))


class TestSigningIn:
    def test_leads_to_the_page_that_was_asked_for(self, client: Client, an: User) -> None:
        response = client.post("/dang-nhap/", {"username": "an", "password": PASSWORD, "next": "/mat-khau/"})
        assert (response.status_code, response["Location"]) == (302, "/mat-khau/")

    def test_never_leads_to_another_site(self, client: Client, an: User) -> None:
        response = client.post(
            "/dang-nhap/", {"username": "an", "password": PASSWORD, "next": "https://xau.vn/"}
        )
        assert response["Location"] == "/"

    def test_the_name_may_be_typed_in_capitals(self, client: Client, an: User) -> None:
        assert client.post("/dang-nhap/", {"username": " AN ", "password": PASSWORD}).status_code == 302

    def test_it_is_in_the_trail(self, client: Client, an: User) -> None:
        client.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
        entry = Entry.objects.get()
        assert (entry.action, entry.actor, entry.actor_id) == ("user.signed_in", "an", an.pk)
        assert len(entry.reference) == 10

    def test_an_unknown_name_and_a_wrong_password_look_alike(self, client: Client, an: User) -> None:
        wrong = client.post("/dang-nhap/", {"username": "an", "password": "sai"}).content.decode()
        unknown = client.post("/dang-nhap/", {"username": "khong", "password": "sai"}).content.decode()
        message = "Tên đăng nhập hoặc mật khẩu không đúng"
        assert message in wrong
        assert message in unknown
        assert not Entry.objects.exists()

    def test_a_closed_account_does_not_get_in(self, client: Client, person: Person) -> None:
        person("nghi", post(Role.READER), is_active=False)
        assert client.post("/dang-nhap/", {"username": "nghi", "password": PASSWORD}).status_code == 200
        assert client.get("/mat-khau/").status_code == 302

    def test_signing_out_is_a_post(self, client: Client, an: User) -> None:
        client.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
        assert client.get("/dang-xuat/").status_code == 405
        assert client.get("/mat-khau/").status_code == 200
        assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
        assert client.get("/mat-khau/").status_code == 302


class TestLock:
    def test_five_wrong_passwords_lock_the_account_for_this_address(self, client: Client, an: User) -> None:
        for _ in range(4):
            assert client.post("/dang-nhap/", {"username": "an", "password": "sai"}).status_code == 200
        locked = client.post("/dang-nhap/", {"username": "AN", "password": "sai"})
        assert locked.status_code == 429
        assert locked["Retry-After"] == "900"
        page = locked.content.decode()
        assert "5 lần" in page
        assert "15 phút" in page
        assert client.post("/dang-nhap/", {"username": "an", "password": PASSWORD}).status_code == 429

    def test_elsewhere_the_account_stays_open(self, client: Client, an: User) -> None:
        for _ in range(6):
            client.post("/dang-nhap/", {"username": "an", "password": "sai"}, REMOTE_ADDR="10.0.0.1")
        elsewhere = Client(REMOTE_ADDR="10.0.0.2")
        assert elsewhere.post("/dang-nhap/", {"username": "an", "password": PASSWORD}).status_code == 302

    def test_a_right_password_forgets_the_wrong_ones(self, client: Client, an: User) -> None:
        for _ in range(4):
            client.post("/dang-nhap/", {"username": "an", "password": "sai"})
        client.post("/dang-nhap/", {"username": "an", "password": PASSWORD})
        assert not AccessAttempt.objects.exists()

    @pytest.mark.parametrize(
        ("proxies", "forwarded", "address"),
        [
            (0, "1.1.1.1", "10.0.0.9"),
            (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
            (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
            (2, "2.2.2.2", "10.0.0.9"),
            (1, "", "10.0.0.9"),
        ],
    )
    def test_an_address_is_believed_only_from_known_proxies(
        self, rf: RequestFactory, settings: Settings, proxies: int, forwarded: str, address: str
    ) -> None:
        settings.CAICACH_PROXIES = proxies
        request = rf.get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
        assert client_address(request) == address


class TestOwnPassword:
    NEW = "một mật khẩu khác hẳn"

    @pytest.fixture
    def signed_in(self, client: Client, an: User) -> Client:
        client.force_login(an, "django.contrib.auth.backends.ModelBackend")
        return client

    def change(self, client: Client, old: str = PASSWORD, new: str = NEW, repeated: str = NEW) -> str:
        response = client.post("/mat-khau/", {"old_password": old, "new_password": new, "repeated": repeated})
        return "" if response.status_code == 302 else response.content.decode()

    def test_changed_and_still_signed_in_but_not_elsewhere(self, signed_in: Client, an: User) -> None:
        elsewhere = Client()
        elsewhere.force_login(an, "django.contrib.auth.backends.ModelBackend")
        assert self.change(signed_in) == ""
        assert signed_in.get("/mat-khau/").status_code == 200
        assert elsewhere.get("/mat-khau/").status_code == 302
        an.refresh_from_db()
        assert an.check_password(self.NEW)

    def test_faults_stand_beside_their_fields(self, signed_in: Client, an: User) -> None:
        assert "Mật khẩu hiện tại không đúng" in self.change(signed_in, old="sai")
        assert "không giống nhau" in self.change(signed_in, repeated="khác")
        assert "quá ngắn" in self.change(signed_in, new="ngắn", repeated="ngắn")
        an.refresh_from_db()
        assert an.check_password(PASSWORD)

    def test_a_password_set_by_another_comes_first(self, client: Client, person: Person) -> None:
        client.force_login(
            person("moi", post(Role.READER), must_change_password=True),
            "django.contrib.auth.backends.ModelBackend",
        )
        for address in ("/", "/nhat-ky/"):
            assert client.get(address)["Location"] == "/mat-khau/"
        refused = client.get("/api/audit")
        assert refused.status_code == 403
        assert refused.json()["type"].endswith("password-to-change")
        assert "do người khác đặt" in client.get("/mat-khau/").content.decode()
        assert self.change(client) == ""
        assert client.get("/").status_code == 200


class TestLanguage:
    def test_an_english_browser_still_reads_vietnamese(self, client: Client) -> None:
        response = client.get("/dang-nhap/", headers={"Accept-Language": "en"})
        assert response["Content-Language"] == "vi"
        assert "Đăng nhập" in response.content.decode()

    def test_the_choice_before_signing_in_is_kept_in_a_cookie(self, client: Client) -> None:
        client.cookies["django_language"] = "en"
        response = client.get("/dang-nhap/")
        assert response["Content-Language"] == "en"
        assert "Cookie" in response["Vary"]

    def test_the_account_decides_after_signing_in(self, client: Client, person: Person) -> None:
        person("en", post(Role.READER), language="en")
        response = client.post("/dang-nhap/", {"username": "en", "password": PASSWORD})
        assert response.cookies["django_language"].value == "en"
        assert client.get("/mat-khau/")["Content-Language"] == "en"

    @pytest.mark.parametrize("value", ["fr", "", "../x"])
    def test_an_unknown_language_is_vietnamese(self, client: Client, value: str) -> None:
        client.cookies["django_language"] = value
        assert client.get("/dang-nhap/")["Content-Language"] == "vi"

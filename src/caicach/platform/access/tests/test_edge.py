"""The edge: sign-in for everything, faults as pages and as problem+json, limits before the body is read."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from pytest_django import Settings

from caicach.config import urls as site
from caicach.platform.access import NotFound, Refused, Request, Role
from caicach.platform.access.pages import bad_request
from caicach.platform.conftest import Person, post
from caicach.platform.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db


def show(request: Request) -> HttpResponse:
    return HttpResponse(f"{request.scope.username}|{request.reference}|{len(request.scope.posts)}")


def raises(fault: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise fault

    return view


@login_not_required
def open_to_all(request: Request) -> HttpResponse:
    return HttpResponse("mở" if not request.scope.is_signed_in else request.scope.username)


urlpatterns = [
    path("thu/ai/", show),
    path("thu/mo/", open_to_all),
    path("thu/tu-choi/", raises(Refused("Không được xem."))),
    path("thu/khong-co/", raises(NotFound())),
    path("thu/sai/", raises(Invalid("Ba chỗ sai.", "Hãy sửa.", ["một", "hai"]))),
    path("thu/ban/", raises(Conflict("Đang dùng."))),
    path("thu/hong/", raises(ZeroDivisionError("division"))),
    path("api/hong", raises(ZeroDivisionError("division"))),
    path("", include(site)),
]
handler400, handler403, handler404, handler500 = (
    site.handler400,
    site.handler403,
    site.handler404,
    site.handler500,
)


@pytest.fixture(autouse=True)
def _urls(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def an(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person("an", post(Role.READER)), "django.contrib.auth.backends.ModelBackend")
    return client


def problem(response: Any) -> dict[str, object]:
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, object] = json.loads(response.content)
    assert {"type", "title", "status", "detail", "instance", "reference", "way_out"} <= body.keys()
    assert body["status"] == response.status_code
    assert body["reference"] == response["X-Request-ID"]
    return body


class TestSigningIn:
    def test_a_page_leads_to_the_sign_in_and_back(self, client: Client) -> None:
        response = client.get("/thu/ai/?a=1")
        assert response.status_code == 302
        assert response["Location"] == "/dang-nhap/?next=/thu/ai/%3Fa%3D1"

    def test_the_api_answers_401(self, client: Client) -> None:
        body = problem(client.get("/api/audit"))
        assert body["status"] == 401
        assert "/dang-nhap/" in str(body["way_out"])

    def test_the_description_of_the_api_needs_a_sign_in_too(self, client: Client) -> None:
        assert client.get("/api/docs").status_code == 401
        assert client.get("/api/openapi.json").status_code == 401

    @pytest.mark.parametrize("address", ["/suc-khoe/", "/robots.txt", "/dang-nhap/", "/thu/mo/"])
    def test_what_is_open_is_open(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 200

    def test_only_these_views_are_open(self) -> None:
        def views(resolver: URLResolver) -> Iterator[tuple[str, object]]:
            for entry in resolver.url_patterns:
                if isinstance(entry, URLPattern):
                    of_api = entry.lookup_str.startswith("ninja.")  # all operations are one function there
                    yield f"/api/{entry.pattern}" if of_api else entry.lookup_str, entry.callback
                else:
                    yield from views(entry)

        is_open = {
            name
            for name, view in views(get_resolver(site.__name__))
            if not getattr(view, "login_required", True)
        }
        assert is_open == {
            "caicach.config.health.live",
            "caicach.config.health.robots",
            "caicach.platform.accounts.views.LoginView",
            "caicach.platform.accounts.views.LogoutView",
            "caicach.web.views.set_language",
            "caicach.web.views.set_theme",
            "caicach.apps.portal.views_services.procedures",
            "caicach.apps.portal.views_services.procedure",
            "caicach.apps.portal.views_services.dossier",
            "caicach.apps.portal.views.home",
            "caicach.apps.portal.views.decision",
            "caicach.apps.portal.views.download",
            "caicach.apps.portal.views.unit",
            "caicach.apps.portal.views.open_data",
            "caicach.apps.portal.views.language",
            "/api/public/decisions",
            "/api/public/decisions/<int:publication_id>",
            "/api/public/units/<int:unit_id>",
        }

    def test_the_scope_is_that_of_the_person(self, an: Client, client: Client) -> None:
        name, reference, posts = an.get("/thu/ai/").content.decode().split("|")
        assert (name, posts) == ("an", "1")
        assert len(reference) == 10
        assert client.get("/thu/mo/").content.decode() == "mở"

    def test_a_closed_account_is_out_at_once(self, person: Person) -> None:
        user = person("binh", post(Role.READER))
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        assert client.get("/thu/ai/").status_code == 200
        user.is_active = False
        user.save()
        assert client.get("/thu/ai/").status_code == 302


class TestFaults:
    @pytest.mark.parametrize(
        ("address", "status", "words"),
        [
            ("tu-choi", 403, ["Không được xem.", "quản trị hệ thống"]),
            ("khong-co", 404, ["ngoài phạm vi"]),
            ("sai", 422, ["Ba chỗ sai.", "Hãy sửa.", "một", "hai"]),
            ("ban", 409, ["Đang dùng."]),
        ],
    )
    def test_a_fault_is_a_page_with_its_sentences_and_a_reference(
        self, an: Client, address: str, status: int, words: list[str]
    ) -> None:
        response = an.get(f"/thu/{address}/")
        assert response.status_code == status
        page = response.content.decode()
        assert all(word in page for word in [*words, response["X-Request-ID"]])

    def test_an_unknown_address_is_a_page(self, an: Client) -> None:
        response = an.get("/khong-co-trang-nay/")
        assert response.status_code == 404
        assert "Không tìm thấy" in response.content.decode()

    def test_an_unexpected_fault_shows_the_reference_and_no_more(self, an: Client) -> None:
        response = an.get("/thu/hong/")
        assert response.status_code == 500
        page = response.content.decode()
        assert response["X-Request-ID"] in page
        assert "division" not in page

    def test_below_api_an_unexpected_fault_is_a_problem(self, an: Client) -> None:
        response = an.get("/api/hong")
        assert problem(response)["status"] == 500
        assert "division" not in response.content.decode()

    def test_the_log_has_the_reference_and_no_values_of_the_program(self, an: Client) -> None:
        buffer = io.StringIO()
        handler = logging.StreamHandler(buffer)
        handler.setFormatter(logging.getLogger().handlers[0].formatter)
        logging.getLogger("django.request").addHandler(handler)
        try:
            response = an.post("/thu/hong/", {"password": "mat-khau-rat-bi-mat"})
        finally:
            logging.getLogger("django.request").removeHandler(handler)
        line = json.loads(buffer.getvalue().splitlines()[0])
        assert line["reference"] == response["X-Request-ID"]
        assert line["exception"][0]["exc_type"] == "ZeroDivisionError"
        assert "locals" not in buffer.getvalue()
        assert "bi-mat" not in buffer.getvalue()

    def test_below_api_an_unknown_address_is_a_problem(self, an: Client) -> None:
        assert problem(an.get("/api/khong-co"))["status"] == 404

    def test_below_api_a_wrong_method_is_a_problem_that_names_the_right_one(self, an: Client) -> None:
        response = an.put("/api/audit")
        assert problem(response)["status"] == 405
        assert response["Allow"] == "GET"

    def test_below_api_a_refusal_is_a_problem(self, an: Client) -> None:
        body = problem(an.get("/api/audit"))
        assert body["status"] == 403
        assert body["type"] == "urn:problem:caicach:refused"
        assert "nhật ký hệ thống" in str(body["detail"])

    def test_a_form_without_its_token_is_refused_with_a_page(self, person: Person) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post("/dang-nhap/", {"username": "an", "password": "x"})
        assert response.status_code == 403
        assert "Trang đã mở quá lâu" in response.content.decode()

    def test_below_api_a_change_without_its_token_is_refused(self, person: Person) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(
            person("admin", post(Role.ADMINISTRATOR)), "django.contrib.auth.backends.ModelBackend"
        )
        body = problem(client.post("/api/units", {}, content_type="application/json"))
        assert (body["status"], body["type"]) == (403, "urn:problem:caicach:csrf")
        assert "X-CSRFToken" in str(body["way_out"])

    def test_a_reader_of_english_is_told_in_english(self, person: Person) -> None:
        client = Client()
        client.force_login(
            person("en", post(Role.READER), language="en"), "django.contrib.auth.backends.ModelBackend"
        )
        response = client.get("/nhat-ky/")
        assert response.status_code == 403
        assert response["Content-Language"] == "en"


class TestLimits:
    def test_an_upload_is_refused_by_its_announced_length(self, an: Client) -> None:
        response = an.post(
            "/thu/ai/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(500 * 2**20)
        )
        assert response.status_code == 413
        page = response.content.decode()
        assert "500 MB" in page
        assert "20 MB" in page

    def test_below_api_too(self, an: Client) -> None:
        response = an.post(
            "/api/audit", b"", content_type="application/json", CONTENT_LENGTH=str(500 * 2**20)
        )
        assert problem(response)["status"] == 413

    def test_a_form_that_is_too_long_is_named_as_such(self, rf: RequestFactory) -> None:
        response = bad_request(rf.get("/api/x"), RequestDataTooBig("x"))
        assert problem_of(response)["status"] == 413


def problem_of(response: HttpResponse) -> dict[str, object]:
    body: dict[str, object] = json.loads(response.content)
    return body


class TestHeaders:
    def test_a_page_allows_no_inline_script_and_no_other_site(self, client: Client) -> None:
        response = client.get("/dang-nhap/")
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"

    def test_a_reference_of_the_proxy_is_kept_when_it_is_sane(self, client: Client) -> None:
        assert (
            client.get("/suc-khoe/", headers={"X-Request-ID": "proxy-12345678"})["X-Request-ID"]
            == "proxy-12345678"
        )
        assert len(client.get("/suc-khoe/", headers={"X-Request-ID": "<script>"})["X-Request-ID"]) == 10

    def test_what_a_person_sees_is_kept_by_no_proxy(self, an: Client, client: Client) -> None:
        assert an.get("/thu/ai/")["Cache-Control"] == "private, no-cache"

    def test_health_says_the_version_and_is_not_kept(self, client: Client) -> None:
        response = client.get("/suc-khoe/")
        assert response.json()["status"] == "ok"
        assert response["Cache-Control"] == "no-store"

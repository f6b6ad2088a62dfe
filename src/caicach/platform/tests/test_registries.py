"""The registries that apps fill: what waits, what can be found, where one may go."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.conftest import post, scope
from caicach.platform.navigation import Entry, Section
from caicach.platform.search import Hit
from caicach.platform.worklist import WorkItem


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", view, name="home"),
    path("chi-so/", view, name="ranking"),
    path("chi-so/bo-chi-so/", view, name="frameworks"),
    path("don-vi/", view, name="units"),
]


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(worklist, "_providers", [])
    monkeypatch.setattr(search, "_providers", [])
    monkeypatch.setattr(navigation, "_entries", {})
    settings.ROOT_URLCONF = __name__


READER = scope(post(Role.READER))


def test_what_waits_is_ordered_by_kind_then_due_then_weight() -> None:
    day = dt.date(2026, 3, 14)
    first = [
        WorkItem("xong", "", "/", "done"),
        WorkItem("không hạn", "", "/", "todo"),
        WorkItem("mai, nhẹ", "", "/", "todo", day + dt.timedelta(1), 1),
        WorkItem("mai, nặng", "", "/", "todo", day + dt.timedelta(1), 9),
    ]
    second = [WorkItem("rơi", "", "/", "risk"), WorkItem("hôm nay", "", "/", "todo", day)]
    worklist.register(lambda who, year: first)
    worklist.register(lambda who, year: second)
    assert [item.title for item in worklist.items(READER, 2026)] == [
        "hôm nay", "mai, nặng", "mai, nhẹ", "không hạn", "rơi", "xong",
    ]  # fmt: skip


def test_a_provider_is_asked_once_with_the_scope_and_the_year() -> None:
    asked: list[tuple[Scope, int]] = []

    def provider(who: Scope, year: int) -> list[WorkItem]:
        asked.append((who, year))
        return []

    worklist.register(provider)
    worklist.register(provider)
    assert worklist.items(READER, 2025) == []
    assert asked == [(READER, 2025)]


def test_hits_are_dealt_out_in_turn_so_that_one_kind_does_not_hide_the_others() -> None:
    search.register(lambda who, text, limit: (Hit("Đơn vị", f"{text} {n}", "", "/") for n in range(100)))
    search.register(lambda who, text, limit: [Hit("Tiêu chí", "một", "", "/")])
    hits = search.search(READER, " xã ", 4)
    assert [(hit.kind, hit.title) for hit in hits] == [
        ("Đơn vị", "xã 0"), ("Tiêu chí", "một"), ("Đơn vị", "xã 1"), ("Đơn vị", "xã 2"),
    ]  # fmt: skip


def test_what_is_typed_is_composed_trimmed_and_limited() -> None:
    typed: list[str] = []
    search.register(lambda who, text, limit: typed.append(text) or [])  # type: ignore[func-returns-value]
    search.search(READER, "  ho\u0302\u0300 sơ ")
    search.search(READER, "x" * 5000)
    assert typed == ["hồ sơ", "x" * search.LONGEST]
    assert search.search(READER, "x") == []
    assert len(typed) == 2


class TestNavigation:
    @pytest.fixture(autouse=True)
    def _entries(self, _empty: None) -> None:
        navigation.register(Entry(Section.ADMINISTRATION, "Đơn vị", "units", Permission.UNITS_MANAGE))
        navigation.register(
            Entry(Section.INDEX, "Bộ chỉ số", "frameworks", Permission.FRAMEWORK_READ, order=20)
        )
        navigation.register(Entry(Section.INDEX, "Xếp hạng", "ranking", Permission.RESULTS_READ, order=10))
        navigation.register(Entry(Section.DESK, "Bàn làm việc", "home"))

    def shown(self, who: Scope, at: str = "/") -> list[tuple[str, list[str]]]:
        return [
            (group.title, [link.title for link in group.links]) for group in navigation.for_scope(who, at)
        ]

    def test_sections_stand_in_their_order_with_what_the_role_may_use(self) -> None:
        assert self.shown(READER) == [
            ("Bàn làm việc", ["Bàn làm việc"]),
            ("Chỉ số", ["Xếp hạng", "Bộ chỉ số"]),
        ]
        assert self.shown(scope(post(Role.ADMINISTRATOR))) == [
            ("Bàn làm việc", ["Bàn làm việc"]), ("Chỉ số", ["Bộ chỉ số"]), ("Quản trị", ["Đơn vị"]),
        ]  # fmt: skip
        assert self.shown(scope()) == [("Bàn làm việc", ["Bàn làm việc"])]
        assert self.shown(Scope.nobody()) == []

    @pytest.mark.parametrize(
        ("at", "current"),
        [
            ("/", "Bàn làm việc"),
            ("/chi-so/", "Xếp hạng"),
            ("/chi-so/2026/don-vi/12/", "Xếp hạng"),
            ("/chi-so/bo-chi-so/3/", "Bộ chỉ số"),
            ("/chi-so/2026/bo-chi-so/3/", "Bộ chỉ số"),
            ("/chi-soxyz/", None),
            ("/khac/", None),
        ],
    )
    def test_the_entry_that_the_page_lies_under_is_current(self, at: str, current: str | None) -> None:
        links = [link for group in navigation.for_scope(READER, at) for link in group.links]
        assert [link.title for link in links if link.is_current] == ([current] if current else [])

    def test_an_entry_stands_for_pages_under_the_address_of_another_that_the_person_may_not_open(
        self,
    ) -> None:
        navigation.register(
            Entry(Section.DESK, "Điều hành", "home", Permission.RESULTS_READ, also="units", order=5)
        )
        links = [link for group in navigation.for_scope(READER, "/don-vi/3/") for link in group.links]
        assert [link.title for link in links if link.is_current] == ["Điều hành"]

    def test_registering_again_replaces(self) -> None:
        navigation.register(
            Entry(Section.INDEX, "Bảng xếp hạng", "ranking", Permission.RESULTS_READ, order=10)
        )
        assert self.shown(READER)[1] == ("Chỉ số", ["Bảng xếp hạng", "Bộ chỉ số"])

    def test_every_section_has_a_name(self) -> None:
        assert all(section.label for section in Section)

"""Guarded kinds of the trail: seen only where the further permission is held too."""

from __future__ import annotations

import pytest
from django.db import transaction

from caicach.platform.access import Permission, Role, Scope
from caicach.platform.audit import guards, queries
from caicach.platform.audit.actions import Subject, record
from caicach.platform.conftest import post, scope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_guards", {})
    guards.guard("secret", Permission.CONSEQUENCES_READ)
    with transaction.atomic():
        for path in ("1/2/", "1/3/"):
            for kind in ("secret", "plain"):
                record(
                    Scope.system("tests"), f"{kind}.made", Subject(kind, path, "x", path), None, {"at": path}
                )


def seen(of: Scope) -> set[tuple[str, str]]:
    return {(one.subject_kind, one.unit_path) for one in queries.entries(of).entries}


def test_who_reads_the_trail_alone_sees_what_is_plain() -> None:
    assert seen(scope(post(Role.INSPECTOR, "1/"))) == {("plain", "1/2/"), ("plain", "1/3/")}


def test_who_holds_both_sees_both_in_the_own_unit() -> None:
    assert seen(scope(post(Role.UNIT_HEAD, "1/2/"))) == {("plain", "1/2/"), ("secret", "1/2/")}


def test_two_posts_open_no_more_than_each() -> None:
    """The trail of the province by one post, the guarded permission in one unit by another."""
    both = scope(post(Role.INSPECTOR, "1/"), post(Role.FOCAL_OFFICER, "1/3/"))
    assert seen(both) == {("plain", "1/2/"), ("plain", "1/3/"), ("secret", "1/3/")}


def test_the_system_sees_everything() -> None:
    assert len(seen(Scope.system("tests"))) == 4

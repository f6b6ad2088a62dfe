"""Dossiers that will be late: the officer is warned first, then the head, in time for the apology."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from caicach.apps.dossiers import reminders
from caicach.apps.dossiers.actions import steps, waiting
from caicach.apps.dossiers.actions.intake import Guidance
from caicach.apps.dossiers.actions.steps import Question
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.tests.desk import SYSTEM, TODAY, Desk
from caicach.platform.notices import deadlines
from caicach.platform.notices.models import Notice

DUE = dt.date(2026, 11, 23)


def told(desk: Desk, name: str) -> list[str]:
    return list(
        Notice.objects.filter(recipient=desk.people[name], kind__startswith="deadline")
        .order_by("id")
        .values_list("title", flat=True)
    )


def test_the_officer_is_warned_first_and_the_head_on_the_last_working_day_for_the_apology(desk: Desk) -> None:
    dossier = desk.handed_over()
    wednesday, friday = DUE - dt.timedelta(days=5), DUE - dt.timedelta(days=3)
    deadlines.remind(SYSTEM, wednesday - dt.timedelta(days=1))
    assert told(desk, "handler") == []
    deadlines.remind(SYSTEM, wednesday)
    assert told(desk, "handler") == ["1 hồ sơ đến hạn: còn 5 ngày (hạn 23/11/2026)"]
    deadlines.remind(SYSTEM, friday - dt.timedelta(days=1))
    assert told(desk, "head") == []
    deadlines.remind(SYSTEM, friday)
    assert told(desk, "head") == ["1 hồ sơ có nguy cơ trễ hạn: còn 3 ngày (hạn 23/11/2026)"]
    notice = Notice.objects.get(recipient=desk.people["head"])
    assert dossier.code in notice.body
    assert "Nguyễn" not in notice.title + notice.body
    assert notice.url == f"/mot-cua/ho-so/{dossier.pk}/"


def test_what_other_systems_handle_is_not_warned_of(desk: Desk) -> None:
    desk.handed_over()
    Dossier.objects.update(imported_from="cong-dvc")
    assert list(reminders.owed(DUE)) == []


def test_several_dossiers_of_a_day_are_one_notice(desk: Desk) -> None:
    desk.handed_over()
    desk.handed_over()
    deadlines.remind(SYSTEM, DUE)
    assert told(desk, "handler") == ["2 hồ sơ đến hạn: hạn cuối là hôm nay, 23/11/2026"]


def test_what_waits_or_is_over_is_no_debt(desk: Desk) -> None:
    dossier = desk.handed_over()
    waiting.ask_supplement(desk.scope("handler"), dossier.pk, dossier.version, Guidance(["Giấy"], "Thiếu"))
    assert list(reminders.owed(DUE)) == []


def test_a_dossier_that_nobody_handles_yet_is_told_to_the_head(desk: Desk) -> None:
    desk.received()
    deadlines.remind(SYSTEM, DUE)
    assert len(told(desk, "head")) == 1


def test_silence_of_a_unit_that_was_asked_is_told_to_the_head(desk: Desk) -> None:
    dossier = desk.handed_over()
    asked = Question(desk.sister.pk, "Có lưu hồ sơ gốc không?", Decimal(1))
    steps.consult(desk.scope("handler"), dossier.pk, dossier.version, asked)
    deadlines.remind(SYSTEM, TODAY + dt.timedelta(days=2))
    assert any(dossier.code in title and "chưa có ý kiến" in title for title in told(desk, "head"))

"""Reminders: on their days before and after a deadline, once each, made up for when a day was missed."""

from __future__ import annotations

import datetime as dt

import pytest

from caicach.platform.access import Scope
from caicach.platform.conftest import Person
from caicach.platform.notices import deadlines
from caicach.platform.notices.deadlines import Owed, in_words, remind, step_of
from caicach.platform.notices.models import Notice

SYSTEM = Scope.system("tests")
DUE = dt.date(2026, 11, 30)


def day(left: int) -> dt.date:
    """The day on which so many days are left."""
    return DUE - dt.timedelta(days=left)


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (8, None), (7, 7), (5, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 0),
        (-1, -1), (-2, -1), (-3, -3), (-6, -3), (-7, -7), (-13, -7), (-14, None),
    ],
)  # fmt: skip
def test_a_step_holds_until_the_next(left: int, step: int | None) -> None:
    assert step_of(DUE, day(left)) == step


def test_the_words_say_how_long_and_until_when() -> None:
    assert in_words(DUE, day(3)) == "còn 3 ngày (hạn 30/11/2026)"
    assert in_words(DUE, day(0)) == "hạn cuối là hôm nay, 30/11/2026"
    assert in_words(DUE, day(-2)) == "quá hạn 2 ngày (hạn 30/11/2026)"


@pytest.mark.django_db
class TestTold:
    @pytest.fixture(autouse=True)
    def _owing(self, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        debtor = person("an")

        def owed(today: dt.date) -> list[Owed]:
            if not deadlines.is_near(DUE, today):
                return []
            return [Owed([debtor.pk], "sample:1", DUE, lambda: ("Tự chấm", "thiếu 2 tiêu chí"), "/chi-so/")]

        monkeypatch.setattr(deadlines, "_providers", [owed])

    def test_each_step_is_told_once_however_often_the_job_runs(self) -> None:
        days = [day(left) for left in range(10, -20, -1)]
        told = {(DUE - one).days for one in days for _ in range(2) if remind(SYSTEM, one)}
        assert told == set(deadlines.STEPS)
        assert Notice.objects.count() == len(deadlines.STEPS)

    def test_a_day_on_which_nothing_ran_is_made_up_for(self) -> None:
        assert remind(SYSTEM, day(2)) == 1
        assert remind(SYSTEM, day(1)) == 1

    def test_it_says_what_lacks_and_the_way(self) -> None:
        remind(SYSTEM, day(-1))
        notice = Notice.objects.get()
        assert notice.title == "Tự chấm: quá hạn 1 ngày (hạn 30/11/2026)"
        assert (notice.body, notice.url, notice.kind) == ("thiếu 2 tiêu chí", "/chi-so/", "deadline.passed")

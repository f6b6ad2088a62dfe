"""Scans and long files are read in the background: page by page, once, whatever happens to the worker."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from caicach.apps.directives import actions, jobs, queries
from caicach.apps.directives.actions import intake
from caicach.apps.directives.checks import HeaderData
from caicach.apps.directives.models import Directive, Finding, Intake, IntakePage, State
from caicach.apps.directives.tests.conftest import DISPATCH, SYSTEM, House, sent
from caicach.apps.directives.tests.scanner import FakeScanner, scanned
from caicach.platform import clock
from caicach.platform.access import Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict
from caicach.platform.files.queries import verify
from caicach.platform.jobs import turns
from caicach.platform.jobs.tests.test_jobs import database_url
from caicach.platform.jobs.worker import Worker
from caicach.platform.notices.models import Notice
from caicach.platform.readers import Printed, ocr

pytestmark = pytest.mark.databases
needs_ocr = pytest.mark.skipif(ocr.missing() is not None, reason="tesseract with Vietnamese is not installed")
PAGES = 3


@pytest.fixture
def scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeScanner:
    made = FakeScanner(tmp_path, DISPATCH)
    monkeypatch.setenv("PATH", f"{made.folder}:{os.environ['PATH']}")
    return made


@pytest.fixture
def one(house: House, scanner: FakeScanner) -> Directive:
    """A scan that waits for its reading."""
    return actions.register(house.scope(Role.FOCAL_OFFICER), house.commune.pk, scanned(PAGES))


def run(one: Directive) -> Directive:
    """What a worker does with the job."""
    jobs.read_directive.func(one.pk)
    one.refresh_from_db()
    return one


def dies(monkeypatch: pytest.MonkeyPatch, *, keeping: bool) -> None:
    """Runs are killed when they come to keep a page, just before or just behind it."""
    keep = intake._KeptPages.keep

    def killed(self: intake._KeptPages, page: int, lines: Sequence[Printed]) -> None:
        if keeping:
            keep(self, page, lines)
        raise KeyboardInterrupt

    monkeypatch.setattr(intake._KeptPages, "keep", killed)


def test_a_scan_is_kept_at_once_and_read_by_a_job_once(
    one: Directive, house: House, scanner: FakeScanner
) -> None:
    assert (one.state, one.text, scanner.pages) == (State.READING, "", 0)
    assert verify(one.file)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [one.pk]
    read = run(one)
    assert (read.state, read.scanned, read.pages, scanner.pages) == (State.READ, True, PAGES, PAGES)
    assert (read.number, read.year) == ("46/UBND-VX", 2026)
    assert not Intake.objects.exists()
    found = Finding.objects.count()
    assert found
    assert Entry.objects.filter(action="directive.taken_in", subject_id=str(one.pk)).count() == 1
    assert "Đã đọc xong" in Notice.objects.get(recipient=house.people[Role.FOCAL_OFFICER]).title
    run(one)
    assert (scanner.pages, Finding.objects.count()) == (PAGES, found)


def test_a_killed_run_loses_no_page_and_no_page_is_read_twice(
    one: Directive, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        dies(patched, keeping=True)
        for read in (1, 2):
            with pytest.raises(KeyboardInterrupt):
                run(one)
            progress = queries.progress(SYSTEM, one)
            assert progress is not None
            assert (progress.done, progress.pages) == (read, PAGES)
    assert run(one).state == State.READ
    assert scanner.pages == PAGES


def test_a_run_makes_room_for_other_work_and_another_goes_on(
    one: Directive, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "HOLD", -1.0)
    for read in range(1, PAGES + 1):
        assert run(one).state == State.READING
        assert scanner.pages == read
        assert DBTaskResult.objects.count() == read + 1
    assert run(one).state == State.READ


def test_reading_is_stopped_and_goes_on_where_it_stopped(
    one: Directive, house: House, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = house.scope(Role.FOCAL_OFFICER)
    keep = intake._KeptPages.keep

    def stopped(self: intake._KeptPages, page: int, lines: Sequence[Printed]) -> None:
        keep(self, page, lines)
        if page == 0:
            actions.stop_reading(officer, one.pk)

    with monkeypatch.context() as patched:
        patched.setattr(intake._KeptPages, "keep", stopped)
        assert run(one).state == State.UNREAD
    assert "Đã dừng đọc" in one.warnings[0]
    before = scanner.pages
    assert before < PAGES
    with pytest.raises(Conflict):
        actions.stop_reading(officer, one.pk)
    assert run(one).state == State.UNREAD
    again = actions.reread(officer, one.pk)
    assert (again.state, again.warnings) == (State.READING, [])
    with pytest.raises(Conflict, match="đang được đọc"):
        actions.reread(officer, one.pk)
    assert run(one).state == State.READ
    assert scanner.pages == PAGES + before - 1


def test_of_two_runs_the_later_reads_and_the_earlier_ends(
    one: Directive, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = intake._KeptPages.keep

    def overtaken(self: intake._KeptPages, page: int, lines: Sequence[Printed]) -> None:
        monkeypatch.setattr(intake._KeptPages, "keep", keep)
        jobs.read_directive.func(one.pk)
        keep(self, page, lines)

    monkeypatch.setattr(intake._KeptPages, "keep", overtaken)
    assert run(one).state == State.READ
    assert scanner.pages == PAGES + 1
    assert Entry.objects.filter(action="directive.taken_in").count() == 1


def test_what_cannot_be_read_says_why_and_is_kept(
    one: Directive, house: House, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr.Scans, "most", PAGES - 1)
    monkeypatch.setattr(intake._KeptPages, "most", PAGES - 1)
    assert run(one).state == State.UNREAD
    assert "3 trang ảnh quét" in one.warnings[0]
    assert "Hãy chia tệp" in one.warnings[0]
    assert verify(one.file)
    told = Notice.objects.get(recipient=house.people[Role.FOCAL_OFFICER])
    assert "Không đọc được" in told.title
    assert "Hãy chia tệp" in told.body


def test_a_file_that_kills_every_run_is_given_up_with_words(
    one: Directive, scanner: FakeScanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies(monkeypatch, keeping=False)
    for _ in range(turns.MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            run(one)
        assert one.state == State.READING
    assert run(one).state == State.UNREAD
    assert "bị ngắt giữa chừng" in one.warnings[0]


def test_a_header_typed_meanwhile_stays_and_what_is_withdrawn_is_not_read(
    one: Directive, house: House, scanner: FakeScanner
) -> None:
    fields = {name: getattr(one, name) for name in HeaderData.__dataclass_fields__}
    actions.amend(SYSTEM, one.pk, HeaderData(**fields | {"number": "9/UBND", "year": 2025}), one.version)
    with pytest.raises(Conflict, match="đang được đọc"):
        actions.confirm_directive(SYSTEM, one.pk, one.version + 1)
    read = run(one)
    assert (read.number, read.year, read.doc_type) == ("9/UBND", 2025, "công văn")
    other = actions.register(SYSTEM, house.sister.pk, scanned(1))
    actions.withdraw(SYSTEM, other.pk, "Đưa nhầm")
    assert run(other).text == ""


def test_links_are_made_in_the_reach_of_whoever_asked(one: Directive, house: House) -> None:
    hidden = actions.register(SYSTEM, house.sister.pk, sent(DISPATCH.replace("46/UBND-VX", "26/KH-UBND")))
    assert run(one).links.get(number="26/KH-UBND").other is None
    assert hidden.number == "26/KH-UBND"


def test_the_page_tells_how_far_it_is_and_that_nobody_reads(
    one: Directive, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = Client()
    officer.force_login(house.people[Role.FOCAL_OFFICER], "django.contrib.auth.backends.ModelBackend")
    page, piece = (reverse(f"directives:{name}", args=[2026, one.pk]) for name in ("directive", "progress"))
    shown = officer.get(page).content.decode()
    assert "Đang chờ tới lượt" in shown
    assert "Chưa có tiến trình nền" not in shown
    assert officer.get(reverse("directives:compare", args=[2026, one.pk]))["Location"] == page
    Intake.objects.update(asked_at=clock.now() - dt.timedelta(minutes=2))
    assert "caicach worker" in officer.get(page).content.decode()
    DBTaskResult.objects.update(status="RUNNING", started_at=clock.now())
    assert "Chưa có tiến trình nền" not in officer.get(page).content.decode()
    with monkeypatch.context() as patched:
        dies(patched, keeping=True)
        with pytest.raises(KeyboardInterrupt):
            run(one)
    by_script = {"HX-Request": "true"}
    assert "1 trên 3 trang" in officer.get(piece, headers=by_script).content.decode()
    assert officer.get(piece)["Location"] == page
    Intake.objects.update(seen_at=clock.now() - dt.timedelta(minutes=5))
    assert "Chưa có tin mới" in officer.get(piece, headers=by_script).content.decode()
    told = officer.get(f"/api/directives/{one.pk}/reading").json()
    assert (told["state"], told["pages"], told["done"]) == ("reading", 3, 1)
    officer.post(reverse("directives:stop_reading", args=[2026, one.pk]))
    assert officer.get(piece, headers=by_script)["HX-Redirect"] == page
    assert "Đọc lại tệp" in officer.get(page).content.decode()
    officer.post(reverse("directives:reread", args=[2026, one.pk]))
    run(one)
    assert officer.get(f"/api/directives/{one.pk}/reading").json()["state"] == "read"


@needs_ocr
@pytest.mark.django_db(transaction=True)
def test_a_real_scan_is_read_by_a_real_worker_although_the_first_is_killed(
    house: House, tmp_path: Path
) -> None:
    sentence = "Tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận đạt tối thiểu 60%."
    one = actions.register(SYSTEM, house.commune.pk, scanned(2, "Số: 7/UBND", f"1. {sentence}"))
    first = subprocess.Popen(
        [sys.executable, "-m", "caicach.cli", "worker", "--once"],
        env={**os.environ, "DATABASE_URL": database_url(), "CAICACH_HOME": str(tmp_path)},
    )
    for _ in range(600):
        if IntakePage.objects.exists():
            break
        time.sleep(0.05)
    first.kill()
    first.wait()
    kept = set(IntakePage.objects.values_list("pk", flat=True))
    assert kept
    one.refresh_from_db()
    assert one.state == State.READING
    Worker().turn()
    one.refresh_from_db()
    assert (one.state, one.scanned) == (State.READ, True)
    assert "hồ sơ trực tuyến" in one.text
    assert one.findings.exists()

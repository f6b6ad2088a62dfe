"""The commands as an operator types them: what they do, what they say, how they end."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from caicach.cli import COMMANDS, app, checks
from caicach.platform import clock
from caicach.platform.accounts.models import User
from caicach.platform.audit import triggers
from caicach.platform.audit.models import Entry
from caicach.platform.jobs import Daily, periodic, stored, worker
from caicach.platform.jobs.models import DailyRun
from caicach.platform.jobs.tests.samples import lines, write

runner = CliRunner()
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(*words: str, code: int = 0, typed: str = "") -> str:
    """What the command prints, on both streams, in this process and its test database."""
    result = runner.invoke(app, list(words), input=typed)
    assert result.exit_code == code, (result.output, result.exception)
    return ANSI.sub("", result.output)


def start(home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on the data folder `home`."""
    environment = {**os.environ, "CAICACH_HOME": str(home), **variables}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if "DATABASE_URL" not in variables:
        environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "caicach.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


class TestRoot:
    def test_the_version(self) -> None:
        assert run("--version").startswith("caicach ")

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_explains_itself(self, command: str) -> None:
        assert "Usage" in run(command, "--help")

    def test_the_help_names_all_commands_and_the_exit_codes(self) -> None:
        text = run("--help")
        assert all(command in text for command in COMMANDS)
        assert "Mã thoát" in text

    def test_an_unknown_command_ends_with_2(self) -> None:
        run("khong-co", code=2)

    def test_scoring_starts_without_django(self) -> None:
        program = (
            "import sys; sys.argv = ['caicach', 'score', '--help']\n"
            "from caicach.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "assert 'caicach.cli.score' in sys.modules\n"
            "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg', 'ninja')]"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr

    def test_a_fault_of_the_environment_is_one_sentence(self, tmp_path: Path) -> None:
        done = start(tmp_path, "migrate", CAICACH_HTTPS="treu")
        assert done.returncode == 1
        assert "CAICACH_HTTPS" in done.stderr
        assert "Traceback" not in done.stderr


class TestMigrate:
    def test_from_nothing_to_ready(self, tmp_path: Path) -> None:
        """Each start of the command takes a second or two, so this one test walks through the whole first day."""
        home = tmp_path / "home"
        before = start(home, "migrate", "--check")
        assert before.returncode == 1
        assert "caicach migrate" in before.stderr
        refused = start(home, "serve", "--port", "1")
        assert refused.returncode == 1
        assert "Hãy chạy: caicach migrate" in refused.stderr
        lacking = json.loads(start(home, "doctor", "--json").stdout)
        assert "Cấu trúc dữ liệu" in failures(lacking)
        made = start(home, "migrate")
        assert made.returncode == 0, made.stderr
        assert "Đã cập nhật" in made.stdout
        assert (home / "caicach.sqlite3").exists()
        alone = start(home, "worker", "--beside", "1")  # the server beside which it was started has gone
        assert alone.returncode == 0, alone.stderr
        assert "worker stopped" in alone.stderr
        ready = start(home, "doctor", "--json")
        report = json.loads(ready.stdout)
        assert (ready.returncode == 0) == report["ok"]
        assert failures(report) <= {"Tệp giao diện"}  # a checkout whose static files have not been built
        assert all(check["ok"] or check["way_out"] for check in report["checks"])

    def test_a_database_that_is_not_there_is_named_without_its_password(self, tmp_path: Path) -> None:
        url = "postgresql://an:bi-mat@127.0.0.1:9/khong"
        for words in (["migrate"], ["audit", "verify"], ["doctor"]):
            done = start(tmp_path, *words, DATABASE_URL=url)
            assert done.returncode == 1
            assert "127.0.0.1" in done.stderr + done.stdout
            assert "bi-mat" not in done.stderr + done.stdout
            assert "Traceback" not in done.stderr


def failures(report: dict[str, Any]) -> set[str]:
    """The required checks of the doctor that failed."""
    return {check["name"] for check in report["checks"] if check["required"] and not check["ok"]}


@pytest.mark.django_db
class TestMigrateHere:
    def test_a_database_that_is_ready(self) -> None:
        assert "đã đúng cấu trúc" in run("migrate", "--check")
        assert "đã đúng cấu trúc" in run("migrate")

    def test_a_change_of_a_model_without_its_migration_is_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        field = User._meta.get_field("display_name")
        monkeypatch.setattr(field, "max_length", 12)
        assert "accounts: Alter field display_name on user" in " ".join(
            run("migrate", "--check", code=1).split()
        )

    def test_a_migration_that_the_database_lacks_is_named(self) -> None:
        MigrationRecorder(connection).record_unapplied("audit", "0002_triggers")
        assert "audit.0002_triggers" in run("migrate", "--check", code=1)
        assert "caicach migrate" in run("user", "list", code=1)


@pytest.mark.django_db
class TestUsers:
    @pytest.fixture(autouse=True)
    def _units(self, db: None) -> None:
        run("unit", "load", "--province", "25")

    def add(self, *words: str, code: int = 0, typed: str = "") -> str:
        name = ("--name", "Trần Thị Bình")
        return run("user", "add", "binh", *name, "--role", "focal_officer", *words, code=code, typed=typed)

    def test_units_are_loaded_once(self) -> None:
        assert "Đã thêm 0 tỉnh" in run("unit", "load", "--province", "25")
        assert "99" in run("unit", "load", "--province", "99", code=2)

    def test_with_a_password_that_is_made_and_shown_once(self) -> None:
        output = self.add("--unit", "07900", "--generate")
        password = re.search(r"chỉ hiện một lần: (\S+)", output)
        assert password
        user = User.objects.get(username="binh")
        assert user.check_password(password[1])
        assert user.must_change_password
        assert {"user.created", "post.assigned"} <= set(Entry.objects.values_list("action", flat=True))
        assert set(Entry.objects.filter(action__startswith="user").values_list("actor", flat=True)) == {
            "caicach user add"
        }
        assert not Entry.objects.filter(after__contains=password[1]).exists()

    def test_with_a_password_typed_twice(self) -> None:
        self.add("--unit", "07900", typed="một mật khẩu đủ dài\nmột mật khẩu đủ dài\n")
        assert User.objects.get(username="binh").check_password("một mật khẩu đủ dài")

    def test_as_json(self) -> None:
        made = json.loads(self.add("--unit", "07900", "--generate", "--json"))
        assert (made["username"], made["role"]) == ("binh", "focal_officer")
        (listed,) = json.loads(run("user", "list", "--json"))
        assert listed["username"] == "binh"
        assert listed["posts"][0]["role"] == "focal_officer"
        assert "binh" in run("user", "list")

    def test_what_is_wrong_is_told_and_nothing_is_left_behind(self) -> None:
        assert "Không có đơn vị" in self.add("--unit", "không có", "--generate", code=2)
        assert "quá ngắn" in self.add("--unit", "07900", "--password", "ngan", code=2)
        assert "Không dùng đồng thời" in self.add("--unit", "07900", "--password", "x", "--generate", code=2)
        assert "lĩnh vực" in self.add("--unit", "07900", "--generate", "--fields", "noi_vu", code=2)
        assert "Không có vai trò" in run(
            "user", "add", "x", "--name", "X", "--role", "vua", "--unit", "1", code=2
        )
        assert not User.objects.exists()
        self.add("--unit", "07900", "--generate")
        assert "đã có người dùng" in self.add("--unit", "07900", "--generate", code=2)

    def test_the_address_that_mails_go_to(self) -> None:
        self.add("--unit", "07900", "--generate", "--email", "binh@tinh.gov.vn")
        assert User.objects.get().email == "binh@tinh.gov.vn"
        assert "moi@tinh.gov.vn" in run("user", "email", "binh", "moi@tinh.gov.vn")
        assert "không phải địa chỉ thư" in run("user", "email", "binh", "moi@", code=2)
        assert User.objects.get().email == "moi@tinh.gov.vn"
        run("user", "email", "binh", "")
        assert User.objects.get().email == ""
        assert "Không có tài khoản" in run("user", "email", "an", "x@tinh.gov.vn", code=2)


@pytest.mark.django_db
class TestWorker:
    def test_once_does_what_waits_and_enqueues_what_is_due(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)  # the daily one writes to a file that has the name of the day
        monkeypatch.setattr(worker, "close_old_connections", lambda: None)
        monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
        monkeypatch.setattr(periodic, "_registered", {"sample": Daily("sample", 0, write)})
        write.enqueue(str(tmp_path / "file"))
        run("worker", "--once")
        assert lines(tmp_path / "file") == ["done"]
        assert DailyRun.objects.get().name == "sample"

    def test_the_doctor_tells_that_nobody_does_the_work(self) -> None:
        write.enqueue("x")
        assert background()["ok"]
        DBTaskResult.objects.update(enqueued_at=clock.now() - dt.timedelta(minutes=11))
        assert "1 việc đang chờ" in background()["found"]
        assert "caicach worker" in background()["way_out"]
        assert not background()["ok"]

    def test_the_doctor_tells_what_was_given_up(self) -> None:
        write.enqueue("x")
        DBTaskResult.objects.update(status="FAILED", worker_ids=["w"] * stored.ATTEMPTS)
        assert not background()["ok"]
        assert "1 việc lỗi" in background()["found"]


def background() -> dict[str, Any]:
    """What the doctor says of background work."""
    return checks.background().as_dict()


@pytest.mark.django_db
class TestAudit:
    @pytest.fixture(autouse=True)
    def _trail(self, db: None) -> None:
        run("unit", "load", "--province", "25")

    def test_a_whole_trail(self) -> None:
        text = run("audit", "verify")
        assert "nguyên vẹn" in text
        mark = re.search(r"\d+:[0-9a-f]{64}", text)
        assert mark
        assert json.loads(run("audit", "verify", "--json", "--anchor", mark[0])) == {
            "ok": True, "checked": Entry.objects.count(), "end": mark[0], "problems": [],
        }  # fmt: skip

    def test_a_changed_row_ends_with_1(self) -> None:
        triggers.remove(connection)
        Entry.objects.filter(sequence=1).update(reason="khác")
        triggers.install(connection)
        assert "Bản ghi 1 đã bị sửa" in run("audit", "verify", code=1)
        report = json.loads(run("audit", "verify", "--json", code=1))
        assert [(problem["kind"], problem["sequence"]) for problem in report["problems"]] == [("changed", 1)]

    def test_a_mark_that_is_none_ends_with_2(self) -> None:
        assert "SỐ:MÃ_BĂM" in run("audit", "verify", "--anchor", "x", code=2)


class TestDoctor:
    def test_what_is_missing_comes_with_the_way_out(self, tmp_path: Path) -> None:
        done = start(tmp_path, "doctor", PATH=str(tmp_path), TERM="dumb")
        assert done.returncode == 1
        assert "apt-get install chromium" in done.stdout
        assert "caicach migrate" in done.stdout

    def test_a_wrong_setting_is_a_finding_and_not_a_crash(self, tmp_path: Path) -> None:
        done = start(tmp_path, "doctor", "--json", SECRET_KEY="ngan")
        assert done.returncode == 1
        assert any("SECRET_KEY" in check["found"] for check in json.loads(done.stdout)["checks"])

    def test_guards_of_the_trail_that_are_gone_are_a_failure(self, db: None) -> None:
        triggers.remove(connection)
        report = json.loads(run("doctor", "--json", code=1))
        assert "Khóa nhật ký" in failures(report)

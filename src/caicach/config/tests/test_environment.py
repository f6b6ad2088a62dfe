"""What the settings take from the environment: safe when nothing is set, clear when something is wrong."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from caicach.config import environment
from caicach.config.environment import EnvironmentFault, MailServer

MAIL = ("CAICACH_EMAIL_URL", "CAICACH_EMAIL_FROM", "CAICACH_BASE_URL")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CAICACH_HOME", "XDG_DATA_HOME", "DATABASE_URL", "SECRET_KEY", "CAICACH_HTTPS", *MAIL):
        monkeypatch.delenv(name, raising=False)


class TestHome:
    def test_where_a_desktop_keeps_its_data(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert environment.home() == tmp_path / ".local" / "share" / "caicach"
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        assert environment.home() == tmp_path / "data" / "caicach"
        monkeypatch.setenv("CAICACH_HOME", "~/khac")
        assert environment.home() == tmp_path / "khac"


class TestSecretKey:
    def test_made_once_and_kept_for_the_owner_alone(self, tmp_path: Path) -> None:
        folder = tmp_path / "a" / "b"
        key = environment.secret_key(folder)
        assert len(key) >= 50
        assert environment.secret_key(folder) == key
        assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
        assert [path.name for path in folder.iterdir()] == ["secret_key"]

    def test_processes_that_start_together_agree(self, tmp_path: Path) -> None:
        with multiprocessing.get_context("spawn").Pool(4) as pool:
            keys = pool.map(environment.secret_key, [tmp_path / "x"] * 16, chunksize=1)
        assert len(set(keys)) == 1

    def test_the_environment_comes_first(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("SECRET_KEY", "k" * 50)
        assert environment.secret_key(tmp_path) == "k" * 50
        assert not list(tmp_path.iterdir())

    def test_a_short_or_damaged_key_is_refused(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "secret_key").write_text("x")
        with pytest.raises(EnvironmentFault, match="bị hỏng"):
            environment.secret_key(tmp_path)
        monkeypatch.setenv("SECRET_KEY", "ngan")
        with pytest.raises(EnvironmentFault, match="ngắn hơn 32"):
            environment.secret_key(tmp_path)

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(EnvironmentFault, match="CAICACH_HOME"):
            environment.secret_key(tmp_path / "file" / "home")


class TestDatabase:
    def test_sqlite_in_the_data_folder_unless_told_otherwise(self, tmp_path: Path) -> None:
        found = environment.database(tmp_path / "home")
        assert found["ENGINE"].endswith("sqlite3")
        assert found["NAME"] == str(tmp_path / "home" / "caicach.sqlite3")
        assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
        assert (tmp_path / "home").is_dir()

    @pytest.mark.parametrize(
        ("url", "path"),
        [
            ("sqlite:////srv/dữ liệu/a.sqlite3", "/srv/dữ liệu/a.sqlite3"),
            ("sqlite:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
            ("sqlite:///a.sqlite3", "a.sqlite3"),
        ],
    )
    def test_another_sqlite_file(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, path: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", url)
        assert environment.database(tmp_path)["NAME"] == path

    def test_postgresql_as_libpq_reads_it(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv(
            "DATABASE_URL", "postgres://an:m%40t%2Fkh%E1%BA%A9u@db.local:5433/cchc?sslmode=require"
        )
        found = environment.database(tmp_path)
        assert found["ENGINE"].endswith("postgresql")
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
            "an", "m@t/khẩu", "db.local", "5433", "cchc",
        )  # fmt: skip
        assert found["OPTIONS"] == {"sslmode": "require"}
        assert found["CONN_MAX_AGE"] == 60

    def test_a_unix_socket(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql:///cchc?host=/run/postgresql")
        found = environment.database(tmp_path)
        assert (found["HOST"], found["NAME"], found["PORT"]) == ("/run/postgresql", "cchc", "")

    @pytest.mark.parametrize(
        "url",
        [
            "mysql://an:bimat@x/y",
            "bimat",
            "sqlite://",
            "sqlite:///",
            "postgres://an:bimat@[h/x",
            "postgres://an:bimat@h/x?khong=1",
        ],
    )
    def test_what_cannot_be_read_is_refused_without_showing_the_password(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(EnvironmentFault, match="DATABASE_URL") as fault:
            environment.database(tmp_path)
        assert "bimat" not in str(fault.value)


class TestValues:
    @pytest.mark.parametrize(
        ("value", "meant"), [("1", True), ("Yes", True), ("0", False), ("", False), (" off ", False)]
    )
    def test_flags(self, monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
        monkeypatch.setenv("CAICACH_HTTPS", value)
        assert environment.flag("CAICACH_HTTPS") is meant

    def test_a_typing_error_is_not_a_silent_no(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CAICACH_HTTPS", "treu")
        with pytest.raises(EnvironmentFault, match="CAICACH_HTTPS"):
            environment.flag("CAICACH_HTTPS")

    def test_numbers_levels_and_lists(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("X", "2")
        assert environment.count("X") == 2
        monkeypatch.setenv("X", "-1")
        with pytest.raises(EnvironmentFault):
            environment.count("X")
        monkeypatch.setenv("X", "debug")
        assert environment.log_level("X") == "DEBUG"
        monkeypatch.setenv("X", "loud")
        with pytest.raises(EnvironmentFault):
            environment.log_level("X")
        monkeypatch.setenv("X", "a.vn, b.vn ,")
        assert environment.names("X") == ["a.vn", "b.vn"]
        monkeypatch.delenv("X")
        assert (environment.count("X"), environment.log_level("X"), environment.names("X")) == (0, "INFO", [])


class TestMail:
    def test_files_in_the_data_folder_when_nothing_is_set(self, tmp_path: Path) -> None:
        assert environment.mail(tmp_path / "có dấu") == MailServer(folder=tmp_path / "có dấu" / "mail")
        assert environment.mail(tmp_path).backend.endswith(".MailboxBackend")

    def test_a_demonstration_writes_to_nobody(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("CAICACH_EMAIL_URL", "smtp://h")
        assert environment.mail(tmp_path, only_files=True).folder == tmp_path / "mail"

    @pytest.mark.parametrize(
        ("url", "meant"),
        [
            ("smtp://h", MailServer(host="h", port=25)),
            ("smtp://h?tls=1", MailServer(host="h", port=587, starts_tls=True)),
            (
                "smtps://an%40x:b%2Fm@h",
                MailServer(host="h", port=465, user="an@x", password="b/m", is_tls=True),
            ),
            ("smtp://h:2525", MailServer(host="h", port=2525)),
            ("file:///a/th%C6%B0", MailServer(folder=Path("/a/thư"))),
        ],
    )
    def test_a_server_or_a_folder(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, meant: MailServer
    ) -> None:
        monkeypatch.setenv("CAICACH_EMAIL_URL", url)
        assert environment.mail(tmp_path) == meant

    @pytest.mark.parametrize(
        "url",
        ["smtp://", "http://an:bimat@h", "smtp://an:bimat@h:x", "file://h/a", "file:///", "smtps://an:bimat@h?tls=1",
         "smtp://an:bimat@h?ssl=1", "mail"],
    )  # fmt: skip
    def test_what_cannot_be_read_is_refused_without_showing_the_password(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
    ) -> None:
        monkeypatch.setenv("CAICACH_EMAIL_URL", url)
        with pytest.raises(EnvironmentFault, match="CAICACH_EMAIL_URL") as fault:
            environment.mail(tmp_path)
        assert "bimat" not in str(fault.value)

    def test_the_password_is_not_printed(self) -> None:
        assert "bimat" not in repr(MailServer(password="bimat"))

    @pytest.mark.parametrize("value", ["cchc@tinh.gov.vn", "Cải Cách <cchc@tinh.gov.vn>"])
    def test_the_sender(self, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        assert environment.sender() == "Cải Cách <caicach@localhost>"
        monkeypatch.setenv("CAICACH_EMAIL_FROM", value)
        assert environment.sender() == value

    @pytest.mark.parametrize("value", ["cchc", "a@b\r\nBcc: x@y", "<a@b", "a@b>", "a@b, c@d"])
    def test_a_sender_that_is_none(self, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        monkeypatch.setenv("CAICACH_EMAIL_FROM", value)
        with pytest.raises(EnvironmentFault, match="CAICACH_EMAIL_FROM"):
            environment.sender()

    def test_the_address_of_the_site_in_mails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert environment.base_url() == "http://localhost:8000"
        monkeypatch.setenv("CAICACH_BASE_URL", "https://cchc.tinh.gov.vn/")
        assert environment.base_url() == "https://cchc.tinh.gov.vn"
        for wrong in ("cchc.tinh.gov.vn", "ftp://x", "https://x/duong-dan", "https://"):
            monkeypatch.setenv("CAICACH_BASE_URL", wrong)
            with pytest.raises(EnvironmentFault, match="CAICACH_BASE_URL"):
                environment.base_url()

"""What the settings take from the environment, each with a default that is safe on a bare machine.

`CAICACH_HOME` (the data folder), `DATABASE_URL`, `SECRET_KEY`, `CAICACH_ALLOWED_HOSTS` and `CAICACH_TRUSTED_ORIGINS` (with
commas), `CAICACH_HTTPS` (1 behind TLS), `CAICACH_PROXIES` (how many proxies stand in front), `CAICACH_LOG_LEVEL`,
`CAICACH_MAX_FILE_MB` (the largest file of evidence, 50 when not set), `CAICACH_EMAIL_URL` (how mail leaves: `smtp://`, `smtps://`
or `file:///folder`), `CAICACH_EMAIL_FROM` (its sender), `CAICACH_BASE_URL` (the address of this site in mails), `DEBUG`.
Nothing here imports Django: the functions are called while the settings are being made.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

DATABASE_FILE = "caicach.sqlite3"
DEMO_MARK = "demo.json"
"""The file that `caicach demo` leaves in the folder of a demonstration."""


class EnvironmentFault(ValueError):
    """A variable that cannot be used; the message names it and the way out, in Vietnamese."""


TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def flag(name: str, default: bool = False) -> bool:
    """A yes or no; a typing error is a fault, because a silent "no" to CAICACH_HTTPS would be dangerous."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() not in TRUE | FALSE:
        raise EnvironmentFault(f"Biến môi trường {name}={value!r} không hiểu được: hãy đặt 1 hoặc 0.")
    return value.strip().lower() in TRUE


def names(name: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def count(name: str) -> int:
    """A whole number from 0 up; 0 when not set."""
    value = os.environ.get(name, "").strip() or "0"
    if not (value.isascii() and value.isdigit()):
        raise EnvironmentFault(f"Biến môi trường {name}={value!r} phải là số nguyên không âm.")
    return int(value)


def https(proxies: int) -> bool:
    """`CAICACH_HTTPS`: whether people reach us over TLS, which ends at a proxy in front, for our own server speaks HTTP."""
    if flag("CAICACH_HTTPS") and not proxies:
        raise EnvironmentFault(
            "CAICACH_HTTPS=1 cần CAICACH_PROXIES từ 1 trở lên: máy chủ này nói HTTP, "
            "TLS do máy chủ phía trước (nginx, Caddy…) đảm nhận và gửi tiêu đề X-Forwarded-Proto, X-Forwarded-For."
        )
    return flag("CAICACH_HTTPS")


def log_level(name: str) -> str:
    """The name of a logging level; INFO when not set."""
    value = os.environ.get(name, "").strip().upper() or "INFO"
    if value not in LOG_LEVELS:
        raise EnvironmentFault(
            f"Biến môi trường {name}={value!r} phải là một trong: {', '.join(LOG_LEVELS)}."
        )
    return value


def home() -> Path:
    """The folder that holds what this installation keeps: the SQLite file and the secret key."""
    given = os.environ.get("CAICACH_HOME")
    if given:
        return Path(given).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data).expanduser() if data else Path.home() / ".local" / "share").absolute() / "caicach"


def is_demo(folder: Path) -> bool:
    """Whether the folder holds a demonstration: its pages say so, and its password is known to everybody."""
    return (folder / DEMO_MARK).exists()


def secret_key(folder: Path) -> str:
    """`SECRET_KEY`, or the key kept in `folder`, made on the first run with mode 0600.

    Several processes may start at the same moment on an empty folder: a key is written to a file of its own and then *linked* to
    its name, which succeeds for one of them only; all of them read what the name holds.
    """
    given = os.environ.get("SECRET_KEY")
    if given:
        if len(given) < 32:
            raise EnvironmentFault(
                "SECRET_KEY ngắn hơn 32 ký tự: hãy đặt một chuỗi ngẫu nhiên dài hơn, hoặc bỏ biến này."
            )
        return given
    kept = folder / "secret_key"
    try:
        if not kept.exists():
            _keep_new_key(folder, kept)
        key = kept.read_text("ascii").strip()
    except OSError as error:
        raise EnvironmentFault(
            f"Không ghi hoặc đọc được khóa bí mật {kept}: {error.strerror}. "
            "Hãy cấp quyền ghi thư mục dữ liệu, đặt CAICACH_HOME sang thư mục khác, hoặc đặt SECRET_KEY."
        ) from error
    if len(key) < 32:
        raise EnvironmentFault(
            f"Tệp khóa bí mật {kept} bị hỏng: hãy xóa tệp để hệ thống tạo khóa mới (mọi người sẽ phải đăng nhập lại)."
        )
    return key


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise EnvironmentFault(
            f"Không tạo được thư mục dữ liệu {folder}: {error.strerror}. "
            "Hãy cấp quyền ghi, hoặc đặt CAICACH_HOME sang thư mục khác."
        ) from error


def _keep_new_key(folder: Path, kept: Path) -> None:
    _make(folder)
    draft = folder / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first; its key is the key
            os.link(draft, kept)
    finally:
        draft.unlink()


# 128 MB of memory mapping and 20 MB of page cache for each connection; NORMAL is safe with WAL (a power cut may lose the last
# transactions, never the file).
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"


def database(folder: Path) -> dict[str, Any]:
    """Django's settings of the database that `DATABASE_URL` names: a PostgreSQL URL, or `sqlite:///PATH`.

    Without the variable: SQLite in `folder`. A PostgreSQL URL is read by libpq itself (`postgresql://user:password@host:port/name`
    and its parameters such as `?sslmode=require`).
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        _make(folder)
        return _sqlite(str(folder / DATABASE_FILE))
    scheme = url.partition(":")[0]
    if scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    if scheme == "sqlite":
        path = unquote(url.removeprefix("sqlite:").removeprefix("///"))
        if not path or path.startswith("//"):
            raise EnvironmentFault(
                "DATABASE_URL của SQLite phải có dạng sqlite:////đường/dẫn/tuyệt/đối/tệp.sqlite3."
            )
        return _sqlite(path)
    raise EnvironmentFault(
        "DATABASE_URL phải bắt đầu bằng postgresql:// hoặc sqlite:///; bỏ biến này để dùng SQLite trong thư mục dữ liệu."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Immediate transactions take the write lock at once and wait for it; deferred ones fail in the middle when two
        # writers meet.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise EnvironmentFault(
            "DATABASE_URL không đọc được; dạng đúng là postgresql://người_dùng:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu "
            "(ký tự đặc biệt trong mật khẩu viết dạng %XX)."
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "") or "caicach"),
        "USER": str(parts.pop("user", "") or ""),
        "PASSWORD": str(parts.pop("password", "") or ""),
        "HOST": str(parts.pop("host", "") or ""),
        "PORT": str(parts.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


SMTP_PORTS = {"smtp": 25, "smtps": 465}
TLS_PORT = 587


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail leaves: over SMTP to `host`, or into the files of `folder`."""

    folder: Path | None = None
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starts_tls: bool = False
    is_tls: bool = False

    @property
    def backend(self) -> str:
        """Django's name of what sends."""
        if self.folder is not None:
            return "caicach.platform.notices.mailbox.MailboxBackend"
        return "django.core.mail.backends.smtp.EmailBackend"


def mail(home: Path, *, only_files: bool = False) -> MailServer:
    """What `CAICACH_EMAIL_URL` names; by default, and where mail is to reach nobody, a mailbox of files in the data folder.

    `smtp://user:password@host:port` (with `?tls=1` STARTTLS, by default on port 587), `smtps://` (TLS from the beginning),
    `file:///folder` (each mail an .eml file).
    """
    given = "" if only_files else os.environ.get("CAICACH_EMAIL_URL", "").strip()
    url = given or (home / "mail").as_uri()
    parts = _mail_url(url)
    if parts.scheme == "file":
        return MailServer(folder=Path(unquote(parts.path)))
    starts_tls = parts.query == "tls=1"
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or (TLS_PORT if starts_tls else SMTP_PORTS[parts.scheme]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=starts_tls,
        is_tls=parts.scheme == "smtps",
    )


def _mail_url(url: str) -> SplitResult:
    """The parts of a mail URL that can be used. The message never repeats the URL: it may hold a password."""
    try:
        parts = urlsplit(url)
        fits = parts.port is None or parts.port > 0
    except ValueError:
        fits = False
    else:
        fits = fits and (
            (parts.scheme == "file" and not parts.netloc and len(parts.path) > 1)
            or (parts.scheme in SMTP_PORTS and bool(parts.hostname))
        )
        fits = fits and (parts.query == "" or (parts.scheme == "smtp" and parts.query in {"tls=0", "tls=1"}))
    if not fits:
        raise EnvironmentFault(
            "CAICACH_EMAIL_URL không đọc được; dạng đúng là smtp://người_dùng:mật_khẩu@máy_chủ:587?tls=1, "
            "smtps://người_dùng:mật_khẩu@máy_chủ:465 hoặc file:///đường/dẫn/thư/mục (ký tự đặc biệt viết dạng %XX)."
        )
    return parts


def sender() -> str:
    """`CAICACH_EMAIL_FROM`: the address that mails come from, bare or as "Name <address>"."""
    given = os.environ.get("CAICACH_EMAIL_FROM", "").strip() or "Cải Cách <caicach@localhost>"
    if not re.fullmatch(r"([^<>\r\n]*<)?[^@\s<>,]+@[^@\s<>,]+>?", given) or ("<" in given) != given.endswith(
        ">"
    ):
        raise EnvironmentFault(
            f"CAICACH_EMAIL_FROM={given!r} không phải địa chỉ thư; dạng đúng là «Cải Cách <cchc@tinh.gov.vn>»."
        )
    return given


def base_url() -> str:
    """`CAICACH_BASE_URL`: how people reach this site, without a slash at the end; mails link there."""
    given = os.environ.get("CAICACH_BASE_URL", "").strip().rstrip("/") or "http://localhost:8000"
    parts = urlsplit(given)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise EnvironmentFault(
            f"CAICACH_BASE_URL={given!r} phải có dạng https://cchc.tinh.gov.vn (không kèm đường dẫn phía sau)."
        )
    return given

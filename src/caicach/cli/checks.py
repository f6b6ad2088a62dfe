"""The checks of `caicach doctor`: each looks at one thing and says what it found and how to mend it.

A check that cannot be made because an earlier one failed is left out: without settings there is no database to look at.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caicach.config import environment

OLDEST_POSTGRESQL = 15
OLDEST_SQLITE = (3, 37, 0)
LONGEST_WAIT = dt.timedelta(minutes=10)
"""A job that could be done and waits for longer says that no worker runs."""
# The day on which this version was made: a clock that is earlier is wrong.
EARLIEST = dt.date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `required`: without it the system does not run; otherwise a function of it is missing."""

    name: str
    ok: bool
    found: str
    way_out: str = ""
    required: bool = True

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def all_findings() -> list[Finding]:
    """Every check that can be made on this machine, in the order in which one would mend things."""
    zone = time_zone()
    findings = [python(), sqlite(), zone, clock(), home()]
    if zone.ok:
        settings = configuration()
        findings.append(settings)
        if settings.ok:
            findings += database()
    findings += [static_files(), typefaces()]
    optional: list[Callable[[], Finding]] = [libreoffice, tesseract, fonts, chromium]
    return findings + [check() for check in optional]


def python() -> Finding:
    ok = sys.version_info >= (3, 11)
    return Finding(
        "Python", ok, platform.python_version(), "Hãy cài Python 3.11 trở lên rồi cài lại Cải Cách."
    )


def sqlite() -> Finding:
    version = sqlite3.sqlite_version
    with sqlite3.connect(":memory:") as memory:
        has_fts5 = bool(memory.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])
    ok = sqlite3.sqlite_version_info >= OLDEST_SQLITE and has_fts5
    return Finding(
        "SQLite",
        ok,
        version + (", có FTS5" if has_fts5 else ", không có FTS5"),
        "Hãy dùng bản Python có SQLite 3.37 trở lên kèm FTS5 (gói Python của hệ điều hành thường có sẵn).",
    )


def time_zone() -> Finding:
    try:
        ZoneInfo("Asia/Ho_Chi_Minh")
    except ZoneInfoNotFoundError:
        return Finding(
            "Múi giờ", False, "thiếu dữ liệu Asia/Ho_Chi_Minh", "Hãy cài gói tzdata: apt-get install tzdata"
        )
    return Finding("Múi giờ", True, "Asia/Ho_Chi_Minh")


def clock() -> Finding:
    now = dt.datetime.now(dt.UTC)
    return Finding(
        "Đồng hồ",
        now.date() >= EARLIEST,
        (now + dt.timedelta(hours=7)).strftime("%H:%M %d/%m/%Y (giờ Việt Nam)"),
        "Đồng hồ của máy sai: hãy bật đồng bộ giờ (timedatectl set-ntp true).",
    )


def home() -> Finding:
    folder = environment.home()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding(
            "Thư mục dữ liệu",
            False,
            f"{folder}: {error.strerror}",
            "Hãy cấp quyền ghi thư mục này, hoặc đặt CAICACH_HOME sang thư mục khác.",
        )
    free = shutil.disk_usage(folder).free // 2**20
    return Finding(
        "Thư mục dữ liệu",
        free >= 500,
        f"{folder}, còn trống {free} MB",
        "Hãy giải phóng ít nhất 500 MB trên ổ đĩa này.",
    )


def configuration() -> Finding:
    from caicach.cli import django_setup

    try:
        django_setup.setup()
    except environment.EnvironmentFault as fault:
        return Finding("Cấu hình", False, str(fault), "Hãy sửa biến môi trường nêu trên.")
    from django.conf import settings

    hosts = ", ".join(settings.ALLOWED_HOSTS)
    return Finding("Cấu hình", True, f"DEBUG {'bật' if settings.DEBUG else 'tắt'}; nhận tên máy: {hosts}")


def database() -> list[Finding]:
    """Reachable, new enough, migrated, and with somebody who can sign in."""
    from django.db import connection

    from caicach.cli import migrations

    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    if problem := migrations.unreachable():
        return [
            Finding(
                "Cơ sở dữ liệu",
                False,
                f"{kind}: {problem}",
                "Hãy kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu đã chạy chưa, mật khẩu và tường lửa.",
            )
        ]
    findings = [Finding("Cơ sở dữ liệu", True, f"{kind}: kết nối được")]
    if connection.vendor == "postgresql":
        findings.append(_postgresql_version())
    waiting = migrations.pending()
    findings.append(
        Finding(
            "Cấu trúc dữ liệu",
            not waiting,
            f"thiếu {len(waiting)} bước cập nhật" if waiting else "đúng phiên bản",
            "Hãy chạy: caicach migrate",
        )
    )
    if not waiting:
        findings += [_audit_guard(), _somebody(), background(), mail()]
    return findings


def _postgresql_version() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0])
    ok = int(version.split(".")[0].split()[0]) >= OLDEST_POSTGRESQL
    return Finding(
        "PostgreSQL", ok, version, f"Hãy nâng cấp máy chủ lên PostgreSQL {OLDEST_POSTGRESQL} trở lên."
    )


def _audit_guard() -> Finding:
    from django.db import connection

    from caicach.platform.audit import triggers

    gone = triggers.missing(connection)
    return Finding(
        "Khóa nhật ký",
        not gone,
        f"thiếu {', '.join(gone)}" if gone else "nhật ký không sửa, không xóa được",
        "Có người đã gỡ khóa chống sửa nhật ký: hãy chạy «caicach audit verify» và báo người phụ trách an toàn thông tin.",
    )


def _somebody() -> Finding:
    from caicach.platform.accounts.models import User

    count = User.objects.filter(is_active=True).count()
    return Finding(
        "Tài khoản",
        count > 0,
        f"{count} tài khoản đang dùng",
        "Hãy nạp đơn vị rồi tạo quản trị hệ thống: caicach unit load --province 25; "
        "caicach user add quantri --name «Họ tên» --role administrator --unit «tên hoặc mã đơn vị» --generate",
        required=False,
    )


def background() -> Finding:
    """Whether somebody does the background work: jobs that nobody takes say that no worker runs."""
    from caicach.platform import clock
    from caicach.platform.jobs import stored

    now = clock.now()
    queue = stored.queue()
    is_slow = queue.since is not None and now - queue.since > LONGEST_WAIT
    return Finding(
        "Tác vụ nền",
        not (is_slow or queue.failed),
        f"{queue.waiting} việc đang chờ, {queue.failed} việc lỗi đã thôi thử lại",
        "Hãy chạy «caicach worker» (hoặc caicach serve không kèm --no-worker); "
        "việc lỗi thì xem nhật ký của tiến trình đó, rồi kiểm tra máy chủ thư."
        if is_slow
        else "Hãy xem nhật ký của «caicach worker»; thư gửi lỗi thường do CAICACH_EMAIL_URL hoặc máy chủ thư.",
        required=False,
    )


def mail() -> Finding:
    """How mail leaves, never with the password."""
    from django.conf import settings

    folder = settings.CAICACH_MAILBOX
    where = f"hộp thư tệp {folder}" if folder else f"SMTP {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    return Finding(
        "Thư",
        not folder,
        f"{where}; liên kết trong thư: {settings.CAICACH_BASE_URL}",
        "Thư chưa gửi ra ngoài, chỉ ghi thành tệp .eml: hãy đặt CAICACH_EMAIL_URL, CAICACH_EMAIL_FROM và CAICACH_BASE_URL.",
        required=False,
    )


def static_files() -> Finding:
    built = resources.files("caicach") / "web" / "static" / "web" / "dist"
    count = sum(1 for _ in built.iterdir()) if built.is_dir() else 0
    return Finding(
        "Tệp giao diện",
        count > 0,
        f"{count} tệp" if count else "chưa được dựng",
        "Hãy cài lại gói (make install); từ mã nguồn: cài đặt sẽ tự dựng giao diện.",
    )


def typefaces() -> Finding:
    built = resources.files("caicach") / "platform" / "letters" / "typefaces"
    names = (
        sorted(path.name for path in built.iterdir() if path.name.endswith(".ttf")) if built.is_dir() else []
    )
    return Finding(
        "Phông chữ văn bản PDF",
        bool(names),
        f"{len(names)} tệp" if names else "chưa có",
        "Hãy cài lại gói (make install); từ mã nguồn: cài đặt sẽ tự chép phông chữ.",
        required=False,
    )


def libreoffice() -> Finding:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Finding(
        "LibreOffice",
        bool(found),
        found or "không có",
        "Chỉ cần khi so sánh tốc độ với bảng tính và chuyển văn bản sang PDF: "
        "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui",
        required=False,
    )


def tesseract() -> Finding:
    found = shutil.which("tesseract")
    languages = _output(found, "--list-langs").split() if found else []
    what = "có tiếng Việt" if "vie" in languages else "thiếu tiếng Việt" if found else "không có"
    return Finding(
        "Tesseract",
        "vie" in languages,
        what,
        "Chỉ cần khi đọc văn bản quét: apt-get install tesseract-ocr tesseract-ocr-vie",
        required=False,
    )


def fonts() -> Finding:
    """Fonts of the system that have ế, ộ, ữ: what LibreOffice and Chromium print with. U+1EBF is ế."""
    program = shutil.which("fc-list")
    families = {
        line.split(",")[0].strip() for line in _output(program, ":charset=1ebf", "family").splitlines()
    }
    named = sorted(
        families
        & {
            "Tinos",
            "Arimo",
            "Noto Sans",
            "Noto Serif",
            "Liberation Serif",
            "Liberation Sans",
            "Times New Roman",
        }
    )
    return Finding(
        "Phông chữ",
        bool(named),
        ", ".join(named) if named else "không có phông chữ văn bản đủ chữ tiếng Việt",
        "Chỉ cần khi tạo văn bản, ảnh: apt-get install fonts-croscore fonts-noto-core",
        required=False,
    )


def chromium() -> Finding:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CAICACH_CHROMIUM") or next(
        (path for name in names if (path := shutil.which(name))), None
    )
    return Finding(
        "Chromium",
        bool(found),
        found or "không có",
        "Chỉ cần khi chạy kiểm thử trình duyệt: apt-get install chromium",
        required=False,
    )


def _output(program: str | None, *arguments: str) -> str:
    if program is None:
        return ""
    try:
        return subprocess.run(
            [program, *arguments], capture_output=True, text=True, timeout=30, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""

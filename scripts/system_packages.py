"""What the tests need from the operating system: found, or fetched by apt-get when run as root, or named.

A missing program never lets a test skip: in CI (CI=true) this script then ends with exit code 1, elsewhere
the tests that need the program fail.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OLDEST_POSTGRESQL = 15


@dataclass(frozen=True)
class Need:
    name: str
    purpose_vi: str
    purpose_en: str
    is_there: Callable[[], bool]
    apt: tuple[str, ...]


def main() -> int:
    missing = [need for need in NEEDS if not need.is_there()]
    if missing and can_install():
        install(missing)
        missing = [need for need in missing if not need.is_there()]
    if not missing:
        print(f"    there: {', '.join(need.name for need in NEEDS)}")
        return 0
    explain(missing)
    return 1 if os.environ.get("CI", "").lower() in ("true", "1") else 0


def chromium() -> str | None:
    """Path of the browser for the end-to-end tests; CAICACH_CHROMIUM names one that is not on PATH."""
    named = os.environ.get("CAICACH_CHROMIUM")
    return named or next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def postgresql_binaries() -> Path | None:
    """Folder of initdb and pg_ctl of the newest PostgreSQL that will do (Debian keeps them off PATH)."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    usable = [
        (version, folder)
        for folder in folders
        if (version := postgresql_version(folder)) >= OLDEST_POSTGRESQL
    ]
    return max(usable)[1] if usable else None


def postgresql_version(folder: Path) -> int:
    answer = output_of(str(folder / "postgres"), "--version")
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return int(found.group(1)) if found and (folder / "initdb").exists() else 0


def libreoffice(library: str) -> bool:
    """Whether LibreOffice is there with one of its programs, known on Linux by its library."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return False
    program = Path(soffice).resolve().parent
    return sys.platform != "linux" or (program / library).exists()


def output_of(*command: str) -> str:
    """What the command prints, nothing when it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


NEEDS = (
    Need(
        "Chromium",
        "trình duyệt để kiểm thử màn hình",
        "the browser of the end-to-end tests",
        lambda: chromium() is not None,
        ("chromium",),
    ),
    Need(
        f"PostgreSQL {OLDEST_POSTGRESQL}+",
        "máy chủ dữ liệu thứ hai mà mọi kiểm thử dữ liệu phải qua",
        "the second database of every data test",
        lambda: postgresql_binaries() is not None,
        ("postgresql",),
    ),
    Need(
        "LibreOffice Calc",
        "tính lại bảng chấm điểm để so với bộ máy tính điểm",
        "recalculates scoring sheets to compare with the engine",
        lambda: libreoffice("libsclo.so"),
        ("libreoffice-calc-nogui",),
    ),
    Need(
        "LibreOffice Writer",
        "in lại văn bản Word để so với bản PDF",
        "prints letters in Word to compare with their PDF",
        lambda: libreoffice("libswlo.so"),
        ("libreoffice-writer-nogui",),
    ),
    Need(
        "Tesseract (vie)",
        "đọc văn bản quét tiếng Việt",
        "reads scanned Vietnamese documents",
        lambda: "vie" in output_of("tesseract", "--list-langs").split(),
        ("tesseract-ocr", "tesseract-ocr-vie"),
    ),
    Need(
        "Vietnamese fonts",
        "phông có đủ chữ tiếng Việt",
        "fonts with every Vietnamese letter",
        lambda: bool(output_of("fc-list", ":lang=vi", "family").strip()),
        ("fontconfig", "fonts-noto-core"),
    ),
    Need(
        "GNU gettext",
        "kiểm tra bản dịch đã đủ",
        "checks that translations are complete",
        lambda: all(shutil.which(tool) for tool in ("xgettext", "msguniq", "msgmerge", "msgattrib")),
        ("gettext",),
    ),
)


def can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(missing: list[Need]) -> None:
    packages = [package for need in missing for package in need.apt]
    print(
        f"    fetching: {', '.join(need.name for need in missing)} (apt-get install {' '.join(packages)})",
        flush=True,
    )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        code = subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL).returncode
        if code:
            print(f"    apt-get {words[0]}: exit code {code}", file=sys.stderr)


def explain(missing: list[Need]) -> None:
    packages = " ".join(package for need in missing for package in need.apt)
    print("\nMáy này còn thiếu / missing on this machine:", file=sys.stderr)
    for need in missing:
        print(f"  - {need.name}: {need.purpose_vi} / {need.purpose_en}", file=sys.stderr)
    print(
        "Cách cài trên Debian / to install on Debian:\n"
        f"  sudo apt-get install --no-install-recommends {packages}\n"
        "Trên hệ khác: cài các chương trình cùng tên; Chromium ở chỗ khác: đặt CAICACH_CHROMIUM=đường/dẫn.\n"
        "Elsewhere: install the programs of the same names; CAICACH_CHROMIUM=path names another browser.\n",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.exit(main())

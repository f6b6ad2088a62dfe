"""Makes the virtual environment and installs the locked packages and caicach itself, editable.

Runs on the machine's own Python with the standard library alone. Each part is quick when nothing has
changed, so `make demo` and `make test` always go through here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import PYTHON, ROOT, SCRIPTS, VENV, Command, StepFailed, run, timed

UV = SCRIPTS / "uv"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also the tools of development and of the tests")
    options = parser.parse_args()
    try:
        install(ROOT / ("requirements-dev.lock" if options.dev else "requirements.lock"))
    except StepFailed as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


def install(lock: Path) -> None:
    if version_of_environment() != sys.version_info[:2]:
        timed(f"Virtual environment {VENV.name} with Python {sys.version.split()[0]}", make_environment)
    pin = pinned("uv")
    if version_of_uv() != re.findall(r"uv==(\S+)", pin)[0]:
        timed("Installer uv, as pinned in requirements-build.lock", lambda: install_uv(pin))
    run(
        f"Packages of {lock.name}",
        [UV, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "--requirement", lock],
    )
    # Always built: hatch_build.py knows what is up to date, and notices an output that has been deleted.
    build: Command = [UV, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--editable", ROOT]
    run(
        "Package caicach: static files and translations (up to a minute the first time)",
        [*build, "--build-constraint", ROOT / "requirements-build.lock"],
    )


def version_of_environment() -> tuple[int, ...] | None:
    """Major and minor version of the Python in the environment, None when there is none that runs."""
    try:
        answer = subprocess.run(
            [PYTHON, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in answer.stdout.split())


def make_environment() -> None:
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        fetch_ensurepip()
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command).returncode:
        raise StepFailed(f"Không tạo được môi trường ảo / cannot make a virtual environment in {VENV}")


def fetch_ensurepip() -> None:
    """Debian and Ubuntu keep the venv module's pip in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run([apt, "update", "-qq"], stdout=subprocess.DEVNULL)
        if not subprocess.run([apt, "install", "-y", "-qq", "--no-install-recommends", package]).returncode:
            return
    raise StepFailed(
        f"Python này thiếu mô-đun ensurepip. Cài gói {package} rồi chạy lại lệnh.\n"
        f"This Python lacks ensurepip. Install it and run the command again: sudo apt-get install {package}"
    )


def pinned(name: str) -> str:
    """The lines of requirements-build.lock that pin this package, with its hashes."""
    text = (ROOT / "requirements-build.lock").read_text(encoding="utf-8")
    entry = re.search(rf"^{name}==.*(?:\n[ ]+.*)*", text, re.MULTILINE)
    if entry is None:
        raise StepFailed(f"requirements-build.lock does not pin {name}")
    return entry.group()


def version_of_uv() -> str | None:
    try:
        answer = subprocess.run([UV, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.split()[1]


def install_uv(pin: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder, "uv.txt")
        requirement.write_text(pin + "\n", encoding="utf-8")
        pip: Command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, "--require-hashes", "--requirement", requirement]).returncode:
            raise StepFailed(
                "Không tải được bộ cài uv: kiểm tra mạng hoặc cấu hình pip của máy.\n"
                "uv could not be fetched: check the network, or this machine's settings of pip."
            )


if __name__ == "__main__":
    sys.exit(main())

"""Every check of the project, in the order of `make test`: quick ones first, tests last. One fault fails it.

With arguments (`make test ARGS="-k ranking"`) only the tests run, and the arguments go to pytest.
"""

import os
import sys
import tempfile

from steps import PYTHON, SCRIPTS, Command, StepFailed, run

PYTEST: Command = (
    SCRIPTS / "pytest",
    "--numprocesses",
    str(min(os.cpu_count() or 1, 4)),
)

CHECKS: tuple[tuple[str, Command], ...] = (
    ("Style: ruff check", (SCRIPTS / "ruff", "check", ".")),
    ("Style: ruff format", (SCRIPTS / "ruff", "format", "--check", ".")),
    ("Types: mypy", (SCRIPTS / "mypy",)),
    ("Floors: import-linter", (SCRIPTS / "lint-imports", "--no-cache", "--no-logo")),
    ("Django's own checks", (PYTHON, "-m", "django", "check", "--fail-level", "WARNING")),
    ("Migrations are complete", (PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run")),
    ("Translations are complete", (PYTHON, "scripts/check_translations.py")),
    (
        "Data tests on PostgreSQL",
        (PYTHON, "scripts/with_postgresql.py", *PYTEST, "-m", "databases and not one_database"),
    ),
)


def main() -> int:
    # A database or a data folder of the caller is never the one that tests write to.
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
    with tempfile.TemporaryDirectory(prefix="caicach-check-") as home:
        os.environ["CAICACH_HOME"] = home
        # Tests start some forty processes. In a container that writes no bytecode each would compile all sources anew.
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(home, "bytecode")
        return check()


def check() -> int:
    failures: list[str] = []
    if not sys.argv[1:]:
        if not succeeds(
            failures, "What the tests need from the system", (PYTHON, "scripts/system_packages.py")
        ):
            return finish(failures)
        for title, command in CHECKS:
            succeeds(failures, title, command)
    # The closing line of pytest ends the output of a run without a fault.
    succeeds(failures, "Tests on SQLite", (*PYTEST, *sys.argv[1:]))
    return finish(failures)


def succeeds(failures: list[str], title: str, command: Command) -> bool:
    try:
        run(title, command)
    except StepFailed as fault:
        failures.append(str(fault))
        return False
    return True


def finish(failures: list[str]) -> int:
    if failures:
        print("\nFailed:", *failures, sep="\n  - ", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

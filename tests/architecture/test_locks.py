"""The lock files hold what pyproject.toml asks for, hash all of it and name no package index."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
    "requirements-build.lock": PROJECT["dependency-groups"]["build"],
}


def entries(lock: str) -> list[str]:
    """The pins of a lock file, each with its hashes."""
    return re.findall(r"^\S.*(?:\n[ ]+.*)*", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)


def pins(lock: str) -> dict[str, set[Requirement]]:
    """Package name to its pins; a package has several where the version depends on that of Python."""
    found: dict[str, set[Requirement]] = {}
    for entry in entries(lock):
        requirement = Requirement(entry.partition("\\")[0])
        found.setdefault(canonicalize_name(requirement.name), set()).add(requirement)
    return found


@pytest.mark.parametrize("lock", WANTED)
def test_every_requirement_is_pinned_to_a_version_it_allows(lock: str) -> None:
    locked = pins(lock)
    for wanted in map(Requirement, WANTED[lock]):
        versions = {
            next(iter(pin.specifier)).version for pin in locked.get(canonicalize_name(wanted.name), ())
        }
        assert versions, f"{wanted.name} is not in {lock}: make lock"
        assert all(wanted.specifier.contains(version) for version in versions), (
            f"{wanted} against {versions}: make lock"
        )


@pytest.mark.parametrize("lock", WANTED)
def test_every_pin_is_exact_and_hashed_and_nothing_else_stands_in_the_file(lock: str) -> None:
    for entry in entries(lock):
        assert re.match(r"[a-z0-9-]+==\S+ (;.*)?\\\n", entry), entry
        assert "--hash=sha256:" in entry


def test_the_tools_of_development_stand_on_the_pins_of_a_server() -> None:
    development = pins("requirements-dev.lock")
    assert all(development[name] == pinned for name, pinned in pins("requirements.lock").items())


def test_the_build_is_pinned_whole() -> None:
    assert set(PROJECT["build-system"]["requires"]) <= set(PROJECT["dependency-groups"]["build"])

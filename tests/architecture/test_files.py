"""What holds for every file of the repository: short enough, no trace of one machine or one package index."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
# Put together from pieces, so that this file passes its own test.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("unpkg", "com"), ("jsdelivr", "net"), ("npmmirror", "com"), ("aliyuncs", "com"), ("tsinghua", "edu"),
)]  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.:/}>*-])/(?:root|home|Users|work|opt|tmp|mnt)/[\w.-]+")


def files() -> list[Path]:
    """Everything that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [
        path for name in sorted(set(listed.stdout.split("\0"))) if name and (path := ROOT / name).is_file()
    ]


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Place and text of each line; nothing for a file that is not text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        yield f"{path.relative_to(ROOT)}:{number}", line


@pytest.fixture(scope="module")
def repository() -> list[Path]:
    found = files()
    assert found, "git lists no file"
    return found


def test_source_files_are_short_enough_to_hold_in_the_head(repository: list[Path]) -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in repository
        if path.is_relative_to(ROOT / "src") or path.is_relative_to(ROOT / "frontend/src")
        if path.suffix in {".py", ".html", ".js", ".mjs", ".css"} and "migrations" not in path.parts
        if (count := len(path.read_text(encoding="utf-8").splitlines())) >= LONGEST
    }
    assert not long


def test_no_file_names_a_package_index(repository: list[Path]) -> None:
    found = [
        place
        for path in repository
        for place, line in lines(path)
        if any(host in line for host in REGISTRIES)
    ]
    assert not found


def test_no_file_names_a_folder_of_one_machine(repository: list[Path]) -> None:
    found = [
        f"{place}: {match.group()}"
        for path in repository
        for place, line in lines(path)
        for match in MACHINE_PATH.finditer(line)
    ]
    assert not found


@pytest.mark.parametrize(
    "text", ['x = "/' + 'home/someone/data"', "cd /" + "root/project", "(/" + "tmp/x.json)"]
)
def test_the_pattern_finds_folders_of_a_machine(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.vn/" + "home/page", "a/" + "tmp/b", 'path("' + 'home/", home)']
)
def test_the_pattern_leaves_other_paths_alone(text: str) -> None:
    assert not MACHINE_PATH.search(text)

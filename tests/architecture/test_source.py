"""What the source may not do, read from its syntax tree. The floors are import-linter's (pyproject.toml)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "caicach"

# Files, network, clock and chance: core gets all of them as arguments.
IMPURE_MODULES = frozenset(
    "asyncio ctypes fcntl ftplib glob http locale logging multiprocessing os pathlib platform "
    "random requests secrets shutil signal smtplib socket sqlite3 subprocess sys tempfile threading time "
    "urllib uuid".split()
)
IMPURE_CALLS = frozenset({"open", "input", "print"})
CLOCK = frozenset({"now", "today", "utcnow", "fromtimestamp", "monotonic", "perf_counter"})
# What reads or writes tables, and the rooms of an app that do.
TABLES = frozenset({"objects", "_default_manager", "_base_manager"})
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404"})
OPEN_TABLES = frozenset({"actions", "queries", "models", "demo", "synthetic"})


def sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if not {"migrations", "tests"} & set(path.parts))


def nodes(paths: list[Path]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of the files, with the place it stands at."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
            yield f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}", node


def imported(node: ast.AST) -> list[str]:
    """Top-level names of the modules that this node imports."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module.partition(".")[0]]
    return []


def called(node: ast.AST) -> str:
    """Plain name of the function that this node calls: `f` for f(), nothing for a.f()."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def attribute_called(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def test_nothing_evaluates_text_as_code() -> None:
    found = [
        f"{place}: {called(node)}()"
        for place, node in nodes(sources(PACKAGE))
        if called(node) in {"eval", "exec"}
    ]
    assert not found


def test_core_imports_no_file_network_clock_or_chance() -> None:
    found = [
        f"{place}: {module}"
        for place, node in nodes(sources(PACKAGE / "core"))
        for module in imported(node)
        if module in IMPURE_MODULES
    ]
    assert not found


def test_core_neither_opens_files_nor_prints_nor_looks_at_the_clock() -> None:
    found = [
        f"{place}: {name}()"
        for place, node in nodes(sources(PACKAGE / "core"))
        if (name := called(node)) in IMPURE_CALLS or (name := attribute_called(node)) in CLOCK
    ]
    assert not found


def test_only_actions_and_queries_open_tables() -> None:
    """Screens, forms, interfaces and jobs ask them; what makes data for demonstrations and benchmarks writes as they do."""
    asking = [
        path
        for path in [*sources(PACKAGE / "apps"), *sources(PACKAGE / "web")]
        if not OPEN_TABLES & {path.stem, *path.relative_to(PACKAGE).parts}
    ]
    found = [
        f"{place}: {name}"
        for place, node in nodes(asking)
        if (name := getattr(node, "attr", "")) in TABLES or (name := called(node)) in SHORTCUTS
    ]
    assert not found


def test_background_work_is_asked_for_through_our_own_door() -> None:
    """With Django 6 the package is Django itself: then one folder changes."""
    found = [
        f"{place}: {module}"
        for place, node in nodes(sources(PACKAGE))
        for module in imported(node)
        if module in {"django_tasks", "django_tasks_db"} and not place.startswith("platform/jobs/")
    ]
    assert not found


@pytest.mark.parametrize("folder", ["core", "platform", "web", "apps", "config", "cli"])
def test_every_floor_is_looked_at(folder: str) -> None:
    assert sources(PACKAGE / folder)

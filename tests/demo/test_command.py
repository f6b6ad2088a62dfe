"""`caicach demo` from the outside: builds, is used again, notices what was cut short, leaves other people's data alone."""

import json
import sqlite3
from pathlib import Path

import pytest
import typer
from django.test import override_settings

from caicach.cli.demo_home import DemoHome, NotADemonstration
from caicach.cli.serve import run
from demonstration import demo, demonstration


def made(path: Path) -> DemoHome:
    """A folder that looks like a finished demonstration."""
    place = DemoHome(path)
    path.mkdir(parents=True, exist_ok=True)
    place.begin()
    with sqlite3.connect(place.draft) as connection:
        connection.execute("CREATE TABLE parindex_round (id)")
        connection.execute("INSERT INTO parindex_round VALUES (1)")
    connection.close()
    place.complete({"seed": 1, "units": 2})
    return place


ANYTHING = {"seed": None, "units": None}


def test_a_finished_demonstration_is_used_again(tmp_path: Path) -> None:
    place = made(tmp_path)
    assert place.why_build(ANYTHING) == ""
    assert place.why_build({"seed": 1, "units": 2}) == ""
    assert not place.draft.exists()


def test_another_seed_or_size_is_another_demonstration(tmp_path: Path) -> None:
    place = made(tmp_path)
    assert place.why_build({"seed": 2, "units": None})
    assert place.why_build({"seed": None, "units": 148})


def test_an_empty_folder_asks_for_building(tmp_path: Path) -> None:
    assert DemoHome(tmp_path / "new").why_build(ANYTHING)


def test_a_half_built_one_is_noticed(tmp_path: Path) -> None:
    place = made(tmp_path)
    place.begin()
    assert "giữa chừng" in place.why_build(ANYTHING)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "complete", "format": 0}'])
def test_a_mark_that_says_nothing_useful_asks_for_building(tmp_path: Path, text: str) -> None:
    place = made(tmp_path)
    place.mark.write_text(text, encoding="utf-8")
    assert place.why_build(ANYTHING)


def test_a_spoilt_database_is_noticed(tmp_path: Path) -> None:
    place = made(tmp_path)
    place.database.write_bytes(b"SQLite format 3\0" + b"?" * 5000)
    assert "hỏng" in place.why_build(ANYTHING)
    place.database.unlink()
    assert "thiếu" in place.why_build(ANYTHING)


def test_a_database_without_the_mark_belongs_to_somebody(tmp_path: Path) -> None:
    place = DemoHome(tmp_path)
    place.database.write_bytes(b"mine")
    with pytest.raises(NotADemonstration):
        place.why_build(ANYTHING)


def test_the_default_folder_stands_in_that_of_the_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAICACH_HOME", str(tmp_path))
    assert DemoHome.default().path == tmp_path / "demo"
    monkeypatch.setenv("CAICACH_HOME", str(made(tmp_path / "demo").path))
    assert DemoHome.default().path == tmp_path / "demo"


def test_the_command_builds_again_what_was_cut_short_and_then_uses_it() -> None:
    home = demonstration()  # killed as soon as it had begun, then begun again
    place = DemoHome(home / "demo")
    told = (home / "stderr").read_text(encoding="utf-8")
    shown = (home / "stdout").read_text(encoding="utf-8")
    assert "không dùng DATABASE_URL" in told
    assert "giữa chừng" in told
    for expected in (
        "quantri",
        "lanhdao.xa",
        "thamdinh.tuphap",
        "demo-CCHC-2026",
        "Sở, ban, ngành, năm 2026",
    ):
        assert expected in shown
    assert json.loads(place.mark.read_text(encoding="utf-8"))["state"] == "complete"
    assert not place.draft.exists()

    again = demo(home)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Dựng bản trình diễn" not in again.stderr
    assert again.stdout == shown


def test_the_command_leaves_the_database_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "caicach.sqlite3").write_bytes(b"mine")
    refused = demo(tmp_path, "--home", str(tmp_path), "--fresh")
    assert refused.returncode == 2
    assert "không có gì bị thay đổi" in refused.stderr.replace("\n", " ")
    assert {path.name for path in tmp_path.iterdir()} == {"caicach.sqlite3"}
    assert (tmp_path / "caicach.sqlite3").read_bytes() == b"mine"


def test_a_demonstration_is_not_opened_to_others_while_debugging() -> None:
    with override_settings(CAICACH_DEMO=True, DEBUG=True), pytest.raises(typer.Exit):
        run("0.0.0.0", port=0)

"""`caicach dossiers generate`, then `violations`: exactly what was planted, on any day and however little is asked for."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from typer.testing import CliRunner, Result

from caicach.apps.dossiers.models import Dossier
from caicach.cli import migrations
from caicach.cli.dossiers import app
from caicach.platform import clock

pytestmark = pytest.mark.django_db
AUTUMN, JANUARY = dt.date(2026, 11, 20), dt.date(2026, 1, 14)
EACH = ",".join(f"V{number}=1" for number in range(1, 13))


def run(day: dt.date, *words: str) -> Result:
    with clock.told(day, hour=10):
        return CliRunner().invoke(app, list(words))


def told(day: dt.date, *words: str) -> Any:
    result = run(day, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def pairs(rows: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((row["code"], row["dossier"]) for row in rows)


@pytest.mark.parametrize("day", [AUTUMN, JANUARY])
def test_violations_without_a_year_finds_what_generate_planted_without_a_year(day: dt.date) -> None:
    made = told(day, "generate", "--count", "60", "--seed", "4", "--plant", EACH)
    assert (made["written"], len(made["planted"])) == (60, 12)
    assert pairs(told(day, "violations")) == pairs(made["planted"])
    again = told(day, "generate", "--count", "60", "--seed", "4", "--plant", EACH)
    assert (again["written"], again["already_there"], again["planted"]) == (0, 60, made["planted"])


def test_every_year_is_searched_when_none_is_named() -> None:
    planted = [
        told(AUTUMN, "generate", "--count", "25", "--seed", "4", "--plant", "V2=2", "--year", year)["planted"]
        for year in ("2024", "2026")
    ]
    assert pairs(told(AUTUMN, "violations")) == pairs([*planted[0], *planted[1]])
    assert pairs(told(AUTUMN, "violations", "--year", "2024")) == pairs(planted[0])
    assert told(AUTUMN, "violations", "--year", "2025") == []


def test_a_few_dossiers_are_those_of_few_counters() -> None:
    assert told(AUTUMN, "generate", "--count", "16", "--seed", "1", "--plant", "V9=1")["written"] == 16
    assert Dossier.objects.values("unit").distinct().count() == 1


def test_a_year_that_has_not_begun_is_refused_with_the_way_out() -> None:
    refused = run(AUTUMN, "generate", "--count", "5", "--seed", "1", "--year", "2027")
    assert refused.exit_code == 2
    assert "2027 chưa bắt đầu" in refused.output
    assert not Dossier.objects.exists()


def test_an_empty_database_is_laid_out_before_it_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not migrations.nothing_there()
    with monkeypatch.context() as patched:
        patched.setattr(connection.introspection, "table_names", lambda *_given, **_named: [])
        assert migrations.nothing_there()
    monkeypatch.setattr(migrations, "nothing_there", lambda: True)  # laying out what is there changes nothing
    result = run(AUTUMN, "generate", "--count", "5", "--seed", "1", "--json")
    assert json.loads(result.stdout)["written"] == 5
    assert "đang tạo cấu trúc" in result.stderr

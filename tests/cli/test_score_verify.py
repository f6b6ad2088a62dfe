"""`caicach score --verify`: a published record is computed again by the command, from a file or from the database."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caicach.apps.parindex.actions import council, publication
from caicach.apps.parindex.models import Publication
from caicach.apps.parindex.tests import factories, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM
from caicach.cli import app
from caicach.core.parindex import exact, public
from caicach.core.parindex import published as reading

runner = CliRunner()
DAY = dt.date(2026, 11, 18)


@pytest.fixture
def published(db: None) -> Publication:
    place = factories.province(communes=2)
    made = small.opened(place)
    members = walking.all_before_the_council(made)
    council.approve(SYSTEM, made.pk, "01/BB-HĐTĐ", DAY, [one.pk for one in members])
    return publication.publish(SYSTEM, made.pk, "15/QĐ-UBND", DAY)


def test_all_publications_of_the_database_are_verified(published: Publication) -> None:
    result = runner.invoke(app, ["score", "--verify"])
    assert result.exit_code == 0, result.output
    assert "15/QĐ-UBND" in result.output
    assert "trùng đến chữ số cuối" in result.output


def test_a_record_that_was_changed_in_the_database_is_found(published: Publication) -> None:
    data = exact.loads(published.record)
    unit = next(iter(data["results"]))
    data["results"][unit]["points"] = "9.99"
    Publication.objects.filter(pk=published.pk).update(record=exact.dumps(data))
    result = runner.invoke(app, ["score", "--verify"])
    assert result.exit_code == 1
    assert "mã băm không khớp" in result.output
    assert f"results.{unit}.points" in result.output


def test_a_record_in_a_file_is_verified_without_a_database(published: Publication, tmp_path: Path) -> None:
    path = tmp_path / "ket-qua.json"
    path.write_text(published.record, encoding="utf-8")
    result = runner.invoke(app, ["score", "--verify", "--record", str(path), "--json"])
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.output)
    assert (found["verified"], found["differences"]) == (True, [])
    assert found["public_digest"] == public.table(reading.read(published.record)).digest
    data = exact.loads(published.record)
    code = next(iter(next(iter(data["settled"].values()))))
    for points in data["settled"].values():
        points[code] = Decimal("0.001")
    path.write_text(exact.dumps(data), encoding="utf-8")
    assert runner.invoke(app, ["score", "--verify", "--record", str(path)]).exit_code == 1


def test_what_is_no_record_ends_with_code_2(tmp_path: Path) -> None:
    path = tmp_path / "khac.json"
    path.write_text("{}", encoding="utf-8")
    result = runner.invoke(app, ["score", "--verify", "--record", str(path)])
    assert result.exit_code == 2
    assert "không phải hồ sơ công bố" in result.output


def test_scoring_without_criteria_set_or_facts_says_what_lacks() -> None:
    result = runner.invoke(app, ["score"])
    assert result.exit_code == 2
    assert "Thiếu --framework hoặc --facts" in result.output

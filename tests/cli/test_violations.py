"""`caicach dossiers violations`: what is found, as JSON and as a table."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.tests import desk as desks
from caicach.cli.dossiers import app
from caicach.platform import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> Dossier:
    """V2: a dossier whose receipt is gone."""
    with clock.told(desks.TODAY):
        one = desks.build().received()
    one.slips.all().delete()
    Dossier.objects.filter(pk=one.pk).update(receipt_number="")
    return one


def test_what_is_found_is_printed_as_json(dossier: Dossier) -> None:
    with clock.told(desks.TODAY):
        result = CliRunner().invoke(app, ["violations", "--year", "2026", "--unit", "Xã Mẫu", "--json"])
        empty = CliRunner().invoke(app, ["violations", "--year", "2024", "--json"])
    assert result.exit_code == 0, result.output
    (told,) = json.loads(result.stdout)
    assert set(told) == {"code", "dossier", "unit", "officer", "since", "evidence"}
    assert (told["code"], told["dossier"], told["unit"]) == ("V2", dossier.code, "Xã Mẫu")
    assert told["since"].startswith("2026-11-18T09:00:00")
    assert json.loads(empty.stdout) == []


def test_without_json_each_kind_is_counted(dossier: Dossier) -> None:
    with clock.told(desks.TODAY):
        lines = CliRunner().invoke(app, ["violations", "--year", "2026"]).stdout.splitlines()
    counted = {line.split()[0]: line.split()[1] for line in lines}
    assert counted["V2"] == counted["Tổng"] == "1"
    assert counted["V12"] == "0"


def test_an_unknown_unit_is_told(dossier: Dossier) -> None:
    assert CliRunner().invoke(app, ["violations", "--unit", "Xã Không Có"]).exit_code == 2

"""Slips are kept as JSON and come back as they were."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from caicach.core.letters.slips import from_plain, to_plain
from caicach.core.letters.tests import slip_samples as samples


@pytest.mark.parametrize("name", samples.ALL)
def test_a_slip_comes_back_from_json_as_it_was(name: str) -> None:
    slip = samples.ALL[name]
    assert from_plain(json.loads(json.dumps(to_plain(slip)))) == slip


def test_what_is_not_known_comes_back_as_not_known() -> None:
    slip = replace(samples.receipt(), due_at=None, sequence=None, head=replace(samples.HEAD, number=None))
    assert from_plain(to_plain(slip)) == slip


def test_a_field_that_came_later_takes_its_default_in_older_slips() -> None:
    kept = to_plain(samples.receipt())
    del kept["fee"]
    assert from_plain(kept) == replace(samples.receipt(), fee="")


@pytest.mark.parametrize(
    "change",
    [
        {"form": "99"},
        {"form": "06"},
        {"head": None},
        {"received_at": "hôm qua"},
        {"sets": "1"},
        {"papers": [{}]},
    ],
    ids=str,
)
def test_what_is_no_slip_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no slip"):
        from_plain(to_plain(samples.receipt()) | change)


def test_a_slip_without_what_the_form_needs_is_refused() -> None:
    kept = to_plain(samples.receipt())
    del kept["received_at"]
    with pytest.raises(ValueError, match="received_at"):
        from_plain(kept)

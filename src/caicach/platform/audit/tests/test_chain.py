"""The canonical text and the hash of an entry: the same on every machine, in every year."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.platform.audit import chain
from caicach.platform.clock import VIETNAM

CONTENT = chain.Content(
    sequence=1,
    at=dt.datetime(2026, 3, 14, 10, 32, 5, 120, tzinfo=VIETNAM),
    actor_id=7,
    actor="an",
    actor_name="Nguyễn Văn An",
    action="fact.changed",
    subject_kind="fact",
    subject_id="12",
    subject_label="1.1.2, xã Hy Cương",
    unit_path="1/34/",
    before=chain.canonical({"num": 47}),
    after=chain.canonical({"num": 48}),
    reason="Nhập nhầm",
    reference="ABCDEFGHJK",
    previous=chain.GENESIS,
)


def test_the_hash_is_that_of_the_written_definition() -> None:
    """If this value changes, trails that exist can no longer be verified."""
    assert chain.digest(CONTENT) == "2b43e9e0f46bab4c4fac00cf5cf0306618c867b27ef2508a16cb17880a8d33e8"


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(chain.Content)])
def test_every_field_counts(name: str) -> None:
    value = getattr(CONTENT, name)
    other = (
        value + dt.timedelta(microseconds=1)
        if name == "at"
        else value * 2
        if isinstance(value, int)
        else value + " "
    )
    changed: dict[str, Any] = {name: other}
    assert chain.digest(dataclasses.replace(CONTENT, **changed)) != chain.digest(CONTENT)


def test_text_counts_in_its_composed_form_and_keys_in_order() -> None:
    composed, decomposed = "Hồ", "Ho\u0302\u0300"
    assert composed != decomposed
    assert (
        chain.canonical({"b": composed, "a": 1})
        == chain.canonical({"a": 1, "b": decomposed})
        == f'{{"a":1,"b":"{composed}"}}'
    )


def test_the_zone_in_which_a_time_is_written_does_not_count() -> None:
    utc = dataclasses.replace(CONTENT, at=CONTENT.at.astimezone(dt.UTC))
    assert chain.digest(utc) == chain.digest(CONTENT)


class Colour(StrEnum):
    RED = "red"


def test_exact_values_become_text() -> None:
    values = {
        "points": Decimal("3.880"),
        "tiny": Decimal("1E-7"),
        "day": dt.date(2026, 1, 31),
        "at": dt.datetime(2026, 1, 31, 7, tzinfo=VIETNAM),
        "id": UUID(int=1),
        "colour": Colour.RED,
        "list": (1, None, True),
        "set": {"b", "a"},
        "nul": "a\x00b",
    }
    assert json.loads(chain.canonical(values)) == {
        "points": "3.880",
        "tiny": "0.0000001",
        "day": "2026-01-31",
        "at": "2026-01-31T00:00:00.000000+00:00",
        "id": "00000000-0000-0000-0000-000000000001",
        "colour": "red",
        "list": [1, None, True],
        "set": ["a", "b"],
        "nul": "ab",
    }


@pytest.mark.parametrize("value", [0.1, object(), b"bytes", dt.datetime(2026, 1, 1)])  # noqa: DTZ001
def test_what_has_no_exact_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="audit trail"):
        chain.canonical({"value": value})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_reading_canonical_text_and_writing_it_again_changes_nothing(value: object) -> None:
    written = chain.canonical(value)
    assert chain.canonical(json.loads(written)) == written

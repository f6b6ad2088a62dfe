"""The forms of the one-stop service as dated data: their numbers, titles, lines and signatures (`data/slips.json`).

Thông tư số 01/2018/TT-VPCP, then Thông tư số 03/2025/TT-VPCP, Phụ lục I. A slip is printed by the edition in force on its day.
What was written from memory is named in `from_memory` of each form.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from caicach.core.dossiers.status import Form


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A form: its number in the text of law, the lines of its title, and its lines as `data/slips.json` writes them.

    A line is {label, value}, {text}, {addressed}, {pair: two labelled}, {list} or {table}; words in braces are the facts of
    `slip_layout`. An `optional` line is left out where its facts are not known, any other leaves room for them.
    """

    number: str
    title: tuple[str, ...]
    lines: tuple[Mapping[str, Any], ...]
    signatures: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...] = ()
    from_memory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The forms of one text of law."""

    valid_from: date
    citation: str
    forms: Mapping[Form, FormLayout]


def edition(on: date) -> Edition:
    """The edition in force on a day; before the first one, the first."""
    found = editions()
    return next((one for one in reversed(found) if one.valid_from <= on), found[0])


@cache
def editions() -> tuple[Edition, ...]:
    """All editions shipped, the oldest first."""
    text = resources.files(__package__).joinpath("data/slips.json").read_text(encoding="utf-8")
    found = (
        Edition(
            date.fromisoformat(one["valid_from"]),
            one["citation"],
            {Form(code): _form(form) for code, form in one["forms"].items()},
        )
        for one in json.loads(text)["editions"]
    )
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _form(data: dict[str, Any]) -> FormLayout:
    given: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in data.items()}
    return FormLayout(**given)

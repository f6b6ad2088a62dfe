"""The kinds of official letters, their Vietnamese names and abbreviations, as the law in force on a day has them.

Nghị định số 30/2020/NĐ-CP, Điều 7 (29 kinds) and Phụ lục III (abbreviations); the table is dated data in `data/kinds.json`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

OFFICIAL_LETTER = "official_letter"
"""Công văn: the kind that bears neither a title nor an abbreviation."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by its code. `enacting` is the word before the articles of a kind that enacts ("Quyết định")."""

    code: str
    name: str
    abbreviation: str = ""
    enacting: str = ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of one text of law, by code."""

    valid_from: date
    citation: str
    by_code: Mapping[str, Kind]

    @property
    def abbreviations(self) -> frozenset[str]:
        return frozenset(kind.abbreviation for kind in self.by_code.values() if kind.abbreviation)


@cache
def _versions() -> tuple[Kinds, ...]:
    """All tables shipped, the newest first."""
    text = resources.files(__package__).joinpath("data/kinds.json").read_text(encoding="utf-8")
    found = [
        Kinds(
            valid_from=date.fromisoformat(version["valid_from"]),
            citation=version["citation"],
            by_code={one["code"]: Kind(**one) for one in (version["official_letter"], *version["named"])},
        )
        for version in json.loads(text)["versions"]
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def kinds(on: date | None = None) -> Kinds:
    """The kinds in force on a day; without a day, or before the oldest table, the newest or the oldest one."""
    versions = _versions()
    if on is None:
        return versions[0]
    return next((one for one in versions if one.valid_from <= on), versions[-1])

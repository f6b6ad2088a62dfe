"""What the decrees on the one-stop mechanism say in figures and lists: articles, limits, reasons of refusal, grounds for pausing.

Dated data (`data/law.json`) with the place of each in Nghị định số 61/2018/NĐ-CP and, from 1/7/2025, Nghị định số 118/2025/NĐ-CP.
What is written from memory and has not been compared with the text says so, and `Article.from_memory` carries it on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from caicach.core.words import Words


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a text of law: "Điều 19 khoản 4 Nghị định số 61/2018/NĐ-CP"."""

    words: Words
    from_memory: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that the law knows, by its code, and the article that allows it."""

    code: str
    name: Words
    article: str
    act: str = ""
    from_memory: bool = False


@dataclass(frozen=True, slots=True)
class Law:
    """What holds for dossiers received from `valid_from` on.

    `supplement_notice_working_days` counts from reception; `apology_days_before_due` are days before the due date by which the
    apology is with the applicant.
    """

    valid_from: date
    text: Words
    articles: Mapping[str, Article]
    supplement_notice_working_days: int
    most_supplements: int
    apology_days_before_due: int
    most_reappointments: int

    def article(self, key: str) -> Words:
        """Where the text says it; raises KeyError for a key that the data does not have."""
        return self.articles[key].words


@cache
def laws() -> tuple[Law, ...]:
    """The texts in the order in which they came into force."""
    return tuple(
        Law(
            valid_from=date.fromisoformat(one["valid_from"]),
            text=_words(one["text"]),
            articles={key: _article(place, _words(one["text"])) for key, place in one["articles"].items()},
            **one["limits"],
        )
        for one in _data()["laws"]
    )


def law_on(day: date) -> Law:
    """The text in force on a day; before the first one, the first one."""
    begun = [one for one in laws() if one.valid_from <= day]
    return begun[-1] if begun else laws()[0]


@cache
def refusal_reasons() -> Mapping[str, Ground]:
    """The reasons with which a dossier may be refused (form 03), by code, in the order of the list."""
    return _grounds("refusal_reasons")


@cache
def pause_grounds() -> Mapping[str, Ground]:
    """The grounds on which the clock of a dossier may stand, by code; `act` is the act that each belongs to."""
    return _grounds("pause_grounds")


@cache
def stop_grounds() -> Mapping[str, Ground]:
    """The grounds on which a dossier may be stopped (notice of stopping), by code."""
    return _grounds("stop_grounds")


def _grounds(name: str) -> Mapping[str, Ground]:
    return {
        one["code"]: Ground(
            one["code"],
            _words(one["name"]),
            one["article"],
            one.get("act", ""),
            one.get("from_memory", False),
        )
        for one in _data()[name]
    }


def _article(place: Mapping[str, Any], text: Words) -> Article:
    vi = place["article"]
    en = vi.replace("Điều", "Article").replace("khoản", "clause")
    return Article(Words(f"{vi} {text.vi}", f"{en} {text.en}"), place.get("from_memory", False))


def _words(pair: Mapping[str, str]) -> Words:
    return Words(pair["vi"], pair["en"])


@cache
def _data() -> Any:
    return json.loads(resources.files(__package__).joinpath("data/law.json").read_text(encoding="utf-8"))

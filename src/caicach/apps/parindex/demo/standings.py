"""What the command shows of a demonstration: the best of each block in the latest year, and who may sign in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from caicach.apps.parindex.demo.building import ROUNDS
from caicach.apps.parindex.demo.people import COMMUNE_SEATS, FIRST_COMMUNE, SEATS
from caicach.apps.parindex.models import Subject, UnitScore
from caicach.apps.parindex.queries.results import Asked, Row, ranking
from caicach.apps.units.queries import posts_of_year
from caicach.core.vietnamese import decimal_text
from caicach.platform.access import Role, Scope

YEAR = max(year for year, _subject in ROUNDS)


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A unit in its block, as text."""

    rank: int
    unit: str
    index: str
    change: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A block: how many units are ranked in it, and the first of them."""

    title: str
    ranked: int
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class Login:
    """An account with its post. `is_further` marks those of communes after the first, which add no role."""

    username: str
    name: str
    role: str
    unit: str
    is_further: bool


def standings(shown: int) -> list[Standing]:
    """The first `shown` of each block of the latest year, in the order of the criteria sets."""
    scope = Scope.system("caicach demo")
    return [
        Standing(f"{group.name}, năm {YEAR}", len(group.rows), tuple(_row(row) for row in group.rows[:shown]))
        for subject in (Subject.COMMUNE, Subject.DEPARTMENT)
        for group in ranking(scope, YEAR, Asked(subject=subject)).groups
    ]


def _row(row: Row) -> StandingRow:
    index = "" if row.index is None else decimal_text(row.index, 2)
    change = (
        "" if row.change is None else f"{'+' if row.change >= 0 else '−'}{decimal_text(abs(row.change), 2)}"
    )
    return StandingRow(row.rank or 0, row.name, index, change, row.class_name)


def logins() -> list[Login]:
    """The accounts with a post in force, in the order in which they were made."""
    posts = posts_of_year(Scope.system("caicach demo"), YEAR).order_by("id")
    main = {seat.username for seat in SEATS} | {
        f"{start}.{FIRST_COMMUNE}" for start, _role, _title in COMMUNE_SEATS
    }
    return [
        Login(
            one.user.username,
            one.user.display_name,
            Role(one.role).label,
            one.unit.name,
            is_further=one.user.username not in main,
        )
        for one in posts
    ]


def ranking_digest() -> str:
    """The SHA-256 of all rankings: rounds, units, indices, ranks and classes, whatever their numbers in the database."""
    rows = UnitScore.objects.select_related("participant__unit", "participant__round").iterator()
    lines = sorted(
        f"{one.participant.round.year}|{one.participant.round.subject}|{one.participant.block}"
        f"|{one.participant.unit.name}|{'' if one.index is None else format(one.index, '.6f')}|{one.rank}|{one.class_name}"
        for one in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

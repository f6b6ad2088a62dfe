"""Interlinked dossiers (liên thông) on the counter between two clicks: the procedures in their order, which of them are parts of
this matter, which part waits for which, one person, and the papers and fees of each part.

The rows are known by the version of their procedure: `order` holds all versions, `v<id>-on` ticks one as a part, `v<id>-after`
says what it waits for. A part that nobody has asked about waits for the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from caicach.apps.dossiers import forms_counter as f
from caicach.apps.dossiers.actions.groups import MOST_PARTS
from caicach.apps.dossiers.counter_desk import RECEIVE, Row, Scans, Sheet, number
from caicach.apps.dossiers.queries import matters
from caicach.apps.dossiers.queries.counter import Offered
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Unit
from caicach.platform.access import Scope


@dataclass(frozen=True, slots=True)
class Before:
    """A part that another one may wait for."""

    version: Version
    place: int
    """From 1, as the page counts."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class MatterPart:
    """A procedure that is ticked: its dossier will be the one at `place` (from 1)."""

    offered: Offered
    place: int
    before: tuple[Before, ...]
    rows: list[Row]
    fees: list[f.FeeForm]

    @property
    def version(self) -> Version:
        return self.offered.version

    @property
    def after(self) -> list[int]:
        """The places, from 0, of the parts that it waits for."""
        return [one.place - 1 for one in self.before if one.chosen]

    @property
    def earlier(self) -> str:
        """The parts that could be waited for when the page was made: with others, what was chosen stands no more."""
        return _joined(one.version.pk for one in self.before)


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure of the list, ticked or not."""

    version: Version
    part: MatterPart | None


class Matter(Sheet):
    """The counter with the dossiers of one matter, as the page shows it."""

    def __init__(self, scope: Scope, unit: Unit, typed: QueryDict, scans: Scans, asked: str = "") -> None:
        self.offered: list[Offered] = matters.procedures(scope, unit, order_of(typed))
        super().__init__(scope, unit, typed, scans, asked)
        self.matter = self._form(f.GroupForm)
        self.parts = self._parts()
        self.rows = [row for part in self.parts for row in part.rows]

    @property
    def lines(self) -> list[Line]:
        by_version = {part.version.pk: part for part in self.parts}
        return [Line(one.version, by_version.get(one.version.pk)) for one in self.offered]

    @property
    def order(self) -> str:
        return _joined(one.version.pk for one in self.offered)

    @property
    def name(self) -> str:
        """What the matter is called: the words of the officer, else the names of its parts."""
        typed: str = self.matter.cleaned_data["content"]
        return typed or "; ".join(part.version.name for part in self.parts)[:500]

    @property
    def has_fees(self) -> bool:
        return any(part.fees for part in self.parts)

    def _checked(self) -> list[forms.Form]:
        if self.asked != RECEIVE:
            return []
        fees = [form for part in self.parts for form in part.fees]
        return [self.person, self.matter, *(row.form for row in self.rows), *fees]

    def _parts(self) -> list[MatterPart]:
        found: list[MatterPart] = []
        for offered in self.offered:
            pk = offered.version.pk
            if self.typed.get(f"v{pk}-on"):
                before = self._before(pk, [part.version for part in found])
                found.append(
                    MatterPart(offered, len(found) + 1, before, self._rows(offered), self._fees(offered))
                )
        return found

    def _before(self, pk: int, earlier: Sequence[Version]) -> tuple[Before, ...]:
        """What was chosen, as long as the same parts stand before it; else it waits for the last of them."""
        ids = [one.pk for one in earlier]
        chosen = {number(one) for one in self.typed.getlist(f"v{pk}-after")}
        if self.typed.get(f"v{pk}-earlier") != _joined(ids):
            chosen = set(ids[-1:])
        return tuple(Before(one, place, one.pk in chosen) for place, one in enumerate(earlier, 1))


def order_of(typed: QueryDict) -> list[int]:
    """The versions of the list, each once."""
    found = [pk for one in typed.get("order", "").split(",") if (pk := number(one)) is not None]
    return list(dict.fromkeys(found))[:MOST_PARTS]


def add(typed: QueryDict, version_ids: Iterable[int]) -> None:
    """Procedures join the end of the list, ticked."""
    new = list(version_ids)
    typed["order"] = _joined(dict.fromkeys([*order_of(typed), *new]))
    for pk in new:
        typed[f"v{pk}-on"] = "on"


def move_up(typed: QueryDict, version_id: int | None) -> None:
    """A procedure changes places with the one before it."""
    order = order_of(typed)
    if version_id in order[1:]:
        place = order.index(version_id)
        order[place - 1], order[place] = order[place], order[place - 1]
        typed["order"] = _joined(order)


def _joined(ids: Iterable[int]) -> str:
    return ",".join(str(one) for one in ids)

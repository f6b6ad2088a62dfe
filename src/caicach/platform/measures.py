"""What the system counts itself: the figures of units in a year, as apps register them, for the index and the goals.

A measure gives its figures by the machine names that criteria sets use in their rules (`dossiers_on_time`), all counted at one
moment, so that a numerator and its denominator belong together. A figure that is not known is not there: nothing counted is
no zero.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from caicach.platform.access.roles import Permission
from caicach.platform.access.scope import Scope

Figures = Mapping[str, int | Decimal]
"""Machine name -> what was counted; rates in per cent, cut off (never rounded up) after ten decimals."""

Counting = Callable[[Scope, int, Collection[int]], Mapping[int, Figures]]
"""Counts a year in units, each with what stands below it, up to the scope's today or the end of the year."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures with their common source. `page` gives the address (year, unit) of what was counted; `read` opens it."""

    code: str
    name: str | Promise
    how: str | Promise
    figures: frozenset[str]
    count: Counting
    page: Callable[[int, int], str]
    read: Permission

    def behind(self, scope: Scope, year: int, unit_id: int, path: str) -> str:
        """The address of what was counted in a unit; "" for who may not read it there."""
        return self.page(year, unit_id) if scope.may(self.read, path) else ""


_registered: dict[str, Measure] = {}


def register(measure: Measure) -> Measure:
    """Called in an app's `ready`; the same code again replaces the measure."""
    _registered[measure.code] = measure
    return measure


def measure(code: str) -> Measure | None:
    """The measure of a code, None where no app has it (any more)."""
    return _registered.get(code)


def measuring(figures: Iterable[str]) -> Measure | None:
    """The first measure that counts all of these figures; None where there is none, or nothing is asked for."""
    wanted = set(figures)
    return next((one for one in _registered.values() if wanted and wanted <= one.figures), None)

"""What the actions share: a directive locked for a change, its place in the trail, units by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caicach.apps.directives import checks, queries
from caicach.apps.directives.models import Directive, Finding, FindingUnit, State, UnitPart
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import spelling_key
from caicach.platform.access import Scope
from caicach.platform.audit.actions import Subject
from caicach.platform.fulltext import actions as fulltext

KIND = queries.KIND
_COMMITTEES = ("uỷ ban nhân dân ", "ủy ban nhân dân ", "ubnd ")


def locked(scope: Scope, directive_id: int) -> tuple[Directive, Unit]:
    """The directive, locked until the transaction ends, not withdrawn, and its unit, where the scope manages directives."""
    queries.directive(scope, directive_id)
    one = Directive.objects.select_for_update(of=("self",)).get(pk=directive_id)
    unit = queries.in_sight(scope, one)
    checks.not_withdrawn(one)
    return one, unit


def subject_of(one: Directive, unit: Unit) -> Subject:
    return Subject(KIND, one.pk, str(one), unit.path)


def make_found(one: Directive) -> None:
    """Have all its words found by search."""
    fulltext.index(KIND, one.pk, one.heading, one.text)


def unsettle(one: Directive) -> None:
    """A confirmed directive in which something is open again waits for its confirmation anew."""
    if one.state == State.CONFIRMED:
        one.state, one.confirmed_at, one.confirmed_by = State.READ, None, None
        one.save(update_fields=["state", "confirmed_at", "confirmed_by"])


class Namesakes:
    """The units of a locality by the names that dispatches call them: "Sở Nội vụ", "UBND xã Hy Cương"; asked for once."""

    def __init__(self, scope: Scope, unit: Unit) -> None:
        standing = units.standing(scope.today).filter(
            units.under([f"{units.ids_of(unit.path)[0]}/"], "place__path")
        )
        self._ids: dict[str, set[int]] = {}
        for pk, name, short in standing.values_list("pk", "name", "short_name"):
            for called in filter(None, (name, short)):
                self._ids.setdefault(spelling_key(called), set()).add(pk)

    def unit_id(self, written: str) -> int | None:
        """The one unit that is called so; None for none and for several."""
        key = spelling_key(written)
        for committee in _COMMITTEES:
            key = key.removeprefix(spelling_key(committee).strip() + " ")
        found = self._ids.get(key, set())
        return next(iter(found)) if len(found) == 1 else None


def name_units(finding: Finding, named: Mapping[UnitPart, Iterable[str]], known: Namesakes) -> None:
    """Replace who is named by a finding."""
    finding.units.all().delete()
    FindingUnit.objects.bulk_create(
        FindingUnit(finding_id=finding.pk, part=part, written=written, unit_id=known.unit_id(written))
        for part, writings in named.items()
        for written in writings
    )

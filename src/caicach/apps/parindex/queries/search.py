"""Finding units that were scored, and nodes of the criteria sets in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caicach.apps.parindex.models import Round
from caicach.apps.parindex.queries.common import READ, Reach, participants, rounds
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.queries import day_of_year
from caicach.core.parindex import Framework, Node
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope
from caicach.platform.wording import language


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit of the latest year, with where it stood."""

    unit_id: int
    name: str
    rank: int | None
    peers: int


def units(scope: Scope, text: str, limit: int) -> tuple[int, list[FoundUnit]]:
    """The latest year up to this one, and the units of its rounds within reach whose name has all the words."""
    latest = _latest(scope)
    words = fold(text).split()
    if not latest or not words:
        return scope.today.year, []
    year = latest[0].year
    found = participants(
        day_of_year(year, scope.today), round__in=[one.pk for one in latest if one.year == year]
    )
    for word in words:
        found = found.filter(unit__folded__contains=word)
    reach = Reach(scope, READ)
    rows = found.order_by("unit__sort_key").values(
        "unit_id", "unit__name", "unit__valid_to", "name_then", "path", "score__rank", "score__peers"
    )
    hits = [
        FoundUnit(
            row["unit_id"],
            row["name_then"] or row["unit__name"],
            row["score__rank"],
            row["score__peers"] or 0,
        )
        for row in rows
        if reach.opens(row["path"], row["unit__valid_to"])
    ]
    return year, hits[:limit]


def nodes(scope: Scope, text: str, limit: int) -> Iterator[tuple[Round, Node, str]]:
    """Nodes by the beginning of their code or by words of their name, the codes first; each set once."""
    wanted = text.strip()
    words = fold(wanted).split()
    if not words:
        return
    by_code, by_name = [], []
    seen: set[int] = set()
    for one in _latest(scope):
        if one.framework_id in seen:
            continue
        seen.add(one.framework_id)
        framework = framework_of(one.framework)
        by_code += [(one, node) for node in framework.nodes if _is_code(node, wanted)]
        by_name += [(one, node) for node in _named(framework, words) if not _is_code(node, wanted)]
    spoken = language()
    for one, node in (by_code + by_name)[:limit]:
        yield one, node, node.words.text(spoken)


def _latest(scope: Scope) -> list[Round]:
    """The latest round of each kind of unit in each locality, none of the future."""
    latest: dict[tuple[int, str], Round] = {}
    for one in rounds(scope):
        if one.year <= scope.today.year:
            latest.setdefault((one.locality_id, one.subject), one)
    return sorted(latest.values(), key=lambda one: -one.year)


def _is_code(node: Node, wanted: str) -> bool:
    return node.code == wanted or node.code.startswith(f"{wanted}.")


def _named(framework: Framework, words: list[str]) -> Iterator[Node]:
    for node in framework.nodes:
        name = fold(f"{node.name} {node.name_en}")
        if all(word in name for word in words):
            yield node

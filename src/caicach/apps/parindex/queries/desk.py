"""What the desk of each role tells of the index: what lacks in my unit, what loses points, whom to call, what to open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from caicach.apps.parindex.models import NodeScore, Participant, Round, Subject, UnitScore
from caicach.apps.parindex.queries.common import READ, Choice, rounds
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.results import Asked, Row, ranking
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.apps.units.queries import ids_of
from caicach.core.parindex.rules.base import MISSING
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.wording import language

UNIT_ROLES = frozenset({Role.FOCAL_OFFICER, Role.ASSIGNEE, Role.UNIT_HEAD, Role.READER})
TO_CALL = 3


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """The sheet of a unit that the person works in, with the roles held there."""

    sheet: Sheet
    roles: frozenset[Role]
    mine: tuple[Line, ...]

    @property
    def open_for_me(self) -> tuple[Line, ...]:
        """Leaves without points that this person is to fill: all for the focal officer, the own ones for an assignee."""
        if Role.FOCAL_OFFICER in self.roles:
            return self.sheet.open
        mine = {line.code for line in self.mine}
        return tuple(line for line in self.sheet.open if line.code in mine)

    @property
    def unanswered(self) -> tuple[Line, ...]:
        return tuple(leaf for leaf in self.sheet.leaves if not leaf.holders)


def own_units(scope: Scope, year: int) -> list[OwnUnit]:
    """The scored units that the person works in, themselves or in a division of theirs."""
    held: dict[int, set[Role]] = {}
    for post in scope.posts:
        if post.role in UNIT_ROLES:
            for unit_id in ids_of(post.unit_path)[1:]:
                held.setdefault(unit_id, set()).add(post.role)
    if not held or not scope.may(READ):
        return []
    scored = Participant.objects.filter(unit_id__in=held, round__year=year).values_list("unit_id", flat=True)
    found = []
    for unit_id in sorted(set(scored)):
        shown = sheet(scope, year, unit_id)
        found.append(OwnUnit(shown, frozenset(held[unit_id]), _mine(scope, shown)))
    return found


def _mine(scope: Scope, shown: Sheet) -> tuple[Line, ...]:
    """The leaves that the person answers for, by name or by the division worked in."""
    units = {post.unit_id for post in scope.posts}
    return tuple(
        leaf
        for leaf in shown.leaves
        if any(
            holder.user_id == scope.user_id or (holder.user_id is None and holder.unit_id in units)
            for holder in leaf.holders
        )
    )


@dataclass(frozen=True, slots=True)
class LocalityDesk:
    """A locality in a year for whoever reads all of it: mean, targets, who fell or stands lowest, what lacks."""

    choice: Choice
    mean: Decimal | None
    change: Decimal | None
    count: int
    reached: int
    with_goal: int
    missing: int
    to_call: tuple[Row, ...]


def whole_locality(scope: Scope, year: int) -> LocalityDesk | None:
    """None for whoever reads only a part of the locality, and where the year has no round."""
    if not any(prefix.count("/") <= 1 for prefix in scope.reach(READ)):
        return None
    table = ranking(scope, year, Asked(), with_areas=False)
    if table.choice.this is None or table.summary is None:
        return None
    summary = table.summary
    return LocalityDesk(
        choice=table.choice,
        mean=summary.mean,
        change=summary.change,
        count=summary.count,
        reached=summary.reached,
        with_goal=summary.with_goal,
        missing=sum(row.missing > 0 or row.index is None for row in table.rows),
        to_call=tuple(_to_call(table.ranked)),
    )


def _to_call(rows: Iterable[Row]) -> list[Row]:
    """The deepest falls, then the lowest of the blocks, each unit once."""
    known = list(rows)
    fallen = sorted((row for row in known if (row.change or 0) < 0), key=lambda row: row.change or Decimal(0))
    last = [row for row in known if row.rank is not None and row.peers > 1 and row.rank == row.peers]
    chosen: list[Row] = []
    for row in [
        *fallen[: TO_CALL - 1],
        *sorted(last, key=lambda row: row.index or 0),
        *fallen[TO_CALL - 1 :],
    ]:
        if row not in chosen:
            chosen.append(row)
    return chosen[:TO_CALL]


def rounds_to_open(scope: Scope, year: int) -> list[Round]:
    """The rounds of the year before that have no successor in `year`, in localities that the person manages."""
    if not scope.may(Permission.ROUND_MANAGE) or not scope.may(READ):
        return []
    near = list(rounds(scope, (year, year - 1)))
    there = {(one.locality_id, one.subject) for one in near if one.year == year}
    return [
        one
        for one in near
        if one.year == year - 1
        and one.subject != Subject.DISTRICT
        and (one.locality_id, one.subject) not in there
        and one.locality.valid_to is None
    ]


def units_without_inputs(scope: Scope, year: int) -> list[tuple[Round, int]]:
    """The rounds of the year with the number of units in which a leaf has no points, where there are any."""
    if not scope.may(Permission.ROUND_MANAGE) or not scope.may(READ):
        return []
    found = {one.pk: one for one in rounds(scope, (year,))}
    incomplete = (
        Participant.objects.filter(Q(score__missing__gt=0) | Q(score__isnull=True), round__in=found)
        .order_by()
        .values("round_id")
        .annotate(count=Count("pk"))
    )
    return [(found[row["round_id"]], row["count"]) for row in incomplete]


@dataclass(frozen=True, slots=True)
class FieldLeaf:
    """A leaf of an appraiser's fields with what calls for a look at it."""

    round: Round
    code: str
    name: str
    flagged: int
    missing: int


def leaves_of_my_fields(scope: Scope, year: int) -> list[FieldLeaf]:
    """The leaves whose inputs were flagged or lack in some unit, of the fields that an appraiser is bound to."""
    fields = {field for post in scope.posts if post.role is Role.APPRAISER for field in post.fields}
    if not fields:
        return []
    found = []
    for one in rounds(scope, (year,)):
        framework = framework_of(one.framework)
        names = {leaf.code: leaf.words.text(language()) for leaf in framework.leaves if leaf.agency in fields}
        scores = NodeScore.objects.filter(participant__round=one, code__in=names)
        flagged = Counter(scores.exclude(flags=[]).values_list("code", flat=True))
        missing = Counter(scores.filter(status=MISSING).values_list("code", flat=True))
        found += [
            FieldLeaf(one, code, name, flagged[code], missing[code])
            for code, name in names.items()
            if flagged[code] or missing[code]
        ]
    return sorted(found, key=lambda leaf: (-leaf.flagged, -leaf.missing))


def latest_result(scope: Scope) -> Round | None:
    """The latest round that has results."""
    if not scope.may(READ):
        return None
    scored = UnitScore.objects.filter(index__isnull=False).values("participant__round_id")
    return rounds(scope).filter(pk__in=scored, year__lte=scope.today.year).first()

"""Reading rounds: those of a year, who takes part, who could, by which set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import (
    Fact,
    FrameworkVersion,
    Participant,
    Publication,
    Round,
    Subject,
    Submission,
    UnitScore,
)
from caicach.apps.parindex.models.process import SubmissionKind
from caicach.apps.parindex.queries import frameworks
from caicach.apps.parindex.queries.loading import framework_of, results_digest
from caicach.apps.parindex.queries.process import deadline
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.queries import (
    BEFORE_REORGANISATION,
    FIRST_YEAR,
    LAST_YEAR,
    ids_of,
    latest_of,
    units_of_year,
)
from caicach.core.parindex import Framework
from caicach.core.parindex.process import ENTERING, Stage
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language

KIND_OF_SUBJECT = {
    Subject.COMMUNE: Kind.COMMUNE,
    Subject.DISTRICT: Kind.DISTRICT,
    Subject.DEPARTMENT: Kind.DEPARTMENT,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A round with how far it has come: units, stated leaves of all leaves, units without an index yet."""

    round: Round
    units: int
    facts: int
    expected: int
    open_units: int
    may_manage: bool
    results_digest: str = ""  # told of one round only

    @property
    def in_use(self) -> bool:
        """Whether its criteria set can no longer be exchanged."""
        return self.facts > 0


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A kind of unit that has no round in the year yet, and the sets that could score it."""

    locality: Unit
    subject: str
    label: str
    usable: tuple[FrameworkVersion, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A participant in the list of a round, with the number of leaves that are stated and how late its self-score is."""

    participant: Participant
    unit: Unit
    block: str
    facts: int
    missing: int | None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of the locality in that year that does not take part yet, with the block its kind suggests."""

    unit: Unit
    block: str


def rows(scope: Scope, year: int) -> list[Row]:
    """The rounds of a year in the localities that the scope works in. Four queries."""
    scope.require(Permission.FRAMEWORK_READ, what=_("đợt đánh giá"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(_("Không có đợt đánh giá nào của năm %(year)s.") % {"year": year})
    found = list(_visible(scope).filter(year=year).order_by("locality__sort_key", "subject"))
    return [_row(scope, one, *counts) for one, counts in zip(found, _counts(found), strict=True)]


def years(scope: Scope) -> list[int]:
    """The years that have rounds in the localities that the scope works in, the latest first. One query."""
    return list(_visible(scope).order_by("-year").values_list("year", flat=True).distinct())


def entering_rounds(scope: Scope) -> list[int]:
    """The keys of the unpublished rounds within reach in which a unit still enters its self-score."""
    entering = Participant.objects.filter(round=OuterRef("pk"), stage__in=[one.value for one in ENTERING])
    published = Publication.objects.filter(round=OuterRef("pk"))
    found = _visible(scope).filter(Exists(entering), ~Exists(published))
    return list(found.order_by("pk").values_list("pk", flat=True))


def find(scope: Scope, round_id: int, year: int | None = None) -> Row:
    """One round; NotFound outside the localities that the scope works in."""
    found = _visible(scope).filter(pk=round_id).first()
    if found is None or (year is not None and found.year != year):
        raise NotFound(
            _("Không có đợt đánh giá này trong phạm vi của anh/chị."),
            _("Hãy chọn một đợt trong danh sách các đợt của năm."),
        )
    row = _row(scope, found, *_counts([found])[0])
    return replace(row, results_digest=results_digest(round_id))


def vacancies(scope: Scope, year: int) -> list[Vacancy]:
    """The rounds that could still be opened in a year by whoever manages rounds."""
    places = [
        unit
        for unit in latest_of(_localities(scope, Permission.ROUND_MANAGE))
        if unit.valid_from.year <= year
    ]
    taken = set(Round.objects.filter(locality__in=places, year=year).values_list("locality_id", "subject"))
    return [
        Vacancy(
            place,
            subject,
            str(Subject(subject).label),
            tuple(frameworks.usable(scope, year, subject, place.pk)),
        )
        for place in places
        for subject in Subject.values
        if (place.pk, subject) not in taken and (subject != Subject.DISTRICT or year <= BEFORE_REORGANISATION)
    ]


def members(scope: Scope, round_id: int) -> list[Member]:
    """Who takes part in a round, in alphabetical order, within the units that the scope may read."""
    row = find(scope, round_id)
    stated = dict(
        Fact.objects.filter(participant__round_id=round_id)
        .values_list("participant_id")
        .annotate(count=Count("pk"))
        .values_list("participant_id", "count")
    )
    missing = dict(
        UnitScore.objects.filter(participant__round_id=round_id).values_list("participant_id", "missing")
    )
    blocks = {item.code: item.words.text(language()) for item in framework_of(row.round.framework).blocks}
    found = list(
        Participant.objects.filter(round_id=round_id).select_related("unit").order_by("unit__sort_key", "pk")
    )
    paths = {unit.pk: unit.path for unit in latest_of({one.unit_id for one in found})}
    late = _days_late(row.round, scope.today)
    return [
        Member(
            one,
            one.unit,
            blocks.get(one.block, one.block),
            stated.get(one.pk, 0),
            missing.get(one.pk),
            late.get(one.pk, late[None] if Stage(one.stage) in ENTERING else 0),
        )
        for one in found
        if row.may_manage or scope.may(Permission.RESULTS_READ, paths[one.unit_id])
    ]


def _days_late(round: Round, today: dt.date) -> dict[int | None, int]:
    """By participant, how late the self-score that stands was locked; at None, how late one is that is not locked yet."""
    handed_in = Submission.objects.filter(
        participant__round=round, kind=SubmissionKind.SELF_SCORE, withdrawn_at__isnull=True
    )
    due = deadline(round, "self_score")
    late: dict[int | None, int] = {None: max(0, (today - due).days) if due else 0}
    return late | dict(handed_in.values_list("participant_id", "days_late"))


def candidates(scope: Scope, round_id: int) -> list[Candidate]:
    """The units of the kind and the year that could be added to a round."""
    round = find(scope, round_id).round
    framework = framework_of(round.framework)
    kind = KIND_OF_SUBJECT[Subject(round.subject)]
    there = Participant.objects.filter(round=round).values("unit_id")
    found = units_of_year(scope, round.year, kinds=(kind,), under_unit=round.locality_id).exclude(
        pk__in=there
    )
    return [Candidate(unit, suggested_block(framework, unit)) for unit in found]


def suggested_block(framework: Framework, unit: Unit) -> str:
    """The ranking block that the kind of the unit names, the only one there is, or none."""
    codes = [item.code for item in framework.blocks]
    if unit.shown_subkind in codes:
        return str(unit.shown_subkind)
    return codes[0] if len(codes) == 1 else ""


def _visible(scope: Scope) -> QuerySet[Round]:
    found = Round.objects.select_related("framework", "locality").defer("framework__document")
    reach = scope.reach(Permission.FRAMEWORK_READ)
    if "" in reach:
        return found
    return found.filter(locality_id__in=_localities(scope, Permission.FRAMEWORK_READ))


def _localities(scope: Scope, permission: Permission) -> set[int]:
    """The units at the top of the trees in which a permission holds; all tops for the system."""
    reach = scope.reach(permission)
    if "" in reach:
        return set(
            Unit.objects.filter(kind=Kind.PROVINCE, valid_to__isnull=True).values_list("pk", flat=True)
        )
    return {ids_of(prefix)[0] for prefix in reach}


def _counts(found: list[Round]) -> list[tuple[int, int, int]]:
    units = dict(
        Participant.objects.filter(round__in=found)
        .values("round_id")
        .annotate(n=Count("pk"))
        .values_list("round_id", "n")
    )
    facts = dict(
        Fact.objects.filter(participant__round__in=found)
        .values("participant__round_id")
        .annotate(n=Count("pk"))
        .values_list("participant__round_id", "n")
    )
    waiting = dict(
        Participant.objects.filter(Q(score__isnull=True) | Q(score__index__isnull=True), round__in=found)
        .values("round_id")
        .annotate(n=Count("pk"))
        .values_list("round_id", "n")
    )
    return [(units.get(one.pk, 0), facts.get(one.pk, 0), waiting.get(one.pk, 0)) for one in found]


def _row(scope: Scope, round: Round, units: int, facts: int, waiting: int) -> Row:
    may = scope.everything or any(
        ids_of(prefix)[0] == round.locality_id for prefix in scope.reach(Permission.ROUND_MANAGE)
    )
    return Row(round, units, facts, units * round.framework.leaf_count, waiting, may)

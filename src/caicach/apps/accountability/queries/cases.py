"""TM-11: the cases that somebody may read: all within reach of `consequences.read`, and always one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.accountability.models import Consequence, Objection
from caicach.apps.accountability.queries import proposing, published
from caicach.apps.accountability.queries.plans import name_of
from caicach.apps.accountability.queries.reasons import ShownReason, shown
from caicach.apps.documents.models import Document
from caicach.apps.documents.queries import documents as shelf
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.queries.common import Choice, Reach, choose, rounds
from caicach.apps.units.models import Placement
from caicach.apps.units.queries import in_force, latest, under
from caicach.core.accountability import people as core
from caicach.core.accountability.people import SETTLED, STATUS_WORDS, Status, Step
from caicach.core.parindex.analysis import LEVEL_WORDS, Level
from caicach.core.vietnamese import fold
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language

READ, DECIDE = Permission.CONSEQUENCES_READ, Permission.CONSEQUENCES_DECIDE
PAPERS = 50


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of cases is narrowed to; empty fields narrow nothing."""

    level: str = ""
    status: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case in the words of the reader, with what the reader may do about it."""

    row: Consequence
    reasons: list[ShownReason]
    objections: list[Objection]
    is_mine: bool
    may_decide: bool
    may_speak: bool
    """Whether the reader is the person, or records what the person says."""

    @property
    def may_object(self) -> bool:
        return self.may_speak and core.decide(self.status, Step.OBJECT, self.row.proposed_at.date()).allowed

    @property
    def status(self) -> Status:
        return Status(self.row.status)

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[self.status].text(language())

    @property
    def level_words(self) -> str:
        return LEVEL_WORDS[Level(self.row.level)].text(language())

    @property
    def person(self) -> str:
        return self.row.person.display_name or self.row.person.get_username()


@dataclass(frozen=True, slots=True)
class Listing:
    """The cases of a year's round: rows still to be paged, counts by status, and what could not be attributed to anybody."""

    choice: Choice
    publication: Publication | None
    rows: QuerySet[Consequence]
    counts: Mapping[str, int]
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Unattributed:
    """A unit with the leaves ('' for the head) for which nobody can be named, and why."""

    unit: str
    unit_id: int
    gaps: list[tuple[str, str, str]]


def listing(
    scope: Scope, year: int, narrowed: Narrowed, subject: str = "", locality_id: int | None = None
) -> Listing:
    """The cases of a year within reach; asks for CONSEQUENCES_READ somewhere."""
    scope.require(READ, what=_("hệ quả về thi đua, khen thưởng"))
    choice = choose(scope, year, subject, locality_id)
    if choice.this is None:
        return Listing(choice, None, Consequence.objects.none(), {}, False)
    within = _within(scope).filter(participant__round=choice.this)
    counts = dict(within.values_list("status").annotate(count=Count("pk")).order_by())
    rows = within
    if narrowed.level:
        rows = rows.filter(level=narrowed.level)
    if narrowed.status:
        rows = rows.filter(status=narrowed.status)
    for word in fold(narrowed.search).split():
        rows = rows.filter(Q(post__folded__contains=word) | Q(participant__unit__folded__contains=word))
    top = latest(choice.this.locality_id)
    return Listing(
        choice,
        published.latest_publication(choice.this.pk),
        rows.order_by("participant__unit__sort_key", "participant_id", "person_id", "level", "pk"),
        counts,
        top is not None and scope.may(DECIDE, top.path),
    )


def unattributed(scope: Scope, publication: Publication) -> list[Unattributed]:
    """Units with grounds that lead to nobody; for those who decide, who should know that a list is not whole."""
    reach = Reach(scope, DECIDE)
    framework = published.set_of(publication.round)
    members = list(
        Participant.objects.filter(round=publication.round)
        .select_related("unit")
        .order_by("unit__sort_key", "pk")
    )
    places = dict(
        Placement.objects.filter(unit_id__in=[one.unit_id for one in members])
        .order_by("valid_from")
        .values_list("unit_id", "path")
    )
    reached = [one for one in members if reach.opens(places.get(one.unit_id), one.unit.valid_to)]
    return [
        Unattributed(
            one.participant.unit.name,
            one.participant.unit_id,
            [(gap.code, name_of(framework, gap.code), gap.why.text(language())) for gap in one.found.gaps],
        )
        for one in proposing.proposed(publication, reached)
        if one.found.gaps
    ]


def in_words(scope: Scope, rows: list[Consequence]) -> list[Case]:
    """Cases that the scope was found to see, in words; a constant number of queries for the rows of a page."""
    by_case: dict[int, list[Objection]] = {}
    found = Objection.objects.filter(consequence__in=rows).select_related("submitted_by")
    for one in found.prefetch_related("documents").order_by("pk"):
        by_case.setdefault(one.consequence_id, []).append(one)
    paths = _paths({row.participant.unit_id for row in rows})
    return [
        _case(scope, row, by_case.get(row.pk, []), paths.get(row.participant.unit_id, "")) for row in rows
    ]


def case(scope: Scope, year: int, case_id: int) -> Case:
    """One case; NotFound for whoever neither reads the unit's cases nor is the person."""
    row = _rows().filter(pk=case_id, participant__round__year=year).first()
    if row is not None:
        mine = scope.user_id is not None and row.person_id == scope.user_id
        if mine or scope.may(READ, _paths({row.participant.unit_id}).get(row.participant.unit_id, "/")):
            return in_words(scope, [row])[0]
    if not scope.may(READ):
        scope.require(READ, what=_("hệ quả về thi đua, khen thưởng"))
    raise NotFound(_("Không có trường hợp này."))


def own(scope: Scope) -> list[Case]:
    """The reader's own cases, the latest year first. Everybody who is signed in may ask."""
    if scope.user_id is None:
        return []
    rows = _rows().filter(person_id=scope.user_id).order_by("-participant__round__year", "level", "pk")
    return in_words(scope, list(rows))


def papers(scope: Scope, case: Case) -> list[Document]:
    """The newest documents of the unit's shelf that the reader may add to an objection; none for who may not read them."""
    unit = latest(case.row.participant.unit_id)
    if unit is None or not scope.may(Permission.EVIDENCE_READ, unit.path):
        return []
    return list(shelf(scope, unit.pk)[:PAPERS])


def latest_year(scope: Scope) -> int | None:
    """The latest year with published results, for navigation."""
    scope.require(READ, what=_("hệ quả về thi đua, khen thưởng"))
    return rounds(scope).filter(publications__isnull=False).values_list("year", flat=True).first()


def waiting(scope: Scope) -> dict[str, int]:
    """By status: the open cases that the scope could decide."""
    if not scope.may(DECIDE):
        return {}
    found = _within(scope, DECIDE).filter(status__in=[one.value for one in Status if one not in SETTLED])
    return dict(found.values_list("status").annotate(count=Count("pk")).order_by())


def ready_to_notify(scope: Scope, case_ids: set[int]) -> list[Case]:
    """Of the cases asked for those that may be told to their persons."""
    rows = _within(scope, DECIDE).filter(pk__in=case_ids, status=Status.PROPOSED.value)
    return in_words(scope, list(rows.order_by("participant__unit__sort_key", "pk")))


def _rows() -> QuerySet[Consequence]:
    found = Consequence.objects.select_related(
        "participant__unit", "participant__round__framework", "person", "post", "publication", "decided_by"
    )
    return found.defer("publication__record", "participant__round__framework__document")


def _within(scope: Scope, permission: Permission = READ) -> QuerySet[Consequence]:
    prefixes = scope.reach(permission)
    stands = in_force(scope.today) | Q(unit__valid_to__isnull=False)
    placed = Placement.objects.filter(stands, under(prefixes)).values("unit_id")
    return _rows().filter(participant__unit_id__in=placed)


def _paths(unit_ids: set[int]) -> dict[int, str]:
    rows = Placement.objects.filter(unit_id__in=unit_ids).order_by("valid_from")
    return dict(rows.values_list("unit_id", "path"))


def _case(scope: Scope, row: Consequence, objections: list[Objection], path: str) -> Case:
    framework = published.set_of(row.participant.round)
    names = {one["code"]: name_of(framework, one["code"]) for one in row.reasons}
    mine = scope.user_id is not None and row.person_id == scope.user_id
    status = Status(row.status)
    helps = bool(path) and scope.may(READ, path) and scope.may(Permission.REMEDIES_PLAN, path)
    decides = bool(path) and scope.may(DECIDE, path)
    return Case(
        row,
        shown(row.reasons, names, row.participant.round.year),
        objections,
        mine,
        may_decide=decides and not mine and status not in SETTLED,
        may_speak=mine or helps,
    )

"""One dossier: who may see it, and everything that its page shows.

A dossier is read where it was received and where it is handled, and by the unit that is asked for its opinion. To everybody else
there is no such dossier.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import (
    Consultation,
    Dossier,
    DossierPaper,
    Event,
    Fee,
    Pause,
    Rating,
    Slip,
    StepRun,
)
from caicach.apps.procedures.models import Step
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of, latest_of, under
from caicach.apps.units.queries.people import placed_posts
from caicach.core.dossiers.lifecycle import TRANSITIONS, Act, acts_from
from caicach.core.dossiers.status import Status
from caicach.core.vietnamese import person_sort_key
from caicach.core.worktime.clock import UnitClock
from caicach.platform.access import GRANTS, NotFound, Permission, Scope
from caicach.platform.accounts.models import User

READ = Permission.DOSSIERS_READ
HANDLING = [role.value for role, held in GRANTS.items() if Permission.DOSSIERS_HANDLE in held]
MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything that the page of one dossier shows. `paths` say where the units stand that received it and that handle it, by
    unit; `clock` is the first one's; `acts` are those that the person may do as things stand now.
    """

    dossier: Dossier
    paths: dict[int, str]
    clock: UnitClock
    papers: list[DossierPaper]
    results: list[DossierPaper]
    events: list[Event]
    slips: list[Slip]
    steps: list[StepRun]
    planned: list[Step]
    consultations: list[Consultation]
    fees: list[Fee]
    rating: Rating | None
    parts: list[Dossier]
    acts: list[Act]

    @property
    def path(self) -> str:
        """Where the counter of the dossier stands in the tree."""
        return self.paths.get(self.dossier.unit_id, "")

    @property
    def pauses(self) -> list[Pause]:
        """When its clock stood; asked for when they are told."""
        return list(self.dossier.pauses.order_by("started_at", "id"))

    def may(self, scope: Scope, permissions: Collection[Permission]) -> bool:
        """Whether the person holds one of these where the dossier was received or is handled."""
        return any(scope.may(one, path) for one in permissions for path in self.paths.values())


def find(scope: Scope, dossier_id: int) -> Dossier:
    """The dossier with its units, procedure, applicant, officer and group; NotFound outside the reach of the scope."""
    return _found(scope, dossier_id)[0]


def _found(scope: Scope, dossier_id: int) -> tuple[Dossier, dict[int, str]]:
    """The dossier, and where its units stand."""
    found = _related().filter(pk=dossier_id).first()
    paths = {} if found is None else _paths({found.unit_id, found.handling_unit_id})
    if found is None or not _may_read(scope, found, paths):
        raise NotFound(
            _("Không có hồ sơ này trong phạm vi của anh/chị."),
            _("Hãy kiểm tra lại mã hồ sơ, hoặc tìm theo tên người nộp ở danh sách hồ sơ."),
        )
    return found, paths


def page_of(scope: Scope, dossier_id: int) -> DossierPage:
    """Everything that the page of one dossier shows, in a fixed number of queries."""
    dossier, paths = _found(scope, dossier_id)
    papers = list(dossier.papers.select_related("file", "paper", "reused").order_by("id"))
    events = list(dossier.events.order_by("-id")[:MOST_EVENTS])
    parts = list(_related().filter(group_id=dossier.group_id).order_by("id")) if dossier.group_id else []
    return DossierPage(
        dossier,
        paths,
        clock_of(dossier.unit_id),
        [one for one in papers if not one.is_result],
        [one for one in papers if one.is_result],
        events[::-1],
        list(dossier.slips.select_related("drafted_by", "signed_by").order_by("id")),
        list(dossier.steps.select_related("unit", "officer", "given_by", "done_by").order_by("order")),
        list(Step.objects.filter(version_id=dossier.procedure_version_id).order_by("order")),
        list(dossier.consultations.select_related("unit").order_by("id")),
        list(dossier.fees.order_by("id")),
        getattr(dossier, "rating", None),
        parts,
        _acts(scope, dossier, paths),
    )


def officers_for(scope: Scope, unit: Unit) -> list[User]:
    """Who may be given dossiers of a unit (with its `path`): holders of a handling post in it, above or below it, by given name.

    The caller has asked the scope.
    """
    posts = placed_posts(scope.today).filter(role__in=HANDLING, user__is_active=True)
    near = posts.filter(under([unit.path], "place__path") | Q(unit_id__in=ids_of(unit.path)))
    people = {post.user_id: post.user for post in near}
    return sorted(people.values(), key=lambda user: person_sort_key(user.display_name))


def _related() -> QuerySet[Dossier]:
    return Dossier.objects.select_related(
        "unit",
        "handling_unit",
        "field",
        "applicant",
        "officer",
        "group",
        "procedure_version__procedure",
        "rating",
    )


def _may_read(scope: Scope, dossier: Dossier, paths: dict[int, str]) -> bool:
    if scope.everything:
        return True
    if not scope.reach(READ):
        return False
    if any(scope.may(READ, path) for path in paths.values()):
        return True
    asked = set(Consultation.objects.filter(dossier=dossier).values_list("unit_id", flat=True))
    return any(scope.may(READ, path) for path in _paths(asked).values())


def _paths(units: Collection[int]) -> dict[int, str]:
    """Where units stand, or stood last, in the tree."""
    return {unit.pk: unit.path for unit in latest_of(units) if unit.path} if units else {}


def _acts(scope: Scope, dossier: Dossier, paths: dict[int, str]) -> list[Act]:
    if dossier.imported_from:
        return []
    return [
        act
        for act in acts_from(Status(dossier.status))
        if any(scope.may(Permission(TRANSITIONS[act].permission), path) for path in paths.values())
    ]

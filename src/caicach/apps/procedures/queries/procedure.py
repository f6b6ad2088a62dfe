"""One procedure: the version of a day with all its parts, what changed from version to version, its variants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from caicach.apps.calendars.queries import clock_of
from caicach.apps.procedures import checks
from caicach.apps.procedures.content import Difference, days_in_all, differences, everything, lists_of
from caicach.apps.procedures.models import Procedure, Version
from caicach.apps.procedures.queries.localities import reaches
from caicach.core.procedures import base_of, is_variant_of
from caicach.core.words import Words
from caicach.core.worktime.calendar import UnknownYear
from caicach.core.worktime.due import due
from caicach.core.worktime.limits import LimitKind
from caicach.platform import clock
from caicach.platform.access import Scope


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the history, and what it changed against the one before it."""

    version: Version
    changes: list[Difference]


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """What the page of a procedure shows. `shown` is the version of the day, else the latest; `is_in_force` says which it is."""

    procedure: Procedure
    shown: Version
    is_in_force: bool
    history: list[VersionLine]
    variants: list[Procedure]
    days_of_steps: Decimal
    example: Words | None

    @property
    def steps_exceed_limit(self) -> bool:
        """Whether the internal process takes more working days than the procedure promises."""
        limit = self.shown.limit
        return (
            limit is not None and limit.kind is LimitKind.WORKING_DAYS and self.days_of_steps > limit.amount
        )


def procedure(scope: Scope, procedure_id: int) -> Procedure:
    """The procedure; NotFound when there is none in a catalogue that the scope reads."""
    found = Procedure.objects.filter(pk=procedure_id).select_related("locality").first()
    if found is None or not reaches(scope, found.locality_id):
        raise checks.no_such_procedure()
    return found


def version(scope: Scope, version_id: int) -> Version:
    """A version with all its parts; NotFound as for `procedure`."""
    found = whole(Version.objects.filter(pk=version_id)).prefetch_related("executing_units").first()
    if found is None or not reaches(scope, found.procedure.locality_id):
        raise checks.no_such_procedure()
    return found


def whole(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Versions with everything that they say, in a fixed number of queries."""
    return versions.select_related("procedure", "field", "decision", "repealed_by").prefetch_related(
        "papers", "steps", "fees", "interlinked"
    )


def page_of_procedure(scope: Scope, procedure_id: int, on: dt.date) -> ProcedurePage:
    """Everything about a procedure, as it stands on a day."""
    page = page_of(procedure_id, on)
    if not reaches(scope, page.procedure.locality_id):
        raise checks.no_such_procedure()
    return page


def page_of(procedure_id: int, on: dt.date) -> ProcedurePage:
    """As `page_of_procedure`, for whoever asks: the catalogue is public."""
    known = Version.objects.filter(procedure_id=procedure_id)
    versions = list(whole(known).select_related("procedure__locality").order_by("valid_from"))
    if not versions:
        raise checks.no_such_procedure()
    found = versions[0].procedure
    holding = [
        one for one in versions if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on)
    ]
    shown = holding[0] if holding else versions[-1]
    lines = []
    earlier: Version | None = None
    for one in versions:
        changes = differences(everything(earlier), everything(one)) if earlier else []
        lines.append(VersionLine(one, changes))
        earlier = one
    return ProcedurePage(
        procedure=found,
        shown=shown,
        is_in_force=bool(holding),
        history=lines[::-1],
        variants=_variants(found),
        days_of_steps=days_in_all(lists_of(shown)["steps"]),
        example=_example(found, shown),
    )


def _example(found: Procedure, shown: Version) -> Words | None:
    """When a dossier that came in now would be due, and why; None without a limit or beyond the known calendar."""
    if shown.limit is None:
        return None
    try:
        return due(clock.now(), shown.limit, clock_of(found.locality_id)).sentence
    except (UnknownYear, ValueError):  # no calendar that far; calendar days with a fraction
        return None


def _variants(found: Procedure) -> list[Procedure]:
    """The same national procedure with and without suffixes of provinces, in this locality."""
    family = Procedure.objects.filter(locality_id=found.locality_id, code__startswith=base_of(found.code))
    return [one for one in family.order_by("code") if is_variant_of(one.code, found.code)]

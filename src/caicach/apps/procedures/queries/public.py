"""The catalogue for everybody, without an account: public by law (Nghị định 63/2010/NĐ-CP), so no scope is asked for.

It gives what decisions announced and nothing about people; `digest` names the state that a page was made from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Sum

from caicach.apps.procedures import checks
from caicach.apps.procedures.models import Field, Version
from caicach.apps.procedures.queries.catalogue import CatalogueFilter, CataloguePage, fields_of, narrow, paged
from caicach.apps.procedures.queries.procedure import ProcedurePage, page_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import in_force


@dataclass(frozen=True, slots=True)
class PublicCatalogue:
    """A page of a locality's catalogue, with what it can be narrowed to."""

    locality: Unit
    localities: list[Unit]
    page: CataloguePage
    fields: list[Field]


def localities(on: dt.date) -> list[Unit]:
    """The localities that have procedures in force."""
    with_some = Version.objects.filter(in_force(on)).values("procedure__locality_id")
    return list(Unit.objects.filter(pk__in=with_some).order_by("sort_key", "id"))


def catalogue(
    locality_id: int | None, narrowed: CatalogueFilter, *, after: int | None, before: int | None
) -> PublicCatalogue | None:
    """A page of the catalogue in force; None while nobody has any. NotFound for a locality without one."""
    known = localities(narrowed.on)
    if not known:
        return None
    locality = (
        known[0] if locality_id is None else next((one for one in known if one.pk == locality_id), None)
    )
    if locality is None:
        raise checks.no_such_procedure()
    standing = Version.objects.filter(in_force(narrowed.on), procedure__locality=locality)
    page = paged(
        narrow(Version.objects.filter(procedure__locality=locality), narrowed), after=after, before=before
    )
    return PublicCatalogue(locality, known, page, fields_of(standing))


def procedure(procedure_id: int, on: dt.date) -> ProcedurePage:
    """A procedure as it stands on a day; NotFound for one that never was."""
    return page_of(procedure_id, on)


def digest(on: dt.date) -> str:
    """The same while no version has begun, ended or been corrected, and the day is the same; one query."""
    state = Version.objects.aggregate(
        last=Max("pk"),
        count=Count("pk"),
        corrections=Sum("revision"),
        ended=Count("valid_to"),
        until=Max("valid_to"),
    )
    return f"{on}|" + "|".join(
        str(state[name]) for name in ("last", "count", "corrections", "ended", "until")
    )

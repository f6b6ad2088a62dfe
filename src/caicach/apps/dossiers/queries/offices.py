"""The units of a locality that settle dossiers or are asked for their opinion: every office of it, not only the asker's own."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.dossiers.queries.dossier import HANDLING
from caicach.apps.units import queries as units
from caicach.apps.units.models import Kind, Post, Unit
from caicach.apps.units.queries.people import placed_posts
from caicach.core.vietnamese import fold, person_sort_key
from caicach.platform.access import Permission, Scope
from caicach.platform.errors import Invalid

NAMERS = (Permission.DOSSIERS_HANDLE, Permission.DOSSIERS_RECEIVE)
"""Who names offices: whoever handles asks them, whoever receives hands over to them."""
MOST = 500


def names(scope: Scope, locality_id: int) -> list[str]:
    """Names for the list behind the field."""
    _may_name(scope)
    return list(_of(scope, locality_id).values_list("name", flat=True)[:MOST])


def named(scope: Scope, locality_id: int, typed: str) -> Unit:
    """The unit by its name or identification code, whatever the tone marks; Invalid for none and for several."""
    _may_name(scope)
    wanted = fold(typed)
    near = _of(scope, locality_id).filter(folded__contains=wanted) if wanted else Unit.objects.none()
    found = [one for one in near if wanted in (fold(one.name), fold(one.identification_code))] or list(
        near[:2]
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise Invalid(
            _("Có nhiều đơn vị tên “%(typed)s”.") % {"typed": typed[:100]},
            _("Hãy nhập đủ tên, hoặc mã định danh của đơn vị."),
        )
    raise Invalid(
        _("Không có đơn vị “%(typed)s” trong địa phương.") % {"typed": typed[:100]},
        _("Hãy chọn trong danh sách gợi ý, hoặc nhập mã định danh."),
    )


def beside(scope: Scope, counter: Unit) -> list[Post]:
    """The handling posts of all offices that a counter (with its `path`) serves, by office and given name: of its commune, or of
    the province without its communes.
    """
    _may_name(scope)
    found = placed_posts(scope.today).filter(
        units.under(_served(scope, counter), "place__path"), role__in=HANDLING, user__is_active=True
    )
    return sorted(
        found, key=lambda one: (one.unit.sort_key, one.unit_id, person_sort_key(one.user.display_name))
    )


def _served(scope: Scope, counter: Unit) -> list[str]:
    line = units.latest_of(units.ids_of(counter.path))
    communes = [one.path for one in line if one.kind == Kind.COMMUNE]
    if communes:
        return communes
    beneath = units.standing(scope.today).filter(Q(place__parent_id=units.ids_of(counter.path)[0]))
    return [one.path for one in beneath if one.kind not in (Kind.COMMUNE, Kind.DISTRICT)]


def _may_name(scope: Scope) -> None:
    if not any(scope.may(one) for one in NAMERS):
        scope.require(NAMERS[0])


def _of(scope: Scope, locality_id: int) -> QuerySet[Unit]:
    return units.standing(scope.today).filter(units.under([f"{locality_id}/"], "place__path"))

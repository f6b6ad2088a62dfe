"""The units of a locality that settle dossiers or are asked for their opinion: every office of it, not only the asker's own."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import fold
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


def _may_name(scope: Scope) -> None:
    if not any(scope.may(one) for one in NAMERS):
        scope.require(NAMERS[0])


def _of(scope: Scope, locality_id: int) -> QuerySet[Unit]:
    return units.standing(scope.today).filter(units.under([f"{locality_id}/"], "place__path"))

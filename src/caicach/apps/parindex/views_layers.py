"""/chi-so/<year>/don-vi/<unit>/cac-lop/: what each leaf was worth from last year's result to the published one."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.parindex.queries import appraisal_layers as queries
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_common import text
from caicach.apps.parindex.views_support import page
from caicach.core.parindex.layers import Layer
from caicach.platform.access import Permission, Request
from caicach.platform.audit.models import Entry
from caicach.platform.audit.queries import Change, changes


@require_safe
def layers(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The seven layers of each leaf; ?sap=chenh puts the largest differences first, ?loc=chenh leaves out equal ones."""
    wanted = text(request, "sap")
    found = queries.unit_layers(request.scope, year, unit_id, by_difference=wanted == "chenh")
    only = text(request, "loc") == "chenh"
    context = {
        "found": found,
        "unit_id": unit_id,
        "rows": [
            (
                one,
                [(one.points.get(layer), layer in one.points, queries.layer_words(layer)) for layer in Layer],
            )
            for one in found.leaves
            if one.difference or not only
        ],
        "layer_names": [queries.layer_words(layer) for layer in Layer],
        "order": wanted,
        "filter": "chenh" if only else "",
        "chip": chip_of(found.participant.stage) if found.participant else None,
        "tab_list": _tabs(request, found),
    }
    return page(request, "appraisal/layers", context)


@require_safe
def history(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Who changed a leaf, when, from what to what and why."""
    found, leaf, entries = queries.leaf_history(request.scope, year, unit_id, code)
    context = {
        "found": found,
        "leaf": leaf,
        "unit_id": unit_id,
        "points": [
            (queries.layer_words(layer), leaf.points[layer]) for layer in Layer if layer in leaf.points
        ],
        "entries": [(one, _changes(one, code)) for one in entries],
    }
    return page(request, "appraisal/history", context)


def _changes(entry: Entry, code: str) -> list[Change]:
    """What changed, of an entry about several leaves only what concerns this one."""
    found = [change for change in changes(entry) if change.is_changed]
    if entry.action != queries.AGREED:
        return found
    return [Change("points", one.before, one.after) for one in found if one.name == code]


def _tabs(request: Request, found: queries.UnitLayers) -> list[tuple[str, str, bool]]:
    pages = [("unit", _("Bảng điểm")), ("unit_analysis", _("Giữ và khắc phục"))]
    if found.participant is not None and request.scope.may(Permission.FACTS_READ, found.path):
        pages.append(("facts", _("Số liệu")))
    tabs = [
        (label, reverse(f"parindex:{name}", args=[found.year, found.unit_id]), False) for name, label in pages
    ]
    here = reverse("parindex:layers", args=[found.year, found.unit_id])
    trend = f"{reverse('parindex:trend')}?dv={found.unit_id}"
    return [*tabs, (_("Các lớp điểm"), here, True), (_("Qua các năm"), trend, False)]

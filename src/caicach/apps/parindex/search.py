"""What the search box finds in the index: criteria by code or name, with and without tone marks; the pages of units."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Round
from caicach.apps.parindex.queries import search as queries
from caicach.apps.parindex.queries.common import READ
from caicach.platform.access import Scope
from caicach.platform.search import Hit


def hits(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """Units first, then criteria of the latest round of each kind; nothing for whoever reads no results."""
    if not scope.may(READ):
        return
    year, units = queries.units(scope, text, limit)
    for unit in units:
        url = reverse("parindex:unit", args=[year, unit.unit_id])
        yield Hit(_("Bảng điểm"), unit.name, _unit_words(unit, year), url)
    for round, node, shown in queries.nodes(scope, text, limit):
        url = reverse("parindex:criterion", args=[round.year, round.subject, node.code])
        yield Hit(_("Tiêu chí"), f"{node.code} {shown}", _node_words(round), url)


def _unit_words(unit: queries.FoundUnit, year: int) -> str:
    if unit.rank is None:
        return _("năm %(year)s, chưa xếp hạng") % {"year": year}
    return _("năm %(year)s, hạng %(rank)s/%(peers)s") % {"year": year, "rank": unit.rank, "peers": unit.peers}


def _node_words(round: Round) -> str:
    return _("%(framework)s, năm %(year)s") % {"framework": round.framework.code, "year": round.year}

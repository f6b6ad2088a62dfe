"""What the pages of the counter ask for in the same way: whose counter it is, and who stands at it."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.apps.dossiers import counter_desk as desks
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries.counter import Asked
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Unit
from caicach.core.dossiers import phone
from caicach.core.vietnamese import tidy
from caicach.platform.access import Request
from caicach.platform.errors import Invalid


def unit_of(request: Request, asked: str) -> Unit:
    """The counter that the page names, else the first of the person's own."""
    if (pk := desks.number(asked)) is not None:
        return queries.counter(request.scope, pk)
    own = queries.counters(request.scope)
    if not own:
        raise Invalid(
            _("Chưa rõ anh/chị tiếp nhận hồ sơ ở quầy nào."),
            _("Hãy nhờ quản trị giao vị trí ở một đơn vị có quầy."),
        )
    return own[0]


def only_fit(request: Request, unit: Unit, typed: QueryDict) -> Version | None:
    """The procedure that the search means beyond doubt: the only one that fits, or the one of that code."""
    search = typed.get("search", "").replace("\x00", "").strip()[:200]
    offers = queries.offered(request.scope, unit, search, limit=2) if search else []
    if len(offers) == 1 or (offers and offers[0].procedure.code.casefold() == search.casefold()):
        return offers[0]
    return None


def take_known(request: Request, unit: Unit, typed: QueryDict) -> None:
    """The only person of the number that is typed is taken, unless somebody was taken before."""
    if not typed.get("applicant") and (number := tidy(typed.get("number", ""))):
        found = queries.people(request.scope, unit, Asked(number=number), limit=2)
        if len(found) == 1:
            desks.take_over(typed, found[0])


def take_over(request: Request, unit: Unit, typed: QueryDict, chosen: str) -> None:
    """The person that was chosen in the list."""
    pk = desks.number(chosen)
    found = None if pk is None else queries.person(request.scope, unit, pk)
    if found is None:
        raise Invalid(
            _("Không có người này trong danh sách của địa phương."), _("Hãy nhập thông tin người nộp.")
        )
    desks.take_over(typed, found)


def people(request: Request, unit: Unit, typed: QueryDict) -> dict[str, Any]:
    """Whom the typed number, telephone or name may mean; what is wrong with the number."""
    kind, number = typed.get("kind", ""), tidy(typed.get("number", ""))[:20]
    asked = Asked(
        number=number, phone=phone.normal(typed.get("phone", "")) or "", name=typed.get("name", "")[:200]
    )
    fault = desks.number_fault(kind, number, None, request.scope)
    found = [] if fault else queries.people(request.scope, unit, asked)
    sure = bool(number) and len(found) == 1
    return {
        "number_fault": fault,
        "people": found,
        "sure": sure,
        "is_new": bool(number) and not (fault or found),
    }

"""/chi-so/<year>/don-vi/<unit>/mot-tai-lieu/: one document that proves several leaves, ticked on one page (DT-1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.actions import checks, evidence
from caicach.apps.parindex.forms_self_score import SeveralForm
from caicach.apps.parindex.models import Participant, Proof
from caicach.apps.parindex.queries import facts, self_score
from caicach.apps.parindex.queries.facts import Line, Sheet
from caicach.apps.parindex.signed_files import offered, step_with_file
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_common import text
from caicach.apps.parindex.views_support import get_or_post, page
from caicach.core.parindex.process import ENTERING, Stage
from caicach.platform.access import Permission, Request


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf that may be ticked, with what proves it already; `pages` as they were typed."""

    line: Line
    proofs: tuple[Proof, ...]
    is_ticked: bool
    pages: str


@get_or_post
def several(request: Request, year: int, unit_id: int) -> HttpResponse:
    """?tai-lieu= has a document of the shelf chosen, ?ma= a leaf ticked; POST lets the document prove the ticked leaves."""
    shown = facts.sheet(request.scope, year, unit_id)
    checks.unit_for(request.scope, unit_id, Permission.FACTS_ENTER)
    participant = self_score.participating(shown)
    is_open = Stage(participant.stage) in ENTERING
    if request.method == "POST":
        codes = request.POST.getlist("code")
        pages = {code: request.POST.get(f"pages-{code}", "") for code in codes}
        form = SeveralForm(offered(request, unit_id, ""), request.POST, request.FILES)
        done = _attached(request, form, participant, codes, pages, is_open) if form.is_valid() else None
        if done is not None:
            words = (
                ngettext(
                    "Đã gắn tài liệu với %(count)s tiêu chí.", "Đã gắn tài liệu với %(count)s tiêu chí.", done
                )
                % {"count": done}
                if done
                else _("Tài liệu này đã chứng minh các tiêu chí được chọn từ trước.")
            )
            messages.success(request, words)
            return redirect("parindex:facts", year, unit_id)
    else:
        codes, pages = [text(request, "ma")], {}
        wanted = text(request, "tai-lieu")
        form = SeveralForm(offered(request, unit_id, "", wanted), initial={"report": wanted})
    context = {
        "sheet": shown,
        "form": form,
        "areas": _areas(shown, self_score.proofs_by_leaf(request.scope, participant), codes, pages),
        "is_open": is_open,
        "stage": chip_of(participant.stage),
    }
    return page(request, "self_score/several", context, form)


def _attached(
    request: Request,
    form: SeveralForm,
    participant: Participant,
    codes: Collection[str],
    pages: Mapping[str, str],
    is_open: bool,
) -> int | None:
    """How many leaves the document newly proves. Without a leaf nothing is put on the shelf."""
    return step_with_file(
        request.scope,
        form,
        participant.round.year,
        participant.unit_id,
        lambda document: evidence.attach_to_several(
            request.scope, participant.pk, codes, document or 0, pages
        ),
        possible=is_open and bool(codes),
    )


def _areas(
    shown: Sheet, proofs: Mapping[str, list[Proof]], codes: Collection[str], pages: Mapping[str, str]
) -> list[tuple[Line, list[Row]]]:
    """The leaves that the reader may state, under their areas."""
    areas: list[tuple[Line, list[Row]]] = []
    for line in shown.lines:
        if line.node.parent is None:
            areas.append((line, []))
        if line.node.is_leaf and line.may_enter:
            found = tuple(proofs.get(line.code, ()))
            areas[-1][1].append(Row(line, found, line.code in codes, pages.get(line.code, "")))
    return [(area, rows) for area, rows in areas if rows]

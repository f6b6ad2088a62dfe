"""What pages share that take a signed PDF: one that lies on the unit's shelf, or a new file, which is put there first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from caicach.apps.documents.models import Document
from caicach.apps.parindex.forms_self_score import SignedFileForm
from caicach.apps.parindex.queries import self_score
from caicach.apps.parindex.views_evidence import put_on_shelf
from caicach.apps.parindex.views_support import attempt
from caicach.platform.access import Request, Scope
from caicach.platform.errors import Conflict, Invalid, TooLarge

Result = TypeVar("Result")


def offered(request: Request, unit_id: int, kind: str = "pdf", chosen: str = "") -> list[Document]:
    """The documents of the shelf that a form may choose; the one that it sent, or `chosen`, is among them however old it is."""
    wanted = request.POST.get("report", "") or chosen
    return self_score.usable(request.scope, unit_id, kind=kind, chosen=wanted)


def step_with_file(
    scope: Scope,
    form: SignedFileForm,
    year: int,
    unit_id: int,
    act: Callable[[int | None], Result],
    *,
    possible: bool = True,
) -> Result | None:
    """The result of a step that rests on a signed file, or None with what stands in the way in the form, which is valid.

    A new file is stored first, where the step is `possible`: when something else lacks, it stays on the shelf and stays chosen.
    """
    given = form.cleaned_data
    paper = int(given["report"]) if given["report"] else None
    fresh = None
    if given["file"] and possible:
        fresh = _stored(scope, form, year, unit_id)
        if fresh is None:
            return None
        paper = fresh.pk
    done = attempt(form, lambda: act(paper))
    if done is None and fresh is not None:
        form.keep(fresh)
    return done


def _stored(scope: Scope, form: SignedFileForm, year: int, unit_id: int) -> Document | None:
    """The new file as a document of the unit; None with what was wrong beside its field."""
    try:
        (document,) = put_on_shelf(scope, year, unit_id, [form.cleaned_data["file"]])
    except (Invalid, Conflict, TooLarge) as fault:
        for words in (str(fault), *fault.problems):
            form.add_error("file", words)
        return None
    return document

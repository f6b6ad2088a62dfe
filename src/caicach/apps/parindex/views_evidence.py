"""/chi-so/<year>/don-vi/<unit>/so-lieu/<code>/…: documents that prove a leaf, the unit's explanation, its answer.

Everything is sent from the page of the leaf and comes back to it; what is refused stands there as it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caicach.apps.documents import actions as shelf
from caicach.apps.documents.guessing import guess
from caicach.apps.documents.models import Document
from caicach.apps.parindex import autosave, evidence_files, leaf_evidence
from caicach.apps.parindex.actions import appraisal, checks, evidence, evidence_package
from caicach.apps.parindex.actions.appraisal import QuestionConflict
from caicach.apps.parindex.forms_self_score import AnswerForm, AttachForm, NoteForm, UploadProofForm
from caicach.apps.parindex.models import Participant, Question
from caicach.apps.parindex.queries import facts as queries
from caicach.apps.parindex.queries import self_score
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_facts import leaf_page
from caicach.apps.parindex.views_support import attempt, get_or_post, page
from caicach.platform.access import NotFound, Request, Scope
from caicach.platform.errors import Conflict, Invalid, TooLarge
from caicach.platform.files import packing


@require_POST
def note(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Store the unit's explanation of a leaf; a save that crosses a colleague's shows both texts and loses neither."""
    leaf, participant = _leaf(request, year, unit_id, code)
    form = NoteForm(request.POST)
    now, crossed = None, False
    as_typed = autosave.wanted(request)
    if form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen_version"] or 0
        try:
            kept = evidence.note(request.scope, participant.pk, code, text, seen)
        except (Conflict, Invalid) as fault:
            now = self_score.note_of(request.scope, leaf)
            crossed = isinstance(fault, Conflict) and (now.version if now else 0) != seen
            form.add_error("text", str(fault))
            if crossed and as_typed:
                return autosave.crossed(fault, now.version if now else 0, [("", now.text if now else "—")])
            if crossed:  # who saves again has seen what stands now
                form.data = {"text": text, "seen_version": str(now.version if now else 0)}
        else:
            if as_typed:
                return autosave.saved(kept.version if kept else 0)
            words = (
                _("Đã lưu giải thích của tiêu chí %(code)s.")
                if kept
                else _("Đã bỏ giải thích của tiêu chí %(code)s.")
            )
            messages.success(request, words % {"code": code})
            return _back(leaf)
    if as_typed:
        return autosave.refused(form)
    return leaf_page(request, leaf, note_form=form, note_now=now, note_conflict=crossed)


@require_POST
def package(request: Request, year: int, unit_id: int) -> HttpResponseBase:
    """All documents and signed reports of a unit as a ZIP with index and hashes."""
    taken = evidence_package.take_out(request.scope, year, unit_id)
    return packing.archive(evidence_files.members(taken), f"minh-chung-{unit_id}-{year}.zip")


@get_or_post
def proofs(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Look for a document on the shelf (?q=); POST lets one prove the leaf."""
    leaf, participant = _leaf(request, year, unit_id, code)
    found = self_score.evidence(request.scope, leaf)
    if request.method == "POST":
        chosen = request.POST.get("document", "")
        form = AttachForm(leaf_evidence.offered(request, leaf, found, chosen=chosen), request.POST)
        if form.is_valid():
            data = form.cleaned_data
            done = attempt(
                form,
                lambda: evidence.attach(
                    request.scope, participant.pk, code, int(data["document"]), data["pages"]
                ),
            )
            if done is not None:
                messages.success(request, _("Đã gắn “%(title)s”.") % {"title": done.document})
                return _back(leaf)
        return leaf_page(request, leaf, attach_form=form)
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    context = {
        "leaf": leaf,
        "sheet": leaf.sheet,
        "line": leaf.line,
        "evidence": found,
        "stage": chip_of(participant.stage),
        "q": search,
        "documents": leaf_evidence.offered(request, leaf, found, search),
        "most": self_score.SHELF,
    }
    return page(request, "self_score/shelf", context)


@require_POST
def upload(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """New files go to the shelf of the unit and prove the leaf: all of them or none."""
    leaf, participant = _leaf(request, year, unit_id, code)
    form = UploadProofForm(request.POST, request.FILES)
    if form.is_valid():
        pages = form.cleaned_data["pages"]
        try:
            with transaction.atomic():
                added = put_on_shelf(request.scope, year, unit_id, form.cleaned_data["chosen"])
                for document in added:
                    evidence.attach(request.scope, participant.pk, code, document.pk, pages)
        except (Invalid, Conflict, TooLarge) as fault:
            for words in (str(fault), *fault.problems):
                form.add_error("chosen", words)
        else:
            words = ngettext(
                "Đã cất %(count)s tệp vào kho minh chứng và gắn với tiêu chí %(code)s. "
                "Trích yếu, số và ngày lấy theo tên tệp: hãy mở tài liệu để kiểm tra.",
                "Đã cất %(count)s tệp vào kho minh chứng và gắn với tiêu chí %(code)s. "
                "Trích yếu, số và ngày lấy theo tên tệp: hãy mở tài liệu để kiểm tra.",
                len(added),
            )
            messages.success(request, words % {"count": len(added), "code": code})
            return _back(leaf)
    return leaf_page(request, leaf, upload_form=form)


@require_POST
def detach(request: Request, year: int, unit_id: int, code: str, document_id: int) -> HttpResponse:
    """A document no longer proves the leaf; it stays on the shelf."""
    leaf, participant = _leaf(request, year, unit_id, code)
    if document_id > queries.LARGEST_ID:
        raise NotFound(_("Không có tài liệu này trong minh chứng của tiêu chí."))
    try:
        evidence.detach(request.scope, participant.pk, code, document_id)
    except Conflict as fault:
        messages.error(request, str(fault))
    else:
        messages.success(
            request, _("Đã gỡ tài liệu khỏi tiêu chí %(code)s; tài liệu vẫn còn trong kho.") % {"code": code}
        )
    return _back(leaf)


@require_POST
def answer(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Answer the question about a leaf, with the points that the unit asks for."""
    leaf, participant = _leaf(request, year, unit_id, code)
    form = AnswerForm(request.POST)
    if form.is_valid():
        done = attempt(form, lambda: _answered(request.scope, participant, code, form))
        if done is not None:
            messages.success(request, _("Đã lưu giải trình của tiêu chí %(code)s.") % {"code": code})
            return _back(leaf, "giai-trinh")
    return leaf_page(request, leaf, answer_form=form)


def _answered(scope: Scope, participant: Participant, code: str, form: AnswerForm) -> Question:
    """Store the answer; after a conflict the form states the version that its reader now sees."""
    data = form.cleaned_data
    try:
        return appraisal.answer(
            scope, participant.pk, code, data["text"], data["points"], data["seen_version"]
        )
    except QuestionConflict as fault:
        seen = str(fault.current.version if fault.current else 0)
        form.data = {name: form.data.get(name, "") for name in form.fields} | {"seen_version": seen}
        raise


def put_on_shelf(scope: Scope, year: int, unit_id: int, files: Sequence[object]) -> list[Document]:
    """Files as documents of the unit, described by what their names say."""
    received = shelf.receive(scope, unit_id, files)  # type: ignore[arg-type]
    additions = []
    for one in received:
        told = guess(one.name, one.file.kind, scope.today)
        data = shelf.DocumentData(told.title, told.kind, year, told.number, told.issued_on)
        additions.append(shelf.Addition(one, data))
    return shelf.add(scope, unit_id, additions)


def _leaf(request: Request, year: int, unit_id: int, code: str) -> tuple[queries.Leaf, Participant]:
    """The leaf for whoever may state it. Whether it may be changed now is asked by the actions."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    participant = self_score.participating(leaf.sheet)
    checks.may_enter(request.scope, participant, code)
    return leaf, participant


def _back(leaf: queries.Leaf, part: str = "minh-chung") -> HttpResponse:
    return redirect(
        reverse("parindex:fact", args=[leaf.sheet.year, leaf.sheet.unit.pk, leaf.line.code]) + f"#{part}"
    )

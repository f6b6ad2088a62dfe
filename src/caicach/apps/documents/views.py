"""/minh-chung/: the shelf of a unit, sending files, the page of one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.documents import actions, forms, queries
from caicach.apps.documents.guessing import guess
from caicach.apps.documents.models import Document, Kind
from caicach.apps.documents.receiving import pack, unpack
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.apps.units.views.support import attempt
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge
from caicach.platform.files import downloads

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ADD, READ = Permission.EVIDENCE_ADD, Permission.EVIDENCE_READ
Result = TypeVar("Result")


@require_safe
def home(request: Request) -> HttpResponse:
    """The shelf of the own unit in the running year, or that of the unit ?don-vi= by code or name."""
    request.scope.require(READ, what=_("kho minh chứng"))
    year = request.scope.today.year
    if asked := request.GET.get("don-vi", "").strip()[:200]:
        unit = units.unit_by_reference(request.scope, asked, request.scope.today, READ)
        return redirect("documents:shelf", year=year, unit_id=unit.pk)
    own = queries.own_unit(request.scope)
    if own is None:
        raise Invalid(
            _("Chưa rõ kho minh chứng của đơn vị nào."), _("Hãy mở kho của một đơn vị từ trang tài liệu.")
        )
    return redirect("documents:shelf", year=year, unit_id=own.pk)


@require_safe
def shelf(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The documents of a unit, the newest first, narrowed by words, kind and year."""
    unit = queries.unit_for(request.scope, unit_id)
    narrowed = _narrowed(request, year)
    page = queries.page_of_documents(
        request.scope, unit_id, narrowed, after=_number(request, "sau"), before=_number(request, "truoc")
    )
    may_add = request.scope.may(ADD, unit.path)
    suggested = units.suggestions(request.scope, request.scope.today, READ)
    context = {
        "unit": unit,
        "page": page,
        "narrowed": narrowed,
        "all_years": narrowed.year is None,
        "is_narrowed": bool(narrowed.kind or narrowed.search),
        "kinds": Kind.choices,
        "form": forms.UploadForm() if may_add else None,
        "largest": settings.CAICACH_MAX_FILE // 2**20,
        "suggestions": suggested,
        "has_others": len(suggested) != 1,
    }
    return render(request, "documents/shelf.html", context)


@get_or_post
def add(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Files first, then what is noted of each of them; nothing is a document before the second step."""
    unit = queries.unit_for(request.scope, unit_id, ADD)
    if request.method == "POST" and "packed" in request.POST:
        return _describe(request, year, unit)
    sent = request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if sent else forms.UploadForm()
    if sent and form.is_valid():
        received = _attempted(
            form, lambda: actions.receive(request.scope, unit_id, form.cleaned_data["chosen"])
        )
        if received is not None:
            return _ask(request, year, unit, received)
    context = {"unit": unit, "form": form, "largest": settings.CAICACH_MAX_FILE // 2**20}
    return render(request, "documents/add.html", context, status=422 if form.errors else 200)


@require_safe
def document(request: Request, year: int, document_id: int) -> HttpResponse:
    """One document: what is noted of it, its file, its withdrawal."""
    found = queries.document(request.scope, document_id)
    unit = queries.in_sight(request.scope, found)
    context = {
        "document": found,
        "unit": unit,
        "may_change": not found.is_withdrawn and request.scope.may(ADD, unit.path),
    }
    return render(request, "documents/document.html", context)


@require_safe
def download(request: Request, document_id: int) -> HttpResponseBase:
    """The file, withdrawn or not."""
    found = queries.document(request.scope, document_id)
    return downloads.download(found.file, found.name)


@get_or_post
def amend(request: Request, year: int, document_id: int) -> HttpResponse:
    """Correct what is noted of a document."""
    found, unit = _changeable(request, document_id)
    fields = {name: getattr(found, name) for name in actions.AMENDABLE}
    form = forms.AmendForm(request.POST or None, initial=fields)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in actions.AMENDABLE}
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.amend(request.scope, document_id, changes, reason)):
            messages.success(request, _("Đã sửa thông tin tài liệu."))
            return redirect("documents:document", year=year, document_id=document_id)
    return _shown_form(request, year, found, unit, form, title=_("Sửa thông tin"), submit=_("Lưu"))


@get_or_post
def withdraw(request: Request, year: int, document_id: int) -> HttpResponse:
    """Take a document off the shelf, with a reason."""
    found, unit = _changeable(request, document_id)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.withdraw(request.scope, document_id, reason)):
            messages.success(request, _("Đã rút tài liệu “%(title)s”.") % {"title": found.title})
            return redirect("documents:document", year=year, document_id=document_id)
    return _shown_form(
        request,
        year,
        found,
        unit,
        form,
        title=_("Rút tài liệu"),
        submit=_("Rút tài liệu"),
        question=_("Rút tài liệu này khỏi kho?"),
        lead=_("Tài liệu đã rút không dùng thêm được nữa nhưng vẫn xem lại được ở những nơi đã dùng."),
    )


def _describe(request: Request, year: int, unit: Unit) -> HttpResponse:
    received = unpack(request, request.POST["packed"], unit.pk)
    head = forms.PackedForm(request.POST)
    rows = forms.DescribeFormSet(request.POST, prefix="tai-lieu")
    if head.is_valid() and rows.is_valid() and len(rows.forms) == len(received):
        additions = [
            actions.Addition(one, actions.DocumentData(**row.cleaned_data))
            for one, row in zip(received, rows.forms, strict=True)
        ]
        added = attempt(head, lambda: actions.add(request.scope, unit.pk, additions))
        if added is not None:
            words = ngettext(
                "Đã đưa %(count)s tài liệu vào kho.", "Đã đưa %(count)s tài liệu vào kho.", len(added)
            )
            messages.success(request, words % {"count": len(added)})
            return redirect("documents:shelf", year=year, unit_id=unit.pk)
    return _ask(request, year, unit, received, head, rows)


def _ask(
    request: Request,
    year: int,
    unit: Unit,
    received: list[actions.Received],
    head: forms.PackedForm | None = None,
    rows: Any = None,
) -> HttpResponse:
    """The page on which the received files are described; names of files fill in what they say."""
    if rows is None or len(rows.forms) != len(received):
        rows = forms.DescribeFormSet(
            prefix="tai-lieu", initial=[_filled_in(request, year, unit, one) for one in received]
        )
    context = {
        "unit": unit,
        "head": head or forms.PackedForm(initial={"packed": pack(request, unit.pk, received)}),
        "rows": rows,
        "described": list(zip(received, rows.forms, strict=True)),
    }
    return render(request, "documents/describe.html", context, status=422 if head is not None else 200)


def _filled_in(request: Request, year: int, unit: Unit, one: actions.Received) -> dict[str, Any]:
    guessed = guess(one.name, one.file.kind, request.scope.today)
    return {
        "title": guessed.title,
        "kind": guessed.kind,
        "number": guessed.number,
        "issued_on": guessed.issued_on,
        "issuer": "",
        "year": guessed.issued_on.year if guessed.issued_on else year,
    }


def _changeable(request: Request, document_id: int) -> tuple[Document, Unit]:
    found = queries.document(request.scope, document_id)
    return found, queries.in_sight(request.scope, found, ADD)


def _shown_form(
    request: Request, year: int, found: Document, unit: Unit, form: Any, **words: str
) -> HttpResponse:
    context = {
        "document": found,
        "unit": unit,
        "form": form,
        "back": reverse("documents:document", args=[year, found.pk]),
        **words,
    }
    return render(request, "documents/form.html", context, status=422 if form.errors else 200)


def _attempted(form: forms.UploadForm, act: Callable[[], Result]) -> Result | None:
    """The result, or None with the faults beside the control of the files."""
    try:
        return act()
    except (Invalid, Conflict, TooLarge) as fault:
        form.add_error("chosen", str(fault))
        for problem in fault.problems:
            form.add_error("chosen", problem)
    return None


def _narrowed(request: Request, year: int) -> queries.ShelfFilter:
    kind = request.GET.get("loai", "")
    return queries.ShelfFilter(
        year=None if request.GET.get("nam") == "tat-ca" else year,
        kind=kind if kind in Kind.values else "",
        search=request.GET.get("q", "")[:200],
        withdrawn=request.GET.get("da-rut") == "1",
    )


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

"""/mot-cua/so/: the books of a year, one book page by page, on paper, as a file, and its closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.dossiers import forms_books as forms
from caicach.apps.dossiers.actions import books as actions
from caicach.apps.dossiers.book_sheet import sheet
from caicach.apps.dossiers.queries import books as queries
from caicach.apps.dossiers.slips import printing
from caicach.apps.units.views.support import attempt
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.errors import Invalid
from caicach.platform.letters.pdf import PDF_TYPE
from caicach.platform.spreadsheets import writing

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
READ, MANAGE = Permission.DOSSIERS_READ, Permission.DOSSIERS_MANAGE
MOST_PRINTED = 2_000
"""Lines in one PDF, about a hundred pages."""


@require_safe
def home(request: Request) -> HttpResponse:
    """The books of the running year."""
    request.scope.require(READ, what=_("sổ theo dõi hồ sơ"))
    return redirect("dossiers:books", year=request.scope.today.year)


@require_safe
def books(request: Request, year: int) -> HttpResponse:
    """The books of a year in reach."""
    request.scope.require(READ, what=_("sổ theo dõi hồ sơ"))
    page = queries.page_of_books(
        request.scope, year, after=_number(request, "sau"), before=_number(request, "truoc")
    )
    return render(
        request, "dossiers/books/list.html", {"page": page, "years_with_books": queries.years(request.scope)}
    )


@require_safe
def book(request: Request, book_id: int) -> HttpResponse:
    """A page of a book in the columns of form 06; ?tu= begins at a number."""
    found, unit = queries.book(request.scope, book_id)
    begin = _number(request, "tu")
    after = begin - 1 if begin else _number(request, "sau")
    page = queries.page_of_lines(request.scope, found, after=after, before=_number(request, "truoc"))
    context = {
        "book": found,
        "unit": unit,
        "page": page,
        "may_close": found.closed_at is None
        and found.year < request.scope.today.year
        and request.scope.may(MANAGE, unit.path),
        "most_printed": MOST_PRINTED,
    }
    return render(request, "dossiers/books/book.html", context)


@require_safe
def printed(request: Request, book_id: int) -> HttpResponse:
    """The lines from ?tu= to ?den= as form 06 on A4, at most MOST_PRINTED in one file."""
    found, _unit = queries.book(request.scope, book_id)
    first = _number(request, "tu") or 1
    last = _number(request, "den") or first + MOST_PRINTED - 1
    if not 0 <= last - first < MOST_PRINTED:
        raise Invalid(
            _("Một tệp in được nhiều nhất %(most)s dòng, từ số nhỏ đến số lớn.") % {"most": MOST_PRINTED},
            _("Hãy in từng phần: thêm ?tu=1&den=%(most)s vào địa chỉ.") % {"most": MOST_PRINTED},
        )
    lines = queries.lines(request.scope, found, first, last)
    written = printing.book_pdf(found, lines, request.scope.today)
    return printing.file(written, PDF_TYPE, f"so-{found.register}-{found.year}.pdf", shown=True)


@require_safe
def download(request: Request, book_id: int, format: str) -> HttpResponse:
    """The whole book as a table."""
    found, unit = queries.book(request.scope, book_id)
    if format not in ("xlsx", "csv"):
        raise NotFound(_("Sổ chỉ tải được dạng XLSX hoặc CSV."), _("Hãy tải lại từ trang của sổ."))
    lines = queries.lines(request.scope, found)
    return writing.download(sheet(found, unit, lines), f"so-{found.register}-{found.year}", format)


@get_or_post
def close(request: Request, book_id: int) -> HttpResponse:
    """Close the book of a year that is over."""
    found, unit = queries.book(request.scope, book_id, MANAGE)
    form = forms.CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.close(request.scope, book_id, reason)):
            messages.success(request, _("Đã khóa sổ năm %(year)s.") % {"year": found.year})
            return redirect("dossiers:book", book_id=book_id)
    context = {"book": found, "unit": unit, "form": form}
    return render(request, "dossiers/books/close.html", context, status=422 if form.errors else 200)


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None

"""/bo-chi-so/nhap/: a document or a workbook becomes a criteria set, after everything doubtful has been answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from caicach.apps.parindex import spreadsheet_import as sheet
from caicach.apps.parindex.actions import frameworks as actions
from caicach.apps.parindex.forms_frameworks import HeadingForm, QuestionsForm, UploadForm, YamlForm
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.views_support import attempt, get_or_post, pack, page, unpack
from caicach.core.parindex import Framework, FrameworkErrors, editing
from caicach.core.parindex.sheets import Heading
from caicach.platform import uploads
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Fault, Invalid, TooLarge
from caicach.platform.wording import language

LARGEST = 3 * 2**20
"""Of a workbook, in bytes: it travels in the page between the questions. A criteria set takes some fifty thousand."""


@get_or_post
def import_framework(request: Request) -> HttpResponse:
    """Upload; a document is shown with its faults and may be mended there, a workbook is asked about."""
    request.scope.require(Permission.FRAMEWORK_EDIT, what=_("nhập bộ chỉ số"))
    if "text" in request.POST:
        return _yaml(request, request.POST["text"], confirmed="luu" in request.POST)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kinds = {uploads.Kind.XLSX, uploads.Kind.TEXT}
        upload = _attempted(form, lambda: uploads.accept(form.cleaned_data["file"], kinds))
        if upload is not None and upload.kind is uploads.Kind.TEXT:
            return _yaml(request, uploads.text(upload.content), confirmed=False)
        if upload is not None:
            book = _attempted(form, lambda: _book(upload))
            found = book and _attempted(form, lambda: sheet.read(book, {}))
            if book and found:
                return _asked(request, book, {}, upload.name)
    return page(request, "frameworks/import", {"form": form}, form)


@get_or_post
def import_sheet(request: Request) -> HttpResponse:
    """The questions of a workbook and, when none is left, its heading and what it will become."""
    request.scope.require(Permission.FRAMEWORK_EDIT, what=_("nhập bộ chỉ số"))
    if "packed" not in request.POST:
        return redirect("parindex:framework_import")
    held = unpack(request, request.POST["packed"])
    book, answers, name = sheet.Book.unpack(held["book"]), dict(held["answers"]), held["name"]
    if "lai" in request.POST:
        return _asked(request, book, {}, name)
    questions = QuestionsForm(sheet.read(book, answers).reading.questions, answers, request.POST)
    if questions.is_valid():
        answers |= questions.answers()
    return _asked(request, book, answers, name, sent="code" in request.POST)


def _asked(
    request: Request, book: sheet.Book, answers: dict[str, str], name: str, sent: bool = False
) -> HttpResponse:
    """What is still open; else the heading, the preview, and the way to store it."""
    found = sheet.read(book, answers)
    packed = pack(request, {"book": book.pack(), "answers": answers, "name": name})
    context: dict[str, Any] = {
        "packed": packed,
        "name": name,
        "remarks": [(remark.cell, remark.words.text(language())) for remark in found.reading.remarks],
        "answered": len(answers),
    }
    if found.is_open:
        form = QuestionsForm(found.reading.questions, answers)
        return page(request, "frameworks/questions", {**context, "form": form, "count": len(form.asked)})
    return _heading(request, found, context, name, sent)


def _heading(
    request: Request, found: sheet.Import, context: dict[str, Any], name: str, sent: bool
) -> HttpResponse:
    own = found.heading
    initial = {"code": own.code, "name": own.name, "subject": own.subject, "year": own.year} if own else {}
    rows = queries.rows(request.scope)
    bases = [(row.version.code, f"{row.version.code} – {row.version.name}") for row in rows]
    form = HeadingForm(bases, request.POST if sent else None, initial=initial, own=own is not None)
    faults: list[tuple[str, str, str]] = []
    framework = None
    if sent and form.is_valid():
        data = form.cleaned_data
        base = _base(request, data.get("base", ""))
        heading = Heading(data["code"], data["name"], data["subject"], data["year"], base)
        try:
            framework, text = sheet.compose(found, heading)
        except FrameworkErrors as error:
            faults = sheet.located(found, error)
        else:
            if "luu" in request.POST and (done := _stored(request, form, text, name)):
                return done
    elif own is not None:
        try:
            framework, _text = sheet.compose(found, own)
        except FrameworkErrors as error:
            faults = sheet.located(found, error)
    context |= {
        "form": form,
        "faults": faults,
        "framework": framework,
        "lines": queries.lines(framework) if framework else [],
        "plain_lines": found.reading.lines if framework is None else [],
        "edited": sheet.edited_rules(found, framework) if framework else [],
    }
    return page(request, "frameworks/import_sheet", context, form if sent else None)


def _yaml(request: Request, text: str, confirmed: bool) -> HttpResponse:
    """A document with what stands against it; stored when nothing does and the person says so."""
    form = YamlForm({"text": text})
    form.is_valid()
    outline = editing.outline(text)
    if confirmed and not outline.problems and (done := _stored(request, form, text, _("tệp YAML"))):
        return done
    context = {
        "form": form,
        "problems": [
            {"line": item.line, "code": item.code, "reason": queries.problem_words(item)}
            for item in outline.problems
        ],
        "framework": outline.framework,
        "lines": queries.lines(outline.framework, outline) if outline.framework else [],
    }
    return page(request, "frameworks/import_yaml", context, form)


def _stored(request: Request, form: Any, text: str, source: str) -> HttpResponse | None:
    version = attempt(form, lambda: actions.import_document(request.scope, text, source))
    if version is None:
        return None
    messages.success(request, _("Đã nhập bộ chỉ số %(code)s.") % {"code": version.code})
    return redirect("parindex:framework", version.code)


def _book(upload: uploads.Upload) -> sheet.Book:
    if len(upload.content) > LARGEST:
        raise TooLarge(
            _("Bảng tính nặng quá %(limit)s MB, lớn hơn nhiều so với một bộ chỉ số.")
            % {"limit": LARGEST // 2**20},
            _("Hãy bỏ ảnh và các trang không liên quan rồi gửi lại."),
        )
    return sheet.open_book(upload.content, upload.name)


def _base(request: Request, code: str) -> Framework | None:
    return framework_of(queries.find(request.scope, code).version) if code else None


def _attempted(form: Any, act: Any) -> Any:
    """The result, or None with the fault beside the field of the file."""
    try:
        return act()
    except (Invalid, TooLarge) as fault:
        _file_fault(form, fault)
    return None


def _file_fault(form: Any, fault: Fault) -> None:
    form.add_error("file", str(fault))

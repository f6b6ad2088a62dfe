"""Who must read a directive: asking people, letting them off, saying that one has read it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caicach.apps.directives import actions, forms, queries
from caicach.apps.directives.views.support import get_or_post, shown_form, to_directive, told
from caicach.apps.units.views.support import attempt
from caicach.platform.access import Request


@get_or_post
def ask(request: Request, year: int, directive_id: int) -> HttpResponse:
    """Choose who must read it, by post or one by one."""
    one = queries.directive(request.scope, directive_id, queries.MANAGE)
    form = forms.AskForm(queries.people_to_ask(request.scope, one), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = actions.Asked([int(pk) for pk in given["people"]], given["roles"], given["due_on"])
        count = attempt(form, lambda: actions.ask_readers(request.scope, directive_id, asked))
        if count is not None:
            words = ngettext("Đã yêu cầu %(count)s người đọc.", "Đã yêu cầu %(count)s người đọc.", count)
            messages.success(request, words % {"count": count})
            return to_directive(year, directive_id, "nguoi-doc")
    return shown_form(request, one, form, title=_("Yêu cầu đọc văn bản"), submit=_("Gửi yêu cầu"))


@require_POST
def release(request: Request, year: int, directive_id: int, reader_id: int) -> HttpResponse:
    """Somebody need not read it."""
    done = _("Đã bỏ khỏi danh sách phải đọc.")
    told(request, lambda: actions.release_reader(request.scope, directive_id, reader_id), done)
    return to_directive(year, directive_id, "nguoi-doc")


@require_POST
def mark_read(request: Request, year: int, directive_id: int) -> HttpResponse:
    """I have read it."""
    told(request, lambda: actions.mark_read(request.scope, directive_id), _("Đã ghi là anh/chị đã đọc."))
    return to_directive(year, directive_id)

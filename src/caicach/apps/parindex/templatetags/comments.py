"""What the comments about a leaf show of themselves."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.models import LeafComment
from caicach.apps.parindex.queries.comments import Talk, Thread
from caicach.core.parindex.process import STAGE_WORDS, Stage
from caicach.platform.wording import language
from caicach.web import pieces

register = template.Library()


@register.filter
def comment_stage(comment: LeafComment) -> str:
    """The stage at which a comment was written, and which self-score then stood, where it was not the first."""
    stage = STAGE_WORDS[Stage(comment.stage)].text(language())
    if comment.edition == 1:
        return stage
    return _("%(stage)s, bản tự chấm lần %(edition)s") % {"stage": stage, "edition": comment.edition}


@register.simple_tag
def comments_link(talk: Talk, year: int, unit_id: int, code: str) -> SafeString:
    """Leads to the comments about a leaf, in the drawer; says how many there are and how many are new."""
    words = _("Trao đổi")
    if talk.count:
        words = ngettext("%(count)s trao đổi", "%(count)s trao đổi", talk.count) % {"count": talk.count}
    new = _("%(count)s mới") % {"count": talk.new} if talk.new else ""
    return format_html(
        '<a class="cc-talk" href="{}" data-drawer>{}<span>{}<span class="visually-hidden">, {}</span></span>{}</a>',
        reverse("parindex:comments", args=[year, unit_id, code]),
        pieces.icon("message-2"),
        words,
        code,
        format_html(" <b>{}</b>", new) if new else "",
    )


@register.filter
def says_new(thread: Thread, comment: LeafComment) -> bool:
    """Whether somebody else wrote the comment since the reader looked."""
    return thread.is_new(comment)

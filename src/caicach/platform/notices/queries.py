"""Every read of notices: one's own, and of those only what one's posts still reach."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.platform.access.errors import NotFound, Refused
from caicach.platform.access.scope import Scope
from caicach.platform.notices.models import MailChoice, Notice, Preference

PAGE = 50
MOST_COUNTED = 99


def own_id(scope: Scope) -> int:
    """The account of whoever asks. Raises Refused for whoever is not signed in."""
    if scope.user_id is None:
        raise Refused(_("Chưa đăng nhập."), _("Hãy đăng nhập rồi thực hiện lại."))
    return scope.user_id


def own(scope: Scope) -> QuerySet[Notice]:
    """The notices of the person that speak of places which the posts of today reach, or in which these posts stand."""
    user_id = own_id(scope)
    within = Q(unit_path="")
    for reach in {post.reach for post in scope.posts}:
        within |= Q(unit_path__startswith=reach) | Q(unit_path__in=_above(reach))
    return Notice.objects.filter(within, recipient_id=user_id)


def _above(reach: str) -> list[str]:
    """The paths of the units round a place: "1/" and "1/12/" for "1/12/40/"; who works in a division is told of its commune."""
    ids = reach.rstrip("/").split("/")
    return ["/".join(ids[:length]) + "/" for length in range(1, len(ids))]


def unread(scope: Scope) -> QuerySet[Notice]:
    """Those not read yet, the newest first."""
    return own(scope).filter(read_at__isnull=True).order_by("-created_at", "-pk")


def unread_count(scope: Scope) -> int:
    """How many are not read yet, at most MOST_COUNTED + 1; 0 for whoever is not signed in. One query."""
    if not scope.is_signed_in:
        return 0
    return unread(scope)[: MOST_COUNTED + 1].count()


def page(scope: Scope, number: str | int | None = None, size: int = PAGE) -> Page[Notice]:
    """A page of the own notices: unread first, then the newest."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    found = own(scope).order_by(is_read.asc(), "-created_at", "-pk")
    return Paginator(found, size).get_page(number)


def notice(scope: Scope, notice_id: int) -> Notice:
    """One of the own notices; NotFound for anybody else's."""
    found = own(scope).filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def mail_choice(scope: Scope) -> MailChoice:
    """How the person wants notices by mail."""
    chosen = Preference.objects.filter(user_id=own_id(scope)).values_list("mail", flat=True).first()
    return MailChoice(chosen or MailChoice.DIGEST)

"""The chip of a violation."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Violation
from caicach.web import pieces

register = template.Library()


@register.simple_tag
def violation_chip(violation: Violation) -> SafeString:
    """What has become of a violation."""
    if violation.resolved_at is not None:
        return pieces.chip("neutral", _("không còn"), "check")
    if violation.explained_at is not None:
        return pieces.chip("waiting", _("đã giải trình"), "message-2")
    return pieces.chip("broken", _("chưa giải trình"), "alert-octagon")

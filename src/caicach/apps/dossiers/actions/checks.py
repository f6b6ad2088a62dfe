"""What the actions on dossiers ask of their input; each fault names the field and the way out."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from caicach.apps.units.models import Unit
from caicach.apps.units.queries import latest
from caicach.core.dossiers.law import Ground
from caicach.platform.access import NotFound
from caicach.platform.errors import Invalid
from caicach.platform.typed import text

REASON_LENGTH = 1000

__all__ = ["REASON_LENGTH", "choice", "ground", "note", "placed", "reason", "text"]


def reason(value: str, label: str = "") -> str:
    """A reason that is kept for ever; Invalid when there is none."""
    return text(value, label or _("lý do"), required=True, longest=REASON_LENGTH)


def note(value: str) -> str:
    """A remark; may be empty."""
    return text(value, _("ghi chú"), longest=REASON_LENGTH)


def choice(value: str, allowed: Mapping[str, object] | list[str], label: str) -> str:
    """One of the values that a field knows; Invalid for another."""
    if value not in allowed:
        raise Invalid(
            _("%(label)s không có giá trị “%(value)s”.") % {"label": label, "value": value[:60]},
            _("Hãy chọn một trong: %(allowed)s.") % {"allowed": ", ".join(str(one) for one in allowed)},
        )
    return value


def ground(code: str, known: Mapping[str, Ground]) -> Ground | None:
    """The reason of a list by its code; None for one that is not on it, which `core` then names as a fault."""
    return known.get(code)


def placed(unit_id: int) -> Unit:
    """The unit with its path; NotFound when there is none."""
    unit = latest(unit_id)
    if unit is None or not unit.path:
        raise NotFound(_("Không có đơn vị này."), _("Hãy chọn đơn vị trong danh sách."))
    return unit

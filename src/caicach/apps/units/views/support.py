"""What the views of this app share: faults beside a form, the way from a preview to its confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from caicach.apps.units.models import Unit
from caicach.apps.units.queries import day_of_year, suggestions, unit_by_reference
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge

Result = TypeVar("Result")

_SALT = "caicach.units.import"
_LIFETIME = dt.timedelta(hours=1)
LARGEST_PACKED = 4 * 2**20
"""Characters of the field that carries a file from its preview to the confirmation; Django takes forms of 5 MB."""


def attempt(form: forms.BaseForm, act: Callable[[], Result]) -> Result | None:
    """The result of an action, or None with its fault shown at the top of the form."""
    try:
        return act()
    except (Invalid, Conflict) as fault:
        said = str(fault)
        form.add_error(None, said)
        for problem in fault.problems:
            if problem not in said:
                form.add_error(None, problem)
    return None


def resolve(
    request: Request,
    form: forms.BaseForm,
    field: str,
    on: dt.date,
    permission: Permission = Permission.UNITS_READ,
) -> Unit | None:
    """The unit that a field means, or None with the question beside the field."""
    try:
        return unit_by_reference(request.scope, form.cleaned_data[field], on, permission)
    except Invalid as fault:
        form.add_error(field, str(fault))
    return None


def choices(request: Request, year: int, permission: Permission) -> list[str]:
    """References for the list behind a field that asks for a unit."""
    return suggestions(request.scope, day_of_year(year, request.scope.today), permission)


def pack(request: Request, payload: Any) -> str:
    """What was previewed, signed for this person for an hour, so that the confirmation takes what was shown.

    Raises TooLarge where the form that carries it back would be refused.
    """
    packed = signing.dumps({"user": request.scope.user_id, "payload": payload}, salt=_SALT, compress=True)
    if len(packed) > LARGEST_PACKED:
        raise TooLarge(_("Tệp quá lớn để xem trước trên màn hình."), _("Hãy chia thành nhiều tệp."))
    return packed


def unpack(request: Request, packed: str) -> Any:
    """What `pack` was given; Invalid when it is too old, was changed, or belongs to somebody else."""
    try:
        held = signing.loads(packed, salt=_SALT, max_age=_LIFETIME)
    except signing.BadSignature as fault:
        raise Invalid(
            _("Bản xem trước đã quá một giờ hoặc không còn nguyên vẹn; chưa có gì được lưu."),
            _("Hãy gửi lại tệp để xem trước lần nữa."),
        ) from fault
    if held["user"] != request.scope.user_id:
        raise Invalid(_("Bản xem trước này của người khác; chưa có gì được lưu."), _("Hãy gửi lại tệp."))
    return held["payload"]

"""From the upload to its description: which files were received, signed for the person and the unit, kept in the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.apps.documents.actions import Received
from caicach.apps.documents.queries import received_files
from caicach.apps.units.views import support
from caicach.platform.access import Request
from caicach.platform.errors import Invalid


def pack(request: Request, unit_id: int, received: Sequence[Received]) -> str:
    """The files for an hour; without the signature a number in the page would open anybody's content."""
    held = [[one.file.pk, one.name] for one in received]
    return support.pack(request, {"shelf": unit_id, "files": held})


def unpack(request: Request, packed: str, unit_id: int) -> list[Received]:
    """What `pack` was given; Invalid when it is too old, was changed, or belongs to somebody else or to another unit."""
    held = support.unpack(request, packed)
    if not isinstance(held, dict) or held.get("shelf") != unit_id:
        raise Invalid(_("Các tệp này được gửi cho đơn vị khác; chưa có gì được lưu."), _("Hãy gửi lại tệp."))
    stored = received_files(pk for pk, _name in held["files"])
    return [Received(stored[pk], name) for pk, name in held["files"]]

"""Files sent over the API before the act that uses them: kept when they arrive, signed for the person, opened within an hour."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caicach.apps.documents.queries import received_files
from caicach.apps.dossiers.actions.papers import ReceivedFile
from caicach.apps.units.views.support import pack, unpack
from caicach.platform.access import Request
from caicach.platform.errors import Invalid


def packed(request: HttpRequest, kept: ReceivedFile) -> str:
    """What the program sends back with the act."""
    return pack(cast(Request, request), {"dossier_file": kept.file.pk, "name": kept.name})


def opened(request: HttpRequest, given: str) -> ReceivedFile | None:
    """The file behind a token, None for none; Invalid when it is too old, was changed or is somebody else's."""
    if not given:
        return None
    found = unpack(cast(Request, request), given)
    if not isinstance(found, dict) or "dossier_file" not in found:
        raise Invalid(_("Mã tệp này không dùng được cho hồ sơ."), _("Hãy gửi lại tệp ở /api/dossier-files."))
    stored = received_files([found["dossier_file"]])
    return ReceivedFile(stored[found["dossier_file"]], found["name"])

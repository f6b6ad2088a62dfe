"""Scans in the form of the counter: kept when they arrive, signed for the person and the counter, opened when the form ends."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.apps.documents.queries import received_files
from caicach.apps.dossiers.actions.papers import ReceivedFile, receive_files
from caicach.apps.dossiers.counter_desk import Scans
from caicach.apps.units.models import Unit
from caicach.apps.units.views.support import pack, unpack
from caicach.platform.access import Request
from caicach.platform.errors import Fault, Invalid

_SCAN, _HELD = "-scan", "-held"


def take(request: Request, unit: Unit, typed: QueryDict) -> Scans:
    """Keep what was sent with the form; `typed` then holds it signed. One that is refused leaves what was there before."""
    faults: dict[str, str] = {}
    for field in request.FILES:
        prefix = field.removesuffix(_SCAN)
        if prefix == field:
            continue
        try:
            [kept] = receive_files(request.scope, request.FILES.getlist(field)[:1])
        except Fault as fault:
            faults[prefix] = str(fault)
        else:
            typed[prefix + _HELD] = pack(request, {"quay": unit.pk, "file": kept.file.pk, "name": kept.name})
            typed[prefix + "-given"] = "on"
    names: dict[str, str] = {}
    for field in [one for one in typed if one.endswith(_HELD) and typed[one]]:
        prefix = field.removesuffix(_HELD)
        try:
            names[prefix] = opened(request, unit, str(typed[field])).name
        except Invalid as fault:
            typed[field] = ""
            faults.setdefault(prefix, str(fault))
    return Scans(names, faults)


def opened(request: Request, unit: Unit, held: str) -> ReceivedFile:
    """What `take` signed; Invalid when it is too old, was changed, or belongs to somebody else or to another counter."""
    try:
        found = unpack(request, held)
    except Invalid as fault:
        raise Invalid(
            _("Tệp quét đã gửi quá một giờ trước nên không còn dùng được."), _("Hãy gửi lại tệp.")
        ) from fault
    if not isinstance(found, dict) or found.get("quay") != unit.pk:
        raise Invalid(_("Tệp quét này được gửi ở quầy khác."), _("Hãy gửi lại tệp."))
    stored = received_files([found["file"]])
    return ReceivedFile(stored[found["file"]], found["name"])

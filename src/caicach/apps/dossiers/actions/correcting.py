"""Errors of writing are corrected with a record of before, after and why; what the law fixes is never corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks, people
from caicach.apps.dossiers.actions.deciding import Told, decided, done, held
from caicach.apps.dossiers.actions.intake import folded
from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope

CORRECTABLE = ("applicant_name", "proxy_name", "phone", "email", "address", "content", "return_way")
"""Fields that may hold a slip of the hand. Code, procedure, moments, due dates, slips and status follow from acts alone."""


@transaction.atomic
def correct(scope: Scope, dossier_id: int, version: int, changes: Mapping[str, str], reason: str) -> Dossier:
    """Correct what was written down wrongly (the fields of CORRECTABLE); asks for DOSSIERS_MANAGE.

    A corrected name is that of the applicant too. Slips keep what stood on them when they were given.
    """
    one = held(scope, dossier_id, version, Act.CORRECT)
    dossier, why = one.dossier, checks.note(reason)
    allowed = {name: value for name, value in changes.items() if name in CORRECTABLE}
    fresh = {name: _cleaned(name, value) for name, value in allowed.items()}
    changed = {name: value for name, value in fresh.items() if value != getattr(dossier, name)}
    case = Case(
        one.law,
        has_reason=bool(why),
        changes_law=len(allowed) < len(changes),
        has_changes=bool(changed),
    )
    target = decided(one, case)
    before = {name: getattr(dossier, name) for name in changed}
    for name, value in changed.items():
        setattr(dossier, name, value)
    dossier.folded = folded(dossier)
    if "applicant_name" in changed:
        applicant = dossier.applicant
        applicant.name, applicant.folded = dossier.applicant_name, fold(dossier.applicant_name)
        applicant.save(update_fields=["name", "folded"])
    data: dict[str, Any] = {"before": before, "after": changed}
    # The trail is read by people who may not see who the applicant is: there, which fields; what stood in them is in the event.
    return done(one, target, Told(why, data, (*changed, "folded"), None, {"fields": ", ".join(changed)}))


def _cleaned(name: str, value: str) -> str:
    match name:
        case "phone":
            return people.checked_phone(value)
        case "email":
            return people.checked_email(value)
        case "return_way":
            return checks.choice(value, list(ReturnWay.values), _("Cách nhận kết quả"))
        case "applicant_name":
            return checks.text(value, _("họ tên"), required=True)
        case "proxy_name":
            return checks.text(value, _("người nộp thay"))
    return checks.text(value, _("nội dung"), longest=500 if name == "address" else 1000)

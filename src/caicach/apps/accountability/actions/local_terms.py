"""What a locality lays down for the follow-up of its results, from a day on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.accountability.actions import checks
from caicach.apps.accountability.models import LocalTerms
from caicach.apps.parindex.actions.checks import path_of
from caicach.apps.units.models import Unit
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class TermsData:
    """The terms and the document that lays them down. `hold_share` is a share of the maximum, 0 to 1."""

    valid_from: dt.date
    hold_share: Decimal
    plan_days: int
    objection_days: int
    document: str


@transaction.atomic
def set_terms(scope: Scope, locality_id: int, data: TermsData) -> LocalTerms:
    """Lay down terms for results published from a day on; asks for ROUND_MANAGE in the locality. The same day replaces them.

    Deadlines that were set before stay as they are: they were told to people.
    """
    unit = Unit.objects.filter(pk=locality_id).first()
    if unit is None or not scope.may(Permission.FRAMEWORK_READ, path_of(locality_id)):
        raise NotFound(_("Không có địa phương này."))
    path = path_of(locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=unit.name)
    if not 0 < data.hold_share <= 1:
        raise Invalid(_("Mức điểm cao cần giữ phải trên 0% và không quá 100%."))
    if not (1 <= data.plan_days <= MOST_DAYS and 1 <= data.objection_days <= MOST_DAYS):
        raise Invalid(_("Số ngày phải từ 1 đến %(most)s.") % {"most": MOST_DAYS})
    document = checks.text(data.document, _("văn bản quy định"), 300, required=True)
    values = {
        "hold_share": data.hold_share,
        "plan_days": data.plan_days,
        "objection_days": data.objection_days,
        "document": document,
    }
    known = LocalTerms.objects.select_for_update().filter(locality=unit, valid_from=data.valid_from).first()
    before = {name: getattr(known, name) for name in values} if known else None
    kept, _made = LocalTerms.objects.update_or_create(
        locality=unit, valid_from=data.valid_from, defaults=values
    )
    subject = Subject("remedy_terms", kept.pk, unit.name, path)
    record(scope, "remedy_terms.set", subject, before, {"valid_from": data.valid_from} | values, document)
    return kept

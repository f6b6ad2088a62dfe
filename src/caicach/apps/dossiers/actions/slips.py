"""Making slips: numbered without gaps per counter, form and year, with everything that stands on them kept as it was.

What a slip says is composed of `core.letters.slips` and kept as JSON: it prints the same for ever, whatever happens to the
dossier.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.conf import settings

from caicach.apps.dossiers.actions import numbering
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.units.models import Kind, Post, Unit
from caicach.apps.units.offices import committee_of, place_of
from caicach.apps.units.queries import in_force, latest
from caicach.core.letters import slips as letters
from caicach.core.vietnamese import decimal_text, integer_text
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform import clock
from caicach.platform.access import Scope

SYMBOL = "TTPVHCC"
CENTRE = "Trung tâm Phục vụ hành chính công"
_LIMITS = {
    LimitKind.WORKING_DAYS: "ngày làm việc",
    LimitKind.CALENDAR_DAYS: "ngày",
    LimitKind.WORKING_HOURS: "giờ làm việc",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a slip row says beside its content."""

    reason: str = ""
    reason_code: str = ""
    new_due_at: dt.datetime | None = None
    signed: bool = False
    sent: bool = False


def make(scope: Scope, dossier: Dossier, content: letters.Slip, given: Given) -> Slip:
    """Number and keep a slip; a slip that is handed over the desk is signed and sent as it is made."""
    now = clock.now()
    form = letters.FORMS[type(content)]
    number = numbering.next_slip(dossier.unit_id, form, now.year)
    slip = Slip(
        dossier=dossier,
        unit_id=dossier.unit_id,
        form=form.value,
        year=now.year,
        number=number,
        reason=given.reason,
        reason_code=given.reason_code,
        new_due_at=given.new_due_at,
        drafted_at=now,
        drafted_by_id=scope.user_id,
        signed_at=now if given.signed else None,
        signed_by_id=scope.user_id if given.signed else None,
        sent_at=now if given.sent else None,
        content=letters.to_plain(numbered(content, number)),
    )
    slip.save(force_insert=True)
    return slip


def numbered(content: letters.Slip, number: int) -> letters.Slip:
    """The same slip with its number."""
    return replace(content, head=replace(content.head, number=number))


def signed(content: letters.Apology, position: str, name: str) -> letters.Apology:
    """The apology with whoever has signed it."""
    return replace(content, position=position, signer=name)


def number_of(slip: Slip) -> str:
    """The number as it is written: "12/TTPVHCC"."""
    return f"{slip.number:02d}/{SYMBOL}"


def head_of(dossier: Dossier, day: dt.date) -> letters.SlipHead:
    """Who gives a slip: the centre, and the agency above it."""
    unit = latest(dossier.unit_id) or dossier.unit
    above = latest(unit.parent_id) if getattr(unit, "parent_id", None) else None
    if unit.kind in (Kind.COMMUNE, Kind.PROVINCE, Kind.DISTRICT):
        upper, office, place = committee_of(unit), f"{CENTRE} {unit.name[:1].lower()}{unit.name[1:]}", unit
    else:
        upper, office, place = committee_of(above) if above else "", unit.name, above or unit
    return letters.SlipHead(upper, office, SYMBOL, place_of(place), day, dossier.code)


def person_of(dossier: Dossier) -> letters.SlipPerson:
    """The applicant as the dossier names him."""
    return letters.SlipPerson(
        dossier.applicant_name,
        dossier.proxy_name,
        dossier.applicant.number,
        dossier.address,
        dossier.phone,
        dossier.email,
    )


def content_of(dossier: Dossier) -> str:
    """What is asked for: the procedure, and the applicant's own words behind it."""
    name = dossier.procedure_version.name
    return f"{name} ({dossier.content})" if dossier.content else name


def receipt(scope: Scope, dossier: Dossier) -> letters.Receipt:
    """Form 01. Of a part of an interlinked matter: with the one date that the citizen was given."""
    assert dossier.received_at is not None
    limit = dossier.procedure_version.limit
    due_at = dossier.group.due_at if dossier.group is not None and dossier.group.due_at else dossier.due_at
    papers = dossier.papers.filter(is_result=False).order_by("id")
    return letters.Receipt(
        head=head_of(dossier, scope.today),
        applicant=person_of(dossier),
        content=content_of(dossier),
        papers=tuple(letters.SlipPaper(one.name, one.get_form_display(), one.copies) for one in papers),
        limit=limit_words(limit) if limit else "",
        received_at=dossier.received_at,
        due_at=due_at,
        result_at=dossier.get_return_way_display(),
        sets=dossier.sets,
        fee=_fee_words(sum((one.amount for one in dossier.fees.all()), Decimal(0))),
        officer=scope.display_name,
        qr=f"{settings.CAICACH_BASE_URL}/cong-khai/ho-so/?ma={dossier.code}",
    )


def control(scope: Scope, dossier: Dossier) -> letters.ControlSlip:
    """Form 05 with the steps that have been begun so far; printed again as they go on."""
    assert dossier.received_at is not None
    steps = dossier.steps.select_related("unit", "given_by", "officer").order_by("order")
    return letters.ControlSlip(
        head=head_of(dossier, scope.today),
        applicant=person_of(dossier),
        content=content_of(dossier),
        handling=dossier.handling_unit.name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        steps=tuple(
            letters.ControlStep(
                one.name,
                one.unit.name,
                one.given_by.display_name if one.given_by else "",
                one.officer.display_name if one.officer else "",
                one.started_at,
                one.due_at,
                one.finished_at,
                None,
                one.note,
            )
            for one in steps
        ),
    )


def signer(scope: Scope, unit: Unit) -> tuple[str, str]:
    """Position and name of whoever signs, by the post in the unit."""
    post = Post.objects.filter(in_force(scope.today), user_id=scope.user_id).exclude(title="")
    own = post.filter(unit_id=unit.pk).first() or post.first()
    return (own.title if own else ""), scope.display_name


def limit_words(limit: Limit) -> str:
    """ "03 ngày làm việc", "4 giờ làm việc", "trong ngày", as it is written on Vietnamese paper."""
    if limit.kind is LimitKind.SAME_DAY:
        return "trong ngày"
    whole = limit.amount == limit.amount.to_integral_value()
    amount = f"{int(limit.amount):02d}" if whole else decimal_text(limit.amount)
    return f"{amount} {_LIMITS[limit.kind]}"


def _fee_words(total: Decimal) -> str:
    return f"{integer_text(int(total))} đồng" if total else ""

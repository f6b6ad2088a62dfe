"""The content of each form, composed from the tables once, when the slip is given; kept by the caller in `Slip.content`.

Words are Vietnamese in every language of the screen, as the law's forms are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from caicach.apps.dossiers.models import Dossier, DossierPaper, Fee, StepRun
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.apps.units.offices import committee_of, has_committee, head_of, in_sentence, place_of
from caicach.core.letters.slips import (
    Apology,
    ControlSlip,
    ControlStep,
    Receipt,
    Refusal,
    SlipHead,
    SlipPaper,
    SlipPerson,
    StopNotice,
    SupplementRequest,
)
from caicach.core.vietnamese import decimal_text, integer_text
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.core.worktime.punctuality import Compare, Punctuality, punctuality
from caicach.platform import clock

SYMBOL = "TTPVHCC"
"""Behind the number of what a centre gives (form 01 of Thông tư số 03/2025/TT-VPCP)."""
LANGUAGE = "vi"
_UNITS_OF_LIMITS = {
    LimitKind.WORKING_DAYS: "ngày làm việc",
    LimitKind.CALENDAR_DAYS: "ngày",
    LimitKind.WORKING_HOURS: "giờ làm việc",
}


@dataclass(frozen=True, slots=True)
class Office:
    """Who gives slips at a counter: the agency above, the centre, the place it dates from, how its head signs."""

    upper: str
    name: str
    place: str
    position: str


def office_of(unit: Unit) -> Office:
    """The counter of a unit: of a place its centre, of any other unit the unit itself below the office it belongs to."""
    placed = units.latest(unit.pk)
    above = units.latest(placed.parent_id) if placed is not None and placed.parent_id else None
    if has_committee(unit):
        centre = f"Trung tâm Phục vụ hành chính công {in_sentence(unit.name)}"
        return Office(committee_of(unit), centre, place_of(unit), "Giám đốc")
    upper = committee_of(above) if above is not None else ""
    place = place_of(above) if above is not None and has_committee(above) else unit.name
    return Office(upper, unit.name, place, head_of(unit).position)


def head(dossier: Dossier, number: int | None, day: dt.date) -> SlipHead:
    """The head of a slip of a dossier: its counter gives it."""
    office = office_of(dossier.unit)
    return SlipHead(
        upper=office.upper, office=office.name, symbol=SYMBOL, place=office.place, day=day, code=dossier.code, number=number
    )  # fmt: skip


def person(dossier: Dossier) -> SlipPerson:
    """The applicant as the dossier names him."""
    return SlipPerson(
        name=dossier.applicant_name,
        proxy=dossier.proxy_name,
        number=dossier.applicant.number,
        address=dossier.address,
        phone=dossier.phone,
        email=dossier.email,
    )


def content_of(dossier: Dossier) -> str:
    """What is asked for: the procedure, and behind it the words of the applicant where they say more."""
    name = dossier.procedure_version.name
    own = dossier.content
    return name if not own or own == name else f"{name} ({own})"


def receipt(dossier: Dossier, number: int | None, officer: str, sequence: int | None = None) -> Receipt:
    """Form 01 of a received dossier; `sequence` is its line in the book. A part of an interlinked matter bears the one date that
    the citizen was given.
    """
    if dossier.received_at is None:
        raise ValueError(f"not received: {dossier.code}")
    received = dossier.received_at.astimezone(clock.VIETNAM)
    made = head(dossier, number, received.date())
    given = dossier.papers.filter(is_result=False).order_by("pk")
    return Receipt(
        head=made,
        applicant=person(dossier),
        content=content_of(dossier),
        papers=papers(given),
        limit=limit_text(dossier.procedure_version.limit),
        received_at=received,
        due_at=local(promised_at(dossier)),
        result_at=result_place(dossier, made.office),
        sets=dossier.sets,
        book="" if sequence is None else str(received.year),
        sequence=sequence,
        fee=fee_text(dossier.fees.all()),
        officer=officer,
        qr=follow_address(dossier.code),
    )


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the applicant asks, and by which telephone."""

    name: str
    phone: str = ""


def supplement(
    dossier: Dossier, number: int | None, missing: Sequence[str], reason: str, contact: Contact
) -> SupplementRequest:
    """Form 02, dated today."""
    return SupplementRequest(
        head=head(dossier, number, clock.today()),
        applicant=person(dossier),
        content=content_of(dossier),
        missing=tuple(missing),
        reason=reason,
        contact=contact.name,
        contact_phone=contact.phone,
        officer=contact.name,
    )


def refusal(dossier: Dossier, number: int | None, reason: str, basis: str, officer: str) -> Refusal:
    """Form 03, dated today; `basis` is the article that the reason rests on."""
    return Refusal(
        head=head(dossier, number, clock.today()),
        applicant=person(dossier),
        content=content_of(dossier),
        reason=reason,
        basis=basis,
        officer=officer,
    )


def apology(
    dossier: Dossier, number: int | None, reason: str, new_due_at: dt.datetime, signer: str
) -> Apology:
    """Form 04 of a dossier with a due date, dated today; the head of the counter signs it (`signer` may be "" in a draft)."""
    if dossier.received_at is None or dossier.due_at is None:
        raise ValueError(f"nothing was promised: {dossier.code}")
    return Apology(
        head=head(dossier, number, clock.today()),
        applicant=person(dossier),
        content=content_of(dossier),
        received_at=dossier.received_at.astimezone(clock.VIETNAM),
        due_at=dossier.due_at.astimezone(clock.VIETNAM),
        reason=reason,
        new_due_at=new_due_at.astimezone(clock.VIETNAM),
        position=office_of(dossier.unit).position,
        signer=signer,
    )


def stop_notice(
    dossier: Dossier, number: int | None, reason: str, asked_on: dt.date | None, signer: str
) -> StopNotice:
    """The notice of stopping of a received dossier, dated today."""
    if dossier.received_at is None:
        raise ValueError(f"not received: {dossier.code}")
    return StopNotice(
        head=head(dossier, number, clock.today()),
        applicant=person(dossier),
        content=content_of(dossier),
        received_at=dossier.received_at.astimezone(clock.VIETNAM),
        reason=reason,
        asked_on=asked_on,
        position=office_of(dossier.unit).position,
        signer=signer,
    )


def control(dossier: Dossier, number: int | None = None) -> ControlSlip:
    """Form 05 as the steps stand now, dated today."""
    if dossier.received_at is None:
        raise ValueError(f"not received: {dossier.code}")
    runs = dossier.steps.select_related("unit", "given_by", "officer", "done_by").order_by("order")
    asked = dossier.consultations.select_related("unit").order_by("pk")
    return ControlSlip(
        head=head(dossier, number, clock.today()),
        applicant=person(dossier),
        content=content_of(dossier),
        handling=committee_of(dossier.handling_unit),
        received_at=dossier.received_at.astimezone(clock.VIETNAM),
        due_at=local(dossier.due_at),
        steps=tuple(step(run) for run in runs),
        cooperating="; ".join(dict.fromkeys(one.unit.name for one in asked)),
    )


def step(run: StepRun) -> ControlStep:
    """A step as it was run; early and late by the minute, since steps are given in fractions of a day."""
    receiver = run.done_by or run.officer
    return ControlStep(
        name=run.name,
        unit=run.unit.name,
        giver=run.given_by.display_name if run.given_by else "",
        receiver=receiver.display_name if receiver else "",
        given_at=local(run.started_at),
        due_at=local(run.due_at),
        finished_at=local(run.finished_at),
        outcome=_outcome(run),
        note=run.note,
    )


def papers(given: Iterable[DossierPaper]) -> tuple[SlipPaper, ...]:
    """Papers with their form in Vietnamese words, whatever the language of the screen."""
    with translation.override(LANGUAGE):
        return tuple(SlipPaper(one.name, one.get_form_display(), one.copies) for one in given)


def promised_at(dossier: Dossier) -> dt.datetime | None:
    """The date that the citizen was given: of an interlinked matter as a whole, else of the dossier."""
    return (dossier.group.due_at if dossier.group is not None else None) or dossier.due_at


def limit_text(limit: Limit | None) -> str:
    """ "03 ngày làm việc", "0,5 ngày làm việc", "trong ngày"; "" where the catalogue knows none."""
    if limit is None:
        return ""
    if limit.kind is LimitKind.SAME_DAY:
        return "trong ngày"
    whole = limit.amount == limit.amount.to_integral_value()
    amount = f"{int(limit.amount):02d}" if whole else decimal_text(limit.amount.normalize())
    return f"{amount} {_UNITS_OF_LIMITS[limit.kind]}"


def fee_text(fees: Iterable[Fee] | QuerySet[Fee]) -> str:
    """The sum charged in words: "5.000 đồng"; "" where nothing was."""
    charged = [fee.amount for fee in fees]
    return f"{integer_text(int(sum(charged, Decimal(0))))} đồng" if charged else ""


def result_place(dossier: Dossier, office: str) -> str:
    """Where the applicant gets the result, in words."""
    match dossier.return_way:
        case ReturnWay.POST:
            return f"Qua dịch vụ bưu chính công ích, tại địa chỉ: {dossier.address}".rstrip(" :,")
        case ReturnWay.ONLINE:
            return "Trực tuyến trên Cổng Dịch vụ công quốc gia"
    return office


def follow_address(code: str) -> str:
    """The public page on which the applicant follows the dossier; it asks there for what only he knows."""
    return f"{settings.CAICACH_BASE_URL}/cong-khai/ho-so/?ma={code}"


def _outcome(run: StepRun) -> Punctuality | None:
    if run.due_at is None or run.finished_at is None:
        return None
    return punctuality(run.due_at, run.finished_at, Compare.TIMESTAMP)


def local(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment in Vietnam's time."""
    return None if moment is None else moment.astimezone(clock.VIETNAM)

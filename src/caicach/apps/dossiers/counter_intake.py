"""From the form of the counter to what the actions take."""

from __future__ import annotations

from collections.abc import Sequence

from caicach.apps.dossiers import counter_scans
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.groups import Part
from caicach.apps.dossiers.actions.intake import Guidance, Intake, Refusal
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.counter_desk import Desk, Row, Sheet
from caicach.apps.dossiers.counter_matter import Matter
from caicach.apps.dossiers.forms_counter import AT_THE_DESK, ONLINE, FeeForm
from caicach.apps.dossiers.queries import counter as queries
from caicach.apps.dossiers.queries import offices
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.platform.access import Request


def intake(request: Request, desk: Desk) -> Intake:
    """Everything that was typed, of a desk whose forms are valid."""
    assert desk.offered is not None
    matter, promise = desk.matter.cleaned_data, desk.promise.cleaned_data if desk.promise else {}
    due_on = promise.get("due_on")
    return Intake(
        unit_id=desk.unit.pk,
        version_id=desk.offered.version.pk,
        person=_person(desk),
        channel=matter["channel"],
        proxy_name=desk.person.cleaned_data["proxy_name"],
        content=matter["content"],
        sets=matter["sets"],
        return_way=matter["return_way"],
        papers=_papers(request, desk.unit, desk.rows),
        fees=fees_in(desk.fees),
        handling_unit_id=_handling(request, desk, matter["handling"]),
        due_at=queries.end_of_work(request.scope, desk.unit, due_on) if due_on else None,
        due_reason=promise.get("due_reason", ""),
    )


def parts(request: Request, desk: Matter) -> list[Part]:
    """The parts of a matter whose forms are valid, in their order: one person, the papers and fees of each."""
    person, matter = _person(desk), desk.matter.cleaned_data
    return [
        Part(
            Intake(
                unit_id=desk.unit.pk,
                version_id=one.version.pk,
                person=person,
                channel=matter["channel"],
                proxy_name=desk.person.cleaned_data["proxy_name"],
                content=matter["content"],
                sets=matter["sets"],
                return_way=matter["return_way"],
                papers=_papers(request, desk.unit, one.rows),
                fees=fees_in(one.fees),
            ),
            one.after,
        )
        for one in desk.parts
    ]


def guidance(desk: Desk) -> Guidance:
    """What is missing: the required papers that nobody has ticked, and what the officer wrote."""
    absent = [row.form.paper.name for row in desk.rows if row.form.paper.required and not row.form.is_given]
    return Guidance([*absent, *desk.missing.lines()], desk.missing.cleaned_data["missing_reason"])


def refusal(desk: Desk) -> Refusal:
    data = desk.refusal.cleaned_data
    return Refusal(data["refusal"], data["refusal_words"])


def _handling(request: Request, desk: Desk, typed: str) -> int | None:
    """The office that was named; Invalid for none of the locality. None: the counter's own."""
    return offices.named(request.scope, ids_of(desk.unit.path)[0], typed).pk if typed else None


def _person(desk: Sheet) -> Person:
    data = desk.person.cleaned_data
    names = ("name", "number", "kind", "birth_date", "address", "phone", "email")
    return Person(**{name: data[name] for name in names})


def _papers(request: Request, unit: Unit, rows: Sequence[Row]) -> list[PaperIn]:
    found = []
    for row in rows:
        if not row.form.is_given:
            continue
        data = row.form.cleaned_data
        reuse = data.get("reuse") or ""
        held = data["held"] if not reuse else ""
        found.append(
            PaperIn(
                paper_id=row.form.paper.pk,
                form=data["form"],
                copies=data["copies"],
                file=counter_scans.opened(request, unit, held) if held else None,
                reuse=reuse,
            )
        )
    return found


def fees_in(forms: Sequence[FeeForm]) -> list[FeeIn]:
    """Fees as typed, of forms that are valid."""
    found = []
    for form in forms:
        data = form.cleaned_data
        found.append(
            FeeIn(
                fee_id=form.fee.pk,
                amount=data["amount"],
                reason=data["reason"],
                paid=data["paid"] in (AT_THE_DESK, ONLINE),
                online=data["paid"] == ONLINE,
            )
        )
    return found

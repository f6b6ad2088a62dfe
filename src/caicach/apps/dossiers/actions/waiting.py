"""The clock stands only on the grounds of the law: one request for a supplement, and a financial duty of the applicant."""

from __future__ import annotations

from django.db import transaction

from caicach.apps.dossiers.actions import checks, deadlines, fees, groups, papers, slips
from caicach.apps.dossiers.actions.deciding import Held, Told, decided, done, held, only_own
from caicach.apps.dossiers.actions.intake import Completion, Guidance, forms_02, lines_of
from caicach.apps.dossiers.models import Dossier, Pause, Slip
from caicach.apps.dossiers.slips import compose
from caicach.core.dossiers.law import pause_grounds
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.platform.access import Scope

SUPPLEMENT = "supplement"


@transaction.atomic
def ask_supplement(scope: Scope, dossier_id: int, version: int, guidance: Guidance) -> Slip:
    """Ask once for what an appraised dossier lacks (form 02): the clock stands from now on.

    A second request is refused with the article that forbids it. A notice later than the law allows after reception is written,
    and its event says so.
    """
    one = held(scope, dossier_id, version, Act.ASK_SUPPLEMENT)
    only_own(one)
    dossier = one.dossier
    lines, why = lines_of(guidance), checks.note(guidance.reason)
    case = Case(
        one.law,
        has_reason=bool(why and lines),
        supplements=forms_02(dossier),
        notice_late=dossier.received_at is not None and deadlines.is_notice_late(dossier, one.law, one.now),
    )
    target = decided(one, case)
    content = compose.supplement(dossier, None, lines, why, compose.Contact(scope.display_name))
    slip = slips.make(scope, dossier, content, slips.Given(why))
    _pause(one, Pause.Kind.SUPPLEMENT, SUPPLEMENT)
    done(one, target, Told(why, {"slip": slip.pk, "missing": list(lines)}, case=case))
    return slip


@transaction.atomic
def supplemented(scope: Scope, dossier_id: int, version: int, completion: Completion) -> Dossier:
    """Take the supplement: the limit is counted anew from the beginning.

    For a procedure without a known limit the working time that was promised is counted anew.
    """
    one = held(scope, dossier_id, version, Act.SUPPLEMENTED)
    papers.add(one.dossier, completion.papers)
    charged = fees.charge(one.dossier, completion.fees)
    case = Case(
        one.law, missing_papers=len(papers.missing(one.dossier)), handed_over=one.dossier.steps.exists()
    )
    return _go_on(one, case, checks.note(completion.note), {"fees": charged} if charged else {})


@transaction.atomic
def ask_payment(scope: Scope, dossier_id: int, version: int, ground_code: str, reason: str) -> Dossier:
    """Let the clock stand while the applicant fulfils a financial duty: only on a ground of `core.dossiers.law.pause_grounds`."""
    one = held(scope, dossier_id, version, Act.ASK_PAYMENT)
    only_own(one)
    why = checks.note(reason)
    ground = checks.ground(ground_code, pause_grounds())
    known = ground is not None and ground.act == Act.ASK_PAYMENT.value
    target = decided(one, Case(one.law, known_reason=known, has_reason=bool(why)))
    _pause(one, Pause.Kind.FINANCIAL_DUTY, ground_code)
    return done(one, target, Told(why, {"ground": ground_code}))


@transaction.atomic
def paid(scope: Scope, dossier_id: int, version: int, note: str = "") -> Dossier:
    """The financial duty is fulfilled: the clock goes on where it stood, or the second appointment of the procedure begins."""
    one = held(scope, dossier_id, version, Act.PAID)
    return _go_on(one, Case(one.law, handed_over=one.dossier.steps.exists()), checks.note(note), {})


def _pause(one: Held, kind: Pause.Kind, ground_code: str) -> None:
    ground = pause_grounds()[ground_code]
    basis = f"{ground.name.vi} – {one.law.article(ground.article).vi}"[:300]
    Pause.objects.create(dossier=one.dossier, kind=kind, basis=basis, started_at=one.now)


def _go_on(one: Held, case: Case, note: str, data: dict[str, object]) -> Dossier:
    dossier = one.dossier
    target = decided(one, case)
    pause = dossier.pauses.select_for_update().get(ended_at=None)
    pause.ended_at = one.now
    pause.save(update_fields=["ended_at"])
    before = dossier.due_at
    dossier.due_at = deadlines.after_wait(dossier, pause)
    groups.follow(dossier, dossier.due_at)
    running = dossier.steps.filter(finished_at=None).first()
    if running is not None and running.due_at is not None:
        running.due_at = deadlines.moved(dossier.unit_id, running.due_at, pause)
        running.save(update_fields=["due_at"])
    told = Told(
        note,
        data | {"due_at": dossier.due_at.isoformat() if dossier.due_at else None},
        ("due_at",),
        {"due_at": before},
        {"due_at": dossier.due_at},
    )
    return done(one, target, told)

"""What the page of a dossier says in words: the citizen's clock, the steps with theirs, the log, and which acts are offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.dossiers.act_pages import BY_ACT, ActPage
from caicach.apps.dossiers.models import Dossier, Event, Pause, Slip, StepRun
from caicach.apps.dossiers.models.dossier import STATUSES
from caicach.apps.dossiers.queries.dossier import DossierPage
from caicach.apps.units.queries import latest
from caicach.core.dossiers.law import law_on
from caicach.core.dossiers.lifecycle import ACT_WORDS, Act, Case, cautions, decide
from caicach.core.dossiers.status import ENDED, RUNNING, WAITING, Form, Status
from caicach.core.worktime.clock import UnitClock
from caicach.core.worktime.due import Due, Effect, StillWaiting, Wait, due
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.access import Permission, Scope
from caicach.platform.clock import VIETNAM
from caicach.platform.wording import sentence
from caicach.web import formats

FAR = 400
"""Days to a due date beyond which working days are not counted out."""
_STATUS = dict(STATUSES)
_GIVEN = (
    "has_reason",
    "known_reason",
    "has_due_date",
    "has_officer",
    "has_question",
    "has_result",
    "new_date_later",
    "is_signed",
    "announced",
    "has_taker",
    "has_changes",
)
"""What the form of an act asks for."""
MAIN = (Act.RECEIVE, Act.HAND_OVER, Act.FINISH_STEP, Act.FINISH, Act.GIVE_BACK, Act.SUPPLEMENTED, Act.PAID)
"""The act that carries a dossier on, whichever of them is its turn."""
OWN = frozenset({Act.FINISH_STEP, Act.CONSULT, Act.ASK_SUPPLEMENT, Act.ASK_PAYMENT, Act.FINISH})
"""What only the officer does to whom the dossier is assigned."""
_SILENT = frozenset({Act.ANSWER, Act.FINISH_STEP})
"""Left out when their turn has not come; of the others it is worth saying why."""
DRAFTERS = (Permission.DOSSIERS_HANDLE, Permission.DOSSIERS_RECEIVE, Permission.DOSSIERS_SIGN)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a due moment stands: "còn 2 ngày làm việc · 14/03"; `tone` is a kind of status chip."""

    words: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the internal process, run or still to come."""

    name: str
    who: str
    times: str
    note: str
    state: str
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log."""

    at: dt.datetime
    words: str
    status: str
    by: str
    note: str
    cautions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as a button; `barred` says with its article why it cannot be done, though its turn has come."""

    act: Act
    title: str
    icon: str
    url: str
    is_harm: bool = False
    barred: str = ""


def citizens_clock(page: DossierPage, now: dt.datetime) -> Clock | None:
    """The date that the citizen was promised, in words; None before there is one."""
    dossier = page.dossier
    status = Status(dossier.status)
    if dossier.due_at is None:
        return None
    if status in WAITING:
        return Clock(_("đồng hồ dừng, chờ người nộp"), "waiting", "hourglass")
    if status in ENDED:
        ended = dossier.finished_at or dossier.ended_at
        if ended is None or status in (Status.WITHDRAWN, Status.STOPPED, Status.NOT_RECEIVED):
            return None
        told = formats.due(_day(dossier.due_at), _day(now), done_on=_day(ended))
        return Clock(told.words, told.tone)
    return moment_clock(dossier.due_at, now, page.clock)


def moment_clock(due_at: dt.datetime, now: dt.datetime, unit_clock: UnitClock) -> Clock:
    """A due moment in working days of the unit; on its own day by the hour."""
    day, today = _day(due_at), _day(now)
    if day == today:
        at = f"{due_at.astimezone(VIETNAM):%H:%M}"
        if now > due_at:
            return Clock(_("quá hạn từ %(at)s hôm nay") % {"at": at}, "late", "clock-exclamation")
        return Clock(_("hôm nay, trước %(at)s") % {"at": at}, "waiting", "clock")
    told = formats.due(day, today, working_days=working_days_to(day, today, unit_clock))
    icons = {"neutral": "calendar", "late": "clock-exclamation"}
    return Clock(told.words, told.tone, icons.get(told.tone, ""))


def working_days_to(day: dt.date, today: dt.date, unit_clock: UnitClock) -> int | None:
    """Working days after today up to and with `day`; negative when it has passed; None for one too far away to count."""
    if abs((day - today).days) > FAR:
        return None
    first, last = sorted((day, today))
    count = sum(unit_clock.works(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1))
    return count if day > today else -max(count, 1)


def account(page: DossierPage) -> tuple[Due | None, str]:
    """Why the citizen's date is what it is, day by day; else a sentence that says why it cannot be told."""
    dossier = page.dossier
    limit = dossier.procedure_version.limit
    if dossier.received_at is None:
        return None, _("Hồ sơ chưa được tiếp nhận nên đồng hồ chưa chạy.")
    if limit is None:
        return None, _("Danh mục chưa ghi thời hạn của thủ tục; ngày hẹn do người tiếp nhận ghi kèm lý do.")
    waits = [
        Wait(
            one.started_at,
            one.ended_at,
            Effect.RESTART if one.kind == Pause.Kind.SUPPLEMENT else Effect.RESUME,
        )
        for one in page.pauses
    ]
    try:
        return due(dossier.received_at, limit, page.clock, waits), ""
    except StillWaiting as waiting:
        return None, sentence(waiting.words)


def steps(page: DossierPage, now: dt.datetime) -> list[Step]:
    """The steps that were run, then those still to come."""
    stands = Status(page.dossier.status) in WAITING
    run = [_run(one, now, page.clock, stands=stands) for one in page.steps]
    last = max((one.order for one in page.steps), default=0)
    is_open = Status(page.dossier.status) not in ENDED
    coming = [one for one in page.planned if one.order > last] if is_open else []
    return [
        *run,
        *(
            Step(one.name, one.post or _("chưa đến lượt"), _days(one.days), "", "coming", None)
            for one in coming
        ),
    ]


def log(events: Sequence[Event]) -> list[Line]:
    """The events, the latest first."""
    return [
        Line(
            one.at,
            act_words(one.act),
            str(_STATUS.get(one.after, "")) if one.after != one.before else "",
            one.by_name,
            one.note,
            one.data.get("cautions", ()),
        )
        for one in reversed(events)
    ]


def offers(scope: Scope, page: DossierPage) -> list[Offer]:
    """The acts that this person may do now, in the order of the process, those that cannot be taken back last; one that the law
    bars says so instead of opening.
    """
    dossier = page.dossier
    own = is_in_hand(scope, page)
    turn = [
        act for act in page.acts if act in BY_ACT and act is not Act.APOLOGISE and (own or act not in OWN)
    ]
    found = [_offer(scope, page, BY_ACT[act]) for act in turn]
    found = [one for one in found if not (one.barred and one.act in _SILENT)]
    if Status(dossier.status) in RUNNING and page.may(scope, DRAFTERS):
        found.append(_apology(scope, page))
    if Act.RATE in page.acts and page.rating is None:
        url = reverse("dossiers:rate", args=[dossier.pk])
        found.append(Offer(Act.RATE, _("Mời đánh giá"), "mood-smile", url))
    return sorted(found, key=lambda one: one.is_harm)


def main_offer(found: Sequence[Offer], clock: Clock | None) -> Offer | None:
    """The act that carries the dossier on; of one that is late, where somebody else has to do that, the apology."""
    is_late = clock is not None and clock.tone == "late"
    first = [one for one in found if one.act in MAIN and not one.barred]
    owed = [one for one in found if one.act is Act.APOLOGISE and not one.barred and is_late]
    return next(iter(first + owed), None)


def is_in_hand(scope: Scope, page: DossierPage) -> bool:
    """Whether the person handles this dossier, or assigns those of others."""
    return page.dossier.officer_id in (None, scope.user_id) or page.may(scope, [Permission.DOSSIERS_MANAGE])


def path_of(dossier: Dossier) -> str:
    """Where the counter of the dossier stands in the tree."""
    unit = latest(dossier.unit_id)
    return unit.path if unit is not None else ""


def cautions_of(scope: Scope, page: DossierPage, act: Act) -> list[str]:
    """What the law wanted and would be missed by doing the act now, though it may be done."""
    notice, apology = _lateness(scope, page)
    case = replace(_case(scope, page, act), notice_late=notice, apology_late=apology)
    return [sentence(one) for one in cautions(act, case)]


def unsent_apology(page: DossierPage) -> Slip | None:
    """The apology that is drafted or signed and not with the applicant yet."""
    return next((one for one in page.slips if one.form == Form.APOLOGY and one.sent_at is None), None)


def _apology(scope: Scope, page: DossierPage) -> Offer:
    """Drafting, signing and sending the apology: one after the other, whatever its turn is."""
    dossier, slip = page.dossier, unsent_apology(page)
    if slip is None:
        return _offer(scope, page, BY_ACT[Act.APOLOGISE])
    url = reverse("dossiers:apology", args=[dossier.pk])
    if slip.signed_at is not None:
        title = _("Gửi phiếu xin lỗi")
    elif page.may(scope, [Permission.DOSSIERS_SIGN]):
        title = _("Ký phiếu xin lỗi")
    else:
        title = _("Phiếu xin lỗi chờ ký")
    return Offer(Act.APOLOGISE, title, "clock-exclamation", url)


def _offer(scope: Scope, page: DossierPage, one: ActPage) -> Offer:
    decision = decide(Status(page.dossier.status), one.act, _case(scope, page, one.act))
    barred = "" if decision.allowed else "; ".join(sentence(fault) for fault in decision.faults)
    url = reverse("dossiers:act", args=[page.dossier.pk, one.slug])
    return Offer(one.act, str(one.title), one.icon, url, one.is_harm, barred)


def _case(scope: Scope, page: DossierPage, act: Act) -> Case:
    """How things stand apart from what the form of an act will say: that is taken as given."""
    running = next((one for one in page.steps if one.finished_at is None), None)
    more = running is not None and any(one.order > running.order for one in page.planned)
    return Case(
        law_on(scope.today),
        supplements=sum(one.form == Form.SUPPLEMENT for one in page.slips),
        reappointments=page.dossier.reappointed,
        handed_over=bool(page.steps),
        step_running=running is not None if act is Act.FINISH_STEP else more,
        open_consultations=sum(one.answered_at is None for one in page.consultations),
        same_day=page.dossier.same_day,
        rated=page.rating is not None,
        **dict.fromkeys(_GIVEN, True),
    )


def _lateness(scope: Scope, page: DossierPage) -> tuple[bool, bool]:
    """Whether a notice of a supplement, and an apology, written today would come later than the law wants."""
    dossier, law = page.dossier, law_on(scope.today)
    if dossier.received_at is None or dossier.due_at is None:
        return False, False
    limit = Limit(LimitKind.WORKING_DAYS, Decimal(law.supplement_notice_working_days))
    notice = due(dossier.received_at, limit, page.clock).on
    days_before = (_day(dossier.due_at) - scope.today).days
    return scope.today > notice, days_before < law.apology_days_before_due


def _run(one: StepRun, now: dt.datetime, unit_clock: UnitClock, *, stands: bool) -> Step:
    who = one.officer.display_name if one.officer else one.unit.name
    begun = _("nhận %(at)s") % {"at": formats.time(one.started_at)}
    if one.finished_at is None:
        told = moment_clock(one.due_at, now, unit_clock) if one.due_at else None
        if stands:
            told = Clock(_("đồng hồ dừng"), "waiting", "hourglass")
        return Step(one.name, who, begun, one.note, "running", told)
    times = f"{begun}, {_('xong %(at)s') % {'at': formats.time(one.finished_at)}}"
    late = one.due_at is not None and one.finished_at > one.due_at
    told = Clock(_("trễ hạn bước"), "late") if late else Clock(_("đúng hạn bước"), "done")
    return Step(one.name, who, times, one.note, "done", told if one.due_at else None)


def _days(days: Decimal) -> str:
    whole = days == days.to_integral_value()
    return _("%(days)s ngày làm việc") % {"days": formats.number(days if whole else days.normalize())}


def act_words(act: str) -> str:
    return sentence(ACT_WORDS[Act(act)]) if act in set(Act) else act


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(VIETNAM).date()

"""At the desk: registering, guiding in writing, receiving with a receipt and a due date, refusing with a reason of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.documents.queries import unit_for
from caicach.apps.dossiers.actions import books, checks, deadlines, fees, numbering, papers, people, slips
from caicach.apps.dossiers.actions.deciding import Held, Told, decided, done, event, held, subject
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.apps.dossiers.slips import compose
from caicach.apps.procedures.models import Change, Version
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.core.dossiers.law import law_on, refusal_reasons
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.core.vietnamese import fold
from caicach.core.worktime.limits import LimitKind
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Invalid

FOLDED_LENGTH = 900
MOST_SETS = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What makes a dossier complete. `due_at` with `due_reason` only for a procedure whose limit the catalogue does not know.

    `wants_receipt` False spares the receipt of a result of the same day, and of no other (Điều 17 khoản 4).
    """

    papers: Sequence[PaperIn] = ()
    fees: Sequence[FeeIn] = ()
    due_at: dt.datetime | None = None
    due_reason: str = ""
    wants_receipt: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake(Completion):
    """A dossier as it is handed in at the counter `unit_id`.

    `version_id` is the version in force of the procedure. `submitted_at` is now at the desk, earlier only online and by post.
    `handling_unit_id` None: the unit of the counter. `channel` is one of `core.dossiers.status.Channel`, `return_way` of
    `ReturnWay`.
    """

    unit_id: int
    version_id: int
    person: Person
    channel: int = Channel.DIRECT.value
    proxy_name: str = ""
    content: str = ""
    sets: int = 1
    return_way: str = ReturnWay.IN_PERSON.value
    submitted_at: dt.datetime | None = None
    handling_unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """Form 02: everything that is missing, in one list, and why."""

    missing: Sequence[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Form 03: a reason of the list (`core.dossiers.law.refusal_reasons`) and what it means for this dossier."""

    reason_code: str
    reason: str


@transaction.atomic
def register(scope: Scope, intake: Intake) -> Dossier:
    """Write down a dossier that is not received yet (status 1): it has a code, neither receipt nor clock. Asks for
    DOSSIERS_RECEIVE.
    """
    return registered(scope, intake).dossier


@transaction.atomic
def receive(scope: Scope, intake: Intake) -> Dossier:
    """Receive a complete dossier at the desk: registered and received in one, with receipt (form 01) and due date.

    Raises Invalid when a required paper is missing (guide the applicant with `guide_at_desk`), Invalid for a procedure whose
    limit is not known without `due_at` and its reason.
    """
    one = registered(scope, intake)
    return _receive(as_act(one, Act.RECEIVE), intake)


@transaction.atomic
def receive_registered(scope: Scope, dossier_id: int, version: int, completion: Completion) -> Dossier:
    """Receive a dossier that was registered before (online, by post, or guided): what is handed in now is added to it."""
    one = held(scope, dossier_id, version, Act.RECEIVE)
    papers.add(one.dossier, completion.papers)
    told = fees.charge(one.dossier, completion.fees)
    return _receive(one, completion, told)


@transaction.atomic
def guide(scope: Scope, dossier_id: int, version: int, guidance: Guidance) -> Slip:
    """Tell the applicant once, fully and in writing what is missing (form 02); the dossier stays registered."""
    return _guide(held(scope, dossier_id, version, Act.GUIDE), guidance)


@transaction.atomic
def guide_at_desk(scope: Scope, intake: Intake, guidance: Guidance) -> Slip:
    """Register an incomplete dossier and guide its applicant, in one."""
    return _guide(as_act(registered(scope, intake), Act.GUIDE), guidance)


@transaction.atomic
def refuse(scope: Scope, dossier_id: int, version: int, refusal: Refusal) -> Slip:
    """Refuse to receive a dossier, with form 03 and a reason of the list."""
    return _refuse(held(scope, dossier_id, version, Act.REFUSE), refusal)


@transaction.atomic
def refuse_at_desk(scope: Scope, intake: Intake, refusal: Refusal) -> Slip:
    """Register a dossier and refuse it, in one: what was refused and why is kept too."""
    return _refuse(as_act(registered(scope, intake), Act.REFUSE), refusal)


def registered(scope: Scope, intake: Intake) -> Held:
    """A new dossier with what was handed in, not received yet; for the actions that go on with it in their transaction."""
    unit = unit_for(scope, intake.unit_id, Permission.DOSSIERS_RECEIVE)
    now = clock.now()
    procedure = _version_in_force(unit, intake.version_id, scope.today)
    handling = _handling(unit, intake.handling_unit_id)
    applicant = people.known(ids_of(unit.path)[0], intake.person, scope.today)
    dossier = Dossier(
        locality_id=ids_of(unit.path)[0],
        unit=unit,
        handling_unit=handling,
        code=numbering.next_code(unit, scope.today),
        procedure_version=procedure,
        field_id=procedure.field_id,
        status=Status.REGISTERED.value,
        channel=_channel(intake.channel),
        applicant=applicant,
        applicant_name=applicant.name,
        proxy_name=checks.text(intake.proxy_name, _("người nộp thay")),
        phone=applicant.phone,
        email=applicant.email,
        address=applicant.address,
        content=checks.text(intake.content, _("nội dung"), longest=1000),
        sets=_sets(intake.sets),
        submitted_at=_submitted(intake, now),
        return_way=checks.choice(intake.return_way, list(ReturnWay.values), _("Cách nhận kết quả")),
        same_day=procedure.limit_kind == LimitKind.SAME_DAY.value,
    )
    dossier.folded = folded(dossier)
    dossier.save(force_insert=True)
    papers.add(dossier, intake.papers)
    told = fees.charge(dossier, intake.fees)
    one = Held(scope, dossier, Act.REGISTER, unit.path, now, law_on(scope.today))
    event(one, None, Told(data={"channel": dossier.channel, **({"fees": told} if told else {})}))
    after = {"procedure": procedure.procedure.code, "channel": dossier.channel, "unit": unit.name}
    record(scope, "dossier.register", subject(dossier, unit.path), None, after)
    return one


def start(one: Held, due_at: dt.datetime, told: Told, case: Case, *, with_receipt: bool = True) -> Dossier:
    """Receive a dossier that may be received: the clock starts, the receipt is written. For `receive` and the parts of a
    group.
    """
    dossier = one.dossier
    target = decided(one, case)
    dossier.received_at = one.now
    dossier.first_due_at = dossier.due_at = due_at
    line = books.enter(dossier)
    if with_receipt:
        content = compose.receipt(dossier, None, one.scope.display_name, line.number)
        if dossier.group is not None:  # the citizen is told one date for the whole matter
            content = replace(content, due_at=dossier.group.due_at)
        slip = slips.make(one.scope, dossier, content, slips.Given())
        dossier.receipt_number = slips.number_of(slip)
    changed = ("received_at", "first_due_at", "due_at", "receipt_number")
    after = {"due_at": due_at, "receipt": dossier.receipt_number}
    data = {"due_at": due_at.isoformat(), "receipt": dossier.receipt_number, **(told.data or {})}
    return done(one, target, Told(told.note, data, changed, None, after, case))


def folded(dossier: Dossier) -> str:
    """What search compares: code, people, telephone, matter."""
    words = (dossier.code, dossier.applicant_name, dossier.proxy_name, dossier.phone, dossier.content)
    return fold(" | ".join(word for word in words if word))[:FOLDED_LENGTH]


def receiving_case(one: Held, *, has_due_date: bool) -> Case:
    """How things stand for receiving this dossier now."""
    dossier = one.dossier
    return Case(
        one.law,
        missing_papers=len(papers.missing(dossier)),
        waits_for_parts=dossier.after.exclude(status__in=[Status.DONE, Status.RETURNED]).count(),
        has_due_date=has_due_date,
        received_too_early=one.now < dossier.submitted_at,
    )


def promised_due(one: Held, completion: Completion) -> tuple[dt.datetime | None, str]:
    """The moment that the applicant is promised, and why where it does not follow from the limit of the procedure.

    None where nothing is known; Invalid for a date that the limit does not allow, that lies before reception or on a day off.
    """
    dossier, limit = one.dossier, one.dossier.procedure_version.limit
    if limit is not None:
        due_at = deadlines.promised(dossier.unit_id, one.now, limit)
        if completion.due_at is not None and completion.due_at != due_at:
            raise Invalid(
                _("Thủ tục có thời hạn %(limit)s, ngày hẹn trả do hệ thống tính là %(due)s.")
                % {"limit": compose.limit_text(limit), "due": f"{due_at:%d/%m/%Y %H:%M}"},
                _("Hãy để trống ngày hẹn; nếu thời hạn trong danh mục sai thì sửa ở danh mục thủ tục."),
            )
        return due_at, ""
    if completion.due_at is None:
        return None, ""
    why = checks.reason(completion.due_reason, _("lý do của ngày hẹn trả"))
    due_at = completion.due_at.astimezone(clock.VIETNAM)
    if due_at <= one.now:
        raise Invalid(
            _("Ngày hẹn trả %(due)s không sau thời điểm tiếp nhận %(received)s.")
            % {"due": f"{due_at:%d/%m/%Y %H:%M}", "received": f"{one.now:%d/%m/%Y %H:%M}"},
            _("Hãy nhập ngày hẹn trả sau ngày tiếp nhận."),
        )
    if not deadlines.works_on(dossier.unit_id, due_at.date()):
        raise Invalid(
            _("Ngày hẹn trả %(due)s là ngày nghỉ của quầy.") % {"due": f"{due_at:%d/%m/%Y}"},
            _("Hãy chọn một ngày làm việc."),
        )
    return due_at, why


def _receive(one: Held, completion: Completion, charged: Sequence[object] = ()) -> Dossier:
    dossier = one.dossier
    due_at, why = promised_due(one, completion)
    case = receiving_case(one, has_due_date=due_at is not None)
    decided(one, case)
    assert due_at is not None
    data: dict[str, object] = {"fees": list(charged)} if charged else {}
    if why:
        data |= {"due_reason": why}
    with_receipt = completion.wants_receipt or not dossier.same_day
    told = Told(checks.note(completion.note), data)
    return start(one, due_at, told, case, with_receipt=with_receipt)


def _guide(one: Held, guidance: Guidance) -> Slip:
    dossier, scope = one.dossier, one.scope
    lines = lines_of(guidance)
    why = checks.note(guidance.reason)
    case = Case(one.law, has_reason=bool(why and lines), supplements=forms_02(dossier))
    target = decided(one, case)
    content = compose.supplement(dossier, None, lines, why, compose.Contact(scope.display_name))
    slip = slips.make(scope, dossier, content, slips.Given(why))
    done(one, target, Told(why, {"slip": slip.pk, "missing": list(lines)}, case=case))
    return slip


def _refuse(one: Held, refusal: Refusal) -> Slip:
    dossier, scope = one.dossier, one.scope
    ground = checks.ground(refusal.reason_code, refusal_reasons())
    why = checks.note(refusal.reason)
    target = decided(one, Case(one.law, known_reason=ground is not None, has_reason=bool(why)))
    assert ground is not None
    basis = one.law.article(ground.article).vi
    content = compose.refusal(dossier, None, f"{ground.name.vi}: {why}", basis, scope.display_name)
    slip = slips.make(scope, dossier, content, slips.Given(why, ground.code))
    dossier.ended_at = one.now
    done(one, target, Told(why, {"slip": slip.pk, "reason_code": ground.code}, ("ended_at",)))
    return slip


def forms_02(dossier: Dossier) -> int:
    """How many requests for a supplement the applicant has been given, before and after reception."""
    return dossier.slips.filter(form=Form.SUPPLEMENT.value).count()


def lines_of(guidance: Guidance) -> tuple[str, ...]:
    """What is missing, as it stands on form 02."""
    lines = (checks.text(line, _("nội dung cần bổ sung"), longest=1000) for line in guidance.missing)
    return tuple(line for line in lines if line)


def as_act(one: Held, act: Act) -> Held:
    """The dossier that this transaction has made, held for the next act."""
    return Held(one.scope, one.dossier, act, one.path, one.now, one.law)


def _version_in_force(unit: Unit, version_id: int, today: dt.date) -> Version:
    found = (
        Version.objects.select_related("procedure", "field")
        .filter(pk=version_id, procedure__locality_id=ids_of(unit.path)[0])
        .first()
    )
    if found is None:
        raise Invalid(
            _("Thủ tục này không có trong danh mục của địa phương."),
            _("Hãy tìm lại thủ tục theo mã hoặc tên."),
        )
    begun = found.valid_from <= today
    ended = found.valid_to is not None and found.valid_to < today
    if not begun or ended or found.change == Change.REPEALED:
        raise Invalid(
            _("Phiên bản thủ tục %(code)s này không có hiệu lực vào ngày %(day)s.")
            % {"code": found.procedure.code, "day": f"{today:%d/%m/%Y}"},
            _("Hãy chọn phiên bản đang có hiệu lực; thủ tục đã bãi bỏ thì không tiếp nhận."),
        )
    return found


def _handling(unit: Unit, handling_id: int | None) -> Unit:
    if handling_id is None or handling_id == unit.pk:
        return unit
    handling = checks.placed(handling_id)
    if ids_of(handling.path)[0] != ids_of(unit.path)[0]:
        raise Invalid(
            _("Cơ quan giải quyết không thuộc địa phương này."), _("Hãy chọn một đơn vị trong địa phương.")
        )
    return handling


def _channel(value: int) -> int:
    if value not in [one.value for one in Channel]:
        raise Invalid(_("Không có kênh nộp này."), _("Hãy chọn: trực tiếp, trực tuyến, hoặc bưu chính."))
    return value


def _sets(value: int) -> int:
    if not 1 <= value <= MOST_SETS:
        raise Invalid(
            _("Số bộ hồ sơ phải từ 1 đến %(most)s.") % {"most": MOST_SETS}, _("Hãy nhập lại số bộ.")
        )
    return value


def _submitted(intake: Intake, now: dt.datetime) -> dt.datetime:
    if intake.submitted_at is None:
        return now
    if intake.channel == Channel.DIRECT.value or intake.submitted_at > now:
        raise Invalid(
            _("Thời điểm nộp %(at)s không đúng.")
            % {"at": f"{intake.submitted_at.astimezone(clock.VIETNAM):%d/%m/%Y %H:%M}"},
            _("Nộp trực tiếp thì để trống; nộp trực tuyến hoặc bưu chính thì nhập thời điểm đã qua."),
        )
    return intake.submitted_at

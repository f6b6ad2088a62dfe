"""TM-11: cases are proposed from published results, told to the person, objected to, decided; a correction makes them moot.

Entries of the trail are of the kind "consequence", which `screen` guards: only whoever holds `consequences.read` sees them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.accountability.actions import checks, telling
from caicach.apps.accountability.actions.checks import Overtaken, possible
from caicach.apps.accountability.models import Consequence, Objection
from caicach.apps.accountability.models.people import REASON_LENGTH
from caicach.apps.accountability.queries import proposing, published
from caicach.apps.accountability.queries.reasons import stored
from caicach.apps.documents.models import Document
from caicach.apps.documents.queries import documents as shelf
from caicach.apps.documents.queries import unit_for
from caicach.apps.parindex.actions.checks import path_of, round_within
from caicach.apps.parindex.models import Participant, Publication
from caicach.core.accountability import people as core
from caicach.core.accountability import terms
from caicach.core.accountability.people import Proposal, Status, Step
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

DECIDE = Permission.CONSEQUENCES_DECIDE
OBJECTION_LENGTH = 5000
KIND = "consequence"


@transaction.atomic
def propose(scope: Scope, round_id: int) -> int:
    """Make the cases of a published round; asks for CONSEQUENCES_DECIDE in its locality. Returns how many are new.

    May run again: cases that stand are left as they are.
    """
    round = round_within(scope, round_id, DECIDE)
    publication = published.latest_publication(round_id)
    if publication is None:
        raise Conflict(_("Kết quả năm %(year)s chưa công bố.") % {"year": round.year})
    return _brought_up_to(scope, publication, make=True)


@transaction.atomic
def follow(scope: Scope, publication: Publication) -> None:
    """What a correction does to cases that were made: those without a reason left are moot, those with other reasons say so.

    Runs inside the publication, for whoever may publish. It makes no new cases: that is for those who decide.
    """
    if Consequence.objects.filter(participant__round=publication.round).exists():
        _brought_up_to(scope, publication, make=False)


@transaction.atomic
def notify(scope: Scope, case_ids: Sequence[int]) -> int:
    """Tell the persons of proposed cases; asks for CONSEQUENCES_DECIDE in each unit. The time to object begins."""
    cases = _locked(scope, case_ids, DECIDE)
    for case in cases:
        decision = core.decide(Status(case.status), Step.NOTIFY, scope.today)
        possible(decision.faults, _("Chưa thông báo được"))
        case.status, case.notified_at, case.notified_by_id = decision.target.value, clock.now(), scope.user_id
        case.objection_due = terms.objection_due(scope.today, _terms(case))
        _saved(scope, case, "consequence.notified", {"objection_due": case.objection_due})
    telling.notified(scope, cases)
    return len(cases)


@transaction.atomic
def object_to(scope: Scope, case_id: int, text: str, document_ids: Collection[int] = ()) -> Objection:
    """Object: the person himself, or on his behalf whoever reads the unit's cases and works for it (REMEDIES_PLAN).

    What comes after the day is taken, and its days are recorded. Documents are from the shelf of the unit.
    """
    (case,) = _locked(scope, [case_id], Permission.CONSEQUENCES_READ, own=True)
    mine = scope.user_id is not None and case.person_id == scope.user_id
    if not mine:
        unit_for(scope, case.participant.unit_id, Permission.REMEDIES_PLAN)
    decision = core.decide(Status(case.status), Step.OBJECT, scope.today)
    possible(decision.faults, _("Chưa ghi được ý kiến"))
    written = _paragraphs(text)
    papers = _papers(scope, case, document_ids)
    late = max(0, (scope.today - case.objection_due).days) if case.objection_due else 0
    made = Objection.objects.create(
        consequence=case,
        text=written,
        on_behalf=not mine,
        days_late=late,
        submitted_at=clock.now(),
        submitted_by_id=scope.user_id,
    )
    made.documents.set(papers)
    case.status = decision.target.value
    told = {"on_behalf": not mine, "days_late": late, "documents": ", ".join(str(one) for one in papers)}
    _saved(scope, case, "consequence.objected", told, written)
    telling.objected(scope, case, path_of(case.participant.unit_id))
    return made


@transaction.atomic
def decide(scope: Scope, case_id: int, step: Step, reason: str, version: int) -> Consequence:
    """Uphold or lift a case; asks for CONSEQUENCES_DECIDE, and never of the person concerned.

    `version` is that of the case seen: Overtaken when something has happened to it since.
    """
    (case,) = _locked(scope, [case_id], DECIDE)
    if case.person_id == scope.user_id:
        raise Refused(
            _("Anh/chị là người được nêu trong trường hợp này nên không quyết định được."),
            _("Hãy để người khác có thẩm quyền quyết định."),
        )
    if step not in (Step.UPHOLD, Step.LIFT):
        raise Invalid(_("Quyết định là giữ nguyên hoặc không áp dụng."))
    if case.version != version:
        raise Overtaken(case)
    why = checks.text(reason, _("lý do"), REASON_LENGTH)
    decision = core.decide(Status(case.status), step, scope.today, case.objection_due, why)
    possible(decision.faults, _("Chưa quyết định được"))
    case.status, case.decided_at, case.decided_by_id = decision.target.value, clock.now(), scope.user_id
    case.decision_reason = why
    _saved(scope, case, "consequence.decided", {"step": step.value}, why)
    telling.settled(scope, [case])
    return case


def _brought_up_to(scope: Scope, publication: Publication, *, make: bool) -> int:
    """Cases as the publication has them: new ones (`make`), those with other reasons, those that have none left."""
    members = list(Participant.objects.filter(round=publication.round).select_related("unit").order_by("pk"))
    found = {
        (one.participant.pk, case.person, case.level.value): case
        for one in proposing.proposed(publication, members)
        for case in one.found.cases
    }
    rows = Consequence.objects.select_for_update(of=("self",)).select_related("participant__unit")
    known = {
        (one.participant_id, one.person_id, one.level): one
        for one in rows.filter(participant__round=publication.round)
    }
    standing = [case for case in known.values() if Status(case.status) is not Status.MOOT]
    for key, case in known.items():
        _corrected(scope, publication, case, found.get(key))
    telling.settled(scope, [case for case in standing if Status(case.status) is Status.MOOT])
    new = {key: one for key, one in found.items() if key not in known} if make else {}
    _create(scope, publication, {one.pk: one for one in members}, new)
    return len(new)


def _corrected(scope: Scope, publication: Publication, case: Consequence, now: Proposal | None) -> None:
    """A case that exists, after a correction. What was lifted by decision stays lifted."""
    status = Status(case.status)
    reasons = stored(now.reasons) if now else []
    if case.publication_id == publication.pk or status is Status.LIFTED:
        return
    case.publication = publication
    case.participant.round = publication.round
    told: dict[str, object] = {"decision": publication.number}
    if now is None and status is not Status.MOOT:
        case.status = core.decide(status, Step.MAKE_MOOT, scope.today).target.value
        _saved(scope, case, "consequence.moot", told, publication.reason)
    elif now is not None and status is Status.MOOT:
        case.status = core.decide(status, Step.REVIVE, scope.today).target.value
        case.reasons = reasons
        case.notified_at = case.notified_by = case.objection_due = case.decided_at = case.decided_by = None
        case.decision_reason = ""
        _saved(scope, case, "consequence.proposed", told | {"reasons": reasons}, publication.reason)
    elif now is not None and case.reasons != reasons:
        case.reasons = reasons
        _saved(scope, case, "consequence.reasons_changed", told | {"reasons": reasons}, publication.reason)
    else:
        case.save(update_fields=["publication"])


def _create(
    scope: Scope,
    publication: Publication,
    members: dict[int, Participant],
    new: dict[tuple[int, int, str], Proposal],
) -> None:
    units = {members[number].unit_id for number, _person, _level in new}
    posts = proposing.posts_on(
        units, {person for _number, person, _level in new}, proposing.last_day(publication.round.year)
    )
    at = clock.now()
    for (number, person, level), one in new.items():
        case = Consequence(
            participant=members[number],
            publication=publication,
            person_id=person,
            post=posts.get(person),
            level=level,
            reasons=stored(one.reasons),
            version=0,
            proposed_at=at,
            proposed_by_id=scope.user_id,
        )
        case.participant.round = publication.round
        _saved(scope, case, "consequence.proposed", {"level": level, "reasons": case.reasons})


def _locked(
    scope: Scope, case_ids: Collection[int], permission: Permission, *, own: bool = False
) -> list[Consequence]:
    """Cases whose rows are locked, in sight of the scope; NotFound when one is not, Refused for who reads but may not do this."""
    rows = Consequence.objects.select_for_update(of=("self",)).select_related(
        "participant__unit", "participant__round", "person"
    )
    found = list(rows.filter(pk__in=case_ids).order_by("pk"))
    if len(found) != len(set(case_ids)):
        raise NotFound(_("Không có trường hợp này."))
    for case in found:
        if own and scope.user_id is not None and case.person_id == scope.user_id:
            continue
        path = path_of(case.participant.unit_id)
        if not scope.may(Permission.CONSEQUENCES_READ, path):
            scope.require(permission)
            raise NotFound(_("Không có trường hợp này."))
        scope.require(permission, path)
    return found


def _saved(scope: Scope, case: Consequence, action: str, told: dict[str, object], reason: str = "") -> None:
    """Write a case and its entry, filed under the unit; the label names the unit, the person stands inside."""
    case.version += 1
    case.save()
    member = case.participant
    subject = Subject(KIND, case.pk, f"{member.unit.name} {member.round.year}", path_of(member.unit_id))
    record(
        scope,
        action,
        subject,
        None,
        {"person": case.person.get_username(), "status": case.status} | told,
        reason,
    )


def _terms(case: Consequence) -> terms.Terms:
    day = published.first_day(Publication.objects.defer("record").get(pk=case.publication_id))
    return published.terms_of(case.participant.round.locality_id, day)


def _paragraphs(text: str) -> str:
    """The words of an objection with their paragraphs; Invalid when there are none."""
    lines = [checks.text(line, _("ý kiến"), OBJECTION_LENGTH) for line in text.splitlines()]
    written = "\n".join(lines).strip()
    if not written:
        raise Invalid(_("Chưa có nội dung ý kiến."), _("Hãy ghi rõ điều anh/chị không đồng ý và vì sao."))
    if len(written) > OBJECTION_LENGTH:
        raise Invalid(
            _("Ý kiến dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"length": len(written), "longest": OBJECTION_LENGTH},
            _("Hãy rút ngắn, và kèm tài liệu cho phần chi tiết."),
        )
    return written


def _papers(scope: Scope, case: Consequence, document_ids: Collection[int]) -> list[Document]:
    """Documents of the unit's shelf that whoever objects may read."""
    if not document_ids:
        return []
    found = list(shelf(scope, case.participant.unit_id).filter(pk__in=document_ids))
    if len(found) != len(set(document_ids)):
        raise Invalid(
            _("Tài liệu kèm theo phải đang có trong kho của đơn vị."),
            _("Hãy đưa tài liệu vào kho minh chứng của đơn vị rồi chọn lại."),
        )
    return found

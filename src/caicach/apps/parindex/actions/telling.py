"""What the actions of the round tell at once, and to whom; each is called in the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.models import Participant, Publication, Submission
from caicach.apps.parindex.queries import process as queries
from caicach.apps.parindex.queries.answering import holders_of
from caicach.apps.parindex.queries.audience import Audience
from caicach.apps.parindex.queries.common import participants
from caicach.apps.parindex.queries.loading import framework_of
from caicach.platform.access import Role, Scope
from caicach.platform.notices.actions import News, Words, notify

SHOWN = 12
"""Codes of leaves that a notice names; the page behind it has them all."""


def asked(scope: Scope, participant: Participant, path: str) -> None:
    """The unit is to explain leaves: its head, its focal officers, whoever fills these leaves."""
    audience = _audience(scope, participant, path)
    codes = list(queries.questions(participant).order_by("pk").values_list("code", flat=True))
    holders = holders_of(participant.unit_id, framework_of(participant.round.framework), scope.today)
    people = audience.answering(participant.unit_id) | set(audience.assignees(holders, codes))
    due = queries.deadline(participant.round, "explanation")

    def words() -> tuple[str, str]:
        counted = ngettext(
            "%(count)s tiêu chí cần giải trình", "%(count)s tiêu chí cần giải trình", len(codes)
        )
        body = f"{participant.round}: {counted % {'count': len(codes)}} ({shown(codes)})."
        if due is not None:
            body += " " + _("Hạn giải trình %(due)s.") % {"due": f"{due:%d/%m/%Y}"}
        return _("%(unit)s được yêu cầu giải trình") % _unit(participant), body

    _tell(scope, "explanation.asked", participant, path, people, words, participant.edition)


def locked(scope: Scope, participant: Participant, path: str, submission: Submission) -> None:
    """The self-score stands: the unit itself and whoever leads the appraisal."""

    def words() -> tuple[str, str]:
        body = str(participant.round)
        if submission.days_late:
            late = ngettext("nộp muộn %(count)s ngày", "nộp muộn %(count)s ngày", submission.days_late)
            body += ", " + late % {"count": submission.days_late}
        return _("%(unit)s đã chốt điểm tự chấm") % _unit(participant), body

    people = _unit_and_lead(scope, participant, path)
    _tell(scope, "self_score.locked", participant, path, people, words, submission.number)


def reopened(scope: Scope, participant: Participant, path: str, verb: str, reason: str) -> None:
    """The self-score was withdrawn by the unit or unlocked for it: the unit itself and whoever leads the appraisal."""

    def words() -> tuple[str, str]:
        title = (
            _("%(unit)s được mở khóa điểm tự chấm để sửa")
            if verb == "self_score.unlocked"
            else _("%(unit)s đã rút bản tự chấm")
        )
        return title % _unit(participant), f"{participant.round}. " + _("Lý do: %(reason)s") % {
            "reason": reason
        }

    _tell(
        scope, verb, participant, path, _unit_and_lead(scope, participant, path), words, participant.edition
    )


def explained(scope: Scope, participant: Participant, path: str, submission: Submission) -> None:
    """The explanation is there: the appraisers of its leaves and whoever leads the appraisal."""
    audience = _audience(scope, participant, path)
    nodes = framework_of(participant.round.framework).by_code
    codes = list(queries.questions(participant).order_by("pk").values_list("code", flat=True))
    fields = {nodes[code].agency for code in codes}

    def words() -> tuple[str, str]:
        body = _("%(round)s: chờ thẩm định lần 2 các tiêu chí %(codes)s.")
        return _("%(unit)s đã gửi giải trình") % _unit(participant), body % {
            "round": participant.round,
            "codes": shown(codes),
        }

    people = audience.appraisers_of(fields) | audience.of(Role.COUNCIL_SECRETARY)
    url = _of_round("parindex:appraisal", participant)
    _tell(scope, "explanation.sent", participant, path, people, words, submission.number, url)


def disputed(scope: Scope, participant: Participant, path: str, code: str, grounds: str) -> None:
    """A leaf is brought before the council: its members and its secretary."""

    def words() -> tuple[str, str]:
        title = _("%(unit)s đề nghị hội đồng xem xét tiêu chí %(code)s")
        return title % {**_unit(participant), "code": code}, f"{participant.round}: {grounds}"

    people = _audience(scope, participant, path).of(Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER)
    url = reverse("parindex:council", args=[participant.round.year, participant.round_id])
    mark = f"{participant.edition}:{code}"
    _tell(scope, "dispute.raised", participant, path, people, words, mark, url)


def decided(scope: Scope, participant: Participant, path: str, code: str, version: int) -> None:
    """The council has decided a leaf: the unit."""

    def words() -> tuple[str, str]:
        title = _("Hội đồng đã quyết định tiêu chí %(code)s của %(unit)s")
        return title % {**_unit(participant), "code": code}, str(participant.round)

    people = _audience(scope, participant, path).answering(participant.unit_id)
    mark = f"{participant.edition}:{code}:{version}"
    _tell(scope, "council.decided", participant, path, people, words, mark)


def published(scope: Scope, publication: Publication) -> None:
    """A round was published or corrected: head and focal officers of each unit. As many queries for 148 units as for one."""
    round = publication.round
    audience = Audience(round.locality_id, scope.today)
    kind = "round.corrected" if publication.reason else "round.published"

    def news() -> Iterator[News]:
        for member in participants(scope.today, round=round).select_related("unit").order_by("pk"):
            people = audience.answering(member.unit_id)
            key = f"{kind}:{publication.pk}:{member.unit_id}"
            url = reverse("parindex:unit", args=[round.year, member.unit_id])
            yield News(people, kind, key, _results(publication, member), url, member.path or "")

    notify(scope, news())


def _results(publication: Publication, member: Participant) -> Words:
    def words() -> tuple[str, str]:
        title = (
            _("Kết quả %(round)s được điều chỉnh")
            if publication.reason
            else _("Kết quả %(round)s đã công bố")
        )
        body = _("Quyết định số %(number)s ngày %(day)s. Xem chỉ số, hạng và điểm mất của %(unit)s.")
        return title % {"round": publication.round}, body % {
            **_unit(member),
            "number": publication.number,
            "day": f"{publication.issued_on:%d/%m/%Y}",
        }

    return words


def shown(codes: Collection[str]) -> str:
    """The first codes of a list of leaves, with an ellipsis for the others."""
    listed = ", ".join(list(codes)[:SHOWN])
    return f"{listed}…" if len(codes) > SHOWN else listed


def _unit(participant: Participant) -> dict[str, str]:
    return {"unit": participant.unit.name}


def _audience(scope: Scope, participant: Participant, path: str) -> Audience:
    return Audience(participant.round.locality_id, scope.today, [path])


def _unit_and_lead(scope: Scope, participant: Participant, path: str) -> set[int]:
    audience = _audience(scope, participant, path)
    return audience.answering(participant.unit_id) | audience.of(Role.COUNCIL_SECRETARY)


def _of_round(name: str, participant: Participant) -> str:
    return f"{reverse(name, args=[participant.round.year])}?bo={participant.round.subject}"


def _tell(
    scope: Scope,
    kind: str,
    participant: Participant,
    path: str,
    people: set[int],
    words: Words,
    mark: str | int,
    url: str = "",
) -> None:
    """`mark` tells one event of a kind from the next of the same unit; by default the notice leads to the self-score."""
    url = url or reverse("parindex:self_score", args=[participant.round.year, participant.unit_id])
    notify(scope, [News(people, kind, f"{kind}:{participant.pk}:{mark}", words, url, path)])

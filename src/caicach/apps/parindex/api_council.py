"""The end of a round over HTTP: what stands before the council, its decisions, its sessions, the publication and its record."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router, Schema
from pydantic import Field

from caicach.apps.parindex.actions import council as actions
from caicach.apps.parindex.actions import publication as publishing
from caicach.apps.parindex.actions.council import NUMBER_LENGTH
from caicach.apps.parindex.api_support import LARGEST_ID, Code, CodeIn, Id, IdIn, ReasonIn, Year, scope_of
from caicach.apps.parindex.models import Publication, Session
from caicach.apps.parindex.models.scoring import DIGITS, PLACES
from caicach.apps.parindex.queries import council as queries
from caicach.apps.parindex.queries import facts
from caicach.apps.parindex.queries.self_score import participating
from caicach.core.parindex import plain
from caicach.platform.errors import Invalid

router = Router(tags=["council"])
ROUND = "/rounds/{int:round_id}"
Points = Annotated[Decimal, Field(ge=0, max_digits=DIGITS, decimal_places=PLACES)]
Number = Annotated[str, Field(min_length=1, max_length=NUMBER_LENGTH)]
MOST_CHANGES = 1000


class DisputeOut(Schema):
    """Một tiêu chí tranh chấp: các lớp điểm, điểm đang tính, nội dung; `decided_at` là null khi hội đồng chưa quyết định."""

    participant_id: int
    unit_id: int
    unit: str
    code: str
    name: str
    max_points: str
    layers: dict[str, str | None]
    counts: str | None
    grounds: str
    decided_at: dt.datetime | None


class WaitingOut(Schema):
    """Đơn vị chờ hội đồng phê duyệt, còn bao nhiêu tiêu chí chưa quyết định."""

    participant_id: int
    unit_id: int
    unit: str
    open_disputes: int


class SessionOut(Schema):
    """Phiên họp đã ghi; `minutes_id` là biên bản đã ký trong kho của địa phương, null khi chưa kèm."""

    id: int
    number: str
    held_on: dt.date
    minutes_id: int | None


class PublicationOut(Schema):
    """Một lần công bố hoặc điều chỉnh; `decision_id` là quyết định đã ký trong kho của địa phương, null khi chưa kèm."""

    edition: int
    number: str
    issued_on: dt.date
    reason: str
    digest: str
    published_at: dt.datetime
    decision_id: int | None


class CouncilOut(Schema):
    """Những gì đang ở trước hội đồng. `unready` là số đơn vị còn phải phê duyệt hoặc ghi lý do không xếp hạng."""

    round_id: int
    year: int
    unready: int
    disputes: list[DisputeOut]
    waiting: list[WaitingOut]
    sessions: list[SessionOut]
    publications: list[PublicationOut]


class DecideIn(ReasonIn):
    """Điểm hội đồng quyết định, trên điểm tối đa in trong bộ chỉ số, và lý do."""

    points: Points


class DecidedOut(Schema):
    """Điểm hội đồng đã ghi."""

    participant_id: int
    code: str
    points: str
    version: int


class SessionIn(Schema):
    """Phiên họp theo biên bản và các đơn vị được phê duyệt. `minutes_id`: tài liệu PDF trong kho của địa phương."""

    number: Number
    held_on: dt.date
    participants: list[IdIn] = Field(max_length=10_000)
    minutes_id: IdIn | None = None


class PublishIn(Schema):
    """Quyết định công bố. `decision_id`: tài liệu PDF trong kho của địa phương."""

    number: Number
    issued_on: dt.date
    decision_id: IdIn | None = None


class ChangeIn(DecideIn):
    """Điểm mới của một tiêu chí theo quyết định điều chỉnh."""

    participant_id: IdIn
    code: CodeIn


class CorrectIn(PublishIn, ReasonIn):
    """Quyết định điều chỉnh với mọi tiêu chí mà nó sửa."""

    changes: list[ChangeIn] = Field(min_length=1, max_length=MOST_CHANGES)


class DisputedOut(Schema):
    """Tiêu chí đã đưa ra hội đồng."""

    participant_id: int
    code: str
    grounds: str
    raised_at: dt.datetime


@router.get(
    f"{ROUND}/council", response=CouncilOut, summary="Những gì đang ở trước hội đồng", operation_id="council"
)
def council(request: HttpRequest, round_id: Id) -> Any:
    """Tiêu chí tranh chấp, đơn vị chờ phê duyệt, các phiên họp và các lần công bố của một đợt."""
    found = queries.council(scope_of(request), round_id, None)
    return {
        "round_id": found.round.pk,
        "year": found.round.year,
        "unready": found.unready,
        "disputes": [_dispute(one) for one in found.disputes],
        "waiting": [
            {
                "participant_id": one.participant.pk,
                "unit_id": one.participant.unit_id,
                "unit": one.participant.unit.name,
                "open_disputes": one.open_disputes,
            }
            for one in found.waiting
        ],
        "sessions": [_session(one) for one in found.sessions],
        "publications": [_publication(one) for one in found.publications],
    }


@router.put(
    ROUND + "/council/{int:participant_id}/points/{str:code}",
    response=DecidedOut,
    summary="Hội đồng quyết định điểm một tiêu chí",
    operation_id="council_decide",
)
def decide(request: HttpRequest, round_id: Id, participant_id: Id, code: Code, given: DecideIn) -> Any:
    """Tiêu chí có tranh chấp hay không đều được; tranh chấp đang mở được giải quyết bằng quyết định này."""
    scope = scope_of(request)
    one = queries.before_the_council(scope, round_id, None, participant_id, code)
    row = actions.decide(scope, one.participant.pk, one.leaf.code, given.points, given.reason)
    return {
        "participant_id": row.participant_id,
        "code": row.code,
        "points": plain(given.points),
        "version": row.version,
    }


@router.post(
    f"{ROUND}/council/sessions",
    response={201: SessionOut},
    summary="Ghi phiên họp phê duyệt",
    operation_id="council_approve",
)
def approve(request: HttpRequest, round_id: Id, given: SessionIn) -> Any:
    """Phê duyệt tất cả các đơn vị nêu tên, hoặc không đơn vị nào; trả lời 409 khi còn tiêu chí chưa quyết định."""
    scope = scope_of(request)
    made = actions.approve(scope, round_id, given.number, given.held_on, given.participants, given.minutes_id)
    return _session(made)


@router.post(
    f"{ROUND}/publications",
    response={201: PublicationOut},
    summary="Công bố kết quả",
    operation_id="publish",
)
def publish(request: HttpRequest, round_id: Id, given: PublishIn) -> Any:
    """Kết quả được đóng lại kèm mã băm; trả lời 409 với tên các đơn vị chưa được phê duyệt trong "problems"."""
    scope = scope_of(request)
    made = publishing.publish(scope, round_id, given.number, given.issued_on, given.decision_id)
    return _publication(made)


@router.post(
    f"{ROUND}/corrections",
    response={201: PublicationOut},
    summary="Điều chỉnh kết quả đã công bố",
    operation_id="correct",
)
def correct(request: HttpRequest, round_id: Id, given: CorrectIn) -> Any:
    """Lần công bố trước được giữ nguyên; lần điều chỉnh đứng bên cạnh với số quyết định riêng."""
    changes: dict[int, dict[str, tuple[Decimal, str]]] = {}
    for one in given.changes:
        if one.code in changes.setdefault(one.participant_id, {}):
            raise Invalid(
                _("Tiêu chí %(code)s của một đơn vị được nêu hai lần.") % {"code": one.code},
                _("Hãy nêu mỗi tiêu chí của một đơn vị một lần."),
            )
        changes[one.participant_id][one.code] = (one.points, one.reason)
    made = publishing.correct(
        scope_of(request),
        round_id,
        given.number,
        given.issued_on,
        given.reason,
        changes,
        given.decision_id,
    )
    return _publication(made)


@router.get(
    ROUND + "/publications/{int:edition}/record",
    response={200: None},
    summary="Tải hồ sơ kiểm chứng của một lần công bố",
    operation_id="publication_record",
)
def record(
    request: HttpRequest, round_id: Id, edition: Annotated[int, Path(ge=1, le=LARGEST_ID)]
) -> HttpResponse:
    """Hồ sơ JSON mà `caicach score --verify --record` tính lại được; mã băm của nó là `digest`."""
    found = queries.publication(scope_of(request), round_id, None, edition)
    return HttpResponse(found.record, content_type="application/json")


@router.post(
    "/units/{int:unit_id}/facts/{str:code}/dispute",
    response={201: DisputedOut},
    summary="Đưa một tiêu chí ra hội đồng",
    operation_id="dispute",
)
def dispute(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: ReasonIn) -> Any:
    """Việc của lãnh đạo đơn vị; `reason` là nội dung tranh chấp. Gửi lại khi chưa quyết định là thay nội dung."""
    scope = scope_of(request)
    member = participating(facts.sheet(scope, year, unit_id))
    row = actions.dispute(scope, member.pk, code, given.reason)
    return {
        "participant_id": member.pk,
        "code": row.code,
        "grounds": row.grounds,
        "raised_at": row.raised_at,
    }


def _dispute(one: queries.Disputed) -> dict[str, Any]:
    assert one.dispute is not None
    return {
        "participant_id": one.participant.pk,
        "unit_id": one.participant.unit_id,
        "unit": one.participant.unit.name,
        "code": one.leaf.code,
        "name": one.name,
        "max_points": plain(one.leaf.max_points),
        "layers": {layer.value: _exact(points) for layer, points in one.points.items()},
        "counts": _exact(one.counts),
        "grounds": one.dispute.grounds,
        "decided_at": one.dispute.decided_at,
    }


def _session(one: Session) -> dict[str, Any]:
    return {
        "id": one.pk,
        "number": one.number,
        "held_on": one.held_on,
        "minutes_id": one.minutes_id,
    }


def _publication(one: Publication) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PublicationOut.model_fields}


def _exact(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)

"""What people of the demonstration do together at leaves: a commune distributes its leaves, and is behind; people write comments.

Each acts in his own name, by the actions that the screens use.
"""

from __future__ import annotations

import datetime as dt

from caicach.apps.parindex.actions import comments, evidence, tasks
from caicach.apps.parindex.models import Dispute, Participant, Round
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import Node
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.models import User

GIVEN_ON, DUE_ON = dt.date(2026, 10, 14), dt.date(2026, 10, 26)
WRITTEN_ON = dt.date(2026, 11, 18)
EXPLAINED = 30
AGENCY = "noi_vu"
"""The field of the appraiser who writes."""
EXPLANATION = "Số liệu minh họa: theo sổ theo dõi của đơn vị, chưa có văn bản kèm theo"


def distribute(made: Round, focal: str, assignee: str) -> None:
    """The unit of a focal officer asks its people as the notice says; the officer explains some leaves, the assignee none."""
    asks, asked = acting(focal), acting(assignee)
    member = unit_of(made, asks)
    tasks.from_notices(asks, member.pk, DUE_ON)
    last = [leaf.code for leaf in framework_of(made.framework).leaves if leaf.kind != "survey"][-2:]
    assert asked.user_id is not None
    tasks.assign(
        asks,
        member.pk,
        last,
        tasks.Asked(asked.user_id, DUE_ON, "Số liệu lấy ở Trung tâm Phục vụ hành chính công"),
    )
    own = member.tasks.filter(person_id=asks.user_id).order_by("pk").values_list("code", flat=True)
    for code in own[:EXPLAINED]:
        evidence.note(asks, member.pk, code, EXPLANATION)


def exchange(made: Round, focal: str, appraiser: str) -> None:
    """An appraiser and the unit of a focal officer write to each other about a leaf."""
    unit, appraises = acting(focal), acting(appraiser)
    member = unit_of(made, unit)
    leaf = _leaf(made)
    said = (
        (appraises, "Đề nghị gửi kèm bản ký số của kế hoạch, bản đang gắn là bản dự thảo (minh họa)."),
        (unit, "Đơn vị đã gắn bản ký số thay bản dự thảo.\nNgày ký không đổi (minh họa)."),
        (appraises, "Tổ thẩm định đã xem, không còn ý kiến (minh họa)."),
    )
    for who, text in said:
        comments.write(who, member.pk, leaf.code, text)


def before_the_council(made: Round, secretary: str, member: str) -> None:
    """The secretary and a member of the council prepare the disputed leaves of a round."""
    leads, decides = acting(secretary), acting(member)
    for dispute in Dispute.objects.filter(participant__round=made).order_by("pk")[:2]:
        at = dispute.participant_id, dispute.code
        comments.write(leads, *at, "Đơn vị chưa bổ sung văn bản nào sau thẩm định lần 1 (minh họa).")
        comments.write(decides, *at, "Đề nghị thư ký in kèm minh chứng cho phiên họp (minh họa).")


def acting(username: str) -> Scope:
    """Somebody of the demonstration on the day that the clock is told."""
    return scope_of(User.objects.get(username=username), clock.today())


def unit_of(made: Round, scope: Scope) -> Participant:
    units = [post.unit_id for post in scope.posts]
    return Participant.objects.select_related("unit", "round__framework").get(round=made, unit_id__in=units)


def _leaf(made: Round) -> Node:
    return next(leaf for leaf in framework_of(made.framework).leaves if leaf.agency == AGENCY)

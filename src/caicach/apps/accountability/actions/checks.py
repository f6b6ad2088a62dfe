"""What the actions of this app ask before they write; each fault names itself and the way out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from caicach.apps.accountability.models import Remedy, RemedyPlan
from caicach.apps.accountability.queries.plan_model import line_of
from caicach.apps.parindex.actions.checks import reason, text
from caicach.apps.parindex.models import Participant
from caicach.apps.units.models import Unit
from caicach.core.words import Words
from caicach.platform.access import NotFound
from caicach.platform.errors import Conflict
from caicach.platform.wording import said

__all__ = [
    "line_of",
    "locked_plan",
    "locked_remedy",
    "possible",
    "published_member",
    "reason",
    "said",
    "text",
]


class Overtaken(Conflict):
    """Somebody else has saved meanwhile; `current` is what stands now."""

    def __init__(self, current: object) -> None:
        super().__init__(
            _("Nội dung này vừa được người khác sửa sau khi trang được mở."),
            _("Nội dung anh/chị vừa nhập vẫn còn trên màn hình; hãy đối chiếu rồi lưu lại."),
        )
        self.current = current


def possible(faults: Iterable[Words], message: str) -> None:
    """Conflict with everything that `core` found in the way."""
    problems = [said(fault) for fault in faults]
    if problems:
        shown = (
            problems[0] if len(problems) == 1 else _("còn %(count)s chỗ phải sửa") % {"count": len(problems)}
        )
        raise Conflict(f"{message}: {shown}.", "", problems)


def published_member(participant_id: int) -> Participant:
    """The participant with unit and round."""
    found = Participant.objects.select_related("unit", "round__framework", "round__locality")
    member = found.filter(pk=participant_id).first()
    if member is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá này."))
    return member


def locked_plan(participant_id: int) -> RemedyPlan:
    """The plan with its participant, its row locked until the transaction ends."""
    found = (
        RemedyPlan.objects.select_for_update(of=("self",))
        .select_related("participant__unit", "participant__round", "publication")
        .defer("publication__record")
        .filter(participant_id=participant_id)
        .first()
    )
    if found is None:
        raise NotFound(
            _("Đơn vị chưa có kế hoạch khắc phục."),
            _("Kế hoạch được mở khi kết quả của đợt đánh giá đã công bố."),
        )
    return found


def locked_remedy(plan: RemedyPlan, code: str) -> Remedy:
    """A remedy of a plan whose row is locked."""
    found = (
        plan.remedies.select_related("owner_user", "owner_unit").filter(code=code.replace("\x00", "")).first()
    )
    if found is None:
        raise NotFound(_("Kế hoạch không có tiêu chí %(code)s.") % {"code": code})
    return found


def name_of(unit: Unit, year: int) -> str:
    """What the trail calls the plan of a unit."""
    return f"{unit.name} {year}"

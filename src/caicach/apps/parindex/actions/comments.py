"""What people write to each other about a leaf: written once, never changed, withdrawn by the author alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.models import CommentsSeen, LeafComment, Participant, Side
from caicach.apps.parindex.queries import comments as queries
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict

TEXT_LENGTH = 2000


@transaction.atomic
def write(scope: Scope, participant_id: int, code: str, text: str) -> LeafComment:
    """Say something about a leaf, for the side that the scope speaks for; at every stage until the round is published."""
    participant, path, side = _spoken(scope, participant_id, code)
    if side is None:
        raise Refused(
            _("Anh/chị chỉ xem được trao đổi về tiêu chí %(code)s, không viết được.") % {"code": code},
            _(
                "Người của đơn vị được giao tiêu chí, tổ thẩm định của lĩnh vực và thành viên hội đồng viết ở đây."
            ),
        )
    checks.not_published(participant.round)
    made = LeafComment.objects.create(
        participant=participant,
        code=code,
        side=side,
        stage=participant.stage,
        edition=participant.edition,
        text=checks.paragraphs(text, _("nội dung trao đổi"), TEXT_LENGTH, required=True),
        author_id=scope.user_id,
        written_at=clock.now(),
    )
    _remember(scope, participant, code, made.pk)
    record(scope, "comment.written", _subject(participant, code, path), None, {"comment": made.text})
    return made


@transaction.atomic
def withdraw(scope: Scope, participant_id: int, code: str, comment_id: int) -> LeafComment:
    """Take one's own comment back: readers see that there was one, the trail keeps its text.

    Raises Conflict for any comment about the leaf that the scope has not written.
    """
    participant, path, side = _spoken(scope, participant_id, code)
    checks.not_published(participant.round)
    found = LeafComment.objects.filter(participant=participant, code=code, pk=comment_id).first()
    if found is None or side is None or scope.user_id is None or found.author_id != scope.user_id:
        raise Conflict(
            _("Không có trao đổi nào của anh/chị để rút ở đây."),
            _("Chỉ người viết rút được trao đổi của mình."),
        )
    if found.withdrawn_at is None:
        found.withdrawn_at = clock.now()
        found.save(update_fields=["withdrawn_at"])
        subject = _subject(participant, found.code, path)
        record(scope, "comment.withdrawn", subject, {"comment": found.text}, None)
    return found


@transaction.atomic
def seen(scope: Scope, participant_id: int, code: str, last: int) -> None:
    """Remember that the reader has seen the comments about a leaf up to the one numbered `last`."""
    participant, _path, _side = _spoken(scope, participant_id, code)
    found = LeafComment.objects.filter(participant=participant, code=code, pk__lte=last)
    newest = found.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        _remember(scope, participant, code, newest)


def _remember(scope: Scope, participant: Participant, code: str, last: int) -> None:
    if scope.user_id is None:
        return
    known, made = CommentsSeen.objects.get_or_create(
        participant=participant, code=code, person_id=scope.user_id, defaults={"last": last}
    )
    if not made and known.last < last:
        known.last = last
        known.save(update_fields=["last"])


def _spoken(scope: Scope, participant_id: int, code: str) -> tuple[Participant, str, Side | None]:
    """The participant, the unit's path and the side that the scope speaks for; Refused for whoever may not even read.

    Nothing is locked: results do not depend on what is said.
    """
    participant = (
        Participant.objects.select_related("unit", "round__framework").filter(pk=participant_id).first()
    )
    if participant is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá này."))
    unit = checks.unit_for(scope, participant.unit_id, Permission.UNITS_READ)
    node, heard = queries.speaking(scope, participant, unit, code)
    return participant, str(unit.path), heard.side(node)


def _subject(participant: Participant, code: str, path: str) -> Subject:
    label = f"{code} – {participant.unit.name} – {participant.round}"
    return Subject("fact", f"{participant.pk}:{code}", label, path)

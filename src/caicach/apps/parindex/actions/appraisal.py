"""Points by appraisers, their questions, and the unit's answers; `core.parindex.layers` says which points can stand."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, scoring
from caicach.apps.parindex.models import LeafPoints, Participant, Question
from caicach.apps.parindex.queries import process as queries
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import Node, layers
from caicach.core.parindex.layers import APPRAISAL_LAYER, LAYER_WORDS, Layer
from caicach.core.parindex.process import STAGE_WORDS, Stage
from caicach.core.words import figure, plain
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import language, said

ANSWER_LENGTH = 5000


class PointsConflict(Conflict):
    """Somebody else gave the leaf other points after it was shown; `current` is what stands now."""

    def __init__(self, current: LeafPoints | None) -> None:
        stated = []
        if current is not None and current.points is not None:
            stated = [_("Điểm hiện có: %(points)s") % {"points": figure(current.points, language())}]
        super().__init__(
            _("Tiêu chí này vừa được người khác chấm sau khi trang được mở."),
            _("Hãy so hai giá trị rồi lưu lại giá trị đúng; điểm anh/chị vừa nhập vẫn còn trên màn hình."),
            stated,
        )
        self.current = current


class QuestionConflict(Conflict):
    """Somebody else changed the question or its answer after it was shown; `current` is what stands now (None: no question)."""

    def __init__(self, current: Question | None, stated: str) -> None:
        super().__init__(
            _("Nội dung này vừa được người khác sửa sau khi trang được mở."),
            _("Hãy xem bản mới rồi lưu lại; phần anh/chị vừa viết vẫn còn trên màn hình."),
            [stated] if stated else [],
        )
        self.current = current


@transaction.atomic
def give(
    scope: Scope,
    participant_id: int,
    code: str,
    points: Decimal | None,
    reason: str = "",
    seen_version: int | None = None,
) -> LeafPoints:
    """Give a leaf its points in the appraisal that runs; asks for APPRAISE in the leaf's field.

    `points` None says that the leaf does not apply, which stands only where the self-score says so too. `seen_version` is that
    of the value the person looked at (0: none yet). Raises Invalid, Refused, Conflict, PointsConflict.
    """
    participant, node, path = _leaf(scope, participant_id, code)
    layer = APPRAISAL_LAYER.get(Stage(participant.stage))
    if layer is None:
        raise Conflict(
            _("%(unit)s %(stage)s, không ở bước thẩm định.")
            % {
                "unit": participant.unit.name,
                "stage": said(STAGE_WORDS[Stage(participant.stage)]),
            },
            _("Hãy chọn đơn vị đang được thẩm định."),
        )
    questioned = queries.questions(participant).filter(code=code).values_list("code", flat=True)
    if code not in layers.to_appraise(layer, [code], questioned):
        raise Conflict(
            _("Thẩm định lần 2 chỉ xét những tiêu chí đã yêu cầu giải trình; %(code)s không có yêu cầu.")
            % {"code": code},
            _("Điểm thẩm định lần 1 của tiêu chí này được giữ nguyên."),
        )
    why = checks.text(reason, _("lý do"), checks.REASON_LENGTH)
    own = {Layer(one.layer): one for one in _of_edition(participant, code)}
    known = own.get(layer)
    if known is not None and (known.points, known.reason) == (points, why):
        return known  # nothing new, or the same save once more: its answer got lost on the way
    if seen_version is not None and seen_version != (known.version if known else 0):
        raise PointsConflict(known)
    self_points = own[Layer.SELF].points if Layer.SELF in own else None
    _can_stand(node, points, self_points, why)
    before = _story(known) if known else None
    counted = layers.settled({one: row.points for one, row in own.items()})
    row = known or LeafPoints(
        participant=participant, code=code, layer=layer, edition=participant.edition, version=0
    )
    row.points, row.reason = points, why
    row.version += 1
    row.changed_by_id = scope.user_id
    row.save()
    if layers.settled({one: row.points for one, row in (own | {layer: row}).items()}) != counted:
        scoring.update_unit(participant)
    record(scope, "appraisal.scored", _subject(participant, code, path), before, _story(row), why)
    return row


@transaction.atomic
def agree(scope: Scope, round_id: int, codes: Collection[str], participants: Collection[int]) -> int:
    """Take the self-score of leaves that nobody has appraised yet as it is, in the first appraisal of units of a round.

    Leaves outside the appraiser's fields, units at another stage and leaves that somebody has appraised are left alone. Returns
    how many leaves were agreed with. Results do not change by it, so nothing is scored again.
    """
    round = checks.round_within(scope, round_id, Permission.APPRAISE)
    checks.not_published(round)
    framework = framework_of(round.framework)
    found = Participant.objects.select_related("unit").filter(
        round=round, pk__in=participants, stage=Stage.APPRAISING_1
    )
    agreed = 0
    for participant in found.order_by("pk"):
        participant.round = round
        path = str(checks.unit_for(scope, participant.unit_id, Permission.RESULTS_READ).path)
        own = [
            node.code
            for node in framework.leaves
            if node.code in codes and scope.may(Permission.APPRAISE, path, node.agency)
        ]
        agreed += _agree(scope, participant, own, path)
    return agreed


def _agree(scope: Scope, participant: Participant, codes: list[str], path: str) -> int:
    rows = LeafPoints.objects.filter(
        participant=participant, edition=participant.edition, code__in=codes
    ).values_list("code", "layer", "points")
    by_self = {code: points for code, layer, points in rows if layer == Layer.SELF}
    done = {code for code, layer, _points in rows if layer == Layer.APPRAISED_1}
    fresh = {code: points for code, points in by_self.items() if code not in done}
    if not fresh:
        return 0
    LeafPoints.objects.bulk_create(
        LeafPoints(
            participant=participant,
            edition=participant.edition,
            code=code,
            layer=Layer.APPRAISED_1,
            points=points,
            changed_by_id=scope.user_id,
        )
        for code, points in fresh.items()
    )
    subject = Subject("participant", participant.pk, f"{participant.unit.name} – {participant.round}", path)
    record(
        scope,
        "appraisal.agreed",
        subject,
        None,
        {code: trail(fresh[code]) for code in codes if code in fresh},
    )
    return len(fresh)


@transaction.atomic
def question(
    scope: Scope, participant_id: int, code: str, text: str, seen_version: int | None = None
) -> Question | None:
    """Ask the unit to explain a leaf; an empty text takes the question back. Asks for APPRAISE in the leaf's field.

    `seen_version` is that of the question the person looked at (0: none yet). Raises Invalid, Refused, Conflict,
    QuestionConflict.
    """
    participant, _node, path = _leaf(scope, participant_id, code)
    if Stage(participant.stage) is not Stage.APPRAISING_1:
        raise Conflict(
            _("Yêu cầu giải trình chỉ ghi được trong thẩm định lần 1; %(unit)s %(stage)s.")
            % {
                "unit": participant.unit.name,
                "stage": said(STAGE_WORDS[Stage(participant.stage)]),
            }
        )
    cleaned = checks.text(text, _("nội dung yêu cầu giải trình"), checks.REASON_LENGTH)
    found = queries.questions(participant).filter(code=code).first()
    before = {"question": found.text} if found else None
    if before == ({"question": cleaned} if cleaned else None):
        return found
    if seen_version is not None and seen_version != (found.version if found else 0):
        raise QuestionConflict(found, found.text if found else "")
    if not cleaned:
        assert found is not None
        found.delete()
        record(scope, "question.removed", _subject(participant, code, path), before, None)
        return None
    row = found or Question(participant=participant, code=code, edition=participant.edition, version=0)
    row.version += 1
    row.text, row.asked_by_id, row.asked_at = cleaned, scope.user_id, clock.now()
    row.due_on = queries.deadline(participant.round, "explanation")
    row.save()
    record(scope, "question.asked", _subject(participant, code, path), before, {"question": cleaned})
    return row


@transaction.atomic
def answer(
    scope: Scope,
    participant_id: int,
    code: str,
    text: str,
    points: Decimal | None = None,
    seen_version: int | None = None,
) -> Question:
    """Answer a question about a leaf, with the points that the unit asks for; whoever enters the leaf's facts may.

    Raises QuestionConflict when a colleague answered it after `seen_version` was shown.
    """
    participant = checks.locked_participant(participant_id)
    unit = checks.may_enter(scope, participant, code)
    checks.not_published(participant.round)
    if Stage(participant.stage) is not Stage.EXPLAINING:
        raise Conflict(
            _("%(unit)s không ở bước giải trình.") % {"unit": participant.unit.name},
            _("Hãy chờ tổ thẩm định gửi yêu cầu giải trình."),
        )
    found = queries.questions(participant).filter(code=code).first()
    if found is None:
        raise NotFound(_("Không có yêu cầu giải trình nào cho tiêu chí %(code)s.") % {"code": code})
    cleaned = checks.paragraphs(text, _("giải trình"), ANSWER_LENGTH, required=True)
    node = framework_of(participant.round.framework).node(code)
    if points is not None:
        _can_stand(node, points, points, "")
    if seen_version not in (None, found.version) and found.answer != cleaned:
        raise QuestionConflict(found, found.answer)
    before = {"answer": found.answer} if found.answered_at else None
    found.answer, found.answered_by_id, found.answered_at = cleaned, scope.user_id, clock.now()
    found.version += 1
    found.save()
    _claim(scope, participant, code, points)
    after = {"answer": cleaned} | ({"points": trail(points)} if points is not None else {})
    record(scope, "question.answered", _subject(participant, code, str(unit.path)), before, after)
    return found


def _claim(scope: Scope, participant: Participant, code: str, points: Decimal | None) -> None:
    """The points that a unit asks for in its explanation: a layer to look at, which decides nothing."""
    claimed = LeafPoints.objects.filter(
        participant=participant, edition=participant.edition, code=code, layer=Layer.EXPLANATION
    ).first()
    if claimed is None and points is None:
        return
    row = claimed or LeafPoints(
        participant=participant,
        code=code,
        layer=Layer.EXPLANATION,
        edition=participant.edition,
        version=0,
    )
    row.points, row.changed_by_id = points, scope.user_id
    row.version += 1
    row.save()


def _leaf(scope: Scope, participant_id: int, code: str) -> tuple[Participant, Node, str]:
    """The leaf for its appraiser. NotFound for a code that is no leaf, Refused outside the appraiser's fields."""
    participant = checks.locked_participant(participant_id)
    unit = checks.unit_for(scope, participant.unit_id, Permission.RESULTS_READ)
    framework = framework_of(participant.round.framework)
    node = framework.by_code.get(code)
    if node is None or not node.is_leaf:
        raise NotFound(
            _("Bộ %(set)s không có tiêu chí chấm điểm %(code)s.") % {"set": framework.code, "code": code}
        )
    if not scope.may(Permission.APPRAISE, unit.path, node.agency):
        scope.require(Permission.APPRAISE, unit.path, what=code)
        raise Refused(
            _("Tiêu chí %(code)s không thuộc lĩnh vực thẩm định của anh/chị.") % {"code": code},
            _("Hãy chọn tiêu chí trong lĩnh vực được giao, hoặc đề nghị thư ký hội đồng phân công lại."),
        )
    checks.not_published(participant.round)
    return participant, node, str(unit.path)


def _of_edition(participant: Participant, code: str) -> list[LeafPoints]:
    return list(LeafPoints.objects.filter(participant=participant, edition=participant.edition, code=code))


def _can_stand(node: Node, points: Decimal | None, compared: Decimal | None, reason: str) -> None:
    if points is None and compared is None:
        return  # both say that it does not apply
    faults = [said(words) for words in layers.faults(points, node.max_points, compared, reason)]
    if faults:
        raise Invalid(
            _("Điểm của tiêu chí %(code)s chưa lưu được: %(faults)s.")
            % {"code": node.code, "faults": "; ".join(faults)},
            _("Hãy sửa rồi lưu lại; điểm đang nhập vẫn còn trên màn hình."),
            faults,
        )


def trail(points: Decimal | None) -> str | None:
    """Points as the trail keeps them: without the zeros that a database adds."""
    return None if points is None else plain(points)


def _story(row: LeafPoints) -> dict[str, object]:
    return {
        "layer": said(LAYER_WORDS[Layer(row.layer)]),
        "points": trail(row.points),
    }


def _subject(participant: Participant, code: str, path: str) -> Subject:
    label = f"{code} – {participant.unit.name} – {participant.round}"
    return Subject("fact", f"{participant.pk}:{code}", label, path)

"""What the actions of this app ask before they write; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import FrameworkVersion, Participant, Publication, Round
from caicach.apps.parindex.queries.entering import entering
from caicach.apps.parindex.queries.frameworks import problem_words
from caicach.apps.parindex.queries.loading import framework_of, moves_others
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import find, ids_of, latest
from caicach.core.parindex import FactsError, Framework, FrameworkErrors
from caicach.core.parindex.process import ENTERING, STAGE_WORDS, Stage
from caicach.core.vietnamese import tidy
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.typed import paragraphs as paragraphs
from caicach.platform.typed import text as text
from caicach.platform.wording import said

REASON_LENGTH = 1000


def reason(value: str) -> str:
    """The reason that the trail keeps, where one is mandatory."""
    cleaned = tidy(value.replace("\x00", "").encode("utf-8", "ignore").decode())[:REASON_LENGTH]
    if not cleaned:
        raise Invalid(_("Thiếu lý do của thay đổi."), _("Hãy ghi lý do hoặc căn cứ; nhật ký sẽ giữ lại."))
    return cleaned


def locked_version(code: str) -> FrameworkVersion:
    """The version, its row locked until the transaction ends."""
    found = (
        FrameworkVersion.objects.select_for_update(of=("self",)).filter(code=code.replace("\x00", "")).first()
    )
    if found is None:
        raise _no_version(code)
    return found


def version_within(scope: Scope, code: str) -> FrameworkVersion:
    """As `locked_version`; NotFound also for a set of a locality that the scope does not work in."""
    version = locked_version(code)
    if version.locality_id is None or works_in(scope, version.locality_id, Permission.FRAMEWORK_READ):
        return version
    raise _no_version(code)


def works_in(scope: Scope, locality_id: int, permission: Permission) -> bool:
    """Whether the scope holds a permission anywhere in a locality."""
    reach = scope.reach(permission)
    return "" in reach or any(ids_of(prefix)[0] == locality_id for prefix in reach)


def may_edit(scope: Scope, version: FrameworkVersion) -> None:
    """FRAMEWORK_EDIT where the set belongs; a shared set is edited by whoever holds it anywhere."""
    owner = None if version.locality_id is None else path_of(version.locality_id)
    scope.require(Permission.FRAMEWORK_EDIT, owner, what=version.code)


def _no_version(code: str) -> NotFound:
    return NotFound(
        _("Không có bộ chỉ số “%(code)s”.") % {"code": code},
        _("Hãy chọn một bộ trong danh sách bộ chỉ số, hoặc nhập bộ mới."),
    )


def round_within(scope: Scope, round_id: int, permission: Permission) -> Round:
    """As `locked_round`; NotFound outside the localities of the scope, Refused where `permission` is not held in that one."""
    round = locked_round(round_id)
    if not works_in(scope, round.locality_id, Permission.FRAMEWORK_READ):
        raise NotFound(_("Không có đợt đánh giá này."))
    if not works_in(scope, round.locality_id, permission):
        scope.require(permission, path_of(round.locality_id), what=str(round))
    return round


def locked_round(round_id: int) -> Round:
    """The round with its criteria set; its row and those of all its units are locked until the transaction ends.

    Units come first, in one order: a change of one unit holds that unit when it asks for the round (`scoring.update_unit`).
    """
    units = Participant.objects.select_for_update(no_key=True).filter(round_id=round_id).order_by("pk")
    list(units.values_list("pk", flat=True))
    found = (
        Round.objects.select_for_update(of=("self",))
        .select_related("framework", "locality")
        .filter(pk=round_id)
        .first()
    )
    if found is None:
        raise NotFound(_("Không có đợt đánh giá này."))
    return found


def locked_participant(participant_id: int) -> Participant:
    """The participant with its round, its row locked until the transaction ends: for what moves no points of other units."""
    found = (
        Participant.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit", "round__framework", "round__locality")
        .defer("round__framework__document")
        .filter(pk=participant_id)
        .first()
    )
    if found is None:
        raise _no_participant()
    return found


def locked_for_leaf(participant_id: int, code: str) -> Participant:
    """The participant, locked for a change of a leaf's input: with all units where others are compared with it."""
    known = (
        Participant.objects.select_related("round__framework")
        .defer("round__framework__document")
        .filter(pk=participant_id)
        .first()
    )
    if known is not None and moves_others(framework_of(known.round.framework), code):
        return locked_among_all(participant_id)
    return locked_participant(participant_id)


def locked_among_all(participant_id: int) -> Participant:
    """As `locked_participant`, all units of the round locked with it: for what moves points or ranks of others."""
    round_id = Participant.objects.filter(pk=participant_id).values_list("round_id", flat=True).first()
    if round_id is None:
        raise _no_participant()
    round = locked_round(round_id)
    found = Participant.objects.select_related("unit").filter(pk=participant_id).first()
    if found is None:
        raise _no_participant()
    found.round = round
    return found


def _no_participant() -> NotFound:
    return NotFound(_("Đơn vị không có trong đợt đánh giá này."))


def path_of(unit_id: int) -> str:
    """The latest path of a unit."""
    unit = latest(unit_id)
    if unit is None or not unit.path:
        raise NotFound(_("Không có đơn vị này."))
    return str(unit.path)


def unit_for(scope: Scope, unit_id: int, permission: Permission) -> Unit:
    """The unit with its `path`: NotFound outside the reach, Refused where the scope lacks the permission."""
    try:
        return find(scope, unit_id, permission)
    except NotFound:
        unit = find(scope, unit_id)
        scope.require(permission, unit.path, what=unit.name)
        raise


def block(framework: Framework, code: str) -> None:
    """Invalid for a ranking block that the set does not know."""
    known = {item.code for item in framework.blocks}
    if (code or known) and code not in known:
        raise Invalid(
            _("Bộ %(set)s không có khối xếp hạng “%(block)s”.") % {"set": framework.code, "block": code},
            _("Các khối của bộ: %(known)s.") % {"known": ", ".join(sorted(known)) or _("không chia khối")},
        )


def reference_dates(framework: Framework, dates: Mapping[str, dt.date | str]) -> dict[str, str]:
    """Reference dates as they are kept; Invalid for a code that the set does not know or for what is no date."""
    kept = {}
    known = {item.code for item in framework.reference_dates}
    for code, value in dates.items():
        if code not in known:
            raise Invalid(
                _("Bộ %(set)s không có mốc ngày “%(code)s”.") % {"set": framework.code, "code": code},
                _("Các mốc của bộ: %(known)s.") % {"known": ", ".join(sorted(known)) or _("không có")},
            )
        if value in ("", None):
            continue
        try:
            day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError as error:
            raise Invalid(
                _("Mốc “%(code)s”: %(value)s không phải là ngày.") % {"code": code, "value": value},
                _("Hãy viết năm-tháng-ngày, ví dụ 2026-01-31."),
            ) from error
        kept[code] = day.isoformat()
    return kept


def may_enter(scope: Scope, participant: Participant, code: str) -> Unit:
    """The unit, when the scope may state the input of a leaf ('' for what concerns the whole unit) there; see `entering`."""
    unit = unit_for(scope, participant.unit_id, Permission.FACTS_ENTER)
    if entering(scope, unit, framework_of(participant.round.framework), participant.pk).may(code):
        return unit
    raise Refused(
        _("Tiêu chí %(code)s của %(unit)s không được giao cho anh/chị.") % {"code": code, "unit": unit.name}
        if code
        else _("Nội dung này của %(unit)s do cán bộ đầu mối nhập.") % {"unit": unit.name},
        _("Hãy đề nghị cán bộ đầu mối nhập, hoặc bổ sung phân công trong thông báo của đơn vị."),
    )


def still_entering(participant: Participant) -> None:
    """Conflict once the unit has locked its self-score, from when on only the layers change, or the round is published."""
    not_published(participant.round)
    stage = Stage(participant.stage)
    if stage not in ENTERING:
        raise Conflict(
            _("%(unit)s %(stage)s năm %(year)s, nên số liệu không sửa được nữa.")
            % {
                "unit": participant.unit.name,
                "stage": said(STAGE_WORDS[stage]),
                "year": participant.round.year,
            },
            _(
                "Nếu chưa thẩm định, lãnh đạo đơn vị rút bản đã chốt; nếu đã thẩm định, "
                "đề nghị quản trị bộ chỉ số mở khóa và nêu lý do."
            ),
        )


def not_published(round: Round) -> None:
    """Conflict once a round is published: nothing that its results are made of changes any more."""
    found = Publication.objects.filter(round=round).order_by("-edition").first()
    if found is not None:
        raise Conflict(
            _("Kết quả năm %(year)s đã công bố theo %(number)s, nên không sửa được nữa.")
            % {"year": round.year, "number": found.number},
            _("Muốn điều chỉnh, hãy ban hành quyết định điều chỉnh kết quả."),
        )


def in_use(version: FrameworkVersion) -> None:
    """Conflict when a round uses the version: it stays as it is for ever."""
    years = sorted({*Round.objects.filter(framework=version).values_list("year", flat=True)})
    if years:
        raise Conflict(
            _("Năm %(years)s đang dùng bộ %(code)s, nên không sửa được bộ này.")
            % {"years": ", ".join(map(str, years)), "code": version.code},
            _("Hãy tạo phiên bản mới từ bộ %(code)s, sửa ở đó rồi dùng cho năm sau.")
            % {"code": version.code},
        )


def framework_faults(error: FrameworkErrors) -> Invalid:
    """What is wrong with a document, as a fault that lists line, leaf and reason of each."""
    lines = [
        _("dòng %(line)s: %(rest)s") % {"line": problem.line, "rest": rest} if problem.line else rest
        for problem in error.problems
        for rest in [": ".join(part for part in (problem.code, problem_words(problem)) if part)]
    ]
    shown = (
        lines[0]
        if len(lines) == 1
        else _("%(first)s (và %(more)s lỗi khác)") % {"first": lines[0], "more": len(lines) - 1}
    )
    return Invalid(
        _("Bộ chỉ số có %(count)s lỗi: %(shown)s.") % {"count": len(lines), "shown": shown},
        _("Hãy sửa từng chỗ nêu trong danh sách rồi gửi lại; chưa có gì được lưu."),
        lines,
    )


def facts_fault(error: FactsError) -> Invalid:
    """A malformed input with its place."""
    return Invalid(
        _("Số liệu chưa đúng ở %(path)s: %(reason)s.") % {"path": error.path, "reason": said(error.reason)},
        _("Hãy sửa chỗ này rồi gửi lại; chưa có gì được lưu."),
    )


def story(values: Mapping[str, Any]) -> dict[str, object]:
    """What the trail says of some values: without the empty ones."""
    return {name: value for name, value in values.items() if value not in ("", None, {}, [])}

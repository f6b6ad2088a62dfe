"""Rounds: the year's scoring of one kind of unit in a locality, by which set, of whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, scoring
from caicach.apps.parindex.actions.participants import set_participant
from caicach.apps.parindex.models import Fact, FrameworkVersion, Participant, Round, Subject
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.rounds import KIND_OF_SUBJECT
from caicach.apps.units.queries import day_of_year, path_on, standing
from caicach.core.vietnamese import date_text
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject as Filed
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

__all__ = [
    "add_participants",
    "open_round",
    "remove_participant",
    "set_dates",
    "set_participant",
    "use_framework",
]


@transaction.atomic
def open_round(
    scope: Scope,
    locality_id: int,
    year: int,
    subject: str,
    framework_code: str,
    dates: Mapping[str, dt.date | str] | None = None,
) -> Round:
    """Open the round of a year for one kind of unit; asks for ROUND_MANAGE in the locality."""
    locality = checks.unit_for(scope, locality_id, Permission.ROUND_MANAGE)
    version = checks.locked_version(framework_code)
    _fits(version, subject, year, locality_id)
    known = (
        Round.objects.filter(locality=locality, year=year, subject=subject)
        .select_related("framework")
        .first()
    )
    if known is not None:
        raise Conflict(
            _("Năm %(year)s đã có đợt đánh giá %(subject)s, dùng bộ %(code)s.")
            % {"year": year, "subject": known.get_subject_display().lower(), "code": known.framework.code},
            _("Hãy mở đợt đã có để xem hoặc đổi bộ chỉ số."),
        )
    round = Round(locality=locality, year=year, subject=subject, framework=version)
    round.dates = checks.reference_dates(framework_of(version), dates or {})
    round.save(force_insert=True)
    record(scope, "round.opened", _filed(round, locality.path), None, _story(round))
    return round


@transaction.atomic
def use_framework(scope: Scope, round_id: int, framework_code: str, reason: str) -> Round:
    """Score a round by another set. Raises Conflict once the round has facts."""
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = _managed(scope, round)
    why = checks.reason(reason)
    version = checks.locked_version(framework_code)
    if version.pk == round.framework_id:
        return round
    if Fact.objects.filter(participant__round=round).exists():
        raise Conflict(
            _("Năm %(year)s đang dùng bộ %(code)s và đã có số liệu; không đổi được bộ chỉ số của năm này.")
            % {"year": round.year, "code": round.framework.code},
            _("Bộ %(new)s có thể dùng cho năm sau: hãy mở đợt đánh giá của năm đó với bộ này.")
            % {"new": version.code},
        )
    _fits(version, round.subject, round.year, round.locality_id)
    before = _story(round)
    round.framework = version
    known = {item.code for item in framework_of(version).reference_dates}
    round.dates = {code: day for code, day in round.dates.items() if code in known}
    round.save(update_fields=["framework", "dates"])
    blocks = {item.code for item in framework_of(version).blocks}
    round.participants.exclude(block__in=blocks).update(block="")
    scoring.update(round)
    record(scope, "round.framework_changed", _filed(round, path), before, _story(round), why)
    return round


@transaction.atomic
def set_dates(scope: Scope, round_id: int, dates: Mapping[str, dt.date | str], reason: str) -> Round:
    """State the reference dates of a round; an empty one falls back to that of the set."""
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = _managed(scope, round)
    why = checks.reason(reason)
    checks.not_published(round)
    before = _story(round)
    round.dates = checks.reference_dates(framework_of(round.framework), dates)
    if _story(round) != before:
        round.save(update_fields=["dates"])
        scoring.update(round)
        record(scope, "round.dates_changed", _filed(round, path), before, _story(round), why)
    return round


@transaction.atomic
def add_participants(scope: Scope, round_id: int, units: Sequence[tuple[int, str]]) -> list[Participant]:
    """Let units (id, ranking block) take part; those that do already keep their block. All or none."""
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = _managed(scope, round)
    checks.not_published(round)
    framework = framework_of(round.framework)
    on = day_of_year(round.year, scope.today)
    within = path_on(round.locality_id, on) or path
    wanted = dict(units)
    found = {unit.pk: unit for unit in standing(on).filter(pk__in=wanted)}
    for unit_id, block in wanted.items():
        unit = found.get(unit_id)
        if unit is None or not unit.path.startswith(within):
            raise Invalid(
                _("Đơn vị số %(id)s không thuộc %(locality)s vào ngày %(day)s.")
                % {"id": unit_id, "locality": round.locality.name, "day": date_text(on)},
                _("Hãy chọn đơn vị trong danh sách của năm %(year)s.") % {"year": round.year},
            )
        if unit.kind != KIND_OF_SUBJECT[Subject(round.subject)]:
            raise Invalid(
                _("%(unit)s là “%(kind)s”, không được chấm bằng bộ %(code)s.")
                % {"unit": unit.name, "kind": unit.get_kind_display(), "code": round.framework.code},
                _("Hãy bỏ đơn vị này khỏi danh sách."),
            )
        checks.block(framework, block)
    there = set(Participant.objects.filter(round=round, unit_id__in=wanted).values_list("unit_id", flat=True))
    added = Participant.objects.bulk_create(
        Participant(round=round, unit=found[unit_id], block=block)
        for unit_id, block in wanted.items()
        if unit_id not in there
    )
    if added:
        scoring.update(round)
        names = [found[one.unit_id].name for one in added]
        record(
            scope,
            "round.participants_added",
            _filed(round, path),
            None,
            {"count": len(added), "units": names},
        )
    return added


@transaction.atomic
def remove_participant(scope: Scope, participant_id: int, reason: str) -> None:
    """Take a unit out of a round; Conflict while it has facts."""
    participant = checks.locked_among_all(participant_id)
    round = participant.round
    path = _managed(scope, round)
    why = checks.reason(reason)
    checks.not_published(round)
    if participant.facts.exists():
        raise Conflict(
            _("%(unit)s đã có số liệu trong đợt %(year)s.")
            % {"unit": participant.unit.name, "year": round.year},
            _(
                "Nếu đơn vị không được xếp hạng, hãy ghi lý do ở mục “Không xếp hạng” thay vì đưa ra khỏi đợt."
            ),
        )
    participant.delete()
    scoring.update(round)
    record(
        scope, "round.participant_removed", _filed(round, path), {"unit": participant.unit.name}, None, why
    )


def _fits(version: FrameworkVersion, subject: str, year: int, locality_id: int) -> None:
    """Invalid when a set cannot score this kind of unit in this year and place."""
    if version.subject != subject:
        raise Invalid(
            _("Bộ %(code)s chấm điểm %(own)s, không phải %(asked)s.")
            % {
                "code": version.code,
                "own": version.get_subject_display().lower(),
                "asked": str(Subject(subject).label).lower() if subject in Subject.values else subject,
            },
            _("Hãy chọn một bộ chỉ số đúng đối tượng."),
        )
    if year < version.year or (version.valid_to is not None and version.valid_to.year < year):
        raise Invalid(
            _("Bộ %(code)s áp dụng từ năm %(first)s%(until)s, không dùng được cho năm %(year)s.")
            % {
                "code": version.code,
                "first": version.year,
                "until": _(" đến năm %(last)s") % {"last": version.valid_to.year} if version.valid_to else "",
                "year": year,
            },
            _("Hãy chọn bộ chỉ số áp dụng cho năm %(year)s.") % {"year": year},
        )
    if version.locality_id not in (None, locality_id):
        raise Invalid(
            _("Bộ %(code)s là của địa phương khác.") % {"code": version.code},
            _("Hãy tạo phiên bản mới từ bộ này cho địa phương mình rồi dùng phiên bản đó."),
        )


def _managed(scope: Scope, round: Round) -> str:
    path = checks.path_of(round.locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=str(round))
    return path


def _filed(round: Round, path: str) -> Filed:
    return Filed("round", round.pk, f"{round} – {round.locality.name}", path)


def _story(round: Round) -> dict[str, object]:
    return {
        "year": round.year,
        "subject": round.subject,
        "framework": round.framework.code,
        "dates": dict(round.dates),
    }

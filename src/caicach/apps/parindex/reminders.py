"""Who is reminded of which deadline of the round: what the notices of `platform.notices.deadlines` say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.actions.telling import shown
from caicach.apps.parindex.queries.answering import holders_in
from caicach.apps.parindex.queries.audience import Audience
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.owing import (
    Owing,
    not_appraised,
    owing,
    rounds_with_deadlines,
    unanswered,
)
from caicach.apps.parindex.queries.process import deadline, gaps_in
from caicach.apps.parindex.stages import PART_LABELS
from caicach.apps.parindex.worklist_process import lacking
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import PARTS
from caicach.platform.access import Role
from caicach.platform.notices.actions import Words
from caicach.platform.notices.deadlines import Owed, is_near

LAYER_OF_PART = {"appraisal_1": Layer.APPRAISED_1, "appraisal_2": Layer.APPRAISED_2}
Way = Callable[[], str]
"""What lacks and what to do about it, in the language that is active when it is called."""
WHO_ENDS = {
    "council": (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER),
    "publication": (Role.COUNCIL_SECRETARY, Role.CHAIR),
}


def owed(today: dt.date) -> Iterator[Owed]:
    """Everything that is owed in the rounds whose deadlines are near. The queries follow the number of rounds, not of units."""
    for round in rounds_with_deadlines(today):
        near = [part for part in PARTS if is_near(deadline(round, part), today)]
        if not near:
            continue
        audience = Audience(round.locality_id, today)
        for found in owing(round, near, today):
            yield from _owed(found, audience, today)


def _owed(found: Owing, audience: Audience, today: dt.date) -> Iterator[Owed]:
    match found.part:
        case "self_score":
            yield from _self_scores(found, audience, today)
        case "explanation":
            yield from _explanations(found, audience, today)
        case "appraisal_1" | "appraisal_2":
            yield from _appraisals(found, audience)
        case _:
            yield from _by_the_round(found, audience.of(*WHO_ENDS[found.part]))


# --- the units -------------------------------------------------------------------------------------------------------


def _self_scores(found: Owing, audience: Audience, today: dt.date) -> Iterator[Owed]:
    framework = framework_of(found.round.framework)
    gaps = gaps_in([one.pk for one in found.members], framework)
    holders = holders_in([one.unit_id for one in found.members], framework, today)
    for member in found.members:
        own = gaps[member.pk]
        open_codes = {*own.without_input, *own.without_evidence}
        codes = [leaf.code for leaf in framework.leaves if leaf.code in open_codes]
        answering = audience.answering(member.unit_id)
        yield _of_unit(found, member, answering, partial(lacking, own))
        for user_id, mine in audience.assignees(holders.get(member.unit_id, {}), codes).items():
            if user_id not in answering:
                yield _of_unit(found, member, {user_id}, partial(_to_fill, mine))


def _explanations(found: Owing, audience: Audience, today: dt.date) -> Iterator[Owed]:
    framework = framework_of(found.round.framework)
    questions = unanswered(found.members)
    holders = holders_in([one.unit_id for one in found.members], framework, today)
    for member in found.members:
        codes = questions.get(member.pk, ())
        answering = audience.answering(member.unit_id)
        yield _of_unit(found, member, answering, partial(_to_explain, codes))
        for user_id, mine in audience.assignees(holders.get(member.unit_id, {}), codes).items():
            if user_id not in answering:
                yield _of_unit(found, member, {user_id}, partial(_to_explain, mine))


def _of_unit(found: Owing, member: Any, people: Collection[int], way: Way) -> Owed:
    """What people of a unit owe."""
    key = f"parindex:{found.part}:{member.pk}:{member.edition}"
    url = reverse("parindex:self_score", args=[found.round.year, member.unit_id])
    title = member.unit.name
    return Owed(people, key, found.due, _words(found, title, way), url, member.path or "")


def _to_fill(codes: Collection[str]) -> str:
    words = ngettext(
        "%(count)s tiêu chí của anh/chị thiếu số liệu hoặc minh chứng: %(codes)s",
        "%(count)s tiêu chí của anh/chị thiếu số liệu hoặc minh chứng: %(codes)s",
        len(codes),
    )
    return words % {"count": len(codes), "codes": shown(codes)}


def _to_explain(codes: Collection[str]) -> str:
    if not codes:
        return _("đã trả lời đủ, còn chờ gửi giải trình đã ký")
    words = ngettext(
        "%(count)s tiêu chí chưa giải trình: %(codes)s",
        "%(count)s tiêu chí chưa giải trình: %(codes)s",
        len(codes),
    )
    return words % {"count": len(codes), "codes": shown(codes)}


# --- the locality ----------------------------------------------------------------------------------------------------


def _appraisals(found: Owing, audience: Audience) -> Iterator[Owed]:
    """Each appraiser for the leaves of his fields; the secretary for the units."""
    waiting = not_appraised(found.round, found.members, LAYER_OF_PART[found.part])
    field_of = {leaf.code: leaf.agency for leaf in framework_of(found.round.framework).leaves}
    leaves = [field_of[code] for codes in waiting.values() for code in codes]
    for user_id, fields in audience.appraisers().items():
        if count := sum(field in fields for field in leaves):
            yield _of_round(found, {user_id}, partial(_to_appraise, count), "appraisal")
    yield from _by_the_round(found, audience.of(Role.COUNCIL_SECRETARY))


def _by_the_round(found: Owing, people: Collection[int]) -> Iterator[Owed]:
    count = len(found.members)
    page = "appraisal" if found.part in LAYER_OF_PART else "council"
    yield _of_round(found, people, partial(_to_end, count), page)


def _of_round(found: Owing, people: Collection[int], way: Way, page: str) -> Owed:
    """What people of the locality owe for many units."""
    round = found.round
    if page == "council":
        url = reverse("parindex:council", args=[round.year, round.pk])
    else:
        url = f"{reverse('parindex:appraisal', args=[round.year])}?bo={round.subject}"
    key = f"parindex:{found.part}:round:{round.pk}"
    return Owed(people, key, found.due, _words(found, str(round.locality), way), url, f"{round.locality_id}/")


def _words(found: Owing, title: str, way: Way) -> Words:
    return lambda: (f"{PART_LABELS[found.part]}, {title}", f"{found.round}: {way()}.")


def _to_appraise(count: int) -> str:
    words = ngettext(
        "%(count)s lượt chấm thuộc lĩnh vực của anh/chị đang chờ",
        "%(count)s lượt chấm thuộc lĩnh vực của anh/chị đang chờ",
        count,
    )
    return words % {"count": count}


def _to_end(count: int) -> str:
    words = ngettext("%(count)s đơn vị chưa xong bước này", "%(count)s đơn vị chưa xong bước này", count)
    return words % {"count": count}

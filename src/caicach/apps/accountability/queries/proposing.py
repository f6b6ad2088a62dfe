"""TM-11: what a publication means for whom, proposed from the published results and from who was named on the day.

The day is the last of the year that was scored: "những tiêu chí … mà mình phụ trách khi chấm điểm". Nobody is asked for
permission here: the actions and queries that build on this have done so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.apps.accountability.queries import published
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.queries.answering import Holder, Holders, holders_in
from caicach.apps.units.models import Post
from caicach.apps.units.queries import in_force
from caicach.core.accountability import people
from caicach.core.accountability.people import Named, Proposals
from caicach.core.vietnamese import date_text
from caicach.platform.access import Role


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for a unit."""

    participant: Participant
    found: Proposals


def last_day(year: int) -> dt.date:
    """The day on which somebody must have been in charge."""
    return dt.date(year, 12, 31)


def proposed(publication: Publication, members: Collection[Participant]) -> list[Proposed]:
    """The proposals of each published unit with a ground; a constant number of queries."""
    framework, here = published.set_of(publication.round), published.units_of(publication)
    before = published.last_year(publication, members)
    day = last_day(publication.round.year)
    unit_ids = [one.unit_id for one in members]
    holders = holders_in(unit_ids, framework, day)
    heads = _heads(unit_ids, day)
    made = []
    for one in members:
        last = before.get(one.pk)
        if last is None:
            continue
        findings = people.findings(framework, here[str(one.pk)], last.leaves, last.index)
        if findings:
            named = _in_charge(holders.get(one.unit_id, {}))
            made.append(Proposed(one, people.proposals(findings, named, heads.get(one.unit_id, []))))
    return made


def posts_on(unit_ids: Collection[int], person_ids: Collection[int], day: dt.date) -> dict[int, Post]:
    """By person: the post held on the day, that in one of the units before any other."""
    found: dict[int, Post] = {}
    rows = Post.objects.filter(in_force(day), user_id__in=person_ids).order_by("pk")
    for post in sorted(rows, key=lambda post: post.unit_id not in unit_ids):
        found.setdefault(post.user_id, post)
    return found


def _heads(unit_ids: Collection[int], day: dt.date) -> dict[int, list[Named]]:
    found: defaultdict[int, list[Named]] = defaultdict(list)
    rows = Post.objects.filter(in_force(day), unit_id__in=unit_ids, role=Role.UNIT_HEAD.value)
    for post in rows.order_by("valid_from", "pk"):
        source = _("%(title)s từ ngày %(day)s") % {
            "title": post.title or Role.UNIT_HEAD.label,
            "day": date_text(post.valid_from),
        }
        found[post.unit_id].append(Named(post.user_id, source, post.valid_from))
    return found


def _in_charge(holders: Holders) -> dict[str, Named | None]:
    """The person that the notice names as the lead of each leaf; None where it names a department alone."""
    return {code: _named(next((one for one in own if one.is_lead), own[0])) for code, own in holders.items()}


def _named(lead: Holder) -> Named | None:
    if lead.user_id is None:
        return None
    return Named(lead.user_id, lead.source, lead.since or lead.notice_date)

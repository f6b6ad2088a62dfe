"""Published results as `core` reads them: units, last year, the two lists, the terms. Nothing here looks at live results.

These functions ask nobody for permission: queries and actions that have done so build on them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal

from caicach.apps.accountability.models import LocalTerms
from caicach.apps.parindex.models import FrameworkVersion, Participant, Publication, Round
from caicach.apps.parindex.queries.loading import framework_of, leaf_map, round_before
from caicach.apps.parindex.queries.recording import results_of
from caicach.core.accountability import terms
from caicach.core.accountability.lists import LastYear, Lists, lists
from caicach.core.accountability.terms import Terms
from caicach.core.parindex import Framework, analysis
from caicach.core.parindex.process import Stage
from caicach.core.parindex.published import PublishedUnit


def latest_publication(round_id: int) -> Publication | None:
    """The publication of a round that holds, with its round; its record stays in the database until it is asked for."""
    found = Publication.objects.filter(round_id=round_id).select_related(
        "round__framework", "round__locality"
    )
    return found.defer("record", "round__framework__document").order_by("-edition").first()


def units_of(publication: Publication) -> Mapping[str, PublishedUnit]:
    """The published units by `str(participant.pk)`."""
    return results_of(publication.digest, publication.pk).units


def is_published(publication: Publication, member: Participant) -> bool:
    """Whether the decision speaks of the unit: one that was left out unappraised stands in the record, but at its stage."""
    return member.stage == Stage.PUBLISHED.value and str(member.pk) in units_of(publication)


def terms_of(locality_id: int, issued_on: dt.date) -> Terms:
    """The terms for a decision of the locality: what it laid down itself, else what comes with the program."""
    shipped = terms.in_force(issued_on)
    own = [
        Terms(
            one.valid_from,
            one.hold_share,
            one.plan_days,
            one.objection_days,
            shipped.report_months,
            dict.fromkeys(("hold_share", "plan_days", "objection_days"), one.document),
        )
        for one in LocalTerms.objects.filter(locality_id=locality_id)
    ]
    return terms.in_force(issued_on, own)


def terms_for(publication: Publication) -> Terms:
    """The terms of a round: those of the day of its first decision, which a correction does not change."""
    return terms_of(publication.round.locality_id, first_day(publication))


def first_day(publication: Publication) -> dt.date:
    """The day of the decision that published the round, from which plans and reports are counted."""
    if publication.edition == 1:
        return publication.issued_on
    first = Publication.objects.filter(round_id=publication.round_id, edition=1)
    return first.values_list("issued_on", flat=True)[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """Last year as it was published: the index, and the leaves by this year's code."""

    index: Decimal | None = None
    leaves: LastYear = dataclasses.field(default_factory=dict)


def last_year(publication: Publication, members: Collection[Participant]) -> dict[int, Before]:
    """By participant: last year's published results, else the index that the record itself states for last year.

    A unit that was not there last year (created, merged) has none.
    """
    here = units_of(publication)
    members = [one for one in members if is_published(publication, one)]
    found = {one.pk: Before(here[str(one.pk)].last_index) for one in members}
    before = round_before(publication.round)
    then = latest_publication(before.pk) if before is not None else None
    if before is None or then is None:
        return found
    mapping = leaf_map(publication.round.framework, before.framework) or {}
    framework = dataclasses.replace(framework_of(publication.round.framework), leaf_map=mapping)
    old_codes = [leaf.code for leaf in framework_of(before.framework).leaves]
    numbers = dict(
        Participant.objects.filter(round=before, unit_id__in=[one.unit_id for one in members]).values_list(
            "unit_id", "pk"
        )
    )
    old = units_of(then)
    for one in members:
        known = old.get(str(numbers.get(one.unit_id)))
        if known is not None:
            leaves = analysis.mapped_last_year(framework, known.nodes, old_codes) if mapping else {}
            found[one.pk] = Before(known.index, leaves)
    return found


def lists_of(publication: Publication, members: Collection[Participant]) -> dict[int, Lists]:
    """The two lists by participant, of those who were published."""
    here, framework = units_of(publication), framework_of(publication.round.framework)
    high = terms_for(publication).hold_share
    before = last_year(publication, members)
    return {
        one.pk: lists(framework, here[str(one.pk)], before[one.pk].leaves, high)
        for one in members
        if one.pk in before
    }


def next_codes(new: FrameworkVersion, old: FrameworkVersion) -> dict[str, str]:
    """Leaf of the older set -> the one leaf of the newer that it alone became."""
    mapping = leaf_map(new, old) or {}
    return {parts[0]: code for code, parts in mapping.items() if len(parts) == 1}


def set_of(round: Round) -> Framework:
    """The criteria set of a round."""
    return framework_of(round.framework)

"""The results of a round as a record that proves itself (`core.parindex.record`), computed now from what is stored."""

from __future__ import annotations

from collections.abc import Mapping

from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.queries.loading import facts_of, framework_of, settled_of
from caicach.core.parindex import evaluate, record


def record_of(round: Round, decision: Mapping[str, str]) -> str:
    """The record of a round; `decision` states number, day and reason of what publishes it. For actions and checked queries."""
    facts = facts_of(round)
    settled = settled_of(round)
    results = evaluate(framework_of(round.framework), facts, settled)
    names = {
        str(pk): name for pk, name in Participant.objects.filter(round=round).values_list("pk", "unit__name")
    }
    return record.write(round.framework.document, facts, settled, results, names, decision)

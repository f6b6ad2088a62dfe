"""The results of a round as records that prove themselves (`core.parindex.record`): written of what is stored, read as published.

Every reader of published results comes through `results_of`. These functions ask nobody for permission: actions and queries that
have done so build on them, and `public`, which tells everybody what `core.parindex.public` takes out of a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Participant, Publication, Round
from caicach.apps.parindex.queries.loading import facts_of, framework_of, settled_of
from caicach.core.parindex import evaluate, published, record
from caicach.core.parindex.published import Published
from caicach.platform.errors import Conflict

KEPT = 6
"""Publications kept in memory, each a province with every leaf of its units; reading one takes a twentieth of a second."""


def record_of(round: Round, decision: Mapping[str, str]) -> str:
    """The record of a round, computed now; `decision` states number, day and reason of what publishes it."""
    facts = facts_of(round)
    settled = settled_of(round)
    results = evaluate(framework_of(round.framework), facts, settled)
    names = {
        str(pk): name for pk, name in Participant.objects.filter(round=round).values_list("pk", "unit__name")
    }
    return record.write(round.framework.document, facts, settled, results, names, decision)


def draft_of(round: Round) -> Published:
    """The results as a decision would publish them now."""
    return published.read(record_of(round, {}), framework_of(round.framework))


@lru_cache(maxsize=KEPT)
def results_of(digest: str, publication_id: int) -> Published:
    """What the publication with this digest says, read from its record alone; the units are by `str(participant.pk)`.

    No query for one that was read before, else two. Conflict for a record with another digest: better no figures than wrong ones.
    """
    stored = Publication.objects.select_related("round__framework").defer("round__framework__document")
    found = stored.get(pk=publication_id)
    if record.digest(found.record) != digest:
        raise Conflict(
            _("Hồ sơ kết quả công bố không khớp mã băm của nó, nên không hiển thị."),
            _("Hãy báo cho cơ quan công bố; kết quả đúng là kết quả trong quyết định đã ký."),
        )
    return published.read(found.record, framework_of(found.round.framework))

"""Building the index again from the texts: it may be stopped at any moment and goes on where it was."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from caicach.platform.fulltext import actions, sources
from caicach.platform.fulltext.models import Entry, Rebuilding

BATCH = 100


def rebuild(kind: str, told: Callable[[int], None] = lambda done: None) -> int:
    """Index all texts of `kind` again, then drop entries whose thing is gone; returns how many texts were read now.

    Each batch is kept with the mark of how far it came. `told` is called with the number of texts after each.
    """
    done = 0
    with transaction.atomic():
        state, _is_new = Rebuilding.objects.select_for_update().get_or_create(kind=kind)
        if not state.is_running:
            state.number, state.after, state.is_running = state.number + 1, 0, True
            state.save()
    while texts := list(sources.source(kind)(state.after, BATCH)):
        state.after = texts[-1].id
        with transaction.atomic():
            actions.index_all(kind, texts, state.number)
            state.save()
        done += len(texts)
        told(done)
    _drop_gone(state)
    state.is_running = False
    state.save()
    return done


def _drop_gone(state: Rebuilding) -> None:
    """Entries that this round did not see: what was indexed meanwhile is there after all, the rest is gone."""
    stale = Entry.objects.filter(kind=state.kind, round__lt=state.number).order_by("pk")
    while entries := list(stale.values_list("object_id", flat=True)[:BATCH]):
        for object_id in entries:
            texts = [text for text in sources.source(state.kind)(object_id - 1, 1) if text.id == object_id]
            if texts:
                actions.index_all(state.kind, texts, state.number)
            else:
                actions.forget(state.kind, object_id)

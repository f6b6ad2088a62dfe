"""What a finding gives to the one that takes it in, and how it gets that back.

What was given stands in `gave` of the one taken in: `end`, where the taker ended by itself; `deadline`, whether its deadline was
given; `units`, the rows that were added to it. Its words were put behind those of the taker and are looked for there, so that
what somebody has mended since is left as he wrote it.
"""

from __future__ import annotations

from typing import Any

from caicach.apps.directives.models import Directive, Finding, FindingUnit
from caicach.core.vietnamese import tidy

_JOINT = "; "


def take_in(earlier: Finding, found: Finding, one: Directive) -> None:
    """The finding before reaches to the end of this one; a task gets its words, its offices, and its deadline if it has none."""
    others = [each.gave["end"] for each in earlier.merged.all() if each.gave]
    gave: dict[str, Any] = {"end": min(others, default=earlier.end), "deadline": False, "units": []}
    found.gave = gave
    found.merged_into = earlier
    earlier.end = max(earlier.end, found.end)
    _cut(earlier, one)
    if not found.is_target:
        _take_task(earlier, found, gave)


def give_back(found: Finding, one: Directive) -> Finding | None:
    """Undo that for a finding that stands by itself again; returns the one that had taken it in, None where there is none."""
    taker, gave = found.merged_into, found.gave
    found.merged_into, found.gave = None, None
    if taker is None or gave is None:
        return taker
    if not found.is_target:
        _give_task(taker, found, gave)
    above: Finding | None = taker
    own_end = gave["end"]
    while above is not None:
        stay = above.merged.exclude(pk=found.pk)
        above.end = max(own_end, *(each.end for each in stay), above.start)
        _cut(above, one)
        own_end = above.gave["end"] if above.gave else above.end
        above = above.merged_into
    return taker


def _cut(found: Finding, one: Directive) -> None:
    found.quote = one.text[found.start : found.end]
    found.version += 1
    found.save(update_fields=["end", "quote", "version"])


def _take_task(earlier: Finding, later: Finding, gave: dict[str, Any]) -> None:
    kept, gone = earlier.task, later.task
    kept.what = tidy(f"{kept.what}{_JOINT}{gone.what}")
    if kept.deadline is None and gone.deadline is not None:
        kept.deadline, kept.deadline_text = gone.deadline, gone.deadline_text
        gave["deadline"] = True
    kept.save(update_fields=["what", "deadline", "deadline_text"])
    known = {(each.part, each.written) for each in earlier.units.all()}
    for each in later.units.all():
        if (each.part, each.written) not in known:
            each.pk, each.finding_id = None, earlier.pk
            each.save(force_insert=True)
            gave["units"].append(each.pk)


def _give_task(earlier: Finding, later: Finding, gave: dict[str, Any]) -> None:
    kept, gone = earlier.task, later.task
    before, joint, behind = kept.what.rpartition(f"{_JOINT}{gone.what}")
    if joint and (not behind or behind.startswith(_JOINT)):
        kept.what = before + behind
    if gave["deadline"] and kept.deadline == gone.deadline:
        kept.deadline, kept.deadline_text = None, ""
    kept.save(update_fields=["what", "deadline", "deadline_text"])
    FindingUnit.objects.filter(finding_id=earlier.pk, pk__in=gave["units"]).delete()

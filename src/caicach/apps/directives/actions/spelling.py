"""A person picks how an uncertain word of an old encoding reads, or takes that back.

The file and the text before the conversion stay; the readable text gets the word. Findings are moved and not read anew: tables
of a file stand nowhere but in it, a scan takes minutes, and what people decided must not be decided again. Where the old word
stands in what a finding says it is mended there, too, and `mended` of the place keeps how, so that taking it back is exact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.directives import checks
from caicach.apps.directives.actions.common import locked, make_found, subject_of
from caicach.apps.directives.models import Directive, Finding, FindingUnit, Target, Task
from caicach.apps.directives.spelling import Change, changed
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

_SAID = {Target: ("subject", "measured_in", "base", "period"), Task: ("what", "product", "deadline_text")}
_UNIT = "written"


@transaction.atomic
def pick_readings(scope: Scope, directive_id: int, version: int, picked: Mapping[int, str]) -> Directive:
    """Let the places of a text that begin at these offsets read so; only what was offered there can be picked."""
    one, unit = locked(scope, directive_id)
    checks.seen(version, one.version)
    at = {each["start"]: number for number, each in enumerate(one.conversions) if each["suggestions"]}
    for start, reading in picked.items():
        if start not in at or reading not in one.conversions[at[start]]["suggestions"]:
            raise Invalid(
                _("Không có cách đọc “%(reading)s” ở chỗ này.") % {"reading": reading[:100]},
                _("Hãy chọn một trong các cách đọc được nêu."),
            )
        if "read" in one.conversions[at[start]]:
            raise Conflict(_("Chỗ này đã được chọn cách đọc."), _("Hãy hoàn tác trước nếu muốn chọn lại."))
    if not picked:
        raise Invalid(_("Chưa chọn chỗ nào."), _("Hãy chọn một cách đọc."))
    one.original = one.original or one.text
    words = _Words(one)
    for start in sorted(picked, reverse=True):
        number = at[start]
        entry = one.conversions[number]
        change = Change(start, entry["end"], one.text[start : entry["end"]], picked[start])
        mended = words.replace(number, change)
        one.conversions[number] |= {"read": change.old, "mended": mended}
    words.save()
    record(scope, "directive.readings_picked", subject_of(one, unit), words.before, words.after)
    return one


@transaction.atomic
def undo_readings(scope: Scope, directive_id: int, version: int, starts: Collection[int]) -> Directive:
    """Let the places that begin at these offsets read again as the machine had read them."""
    one, unit = locked(scope, directive_id)
    checks.seen(version, one.version)
    at = {each["start"]: number for number, each in enumerate(one.conversions) if "read" in each}
    if not starts or not set(starts) <= set(at):
        raise Conflict(_("Chỗ này chưa được chọn cách đọc nào."), _("Hãy tải lại trang."))
    words = _Words(one)
    for start in sorted(starts, reverse=True):
        number = at[start]
        entry = one.conversions[number]
        words.replace(
            number,
            Change(start, entry["end"], one.text[start : entry["end"]], entry["read"]),
            was=entry["mended"],
        )
        one.conversions[number] = {
            key: value for key, value in one.conversions[number].items() if key not in ("read", "mended")
        }
    if one.original == one.text:
        one.original = ""
    words.save()
    record(scope, "directive.readings_undone", subject_of(one, unit), words.before, words.after)
    return one


class _Words:
    """The text of a directive with all that points into it. `before` and `after` are for the trail: offset and word."""

    def __init__(self, one: Directive) -> None:
        self.before: dict[str, object] = {}
        self.after: dict[str, object] = {}
        self._one = one
        self._found: list[Target | Task] = [
            *Target.objects.select_for_update(of=("self",)).filter(directive=one).order_by("pk"),
            *Task.objects.select_for_update(of=("self",)).filter(directive=one).order_by("pk"),
        ]
        self._units = list(FindingUnit.objects.filter(finding__directive=one).order_by("pk"))
        self._moved: set[Target | Task] = set()
        self._mended: set[Target | Task | FindingUnit] = set()

    def replace(
        self, number: int, change: Change, was: Collection[list[Any]] | None = None
    ) -> list[list[Any]]:
        """Put the new words there, at the place of index `number`; `was` is what putting the old ones had mended."""
        one = self._one
        one.text = change.of(one.text)
        one.conversions = changed(one.conversions, number, change)
        self.before[str(change.start)], self.after[str(change.start)] = change.old, change.new
        over = set()
        for each in self._found:
            span = change.moved(each.start, each.end)
            if each.gave:
                end = each.gave["end"]
                each.gave = {**each.gave, "end": change.moved(end, end)[1]}
                self._moved.add(each)
            if span != (each.start, each.end):
                self._moved.add(each)
            if each.start < change.end and change.start < each.end:
                over.add(each.pk)
                self._mended.add(each)
            each.start, each.end = span
        return self._mend(change, over) if was is None else self._mend_back(change, was)

    def save(self) -> None:
        one = self._one
        for each in self._found:
            if each in self._mended:
                each.quote = one.text[each.start : each.end]
                each.version += 1
                each.save()
        only_moved = [
            Finding(pk=each.pk, start=each.start, end=each.end, gave=each.gave)
            for each in self._moved - self._mended
        ]
        Finding.objects.bulk_update(only_moved, ["start", "end", "gave"], batch_size=200)
        FindingUnit.objects.bulk_update([each for each in self._units if each in self._mended], [_UNIT])
        one.version += 1
        one.save(update_fields=["text", "original", "conversions", "version"])
        make_found(one)

    def _said(self) -> Iterator[tuple[Target | Task | FindingUnit, int, str]]:
        """All that findings say: where it is kept, the finding, the field."""
        for each in self._found:
            yield from ((each, each.pk, field) for field in _SAID[type(each)])
        yield from ((each, each.finding_id, _UNIT) for each in self._units)

    def _mend(self, change: Change, over: Collection[int]) -> list[list[Any]]:
        """Put the new words into what the findings of these words say; returns key, field, before, after of each."""
        mended = []
        for holder, finding_id, field in self._said():
            if finding_id not in over:
                continue
            before = getattr(holder, field)
            after = change.in_words(before)[: getattr(holder._meta.get_field(field), "max_length", None)]
            if after != before:
                setattr(holder, field, after)
                self._mended.add(holder)
                mended.append([holder.pk, field, before, after])
        return mended

    def _mend_back(self, change: Change, was: Collection[list[Any]]) -> list[list[Any]]:
        """Take it out again: as it was before, and where more has changed since, the words alone if that is not ambiguous."""
        known = {(holder.pk, field): holder for holder, _finding, field in self._said()}
        for key, field, before, after in was:
            holder = known.get((key, field))
            if holder is None:
                continue
            now = getattr(holder, field)
            if now == after:
                setattr(holder, field, before)
            elif change.in_words(before) == before:
                setattr(holder, field, change.in_words(now))
            self._mended.add(holder)
        return []

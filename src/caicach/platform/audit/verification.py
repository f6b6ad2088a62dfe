"""Checking the trail: finds a changed row, a missing row, a cut-off tail, and triggers that are gone.

What the chain cannot find by itself is a trail rewritten as a whole, head included, by somebody who owns the database. Against
that, the head (number and hash) is written down outside, on paper or in another system, and given to a later check as `anchor`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db import connection
from django.db.models import Max, Subquery
from django.utils.translation import gettext as _

from caicach.platform.audit import triggers
from caicach.platform.audit.chain import GENESIS
from caicach.platform.audit.models import Entry, Head

CHUNK = 2000
MOST_PROBLEMS = 100

Kind = Literal["changed", "missing", "relinked", "tail", "head", "triggers", "anchor"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the trail; `sequence` is where (0: the trail as a whole)."""

    kind: Kind
    sequence: int
    message: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain as it was at some moment: number and hash of the last entry."""

    sequence: int
    hash: str

    @classmethod
    def read(cls, written: str) -> Anchor:
        """From "1234:9f86…"; ValueError otherwise."""
        number, separator, digits = written.strip().partition(":")
        digits = digits.lower()
        if not (
            separator and number.isdigit() and len(digits) == 64 and set(digits) <= set("0123456789abcdef")
        ):
            raise ValueError(written)
        return cls(int(number), digits)

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: how many entries were read, what is wrong (at most MOST_PROBLEMS), where the chain ends."""

    checked: int
    problems: tuple[Problem, ...]
    end: Anchor

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(anchor: Anchor | None = None, progress: Progress | None = None) -> Verdict:
    """Read the whole trail and repeat its arithmetic. Entries appended meanwhile are left for the next time."""
    checker = _Checker()
    head, last = _ends()
    if gone := triggers.missing(connection):
        checker.note(
            "triggers",
            0,
            _("Thiếu khóa chống sửa, xóa trong cơ sở dữ liệu: %(names)s.") % {"names": ", ".join(gone)},
        )
    for entry in Entry.objects.filter(sequence__lte=last).order_by("sequence").iterator(chunk_size=CHUNK):
        checker.take(entry)
        if anchor is not None and entry.sequence == anchor.sequence and entry.hash != anchor.hash:
            checker.note(
                "anchor",
                entry.sequence,
                _("Bản ghi %(n)s khác với mốc đã ghi lại bên ngoài.") % {"n": entry.sequence},
            )
        if progress is not None and checker.checked % CHUNK == 0:
            progress(checker.checked, last)
    checker.close(head)
    if anchor is not None and anchor.sequence > checker.sequence:
        checker.note(
            "anchor",
            anchor.sequence,
            _("Mốc đã ghi lại bên ngoài là bản ghi %(n)s, nhưng nhật ký chỉ còn đến bản ghi %(last)s.")
            % {"n": anchor.sequence, "last": checker.sequence},
        )
    return Verdict(checker.checked, tuple(checker.problems), Anchor(checker.sequence, checker.hash))


def _ends() -> tuple[Anchor | None, int]:
    """The head and the greatest number in the table, by one statement so that both are of the same moment."""
    last = Subquery(Entry.objects.order_by("-sequence").values("sequence")[:1])
    row = Head.objects.filter(pk=1).values("sequence", "hash").annotate(last=last).first()
    if row is None:
        return None, Entry.objects.aggregate(last=Max("sequence"))["last"] or 0
    return Anchor(row["sequence"], row["hash"]), row["last"] or 0


class _Checker:
    """Walks the chain and remembers where it is."""

    def __init__(self) -> None:
        self.sequence = 0
        self.hash = GENESIS
        self.checked = 0
        self.problems: list[Problem] = []

    def note(self, kind: Kind, sequence: int, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(kind, sequence, message))

    def take(self, entry: Entry) -> None:
        here = {"n": entry.sequence, "previous": entry.sequence - 1}
        if entry.sequence != self.sequence + 1:
            self._gap(self.sequence + 1, entry.sequence - 1)
        elif entry.previous != self.hash:
            self.note(
                "relinked", entry.sequence, _("Bản ghi %(n)s không nối với bản ghi %(previous)s.") % here
            )
        if entry.expected_hash != entry.hash:
            self.note(
                "changed", entry.sequence, _("Bản ghi %(n)s đã bị sửa: nội dung không khớp mã băm.") % here
            )
        self.sequence, self.hash = entry.sequence, entry.hash
        self.checked += 1

    def _gap(self, first: int, last: int) -> None:
        if first == last:
            self.note("missing", first, _("Thiếu bản ghi %(n)s.") % {"n": first})
        else:
            self.note(
                "missing",
                first,
                _("Thiếu các bản ghi từ %(first)s đến %(last)s.") % {"first": first, "last": last},
            )

    def close(self, head: Anchor | None) -> None:
        if head is None:
            if self.checked:
                self.note("head", self.sequence, _("Thiếu dòng ghi cuối chuỗi nhật ký."))
        elif head.sequence > self.sequence:
            self.note(
                "tail",
                self.sequence + 1,
                _("Phần cuối nhật ký bị cắt: thiếu từ bản ghi %(first)s đến %(last)s.")
                % {"first": self.sequence + 1, "last": head.sequence},
            )
        elif head.sequence < self.sequence or head.hash != self.hash:
            self.note(
                "head",
                self.sequence,
                _("Dòng ghi cuối chuỗi không khớp bản ghi cuối %(n)s.") % {"n": self.sequence},
            )

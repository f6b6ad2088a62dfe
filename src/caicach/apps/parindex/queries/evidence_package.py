"""Everything that proves the figures of a unit in a year: the documents of its leaves, its signed reports, its explanations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.apps.documents import queries as shelf
from caicach.apps.documents.models import Document
from caicach.apps.parindex.models import LeafNote, Participant, Proof, Submission
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Unit
from caicach.core.parindex import Framework, Node
from caicach.core.vietnamese import fold
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.uploads import ENDINGS, Kind
from caicach.platform.wording import language

PROOFS, REPORTS = "minh-chung", "bao-cao"
"""Folders of the package."""

LONGEST_STEM = 80
READ = Permission.EVIDENCE_READ


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: which leaf a document proves, on which pages, or ("" for the code) which report it is."""

    code: str
    name: str
    document: Document
    pages: str
    path: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the unit says of a leaf."""

    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Package:
    """A unit's evidence; `files` holds each document once, by its path in the package."""

    participant: Participant
    unit: Unit
    year: int
    entries: tuple[Entry, ...]
    explanations: tuple[Explanation, ...]

    @property
    def files(self) -> dict[str, Document]:
        return {entry.path: entry.document for entry in self.entries}


def package(scope: Scope, year: int, unit_id: int) -> Package:
    """What a unit has shown in the round of a year; an appraiser gets the leaves of his fields. Five queries beside the unit's.

    NotFound and Refused as for the shelf of the unit; NotFound where it takes part in no round of the year.
    """
    unit = shelf.unit_for(scope, unit_id)
    participant = (
        Participant.objects.filter(unit_id=unit_id, round__year=year)
        .select_related("round__framework", "round__locality", "unit")
        .defer("round__framework__document")
        .first()
    )
    if participant is None:
        raise NotFound(
            _("%(unit)s không có trong đợt đánh giá nào của năm %(year)s.")
            % {"unit": unit.name, "year": year},
            _("Hãy chọn năm khác."),
        )
    framework = framework_of(participant.round.framework)
    leaves = _leaves(scope, unit, framework)
    paths = _Paths()
    proofs = Proof.objects.filter(participant=participant, code__in=leaves).select_related("document__file")
    order = {code: place for place, code in enumerate(leaves)}
    entries = [
        Entry(
            one.code,
            leaves[one.code].words.text(language()),
            one.document,
            one.pages,
            paths.of(PROOFS, one.document),
            one.document.is_withdrawn,
        )
        for one in sorted(proofs, key=lambda proof: (order[proof.code], proof.pk))
    ]
    entries += [
        Entry(
            "",
            _("%(kind)s, lần %(n)s") % {"kind": one.get_kind_display(), "n": one.number},
            one.report,
            "",
            paths.of(REPORTS, one.report),
            one.withdrawn_at is not None,
        )
        for one in _submissions(participant)
    ]
    notes = dict(LeafNote.objects.filter(participant=participant).values_list("code", "text"))
    told = [
        Explanation(code, leaf.words.text(language()), notes[code])
        for code, leaf in leaves.items()
        if code in notes
    ]
    return Package(participant, unit, year, tuple(entries), tuple(told))


def _leaves(scope: Scope, unit: Unit, framework: Framework) -> dict[str, Node]:
    """The leaves whose evidence the scope reads, in printed order."""
    ended = unit.valid_to is not None  # what is read of it is read by way of the units that it went into
    fields = scope.fields(READ, None if ended else unit.path)
    return {leaf.code: leaf for leaf in framework.leaves if fields is None or leaf.agency in fields}


def _submissions(participant: Participant) -> Iterable[Submission]:
    found = Submission.objects.filter(participant=participant).select_related("report__file")
    return found.defer("contents").order_by("submitted_at", "pk")


class _Paths:
    """A name for each document: numbered, small ASCII letters, with the ending of its content, so that every system takes it."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, folder: str, document: Document) -> str:
        if document.pk not in self._known:
            words = " ".join(part for part in (document.number, document.title) if part)
            stem = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:LONGEST_STEM].rstrip("-")
            number = f"{len(self._known) + 1:03d}"
            self._known[document.pk] = f"{folder}/{number}-{stem or 'tai-lieu'}.{_ending(document)}"
        return self._known[document.pk]


def _ending(document: Document) -> str:
    """The ending under which the file was sent, which fits its content (`files.names.check_ending`)."""
    kind = Kind(document.file.kind)
    sent = document.name.rpartition(".")[2].lower()
    return sent if sent in ENDINGS[kind] else min(ENDINGS[kind])

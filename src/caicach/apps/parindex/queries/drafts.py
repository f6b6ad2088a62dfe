"""Documents while they are being worked on: parsed once, for reading the YAML of a set takes half a second."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from caicach.apps.parindex.queries.loading import digest_of
from caicach.core.parindex import FrameworkErrors, editing
from caicach.core.parindex.editing import Data, EditError, Outline

KEPT = 32


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's values (None where it has not the form of a document) and its outline; never to be changed in place."""

    data: Data | None
    outline: Outline


class _Documents:
    """The latest documents by the digest of their text."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Parsed] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str) -> Parsed | None:
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def put(self, digest: str, parsed: Parsed) -> None:
        with self._lock:
            self._kept[digest] = parsed
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_documents = _Documents()


def parsed(text: str) -> Parsed:
    """The values and the outline of a text."""
    digest = digest_of(text)
    known = _documents.get(digest)
    if known is None:
        try:
            data = editing.load(text)
            known = Parsed(data, editing.outline_of(data))
        except FrameworkErrors as error:
            known = Parsed(None, Outline(None, error.problems))
        except EditError:
            known = Parsed(None, editing.outline(text))
        _documents.put(digest, known)
    return known


def written(data: Data) -> str:
    """Values as a text that `parsed` knows already."""
    text = editing.text_of(data)
    _documents.put(digest_of(text), Parsed(data, editing.outline_of(data)))
    return text

"""All that is read out of one directive."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.directives.findings import ReportedResult, Target, Task
from caicach.core.directives.header import Header, body_of, read_header
from caicach.core.directives.structure import Item, items_of
from caicach.core.directives.tables import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """Header, numbered items, and the findings in the order of the text."""

    header: Header
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    results: tuple[ReportedResult, ...]


def read(text: str, tables: Sequence[Table] = ()) -> Reading:
    """Read a directive: `text` in NFC, converted from old encodings; `tables` those of the file it came from.

    Never raises; what is not found is empty.
    """
    return Reading(read_header(text), items_of(body_of(text)), (), (), ())

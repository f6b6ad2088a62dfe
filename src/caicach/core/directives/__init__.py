"""Reading a directive: its header, the documents that it names, its numbered items, each with the words it came from.

Pure functions over clean text; `core.vietnamese.legacy` comes before them.
"""

from caicach.core.directives.findings import Operator, Recurrence, ReportedResult, Target, Task, TaskKind
from caicach.core.directives.header import Header, Precision, body_of, read_header
from caicach.core.directives.lines import Line, Quote, lines_of
from caicach.core.directives.reading import Reading, read
from caicach.core.directives.references import Reference, references
from caicach.core.directives.signature import Signer
from caicach.core.directives.structure import Item, items_of
from caicach.core.directives.tables import Cell, Table

__all__ = [
    "Cell",
    "Header",
    "Item",
    "Line",
    "Operator",
    "Precision",
    "Quote",
    "Reading",
    "Recurrence",
    "Reference",
    "ReportedResult",
    "Signer",
    "Table",
    "Target",
    "Task",
    "TaskKind",
    "body_of",
    "items_of",
    "lines_of",
    "read",
    "read_header",
    "references",
]

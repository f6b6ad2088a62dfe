"""Criteria sets as spreadsheets, in the shape that officials use, out and in.

    reading = sheets.read(rows, merges, answers)      # repeat with more answers until reading.questions is empty
    framework = sheets.framework_of(reading, heading)

Whatever an importer would have to guess becomes a question that names the cell, what is read there, why it is doubtful, and
the answers that are possible. Nothing is read from a sheet while a question is open.
"""

from .columns import SheetFault, find_head
from .compose import Heading, edited_rules, framework_of, heading_of
from .machine import Machine, machine_of
from .model import Line, Merge, Option, Question, Reading, Remark, address
from .reader import read
from .writer import HEADER, MACHINE_HEADER, MACHINE_SHEET, PERSON_SHEET, SheetRow, machine_rows, person_rows

__all__ = [
    "HEADER",
    "MACHINE_HEADER",
    "MACHINE_SHEET",
    "PERSON_SHEET",
    "Heading",
    "Line",
    "Machine",
    "Merge",
    "Option",
    "Question",
    "Reading",
    "Remark",
    "SheetFault",
    "SheetRow",
    "address",
    "edited_rules",
    "find_head",
    "framework_of",
    "heading_of",
    "machine_of",
    "machine_rows",
    "person_rows",
    "read",
]

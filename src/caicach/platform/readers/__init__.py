"""Files of an office made into text: what stands in them, in Unicode, with tables, fonts and what was converted.

`read_file` is the door. Each kind of file has a module that gives `blocks.Content`; a kind is added to `reading.READERS`.
"""

from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.ocr import Printed, Scans
from caicach.platform.readers.reading import KINDS, ReadFile, read_file, takes_long

__all__ = ["KINDS", "Printed", "ReadFile", "Scans", "Unreadable", "Why", "read_file", "takes_long"]

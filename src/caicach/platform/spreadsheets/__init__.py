"""Tables in and out: reading .xlsx and .csv that officials send, writing those they download.

Text comes out in NFC, whole numbers as int, other numbers as Decimal with the digits that Excel shows, and merged cells are
reported so that the reader of a form can ask instead of guessing.
"""

from caicach.platform.spreadsheets.reading import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, read_table
from caicach.platform.spreadsheets.scan import address
from caicach.platform.spreadsheets.tables import Cell, Merge, Row, Table
from caicach.platform.spreadsheets.writing import (
    XLSX_TYPE,
    Sheet,
    download,
    stream_csv,
    stream_xlsx,
    write_csv,
    write_xlsx,
)

__all__ = [
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "XLSX_TYPE",
    "Cell",
    "Merge",
    "Row",
    "Sheet",
    "Table",
    "address",
    "download",
    "read_table",
    "stream_csv",
    "stream_xlsx",
    "write_csv",
    "write_xlsx",
]

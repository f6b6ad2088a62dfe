"""Vietnamese text: normal form, folding for search, sorting, numbers and dates as they are printed.

Pure functions. Text is NFC at the door of the system (`nfc`); what is compared for search is folded
(`fold`), what is listed is sorted by `sort_key`, people by `person_sort_key`.
"""

from caicach.core.vietnamese.numbers import date_text, decimal_text, integer_text, read_date, read_decimal
from caicach.core.vietnamese.order import person_sort_key, sort_key
from caicach.core.vietnamese.text import fold, nfc, spelling_key, tidy, tidy_paragraphs

__all__ = [
    "date_text",
    "decimal_text",
    "fold",
    "integer_text",
    "nfc",
    "person_sort_key",
    "read_date",
    "read_decimal",
    "sort_key",
    "spelling_key",
    "tidy",
    "tidy_paragraphs",
]

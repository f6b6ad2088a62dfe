"""Vietnamese text: normal form, folding for search, sorting, names, numbers and dates in figures and in words.

Pure functions. Text is NFC at the door of the system (`nfc`); what is compared for search is folded
(`fold`), what is listed is sorted by `sort_key`, people by `person_sort_key`. Text in old encodings is
the work of the package `legacy`.
"""

from caicach.core.vietnamese.in_words import in_words, money_in_words
from caicach.core.vietnamese.names import PersonName, name_case, split_name
from caicach.core.vietnamese.numbers import date_text, decimal_text, integer_text, read_date, read_decimal
from caicach.core.vietnamese.order import person_sort_key, sort_key
from caicach.core.vietnamese.text import fold, nfc, spelling_key, tidy, tidy_paragraphs

__all__ = [
    "PersonName",
    "date_text",
    "decimal_text",
    "fold",
    "in_words",
    "integer_text",
    "money_in_words",
    "name_case",
    "nfc",
    "person_sort_key",
    "read_date",
    "read_decimal",
    "sort_key",
    "spelling_key",
    "split_name",
    "tidy",
    "tidy_paragraphs",
]

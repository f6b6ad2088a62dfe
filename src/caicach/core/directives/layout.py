"""The lines of a letterhead that have a form: number with symbol, place with date."""

import re

NUMBER = re.compile(
    r"Số\s*:?\s*(?P<number>\d+[a-z]?(?:/\d{4})?)?\s*[-/]\s*(?P<symbol>[A-ZĐ][\wĐ]*(?:\s?[-–/]\s?[\wĐ]+)*)"
)
DATE = re.compile(
    r"(?:(?P<place>[^,\n]{2,60}),\s*)?[Nn]gày\s*(?P<day>\d{1,2})?[\s.…]*tháng\s*(?P<month>\d{1,2})?[\s.…]*năm\s*(?P<year>\d{4})"
)

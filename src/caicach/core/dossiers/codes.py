"""Codes of dossiers: `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX` (agency, day, running number of the day).

The agency's code is that of the identification scheme, long ("000.00.01.H42") or short ("H44.100"); both occur in practice.
"""

import re
from dataclasses import dataclass
from datetime import date

_CODE = re.compile(r"([A-Z0-9]+(?:\.[A-Z0-9]+)*)-(\d{6})-(\d{4,})")


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A code in its parts."""

    agency: str
    day: date
    number: int


def code_of(agency: str, day: date, number: int) -> str:
    """ "H44.100-261120-0001": four digits or, from the ten thousandth dossier of a day on, as many as it needs.

    Raises ValueError for a number below 1 and for an agency's code with other signs than capitals, digits and dots.
    """
    code = f"{agency}-{day:%y%m%d}-{number:04d}"
    if number < 1 or _CODE.fullmatch(code) is None:
        raise ValueError(f"not the code of a dossier: {code!r}")
    return code


def series_of(day: date) -> str:
    """The name of the series of numbers of a day."""
    return f"code:{day:%y%m%d}"


def parse(code: str) -> DossierCode | None:
    """The parts of a code, None for what is not one."""
    match = _CODE.fullmatch(code.strip().upper())
    if match is None:
        return None
    agency, digits, number = match.groups()
    try:
        day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
    return DossierCode(agency, day, int(number)) if int(number) else None

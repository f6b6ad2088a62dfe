"""Telephone numbers of Vietnam as they are kept: national, digits only ("0912345678", "02203838383").

Mobile numbers begin with 03, 05, 07, 08 or 09 and have ten digits, landlines with 02 and have ten or eleven (numbering plan of
Thông tư số 22/2014/TT-BTTTT as amended; from memory).
"""

import re

_MARKS = re.compile(r"[\s.\-()/]")
_NATIONAL = re.compile(r"0[35789]\d{8}|02\d{8,9}")


def normal(typed: str) -> str | None:
    """The number as it is kept, whatever spaces, dots and +84 it was typed with; None for what is no number of Vietnam."""
    digits = _MARKS.sub("", typed)
    for prefix in ("+84", "0084"):
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits if _NATIONAL.fullmatch(digits) else None

"""Codes of procedures: a digit, six digits ("1.013978"), and in variants of a province its suffix ("1.013978.H42")."""

import re

_NATIONAL = re.compile(r"[1-9]\.[0-9]{6}")
_CODE = re.compile(r"(?P<base>[1-9]\.[0-9]{6})(?:\.(?P<suffix>[A-Z][0-9]{2}(?:\.[0-9]{1,3})*))?")


def checked_code(text: str) -> str:
    """The code as it is stored, without spaces and in capitals; ValueError for what is no code of a procedure."""
    code = re.sub(r"\s", "", text).upper()
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a code of a procedure: {text!r}")
    return code


def base_of(code: str) -> str:
    """The national code that a code stands on: "1.013978" of "1.013978.H42", and of itself."""
    found = _CODE.fullmatch(code)
    return found["base"] if found else code


def is_variant_of(code: str, other: str) -> bool:
    """Whether both are one national procedure: the same base, one of them at least with a suffix."""
    return code != other and base_of(code) == base_of(other) and bool(_NATIONAL.fullmatch(base_of(code)))

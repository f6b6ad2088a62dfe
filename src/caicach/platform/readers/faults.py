"""Files that cannot be read, each with a code, what is wrong and the way out."""

from __future__ import annotations

from enum import StrEnum

from caicach.platform.errors import Invalid


class Why(StrEnum):
    """Why a file cannot be read: for programs, beside the sentences for people."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    WRONG_KIND = "wrong-kind"
    LIES = "lies"
    PASSWORD = "password"
    BROKEN = "broken"
    BOMB = "bomb"
    NESTED = "nested"
    TOO_LONG = "too-long"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_SLOW = "too-slow"
    NO_LIBREOFFICE = "no-libreoffice"
    NO_OCR = "no-ocr"


class Unreadable(Invalid):
    """A file that cannot be read; nothing of it has been taken in."""

    def __init__(self, code: Why, message: str, way_out: str) -> None:
        super().__init__(message, way_out)
        self.code = code

"""What `core` says, in the reader's language."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import get_language

from caicach.core.words import Words


def language() -> Literal["vi", "en"]:
    """The language of the reader."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def said(words: Words) -> str:
    """A sentence in the reader's language, beginning with a capital letter."""
    text = words.text(language())
    return text[:1].upper() + text[1:]

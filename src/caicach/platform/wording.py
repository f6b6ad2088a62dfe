"""What `core` says, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language

from caicach.core.words import Language, Words


def language() -> Language:
    """The language of the reader, as `core` names it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def said(words: Words) -> str:
    """Words in the language of the reader, as they stand within a sentence."""
    return words.text(language())


def sentence(words: Words) -> str:
    """Words as a sentence of their own, beginning with a capital letter."""
    text = said(words)
    return text[:1].upper() + text[1:]

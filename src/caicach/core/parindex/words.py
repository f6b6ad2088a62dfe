"""The words and figures of the index: those that all of `core` shares."""

from caicach.core.words import Language, Words, figure, plain, rate

__all__ = ["Language", "Words", "figure", "plain", "rate"]

"""What a person types, taken apart: words, words that belong together, the beginning of a word. Any text will do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caicach.core.vietnamese import tidy
from caicach.platform.fulltext.words import words_of

LONGEST = 300
MOST_WORDS = 24
SHORTEST_BEGINNING = 2
_QUOTES = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side, plain, with the exact forms of those that were typed with marks.

    `is_beginning`: its only word is the beginning of one; with marks, `exact` is the beginning of an exact form.
    """

    plain: tuple[str, ...]
    exact: tuple[str, ...] = ()
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """All terms must be found. `whole` is everything that was typed as words side by side, None where that says nothing more."""

    terms: tuple[Term, ...]

    @property
    def whole(self) -> Term | None:
        if len(self.terms) < 2 or any(term.is_beginning for term in self.terms):
            return None
        return Term(
            tuple(word for term in self.terms for word in term.plain),
            tuple(word for term in self.terms for word in term.exact),
        )


def asked(typed: str) -> Asked:
    """The terms of what was typed. Words in quotation marks stand side by side, and so do the parts of "12/KH-UBND"; a last word
    with a star behind it ("cải các*") is the beginning of a word.
    """
    pieces = _QUOTES.split(tidy(typed[:LONGEST]))
    terms: list[Term] = []
    for number, piece in enumerate(pieces):
        # An odd piece stands in quotation marks, if they were closed.
        chunks = [piece] if number % 2 and number < len(pieces) - 1 else piece.split()
        for chunk in chunks:
            words = words_of(chunk)
            left = MOST_WORDS - sum(len(term.plain) for term in terms)
            if words.plain and left > 0:
                terms.append(Term(words.plain[:left], words.exact[:left]))
    last = pieces[-1].rstrip()
    if (
        terms
        and last.endswith("*")
        and len(terms[-1].plain) == 1
        and len(terms[-1].plain[0]) >= SHORTEST_BEGINNING
    ):
        terms[-1] = Term(terms[-1].plain, terms[-1].exact, is_beginning=True)
    return Asked(tuple(terms))

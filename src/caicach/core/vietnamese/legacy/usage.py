"""How usual a syllable is in the texts of offices, and what follows it: `data/usage.txt`, counted by `scripts/count_usage.py`."""

from functools import cache
from importlib import resources


@cache
def counted() -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """How often each syllable, and each with the one behind it, was counted."""
    words: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for row in resources.files(__package__).joinpath("data/usage.txt").read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        word, count, *following = row.split()
        words[word] = int(count)
        pairs.update({(word, following[at]): int(following[at + 1]) for at in range(0, len(following), 2)})
    return words, pairs


def times(word: str) -> int:
    """How often a syllable was counted; zero for one that is not usual."""
    return counted()[0].get(word.lower(), 0)


def times_together(first: str, second: str) -> int:
    """How often `second` was counted right behind `first`."""
    return counted()[1].get((first.lower(), second.lower()), 0)

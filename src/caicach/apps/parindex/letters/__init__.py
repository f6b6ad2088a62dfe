"""The letters of the yearly round, composed as `core.letters` models from what `queries.letters` found.

Nothing is read here: data in, letter out. Their words are Vietnamese in every language of the screen, because the law's documents
are; an official edits them in Word before they are signed.
"""

from caicach.apps.parindex.letters.decision import decision
from caicach.apps.parindex.letters.minutes import minutes
from caicach.apps.parindex.letters.result import result

__all__ = ["decision", "minutes", "result"]

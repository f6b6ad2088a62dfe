"""The tables of administrative procedures: the catalogue through time, and its posting."""

from caicach.apps.procedures.models.catalogue import (
    CODE_LENGTH,
    FOLDED_LENGTH,
    NAME_LENGTH,
    SORT_KEY_LENGTH,
    Change,
    Decision,
    Fee,
    Field,
    Level,
    Limits,
    Online,
    Paper,
    Procedure,
    Step,
    Version,
)
from caicach.apps.procedures.models.posting import Posting

__all__ = [
    "CODE_LENGTH",
    "FOLDED_LENGTH",
    "NAME_LENGTH",
    "SORT_KEY_LENGTH",
    "Change",
    "Decision",
    "Fee",
    "Field",
    "Level",
    "Limits",
    "Online",
    "Paper",
    "Posting",
    "Procedure",
    "Step",
    "Version",
]

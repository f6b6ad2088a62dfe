"""A year of dossiers that nobody handed in: seasonal, by unit and procedure, kept by the law except where a breach is asked for.

Pure and the same on every machine: the same plan gives the same lives, because nothing but `random()` of generators seeded with
text is drawn from. Where a violation is planted, a dossier has exactly that one; all others have none (`core.dossiers.violations`
finds the planted ones and no more).
"""

from caicach.apps.dossiers.synthetic.lives.drawing import draw
from caicach.apps.dossiers.synthetic.lives.people import Person, person
from caicach.apps.dossiers.synthetic.lives.plan import (
    Desk,
    Life,
    Matter,
    Office,
    Plan,
    ScheduledFee,
    StepPlan,
    Unplantable,
    read_plants,
)

__all__ = [
    "Desk",
    "Life",
    "Matter",
    "Office",
    "Person",
    "Plan",
    "ScheduledFee",
    "StepPlan",
    "Unplantable",
    "draw",
    "person",
    "read_plants",
]

"""Tables of the index: criteria sets, rounds, facts and results (`scoring`), and what a round does to them (`process`)."""

from .process import LeafNote, LeafPoints, Proof, Question, Submission
from .publication import Dispute, Publication, Session
from .scoring import (
    CODE_LENGTH,
    DIGITS,
    PLACES,
    Fact,
    FrameworkDraft,
    FrameworkVersion,
    IndexKind,
    NodeScore,
    Participant,
    Round,
    Subject,
    Target,
    UnitScore,
)

__all__ = [
    "CODE_LENGTH",
    "DIGITS",
    "PLACES",
    "Dispute",
    "Fact",
    "FrameworkDraft",
    "FrameworkVersion",
    "IndexKind",
    "LeafNote",
    "LeafPoints",
    "NodeScore",
    "Participant",
    "Proof",
    "Publication",
    "Question",
    "Round",
    "Session",
    "Subject",
    "Submission",
    "Target",
    "UnitScore",
]

"""Tables of the index: criteria sets, rounds, facts and results (`scoring`), what a round does to them (`process`), and who
works at a leaf (`leaf_work`)."""

from .leaf_work import CommentsSeen, LeafComment, LeafTask, Side
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
    "CommentsSeen",
    "Dispute",
    "Fact",
    "FrameworkDraft",
    "FrameworkVersion",
    "IndexKind",
    "LeafComment",
    "LeafNote",
    "LeafPoints",
    "LeafTask",
    "NodeScore",
    "Participant",
    "Proof",
    "Publication",
    "Question",
    "Round",
    "Session",
    "Side",
    "Subject",
    "Submission",
    "Target",
    "UnitScore",
]

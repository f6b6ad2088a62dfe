"""Tables of directives: the register, what they name, who must read them, and what was read out of them."""

from .findings import Finding, FindingLink, FindingUnit, LinkKind, Origin, Standing, Target, Task, UnitPart
from .intake import Intake, IntakePage
from .register import Directive, DirectiveLink, Reader, Relation, State

__all__ = [
    "Directive",
    "DirectiveLink",
    "Finding",
    "FindingLink",
    "FindingUnit",
    "Intake",
    "IntakePage",
    "LinkKind",
    "Origin",
    "Reader",
    "Relation",
    "Standing",
    "State",
    "Target",
    "Task",
    "UnitPart",
]

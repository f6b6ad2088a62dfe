"""The scoring rules that occur in criteria sets, one class each.

| rule | kinds of the domain |
| --- | --- |
| binary | R1 |
| timeliness | R2 |
| checklist, choice | R3, R4 |
| bands, external | R5, R17 |
| ratio | R6, R7, R8 |
| deduct, count | R9, R10 |
| survey | R11, R12 |
| formula | R13, R14 |
| compare, change | R15, R16 |
| manual | R20 |

Bonus and penalty (R18) belong to the whole set, the knock-out (R19) to a node: see `framework`.
"""

from typing import Annotated

from pydantic import Field

from .bands import Bands, External
from .base import Rule
from .binary import Binary
from .checklist import Checklist, Choice
from .comparison import Change, Compare
from .counting import Count, Deduct
from .formula import Formula
from .manual import Manual
from .ratio import Ratio
from .survey import Survey
from .timeliness import Timeliness

AnyRule = Annotated[
    Binary
    | Timeliness
    | Checklist
    | Choice
    | Bands
    | External
    | Ratio
    | Deduct
    | Count
    | Survey
    | Formula
    | Compare
    | Change
    | Manual,
    Field(discriminator="type"),
]

__all__ = ["AnyRule", "Rule"]

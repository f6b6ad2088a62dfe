"""What every order of steps answers when it is asked whether a step may be taken: of a round, of a plan, of a case."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from caicach.core.words import Words

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Decision(Generic[S]):
    """Whether a step may be taken: where it leads, and everything that stands in its way."""

    target: S
    faults: tuple[Words, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.faults


def out_of_order(target: S, what: Words, now: Words, wanted: Words) -> Decision[S]:
    """The refusal of a step that does not follow from where `what` ("kế hoạch", "the plan is") stands now."""
    fault = Words(f"{what.vi} {now.vi} nên không {wanted.vi} được", f"{what.en} {now.en}: cannot {wanted.en}")
    return Decision(target, (fault,))

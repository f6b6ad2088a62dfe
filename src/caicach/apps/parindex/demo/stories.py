"""What happens to single units of the demonstration in a year, so that every case of the screens is there to be seen.

Missing inputs ("not ranked"), a rate above 100 % (a flag), a leaf declared not applicable, bonus and penalty,
and a head who was disciplined (the index would be Excellent, the class is not). Units with published figures
are left out of all but the harmless ones.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from caicach.core.parindex import Framework
from caicach.core.parindex.rules.ratio import Ratio

# The one head who was disciplined: that of the best commune, in this year.
DISCIPLINED_IN = ("commune", 2026)


@dataclass(frozen=True, slots=True)
class Story:
    """How a unit departs from what is drawn. `lift` makes it better at everything; `counts` and `above` name figures."""

    lift: float = 0.0
    missing: frozenset[str] = frozenset()
    not_applicable: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    above: frozenset[str] = frozenset()
    bonus: Mapping[str, int] = field(default_factory=dict)
    penalty: Mapping[str, int] = field(default_factory=dict)
    attributes: Mapping[str, bool] = field(default_factory=dict)


def tell(framework: Framework, year: int, seed: int, units: Mapping[str, bool]) -> dict[str, Story]:
    """The stories of a year by unit; `units` says of each whether figures of it are published."""
    told = {name: Story() for name in units}
    champion = _take(
        _free(units, f"{seed}|{framework.subject}"), 1 if framework.subject == DISCIPLINED_IN[0] else 0
    )
    for name in champion:
        told[name] = Story(lift=2.2)
        if year == DISCIPLINED_IN[1]:
            told[name] = replace(
                told[name], attributes={"head_disciplined": True}, counts={"leader_disciplined": 1}
            )
    free = [name for name in _free(units, f"{seed}|{framework.code}|{year}") if name not in champion]
    for name in _take(free, min(3, 1 + len(units) // 50) if len(free) > 2 else 0):
        told[name] = replace(told[name], missing=frozenset(_some_leaves(framework, f"{seed}|{year}|{name}")))
    for name in _take(free, min(2, len(free) // 4)):
        told[name] = replace(told[name], above=frozenset({"trained"}))
    for name in _take(free, min(2, len(free) // 4)):
        told[name] = replace(told[name], not_applicable=tuple(_declarable(framework)))
    _reward(framework, told, free)
    return told


def _reward(framework: Framework, told: dict[str, Story], names: Sequence[str]) -> None:
    """Bonus for some, a penalty for others."""
    for place, name in enumerate(names[: max(3, len(names) // 10)]):
        if framework.bonus and place % 3 != 2:
            item = framework.bonus.items[place % len(framework.bonus.items)]
            told[name] = replace(told[name], bonus={item.code: 1 + place % 2})
        elif framework.penalty:
            item = framework.penalty.items[place // 3 % len(framework.penalty.items)]
            told[name] = replace(told[name], penalty={item.code: 1 + place // 3 % 2})


def _free(units: Mapping[str, bool], key: str) -> list[str]:
    """The units without published figures, in an order that the key alone decides."""
    names = [name for name, is_published in units.items() if not is_published]
    return sorted(names, key=lambda name: random.Random(f"{key}|{name}").random())


def _take(names: list[str], count: int) -> list[str]:
    taken = names[:count]
    del names[:count]
    return taken


def _some_leaves(framework: Framework, key: str) -> list[str]:
    """One to three appraised leaves."""
    appraised = [leaf.code for leaf in framework.leaves if leaf.kind == "appraised"]
    chance = random.Random(key)
    return [appraised[int(len(appraised) * chance.random())] for _ in range(1 + int(3 * chance.random()))]


def _declarable(framework: Framework) -> list[str]:
    """The leaf on public investment, which a unit without capital declares not applicable."""
    return [
        leaf.code
        for leaf in framework.leaves
        if isinstance(leaf.rule, Ratio)
        and leaf.rule.den == "assigned_capital"
        and framework.policy(leaf.code)
    ]

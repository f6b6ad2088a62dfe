"""What the goals of a directive are measured by: leaves of criteria sets and other measures, as apps register them.

A provider is given the scope and a year and yields the yardsticks that hold in it and that the scope may know of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from caicach.platform.access.scope import Scope

Kind = Literal["leaf", "measure"]
KINDS: tuple[Kind, ...] = ("leaf", "measure")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A leaf or a measure. `code` is unique in its `group` ("commune": the leaves by which communes are scored).

    `area` is the code of the field that it belongs to, with its name; "" for none. Names are in the language of the reader.
    """

    kind: Kind
    group: str
    code: str
    name: str
    group_name: str
    area: str = ""
    area_name: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others, also in forms."""
        return f"{self.kind}:{self.group}:{self.code}"


Provider = Callable[[Scope, int], Iterable[Yardstick]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once; called in an app's `ready`."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def yardsticks(scope: Scope, year: int) -> Mapping[str, Yardstick]:
    """All of a year by their keys: leaves before measures, otherwise in the order of their providers."""
    found = [one for provider in _providers for one in provider(scope, year)]
    return {one.key: one for one in sorted(found, key=lambda one: KINDS.index(one.kind))}

"""Kinds of subjects whose entries ask for one permission more than `audit.read`: apps name theirs in `ready`.

The trail keeps everything, so what a page hides from a person must be hidden here too.
"""

from __future__ import annotations

from caicach.platform.access.roles import Permission

_guards: dict[str, Permission] = {}


def guard(kind: str, permission: Permission) -> None:
    """Show entries about things of `kind` only where `permission` is held too."""
    _guards[kind] = permission


def guarded() -> tuple[tuple[str, Permission], ...]:
    """The guarded kinds with what they ask for."""
    return tuple(sorted(_guards.items()))

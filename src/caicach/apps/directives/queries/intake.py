"""How far the reading of a file in the background has come, and whether anybody is at it."""

from __future__ import annotations

from dataclasses import dataclass

from caicach.apps.directives.models import Directive, Intake, State
from caicach.apps.directives.queries.register import readable
from caicach.platform.access import Scope
from caicach.platform.jobs.turns import Waiting, waiting


@dataclass(frozen=True, slots=True)
class Progress:
    """A reading that waits or runs. `pages` are the pages to be read off pictures, None while unknown or where there are none."""

    waiting: Waiting
    pages: int | None
    done: int


def progress(scope: Scope, one: Directive) -> Progress | None:
    """How far the reading has come; None where the directive is not being read, or not to be read by this scope."""
    if one.state != State.READING:
        return None
    found = Intake.objects.filter(directive=one.pk, directive__in=readable(scope)).first()
    if found is None:
        return None
    return Progress(waiting(found), found.pages, found.read_pages.count())

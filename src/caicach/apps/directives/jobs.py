"""The background work of directives: files that take long to read."""

from __future__ import annotations

from caicach.apps.directives.actions import intake
from caicach.platform.jobs import job


@job
def read_directive(directive_id: int) -> None:
    """Read the file of a directive that waits for it; does nothing where it has been read, stopped or withdrawn."""
    intake.read_on(directive_id)

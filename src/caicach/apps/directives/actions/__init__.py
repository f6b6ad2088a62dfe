"""Every change of directives; each is one transaction, asks the scope, and leaves its trace."""

from caicach.apps.directives.actions.finding import (
    add_target,
    add_task,
    confirm,
    confirm_many,
    link_to,
    mend_target,
    mend_task,
    merge,
    reject,
    reopen,
)
from caicach.apps.directives.actions.header import amend, confirm_directive, link, unlink, withdraw
from caicach.apps.directives.actions.intake import stop as stop_reading
from caicach.apps.directives.actions.reading import Asked, ask_readers, mark_read, release_reader
from caicach.apps.directives.actions.registering import register, reread
from caicach.apps.directives.actions.spelling import pick_readings, undo_readings
from caicach.apps.directives.locating import Span

__all__ = [
    "Asked",
    "Span",
    "add_target",
    "add_task",
    "amend",
    "ask_readers",
    "confirm",
    "confirm_directive",
    "confirm_many",
    "link",
    "link_to",
    "mark_read",
    "mend_target",
    "mend_task",
    "merge",
    "pick_readings",
    "register",
    "reject",
    "release_reader",
    "reopen",
    "reread",
    "stop_reading",
    "undo_readings",
    "unlink",
    "withdraw",
]

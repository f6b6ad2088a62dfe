"""What the one-stop service adds to the shell: navigation, search, the worklist, words for the audit trail."""

from caicach.apps.dossiers import (
    screen_acts,
    screen_books,
    screen_counter,
    screen_importing,
    screen_lists,
    screen_violations,
)


def register() -> None:
    """Called once when Django is ready."""
    screen_counter.register()
    screen_lists.register()
    screen_acts.register()
    screen_books.register()
    screen_violations.register()
    screen_importing.register()

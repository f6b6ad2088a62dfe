"""What the one-stop service adds to the shell: navigation, search, the worklist, words for the audit trail."""

from caicach.apps.dossiers import screen_violations
from caicach.apps.dossiers import screen_books, screen_counter


def register() -> None:
    """Called once when Django is ready."""
    screen_violations.register()
    screen_counter.register()
    screen_books.register()

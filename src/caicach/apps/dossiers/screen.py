"""What the one-stop service adds to the shell: navigation, search, the worklist, words for the audit trail."""


def register() -> None:
    """Called once when Django is ready."""

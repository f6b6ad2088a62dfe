"""Where the real data that tests read stands: the folder `shared/data` beside the checkout. It is never part of it."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared(*parts: str) -> Path:
    """A file of the shared data. Fails where it is not there: a test that needs it must not pass without."""
    path = SHARED.joinpath(*parts)
    assert path.exists(), (
        f"shared data is missing: {'/'.join(parts)} (expected in shared/data beside the checkout)"
    )
    return path

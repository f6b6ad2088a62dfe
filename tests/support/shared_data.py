"""Where the real data that tests read stands: the folder `shared/data` beside the checkout. It is never part of it."""

import gzip
import json
from functools import cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def shared(*parts: str) -> Path:
    """A file of the shared data. Fails where it is not there: a test that needs it must not pass without."""
    path = SHARED.joinpath(*parts)
    assert path.exists(), (
        f"shared data is missing: {'/'.join(parts)} (expected in shared/data beside the checkout)"
    )
    return path


def directive(name: str) -> str:
    """The text of one of the five directives that stand beside the shared data."""
    return shared("..", "directives", name).read_text(encoding="utf-8")


@cache
def corpus() -> list[str]:
    """The texts of the 102 official documents."""
    with gzip.open(shared("corpus", "official-documents.sample.jsonl.gz"), "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]

"""How much memory something takes while it runs: a bound that a test can state, where time depends on the machine."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

MEBIBYTE = 2**20


@contextmanager
def at_most(mebibytes: int) -> Iterator[None]:
    """What is done inside never holds more than so many mebibytes more than before."""
    tracemalloc.start()
    try:
        yield
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= mebibytes * MEBIBYTE, f"{peak / MEBIBYTE:.1f} MiB"

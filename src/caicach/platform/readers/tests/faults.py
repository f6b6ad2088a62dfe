"""What every refusal of a file owes to a person."""

from pathlib import Path

import pytest

from caicach.platform.readers import Unreadable, read_file


def refusal(path: Path, name: str | None = None) -> Unreadable:
    """The fault of a file; each one says what is wrong and what to do, in a sentence."""
    with pytest.raises(Unreadable) as raised:
        read_file(path, path.name if name is None else name)
    assert raised.value.message.endswith((".", "?"))
    assert raised.value.way_out.endswith((".", ")"))
    return raised.value

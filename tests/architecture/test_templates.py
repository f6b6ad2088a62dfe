"""What templates may not do, read from their tags."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "caicach"
TEMPLATES = sorted(PACKAGE.glob("*/**/templates/**/*.html"))
BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock", re.DOTALL)
SETS = re.compile(r"\bas (\w+_url) %}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_address_is_used_in_the_block_that_sets_it(template: Path) -> None:
    """Django forgets at the end of a block what was set in it: a link elsewhere would lead nowhere."""
    blocks = [found[2] for found in BLOCK.finditer(template.read_text(encoding="utf-8"))]
    known = {name for body in blocks for name in SETS.findall(body)}
    lost = [
        name for body in blocks for name in known - set(SETS.findall(body)) if re.search(rf"\b{name}\b", body)
    ]
    assert not lost

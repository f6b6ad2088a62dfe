"""The text of an RTF file with the font of each stretch: as much of a reader as the real file of the tests needs."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL)
_SILENT = frozenset(
    "fonttbl colortbl stylesheet info header footer pict listtable listoverridetable fldinst".split()
)
_BREAKS = {"par": "\n", "line": "\n", "tab": "\t", "cell": "\t", "row": "\n"}


def fonts(rtf: str) -> dict[int, str]:
    return {int(number): name for number, name in re.findall(r"\{\\f(\d+)\\[^}]*?\}?([^;{}\\]+);\}", rtf)}


def stretches(rtf: str) -> Iterator[tuple[int, str]]:
    """Number of the font and text, from one change of font to the next."""
    font, silent, stack = 0, False, list[tuple[int, bool]]()
    current, kept = 0, list[str]()
    for word, number, code, escaped, brace, text in _TOKEN.findall(rtf):
        if brace == "{":
            stack.append((font, silent))
        elif brace == "}":
            font, silent = stack.pop()
        elif word in _SILENT or escaped == "*":
            silent = True
        elif word == "f":
            font = int(number)
        elif word == "plain":
            font = 0
        shown = _BREAKS.get(word, "") or (
            bytes([int(code, 16)]).decode("cp1252", "replace") if code else text
        )
        if escaped and escaped in "\\{}":
            shown = escaped
        if silent or not shown:
            continue
        if font != current and kept:
            yield current, "".join(kept)
            kept.clear()
        current = font
        kept.append(shown)
    yield current, "".join(kept)

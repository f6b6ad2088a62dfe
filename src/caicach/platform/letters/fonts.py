"""The fonts of the PDF: Tinos, which has the widths of Times New Roman and every Vietnamese letter.

Open Font License 1.1. The files come from npm with the static files of the screen and are copied here by the build hook;
fonts of the machine are never looked at, so a letter looks the same everywhere.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib import resources
from pathlib import Path

import typst

FAMILY = "Tinos"
MISSING = "\ufffd"
"""What stands for a character that the font does not have."""
_UNICODE_BMP = (3, 1)
_SEGMENTS = 4


def folder() -> Path:
    """Where the font files are. Raises FileNotFoundError where the package was not built."""
    found = Path(str(resources.files(__package__).joinpath("typefaces")))
    if not any(found.glob("*.ttf")):
        raise FileNotFoundError(
            f"no fonts in {found}: install the package (make install) to have them copied"
        )
    return found


@cache
def fonts() -> typst.Fonts:
    """The fonts as Typst takes them."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder()])


def writable(text: str) -> str:
    """The text with each character that the font lacks replaced: a PDF/A must not hold such a character."""
    known = covered()
    if known.issuperset(text):
        return text
    return "".join(letter if letter in known else MISSING for letter in text)


@cache
def covered() -> frozenset[str]:
    """The characters that all four faces have."""
    return frozenset.intersection(
        *(_characters(path.read_bytes()) for path in sorted(folder().glob("*.ttf")))
    )


def _characters(font: bytes) -> frozenset[str]:
    """The characters of the basic plane in a font's table `cmap` (format 4 of the OpenType specification)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(tables))
    cmap = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    maps = (struct.unpack_from(">HHL", font, cmap + 4 + 8 * at) for at in range(_unsigned(font, cmap + 2)))
    start = next(cmap + offset for platform, encoding, offset in maps if (platform, encoding) == _UNICODE_BMP)
    if _unsigned(font, start) != _SEGMENTS:
        raise ValueError("the font has no character map of format 4")
    count = _unsigned(font, start + 6) // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + 16 + 2 * count * part) for part in (1, 2, 3)
    )
    first_offset = start + 16 + 6 * count
    found = set()
    for at in range(count):
        for code in range(starts[at], min(ends[at], 0xFFFE) + 1):
            glyph = code
            if offsets[at]:
                glyph = _unsigned(font, first_offset + 2 * at + offsets[at] + 2 * (code - starts[at]))
                if not glyph:
                    continue
            if (glyph + deltas[at]) % 0x10000:
                found.add(chr(code))
    return frozenset(found)


def _unsigned(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", font, at)[0])

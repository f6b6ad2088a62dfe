"""The encodings that old Vietnamese text comes in, and what the name of a font says about it."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Encoding(StrEnum):
    """How a stretch of text was written. Values are those of the command and of the API."""

    UNICODE = "unicode"
    DECOMPOSED = "decomposed"
    LOOKALIKE = "lookalike"
    VNI = "vni"
    VNI_OCR = "vni-ocr"
    TCVN3 = "tcvn3"
    VIQR = "viqr"
    VISCII = "viscii"
    VPS = "vps"
    CP1258 = "cp1258"


LEGACY = (Encoding.VNI, Encoding.TCVN3, Encoding.VISCII, Encoding.VPS, Encoding.CP1258)
"""Those that put other letters in the place of Vietnamese ones, the usual ones first."""

STATED = (*LEGACY, Encoding.VIQR)
"""Those that a person, a file or a font may say that a text is in."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a font says: the encoding of its letters (None: nothing), and whether it shows small letters as capitals."""

    encoding: Encoding | None = None
    capitals: bool = False


_SAYS_NOTHING = Font()
# VNI-Times, VNI Helve; .VnTime, .VnTimeH, VnTime; VPS Times; VISCII. The H of .VnTimeH is the font of capitals.
_VNI = re.compile(r"vni[\s-]")
_TCVN3 = re.compile(r"\.vn|vn(?:time|arial|book|university|aristote|avant)")
_VPS = re.compile(r"vps[\s-]?")


def font(name: str) -> Font:
    """What the name of a font says about the text that is set in it."""
    plain = name.strip().lower()
    if _VNI.match(plain):
        return Font(Encoding.VNI)
    if _TCVN3.match(plain):
        return Font(Encoding.TCVN3, capitals=name.rstrip().endswith("H"))
    if _VPS.match(plain):
        return Font(Encoding.VPS)
    if "viscii" in plain:
        return Font(Encoding.VISCII)
    return _SAYS_NOTHING

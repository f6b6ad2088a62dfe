"""PDF files made by hand for the tests: text in any font of one byte to a letter, and pictures of pages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

Page = Sequence[tuple[str, str, int]]
"""Lines: font, text (letters as the font shows them), and how far from the left they begin, in points."""


def pdf(pages: Sequence[Page]) -> bytes:
    """A PDF of A4 pages whose lines stand one below the other."""
    fonts = list(dict.fromkeys(font for page in pages for font, _text, _left in page))
    objects = [
        f"<</Type/Font/Subtype/TrueType/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode() for font in fonts
    ]
    named = " ".join(f"/F{at} {at + 3} 0 R" for at in range(len(fonts)))
    kids = []
    for page in pages:
        lines = b"".join(
            b"BT /F%d 12 Tf %d %d Td (%s) Tj ET\n"
            % (fonts.index(font), left, 800 - 16 * at, _escaped(text.encode("cp1252")))
            for at, (font, text, left) in enumerate(page)
        )
        objects.append(_stream(b"", lines))
        kids.append(len(objects) + 3)
        about = f"/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<<{named}>>>>"
        objects.append(f"<</Type/Page{about}/Contents {len(objects) + 2} 0 R>>".encode())
    return _file(objects, kids)


def scan(pictures: Sequence[Path]) -> bytes:
    """A PDF whose pages are pictures (greymaps) and hold no letter."""
    objects: list[bytes] = []
    kids = []
    for picture in pictures:
        head, pixels = picture.read_bytes().split(b"\n", 1)
        _magic, width, height, _most = head.split()
        objects.append(
            _stream(
                b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width %s/Height %s"
                % (width, height),
                pixels,
            )
        )
        objects.append(_stream(b"", b"595 0 0 842 0 0 cm /P Do"))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</P %d 0 R>>>>/Contents %d 0 R>>"
            % (len(objects) + 1, len(objects) + 2)
        )
        kids.append(len(objects) + 2)
    return _file(objects, kids)


def _stream(about: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (about, len(packed), packed)


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: list[bytes], kids: list[int]) -> bytes:
    """Numbers of objects count from 1: the catalogue, the pages, then `objects`."""
    shown = " ".join(f"{kid} 0 R" for kid in kids)
    whole = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{shown}]/Count {len(kids)}>>".encode(),
        *objects,
    ]
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(whole, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(content)
    return (
        content
        + (
            f"xref\n0 {len(whole) + 1}\n0000000000 65535 f \n{table}"
            f"trailer<</Size {len(whole) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        ).encode()
    )

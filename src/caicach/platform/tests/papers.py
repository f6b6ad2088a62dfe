"""Office files and pictures made by hand for the tests, the smallest that are what they say."""

from __future__ import annotations

import struct

from caicach.platform.tests.containers import packed, workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20
TIFF = b"II*\x00" + b"\0" * 20
WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 8
XLSX = workbook('<row r="1"><c r="A1"><v>1</v></c></row>')


def _types(part: str, content_type: str) -> str:
    return f'<Types><Override PartName="/{part}" ContentType="{content_type}"/></Types>'


def docx(content_type: str = WORD, **more: str) -> bytes:
    """A Word document; `more` are further parts by name, "__" for "/"."""
    entries = {
        "[Content_Types].xml": _types("word/document.xml", content_type),
        "word/document.xml": "<document/>",
    }
    return packed(entries | {name.replace("__", "/"): data for name, data in more.items()})


def pptx() -> bytes:
    return packed(
        {
            "[Content_Types].xml": _types("ppt/presentation.xml", SLIDES),
            "ppt/presentation.xml": "<presentation/>",
        }
    )


def old_office(*names: str) -> bytes:
    """A container of Office 97-2003 with these streams: a header, an allocation table, directory sectors, nothing else."""
    entries = b""
    for name in ("Root Entry", *names):
        text = name.encode("utf-16-le") + b"\0\0"
        entries += text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes(62)
    sectors = -(-len(entries) // 512)
    entries = entries.ljust(sectors * 512, b"\0")
    following = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(following)}I", *following).ljust(512, b"\xff")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + table + entries

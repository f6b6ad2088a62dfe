"""Office files of 1997 to 2003: which one it is, by the directory of its container ([MS-CFB], sections 2.2, 2.3 and 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from caicach.platform.errors import Invalid
from caicach.platform.uploads.kinds import Kind
from caicach.platform.uploads.office import macros
from caicach.platform.uploads.zips import locked

_LAST_SECTOR = 0xFFFFFFFA  # higher numbers are marks, not sectors
_ENTRY = 128
_HEADER_PLACES = 109
MOST_SECTORS = 200_000
"""Of one chain: a file of 100 MB has as many; a chain that is longer runs in a circle."""

_FILE_PASS = 0x2F
_SHORTEST = 12
"""Bytes of a stream that has room for the mark of a password; what is shorter is empty or broken, which its reader will say."""
_MACROS = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur"})


def old_office(content: bytes) -> Kind:
    """DOC or XLS; `Invalid` for another container, one with a password, one with macros, and a broken one."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    try:
        found = dict(entries_in(content))
        if _is_locked(content, found):
            raise locked()
    except (struct.error, IndexError, ValueError, KeyError):
        found = {}
    names = frozenset(found)
    kind = Kind.DOC if "worddocument" in names else Kind.XLS if names & {"workbook", "book"} else None
    if kind is None:
        raise Invalid(
            _(
                "Tệp thuộc dạng Office 97-2003 nhưng không phải văn bản Word hay bảng tính Excel, hoặc đã bị hỏng."
            ),
            _("Hãy mở bằng phần mềm đã tạo ra tệp, lưu dạng .docx, .xlsx hoặc .pptx rồi gửi lại."),
        )
    if names & _MACROS:
        raise macros(kind)
    return kind


def _is_locked(content: bytes, found: dict[str, tuple[int, int]]) -> bool:
    """Whether Word ([MS-DOC] 2.5.2, fEncrypted) or Excel ([MS-XLS] 2.4.117, FilePass behind the first) wants a password."""
    for name, (start, length) in found.items():
        if length < _SHORTEST:
            continue
        if name == "worddocument":
            (flags,) = struct.unpack_from("<H", content, _place(content, found, start, length) + 0x0A)
            return bool(flags & 0x0100)
        if name in ("workbook", "book"):
            at = _place(content, found, start, length)
            (first,) = struct.unpack_from("<H", content, at + 2)
            (second,) = struct.unpack_from("<H", content, at + 4 + first)
            return bool(second == _FILE_PASS)
    return False


def _place(content: bytes, found: dict[str, tuple[int, int]], start: int, length: int) -> int:
    """Where a stream begins. A short one stands in small sectors within the stream of the root."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    (short,) = struct.unpack_from("<I", content, 56)
    if length >= short:
        return int((start + 1) << shift)
    at = start << small_shift
    root = list(_chain(_allocation_table(content, 1 << shift), found["root entry"][0]))
    return int(((root[at >> shift] + 1) << shift) + at % (1 << shift))


def entries_in(content: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name (small letters), first sector and length of all streams and storages.

    ValueError, IndexError or struct.error for a broken container.
    """
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise ValueError(f"sectors of 2**{shift} bytes")
    size = 1 << shift
    table = _allocation_table(content, size)
    (first,) = struct.unpack_from("<I", content, 48)
    for number in _chain(table, first):
        start = (number + 1) * size
        for place in range(start, start + size, _ENTRY):
            (length,) = struct.unpack_from("<H", content, place + 64)
            if 2 < length <= 64:
                name = content[place : place + length - 2].decode("utf-16-le", "replace").lower()
                yield name, struct.unpack_from("<II", content, place + 116)


def _allocation_table(content: bytes, size: int) -> list[int]:
    """For each sector the one that follows it."""
    numbers = list(struct.unpack_from(f"<{_HEADER_PLACES}I", content, 76))
    (further,) = struct.unpack_from("<I", content, 68)
    per_sector = size // 4
    seen = 0
    while further < _LAST_SECTOR:
        sector = struct.unpack_from(f"<{per_sector}I", content, (further + 1) * size)
        numbers += sector[:-1]
        further = sector[-1]
        seen += 1
        if seen > MOST_SECTORS // per_sector:
            raise ValueError("a circle of sectors")
    table: list[int] = []
    for number in numbers:
        if number < _LAST_SECTOR:
            table += struct.unpack_from(f"<{per_sector}I", content, (number + 1) * size)
    return table


def _chain(table: list[int], first: int) -> Iterator[int]:
    number, seen = first, 0
    while number < _LAST_SECTOR:
        yield number
        number = table[number]
        seen += 1
        if seen > MOST_SECTORS:
            raise ValueError("a circle of sectors")

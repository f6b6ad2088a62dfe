"""ZIP containers: what is in them, once their real unpacked size is known to be harmless."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from caicach.platform.errors import Fault, Invalid, TooLarge

# A ZIP container is refused beyond these. A workbook of 20 MB with a hundred thousand rows unpacks to about 150 MB.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_RATIO = 200
RATIO_FROM = 5 * 2**20  # below this size a ratio says nothing: a blank sheet packs very well
LONGEST_DIRECTORY = 2**20


class Locked(Invalid):
    """A file that only opens with a password."""


def locked() -> Locked:
    return Locked(
        _("Tệp được đặt mật khẩu nên không đọc được."),
        _("Hãy gỡ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi gửi lại."),
    )


def check_zip(content: bytes) -> frozenset[str]:
    """The names in a ZIP file whose real unpacked size is known to be harmless; `Invalid` or `TooLarge` otherwise.

    Declared sizes are not believed: every entry is unpacked here piece by piece, kept nowhere, and counted.
    """
    broken = Invalid(
        _("Tệp bị hỏng hoặc tải lên chưa trọn vẹn."), _("Hãy mở thử trên máy, lưu lại rồi gửi lại.")
    )
    end = content.rfind(b"PK\x05\x06", -65557)
    if end < 0 or len(content) < end + 22:
        raise broken
    entries, directory = struct.unpack_from("<HI", content, end + 10)
    if entries > MOST_ENTRIES or directory > LONGEST_DIRECTORY:
        raise _bomb(_("chứa quá nhiều tệp con"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _check_entries(infos)
            left = MOST_UNPACKED
            for info in infos:
                left -= _unpacked_size(content, info, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as error:
        raise broken from error
    return frozenset(info.filename for info in infos)


def _check_entries(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES:
        raise _bomb(_("chứa quá nhiều tệp con"))
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO):
        raise _bomb(_("khi giải nén sẽ phình ra quá lớn"))
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if info.flag_bits & 0x1:
            raise locked()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Invalid(
                _("Tệp dùng kiểu nén lạ."),
                _("Hãy mở bằng phần mềm đã tạo ra tệp, lưu lại thành tệp mới rồi gửi lại."),
            )
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name) or name in seen:
            raise Invalid(
                _("Tệp chứa đường dẫn nguy hiểm (%(name)s) nên không nhận.") % {"name": name[:80]},
                _("Hãy mở bằng phần mềm đã tạo ra tệp, lưu lại thành tệp mới rồi gửi lại."),
            )
        seen.add(name)


def _unpacked_size(content: bytes, info: zipfile.ZipInfo, left: int) -> int:
    """How many bytes the entry really unpacks to; a fault when that is more than `left` or not what it declares."""
    name_length, extra_length = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    packed = content[start : start + info.compress_size]
    size = len(packed) if info.compress_type == zipfile.ZIP_STORED else _inflated_size(packed, left)
    if size > left:
        raise _bomb(_("khi giải nén sẽ phình ra quá lớn"))
    if size != info.file_size:
        raise _bomb(_("khai sai kích thước của tệp con"))
    return size


def _inflated_size(packed: bytes, left: int) -> int:
    inflater, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packed and not inflater.eof and size <= left:
        size += len(inflater.decompress(packed, 2**20))
        packed = inflater.unconsumed_tail
    return size


def _bomb(what: str) -> Fault:
    return TooLarge(
        _("Tệp không an toàn: %(what)s. Chưa có gì được lưu.") % {"what": what},
        _("Hãy mở tệp, chép phần cần gửi sang một tệp mới rồi gửi lại."),
    )

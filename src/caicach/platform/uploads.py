"""What people send us: recognised by content and never by name, limited, and refused with a sentence that helps.

`accept` is the door for every uploaded file. It changes nothing and stores nothing: it returns the bytes of a file that is what
it is meant to be, or raises a `Fault` that names what is wrong with it and the way out.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.platform.errors import Fault, Invalid, TooLarge


class Kind(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    TEXT = "text"  # CSV, YAML, JSON: valid Unicode without control characters
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"


class File(Protocol):
    """The part of Django's UploadedFile that is used here."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file: its name without folders, what it is, its bytes."""

    name: str
    kind: Kind
    content: bytes


# A ZIP container is refused beyond these. A workbook of 20 MB with a hundred thousand rows unpacks to about 150 MB.
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_RATIO = 200
RATIO_FROM = 5 * 2**20  # below this size a ratio says nothing: a blank sheet packs very well
LONGEST_DIRECTORY = 2**20

_ZIP, _OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {b"%PDF-": Kind.PDF, b"\x89PNG\r\n\x1a\n": Kind.PNG, b"\xff\xd8\xff": Kind.JPEG}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|meta)", re.IGNORECASE)


def too_large(size: int, limit: int) -> TooLarge:
    """The fault of a file of `size` bytes where `limit` are accepted."""
    return TooLarge(
        _("Tệp gửi lên nặng khoảng %(size)s MB, vượt giới hạn %(limit)s MB. Chưa có gì được lưu.")
        % {"size": -(-size // 2**20), "limit": limit // 2**20},
        _("Hãy bỏ bớt ảnh và trang tính không cần, chia thành nhiều tệp, rồi gửi lại."),
    )


def accept(file: File | bytes, allowed: Collection[Kind], name: str = "") -> Upload:
    """The file, once it is found to be of an allowed kind and harmless to open.

    Raises `TooLarge` beyond CAICACH_MAX_UPLOAD, `Invalid` for an empty file, another kind, or a container that is not safe.
    """
    limit = settings.CAICACH_MAX_UPLOAD
    if isinstance(file, bytes):
        content = file
    else:
        name = name or file.name or ""
        if (file.size or 0) > limit:
            raise too_large(file.size or 0, limit)
        content = file.read(limit + 1)
    if len(content) > limit:
        raise too_large(len(content), limit)
    shown = PurePosixPath(name.replace("\\", "/")).name[:200]
    if not content:
        raise Invalid(_("Tệp %(name)s rỗng.") % {"name": shown}, _("Hãy kiểm tra lại tệp rồi gửi lại."))
    kind = sniff(content)
    if kind not in allowed:
        raise _wrong_kind(shown, kind, allowed)
    return Upload(shown, kind, content)


def sniff(content: bytes) -> Kind:
    """The kind of `content`; `Invalid` for what is none of ours, with the way out for what people often send instead."""
    if content.startswith(_ZIP):
        return _container(content)
    if content.startswith(_OLE2):
        raise _ole2(content)
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if _MARKUP.match(content):
        raise Invalid(
            _("Tệp này là trang web hoặc XML, không phải bảng tính, dù có thể mang đuôi .xls."),
            _("Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại."),
        )
    text(content)
    return Kind.TEXT


def text(content: bytes) -> str:
    """The text of a file: UTF-8, with or without BOM, or UTF-16 with one; `Invalid` for anything else."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        decoded = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(
            _(
                "Tệp không phải văn bản Unicode (lỗi ở byte thứ %(at)s); có thể tệp dùng bảng mã cũ TCVN3 hoặc VNI."
            )
            % {"at": error.start + 1},
            _(
                "Hãy mở tệp và lưu lại với mã UTF-8 (trong Excel: CSV UTF-8), chuyển phông chữ về Unicode nếu cần."
            ),
        ) from error
    if found := _CONTROL.search(decoded):
        raise Invalid(
            _("Tệp có ký tự điều khiển ở vị trí %(at)s nên không phải văn bản.") % {"at": found.start() + 1},
            _("Hãy gửi tệp .xlsx, hoặc tệp văn bản lưu với mã UTF-8."),
        )
    return decoded


def _wrong_kind(name: str, kind: Kind, allowed: Collection[Kind]) -> Invalid:
    words = {
        Kind.XLSX: _("bảng tính Excel .xlsx"),
        Kind.TEXT: _("văn bản (CSV, YAML)"),
        Kind.PDF: "PDF",
        Kind.PNG: _("ảnh PNG"),
        Kind.JPEG: _("ảnh JPEG"),
    }
    return Invalid(
        _("Tệp %(name)s có nội dung là %(kind)s, không dùng được ở đây.")
        % {"name": name, "kind": words[kind]},
        _("Hãy gửi: %(kinds)s.") % {"kinds": ", ".join(words[k] for k in Kind if k in allowed)},
    )


def _ole2(content: bytes) -> Invalid:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Invalid(
            _("Tệp được đặt mật khẩu nên không đọc được."),
            _("Hãy gỡ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi gửi lại."),
        )
    return Invalid(
        _("Tệp thuộc dạng Office 97-2003 (.xls, .doc), có thể chứa macro nên không nhận."),
        _("Hãy mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại."),
    )


# --- ZIP containers --------------------------------------------------------------------------------------------------


def _container(content: bytes) -> Kind:
    """A ZIP file that is a plain workbook and nothing else."""
    names = check_zip(content)
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        _refuse_macros(content, names)
        return Kind.XLSX
    if "word/document.xml" in names:
        raise Invalid(
            _("Tệp là văn bản Word, không phải bảng tính."),
            _("Hãy chép bảng sang Excel, lưu dạng .xlsx rồi gửi lại."),
        )
    if "mimetype" in names:
        raise Invalid(
            _("Tệp thuộc dạng OpenDocument (.ods, .odt)."),
            _("Hãy mở bằng LibreOffice, lưu dạng .xlsx rồi gửi lại."),
        )
    if "xl/workbook.bin" in names:
        raise Invalid(
            _("Tệp thuộc dạng Excel nhị phân (.xlsb)."), _("Hãy mở bằng Excel, lưu dạng .xlsx rồi gửi lại.")
        )
    raise Invalid(_("Tệp nén này không phải bảng tính Excel."), _("Hãy giải nén rồi gửi từng tệp .xlsx."))


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
            raise Invalid(_("Tệp được đặt mật khẩu nên không đọc được."), _("Hãy gỡ mật khẩu rồi gửi lại."))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Invalid(_("Tệp dùng kiểu nén lạ."), _("Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại."))
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name) or name in seen:
            raise Invalid(
                _("Tệp chứa đường dẫn nguy hiểm (%(name)s) nên không nhận.") % {"name": name[:80]},
                _("Hãy mở bằng Excel, lưu lại thành tệp mới rồi gửi lại."),
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
        _("Hãy mở bằng Excel, chép phần dữ liệu cần gửi sang một bảng tính mới rồi gửi lại."),
    )


def _refuse_macros(content: bytes, names: frozenset[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or any(name.lower().endswith(("vbaproject.bin", ".xlm")) for name in names):
        raise Invalid(
            _("Bảng tính có macro (.xlsm) nên không nhận."),
            _("Hãy chọn Lưu thành (Save As) dạng .xlsx không có macro rồi gửi lại."),
        )

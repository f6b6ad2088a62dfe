"""The kind of a file by its content."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from caicach.platform.errors import Invalid
from caicach.platform.uploads.kinds import Kind
from caicach.platform.uploads.office import container
from caicach.platform.uploads.ole2 import old_office

_ZIP, _OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF-": Kind.PDF,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    b"II*\x00": Kind.TIFF,
    b"MM\x00*": Kind.TIFF,
    b"{\\rtf": Kind.RTF,
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_LETTERS = re.compile(rb"[\x00\x01\x03\x04\x07\x08\x0b\x0e-\x13\x15-\x18\x1a-\x1d\x1f\x7f]")
_MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|meta)", re.IGNORECASE)


def sniff(content: bytes, *, old_text: bool = False) -> Kind:
    """The kind of `content`; `Invalid` for what is none of ours, with the way out for what people often send instead.

    `old_text`: bytes that are not Unicode but may be a text in an old encoding are let in.
    """
    if content.startswith(_ZIP):
        return container(content)
    if content.startswith(_OLE2):
        return old_office(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if _MARKUP.match(content):
        raise Invalid(
            _("Tệp này là trang web hoặc XML, không phải bảng tính, dù có thể mang đuôi .xls."),
            _("Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại."),
        )
    if old_text and _is_old_text(content):
        return Kind.OLD_TEXT
    text(content)
    return Kind.TEXT


def _is_old_text(content: bytes) -> bool:
    """Whether these are letters of one byte each: no Unicode, no control characters but those that are letters of VISCII."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not content.startswith((b"\xff\xfe", b"\xfe\xff")) and not _NO_LETTERS.search(content)
    return False


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

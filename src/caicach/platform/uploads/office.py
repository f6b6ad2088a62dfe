"""Which Office file a ZIP container is: by its main part and what the container itself declares, never with macros."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from caicach.platform.errors import Invalid
from caicach.platform.uploads.kinds import Kind
from caicach.platform.uploads.zips import check_zip

_TYPES = "[Content_Types].xml"
_MAIN = {
    Kind.XLSX: ("xl/workbook.xml", b""),
    Kind.DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
    Kind.PPTX: ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
}
"""The main part of each kind and the type that the container must declare for it."""


def container(content: bytes) -> Kind:
    """The kind of a ZIP file that is a plain Office file and nothing else; `Invalid` for any other."""
    names = check_zip(content)
    if _TYPES in names:
        types = _read(content, _TYPES).lower()
        for kind, (part, declared) in _MAIN.items():
            if part in names:
                _refuse_macros(kind, names, types)
                if declared in types:
                    return kind
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Invalid(
            _("Tệp giống văn bản Word hoặc bản trình chiếu PowerPoint nhưng thiếu phần bắt buộc."),
            _("Hãy mở bằng phần mềm đã tạo ra tệp, lưu lại dạng .docx hoặc .pptx rồi gửi lại."),
        )
    if "mimetype" in names:
        raise Invalid(
            _("Tệp thuộc dạng OpenDocument (.ods, .odt)."),
            _("Hãy mở bằng LibreOffice, lưu dạng .xlsx hoặc .docx rồi gửi lại."),
        )
    if "xl/workbook.bin" in names:
        raise Invalid(
            _("Tệp thuộc dạng Excel nhị phân (.xlsb)."), _("Hãy mở bằng Excel, lưu dạng .xlsx rồi gửi lại.")
        )
    raise Invalid(
        _("Tệp nén này không phải bảng tính, văn bản hay bản trình chiếu."),
        _("Hãy giải nén rồi gửi từng tệp."),
    )


class Macros(Invalid):
    """An Office file that carries macros. Who only reads its words may catch it; `found` is what it is beside that."""

    found: Kind


def macros(kind: Kind) -> Macros:
    """The fault of an Office file that carries macros."""
    messages = {
        Kind.XLSX: _("Bảng tính có macro (.xlsm) nên không nhận."),
        Kind.DOCX: _("Văn bản Word có macro (.docm) nên không nhận."),
        Kind.PPTX: _("Bản trình chiếu có macro (.pptm) nên không nhận."),
        Kind.DOC: _("Văn bản Word 97-2003 này có macro nên không nhận."),
        Kind.XLS: _("Bảng tính Excel 97-2003 này có macro nên không nhận."),
    }
    plain = {Kind.XLS: Kind.XLSX, Kind.DOC: Kind.DOCX}.get(kind, kind)
    fault = Macros(
        messages[kind],
        _("Hãy chọn Lưu thành (Save As) dạng .%(ending)s không có macro rồi gửi lại.") % {"ending": plain},
    )
    fault.found = kind
    return fault


def _refuse_macros(kind: Kind, names: frozenset[str], types: bytes) -> None:
    declared = b"macroenabled" in types or b"vbaproject" in types
    carried = any(
        name.lower().endswith(("vbaproject.bin", ".xlm")) or name.lower().startswith("xl/macrosheets/")
        for name in names
    )
    if declared or carried:
        raise macros(kind)


def _read(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)

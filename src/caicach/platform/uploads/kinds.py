"""What a file may be, the words for it, and the endings that such files carry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    TEXT = "text"  # CSV, YAML, JSON: valid Unicode without control characters
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    WEBP = "webp"
    DOCX = "docx"
    PPTX = "pptx"
    DOC = "doc"
    XLS = "xls"
    RTF = "rtf"
    OLD_TEXT = "old-text"  # one byte for each letter, as in the days of VNI and TCVN3; only let in where it is asked for


PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.WEBP})
PAPERS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.DOC, Kind.XLS})

ENDINGS: dict[Kind, frozenset[str]] = {
    Kind.XLSX: frozenset({"xlsx"}),
    Kind.TEXT: frozenset({"csv", "txt", "yaml", "yml", "json"}),
    Kind.PDF: frozenset({"pdf"}),
    Kind.PNG: frozenset({"png"}),
    Kind.JPEG: frozenset({"jpg", "jpeg", "jfif"}),
    Kind.TIFF: frozenset({"tif", "tiff"}),
    Kind.WEBP: frozenset({"webp"}),
    Kind.DOCX: frozenset({"docx"}),
    Kind.PPTX: frozenset({"pptx"}),
    Kind.DOC: frozenset({"doc"}),
    Kind.XLS: frozenset({"xls"}),
    Kind.RTF: frozenset({"rtf", "doc"}),  # Word itself writes RTF into .doc when it is asked to
    Kind.OLD_TEXT: frozenset({"txt"}),
}
"""The endings that a name of such a file may carry, small letters."""


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


def words(kind: Kind) -> str:
    """What people call a file of this kind."""
    return {
        Kind.XLSX: _("bảng tính Excel .xlsx"),
        Kind.TEXT: _("văn bản (CSV, YAML)"),
        Kind.PDF: "PDF",
        Kind.PNG: _("ảnh PNG"),
        Kind.JPEG: _("ảnh JPEG"),
        Kind.TIFF: _("ảnh TIFF"),
        Kind.WEBP: _("ảnh WebP"),
        Kind.DOCX: _("văn bản Word .docx"),
        Kind.PPTX: _("bản trình chiếu PowerPoint .pptx"),
        Kind.DOC: _("văn bản Word 97-2003 .doc"),
        Kind.XLS: _("bảng tính Excel 97-2003 .xls"),
        Kind.RTF: _("văn bản RTF"),
        Kind.OLD_TEXT: _("văn bản thuần bảng mã cũ (.txt)"),
    }[kind]

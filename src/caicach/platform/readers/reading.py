"""Reading a file: what it is, whether it may be opened, and its text, tables and fonts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.core.directives.tables import Table
from caicach.core.vietnamese.legacy import Span
from caicach.platform import uploads
from caicach.platform.errors import Fault, TooLarge
from caicach.platform.files.names import check_ending
from caicach.platform.readers.assembling import assemble
from caicach.platform.readers.blocks import Content
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.libreoffice import read_old_word
from caicach.platform.readers.ocr import Scans
from caicach.platform.readers.pdf import is_long, read_pdf
from caicach.platform.readers.plain import read_plain
from caicach.platform.readers.rtf import read_rtf
from caicach.platform.readers.sheets import read_xls, read_xlsx
from caicach.platform.readers.word import read_word
from caicach.platform.uploads import Kind

READERS: dict[Kind, Callable[[Path], Content]] = {
    Kind.TEXT: read_plain,
    Kind.OLD_TEXT: read_plain,
    Kind.DOCX: read_word,
    Kind.DOC: read_old_word,
    Kind.RTF: read_rtf,
    Kind.PDF: read_pdf,
    Kind.XLSX: read_xlsx,
    Kind.XLS: read_xls,
}
KINDS = frozenset(READERS)
"""The kinds of files that can be read: what a form that takes them lets in."""

LONG_TEXT = 500_000
LONG_XML = 8_000_000
LONG_OLD = 1_000_000
"""Bytes of a text, of the XML in a new, of an old Office file that are too much for somebody to wait for: about 200 pages."""
_WITH_MACROS = frozenset({"docm", "dotm", "xlsm", "xltm"})


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What stands in a file.

    `text` is in Unicode (NFC), a line for each paragraph and for each row of a table; `original` is the text before old
    encodings were converted. The originals of `spans` joined are `original`, their texts joined are `text`. `pages` is None
    where a file has none; `scanned`: some of the text was read off a picture.
    """

    kind: Kind
    text: str
    original: str
    tables: tuple[Table, ...]
    fonts: tuple[str, ...]
    spans: tuple[Span, ...]
    pages: int | None = None
    scanned: bool = False
    has_macros: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def doubtful(self) -> tuple[Span, ...]:
        """What waits for a person: kept as it was, with suggestions."""
        return tuple(span for span in self.spans if span.suggestions and not span.is_changed)


def takes_long(path: Path, kind: Kind) -> bool:
    """Whether a file that has been let in had better be read in the background; looks at it for a tenth of a second.

    Raises `Unreadable` for a PDF that is locked or broken.
    """
    match kind:
        case Kind.PDF:
            return is_long(path)
        case Kind.DOCX | Kind.XLSX:
            with zipfile.ZipFile(path) as parts:
                return (
                    sum(part.file_size for part in parts.infolist() if part.filename.endswith(".xml"))
                    > LONG_XML
                )
        case Kind.DOC | Kind.XLS:
            return path.stat().st_size > LONG_OLD
    return path.stat().st_size > LONG_TEXT


def read_file(path: Path, name: str = "", scans: Scans | None = None) -> ReadFile:
    """What stands in the file at `path`, which was sent under `name` ("" where it has none).

    It is known by its content. Raises `Unreadable` for a file that is empty, too large, of another kind, of another kind than its
    name says, locked, broken, or not safe to open. Macros are neither run nor kept, only told of. `scans` says how pages that are
    pictures are read.
    """
    kind, has_macros = _kind(path, name)
    read = partial(read_pdf, scans=scans) if kind is Kind.PDF else READERS[kind]
    content = read(path)
    found = assemble(content)
    warnings = content.warnings
    if has_macros:
        warnings = (_("Tệp có macro: chỉ đọc phần chữ, macro không được chạy và không được giữ."), *warnings)
    if not found.text.strip():
        raise Unreadable(
            Why.EMPTY, _("Tệp không có chữ nào đọc được."), _("Hãy kiểm tra có gửi đúng tệp không.")
        )
    return ReadFile(
        kind,
        found.text,
        found.original,
        found.tables,
        found.fonts,
        found.spans,
        content.pages,
        content.scanned,
        has_macros,
        warnings,
    )


def _kind(path: Path, name: str) -> tuple[Kind, bool]:
    """The kind of the file and whether it carries macros."""
    size, most = path.stat().st_size, settings.CAICACH_MAX_FILE
    if size > most:
        fault = uploads.too_large(size, most)
        raise Unreadable(Why.TOO_LARGE, fault.message, fault.way_out)
    if not size:
        raise Unreadable(Why.EMPTY, _("Tệp rỗng."), _("Hãy kiểm tra lại tệp rồi gửi lại."))
    has_macros = False
    try:
        kind = uploads.sniff(path.read_bytes(), old_text=True)
    except uploads.Macros as fault:
        kind, has_macros = fault.found, True
    except Fault as fault:
        code = _code(fault)
        raise Unreadable(code, fault.message, fault.way_out) from fault
    if kind not in READERS:
        raise Unreadable(
            Why.WRONG_KIND,
            _("Tệp có nội dung là %(kind)s, không đọc được ở đây.") % {"kind": uploads.words(kind)},
            _("Hãy gửi: %(kinds)s.")
            % {"kinds": ", ".join(uploads.words(one) for one in Kind if one in KINDS)},
        )
    if name and not (has_macros and name.rpartition(".")[2].lower() in _WITH_MACROS):
        try:
            check_ending(name, kind)
        except Fault as fault:
            raise Unreadable(Why.LIES, fault.message, fault.way_out) from fault
    return kind, has_macros


def _code(fault: Fault) -> Why:
    match fault:
        case TooLarge():
            return Why.BOMB
        case uploads.Locked():
            return Why.PASSWORD
    return Why.BROKEN

"""What people send us: recognised by content and never by name, limited, and refused with a sentence that helps.

`accept` is the door for every uploaded file. It changes nothing and stores nothing: it returns the bytes of a file that is what
it is meant to be, or raises a `Fault` that names what is wrong with it and the way out.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.platform.errors import Invalid
from caicach.platform.uploads.kinds import ENDINGS, PAPERS, PICTURES, File, Kind, Upload, words
from caicach.platform.uploads.limits import too_large
from caicach.platform.uploads.office import Macros
from caicach.platform.uploads.sniffing import sniff, text
from caicach.platform.uploads.zips import Locked, check_zip

__all__ = [
    "ENDINGS",
    "PAPERS",
    "PICTURES",
    "File",
    "Kind",
    "Locked",
    "Macros",
    "Upload",
    "accept",
    "check_zip",
    "sniff",
    "text",
    "too_large",
    "words",
]


def accept(
    file: File | bytes, allowed: Collection[Kind], name: str = "", *, limit: int | None = None
) -> Upload:
    """The file, once it is found to be of an allowed kind and harmless to open.

    Raises `TooLarge` beyond `limit` bytes (CAICACH_MAX_UPLOAD when not given), `Invalid` for an empty file, another kind, or a
    container that is not safe.
    """
    most = settings.CAICACH_MAX_UPLOAD if limit is None else limit
    if isinstance(file, bytes):
        content = file
    else:
        name = name or file.name or ""
        if (file.size or 0) > most:
            raise too_large(file.size or 0, most)
        content = file.read(most + 1)
    if len(content) > most:
        raise too_large(len(content), most)
    shown = PurePosixPath(name.replace("\\", "/")).name[:200]
    if not content:
        raise Invalid(_("Tệp %(name)s rỗng.") % {"name": shown}, _("Hãy kiểm tra lại tệp rồi gửi lại."))
    kind = sniff(content, old_text=Kind.OLD_TEXT in allowed)
    if kind not in allowed:
        raise _wrong_kind(shown, kind, allowed)
    return Upload(shown, kind, content)


def _wrong_kind(name: str, kind: Kind, allowed: Collection[Kind]) -> Invalid:
    if kind is Kind.XLS and Kind.XLSX in allowed:
        return Invalid(
            _("Tệp %(name)s thuộc dạng Excel 97-2003 (.xls), không đọc được ở đây.") % {"name": name},
            _("Hãy mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại."),
        )
    if kind in (Kind.DOC, Kind.DOCX) and Kind.XLSX in allowed:
        return Invalid(
            _("Tệp %(name)s là văn bản Word, không phải bảng tính.") % {"name": name},
            _("Hãy chép bảng sang Excel, lưu dạng .xlsx rồi gửi lại."),
        )
    return Invalid(
        _("Tệp %(name)s có nội dung là %(kind)s, không dùng được ở đây.")
        % {"name": name, "kind": words(kind)},
        _("Hãy gửi: %(kinds)s.") % {"kinds": ", ".join(words(one) for one in Kind if one in allowed)},
    )

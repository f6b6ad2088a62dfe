"""Plain text: UTF-8, UTF-16 with its mark, else one byte for each letter as old programs wrote it."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from caicach.core.vietnamese.legacy import shown
from caicach.platform.readers.blocks import Content, Paragraph, Run
from caicach.platform.readers.faults import Unreadable, Why

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_plain(path: Path) -> Content:
    """A paragraph for each line."""
    text = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    return Content([Paragraph([Run(line)]) for line in text.removesuffix("\n").split("\n")], as_lines=True)


def decoded(content: bytes) -> str:
    """The letters of a text file. Raises `Unreadable` for a mark that the bytes behind it do not keep to."""
    for bom, codec in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(codec)
            except UnicodeDecodeError as error:
                raise Unreadable(
                    Why.BROKEN,
                    _("Tệp ghi là %(codec)s nhưng nội dung không phải.")
                    % {"codec": codec[:6].upper().rstrip("-")},
                    _("Hãy mở tệp và lưu lại với mã UTF-8."),
                ) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return shown(content)

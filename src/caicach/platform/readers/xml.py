"""The XML of Office files, read as a stream: nothing is kept but what a handler keeps, entities are refused, depth is limited."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

from django.utils.translation import gettext as _

from caicach.platform.readers.faults import Unreadable, Why

MOST_DEPTH = 400
_BLOCK = 2**16


class Handler(Protocol):
    """Follows elements by name without namespace; attributes also."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def characters(self, text: str) -> None: ...


def read_part(path: Path, part: str, handler: Handler) -> bool:
    """Give all of a part of the container to `handler`; False where there is no such part. Raises `Unreadable`."""
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Unreadable(
                Why.NESTED,
                _("Các phần của tệp lồng nhau quá %(most)s tầng.") % {"most": MOST_DEPTH},
                _("Hãy chép nội dung sang một tệp mới rồi gửi lại."),
            )
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(name))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            while block := file.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except KeyError:
        return False
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, ValueError) as error:
        raise broken() from error
    return True


def broken() -> Unreadable:
    return Unreadable(
        Why.BROKEN,
        _("Tệp bị hỏng hoặc có cấu trúc lạ nên không đọc được."),
        _("Hãy mở bằng phần mềm đã tạo ra tệp, lưu lại thành tệp mới rồi gửi lại."),
    )


def _refuse(*declaration: object) -> None:
    """Office files have no document type; entities are how XML makes much out of little and reads foreign files."""
    raise broken()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]

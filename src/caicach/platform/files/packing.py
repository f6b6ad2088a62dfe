"""Many stored contents as one ZIP, made while it is sent: neither the archive nor a file of it is ever whole in memory.

The entries are deflated lightly: a content that is read while it is written needs its checksum behind it, and only deflated
entries of that kind are read by every program.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from caicach.platform import clock
from caicach.platform.errors import Conflict
from caicach.platform.files import queries, storage
from caicach.platform.files.models import StoredFile

MOST_NAMED = 20
_LIGHTLY = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its path there (ASCII, with "/"), and a stored content or the bytes themselves."""

    path: str
    content: StoredFile | bytes


def require_contents(files: Iterable[StoredFile]) -> None:
    """Conflict naming the contents that have been lost from the data folder, before a byte is sent."""
    lost = [file.sha256 for file in files if not storage.place_of(file.sha256).is_file()]
    if lost:
        raise Conflict(
            _("%(count)s tệp không còn trong kho lưu trữ, nên chưa đóng gói được.") % {"count": len(lost)},
            _("Hãy báo quản trị hệ thống khôi phục thư mục dữ liệu từ bản sao lưu."),
            [f"SHA-256 {sha256}" for sha256 in lost[:MOST_NAMED]],
        )


def archive(members: Sequence[Member], name: str) -> StreamingHttpResponse:
    """The download of a ZIP called `name`; call `require_contents` first."""
    response = StreamingHttpResponse(pieces(members), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def pieces(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of the archive, piece by piece as the contents are read."""
    written = _Written()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_LIGHTLY) as made:  # type: ignore[call-overload]
        for member in members:
            about = zipfile.ZipInfo(member.path, clock.now().timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            if isinstance(member.content, bytes):
                made.writestr(about, member.content, compresslevel=_LIGHTLY)
            else:
                about.file_size = member.content.size
                with queries.opened(member.content) as source, made.open(about, "w") as target:
                    while block := source.read(storage.BLOCK):
                        target.write(block)
                        yield written.taken()
            yield written.taken()
    yield written.taken()


class _Written:
    """What the archive has written and nobody has taken yet. It cannot seek, so zipfile writes from front to back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        found = b"".join(self._parts)
        self._parts.clear()
        return found

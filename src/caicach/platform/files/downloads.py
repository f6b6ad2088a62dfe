"""Handing out a content: always as a download under a safe name, never to be guessed at or shown by the browser."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from caicach.platform.files import queries, storage
from caicach.platform.files.models import StoredFile
from caicach.platform.files.names import safe_name
from caicach.platform.uploads import Kind

MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.TIFF: "image/tiff",
    Kind.WEBP: "image/webp",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.RTF: "application/rtf",
    Kind.OLD_TEXT: "application/octet-stream",  # no charset would be true
}


def download(stored: StoredFile, name: str) -> StreamingHttpResponse:
    """The content under `name`, piece by piece; `Conflict` when it has been lost."""
    queries.opened(stored).close()
    response = StreamingHttpResponse(_pieces(stored), content_type=MEDIA_TYPES[Kind(stored.kind)])
    response["Content-Length"] = str(stored.size)
    response["Content-Disposition"] = content_disposition_header(True, safe_name(name)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _pieces(stored: StoredFile) -> Iterator[bytes]:
    """Opened when the first piece is asked for, so that an answer nobody reads leaves nothing open."""
    with queries.opened(stored) as file:
        while piece := file.read(storage.BLOCK):
            yield piece

"""Handing a letter over: as Word to be edited, or as PDF to be printed and signed."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from caicach.core.letters import Letter
from caicach.platform.files.names import safe_name
from caicach.platform.letters.pdf import PDF_TYPE, write_pdf
from caicach.platform.letters.word import WORD_TYPE, write_word

Format = Literal["docx", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")


def download(letter: Letter, filename: str, format: Format, made_on: dt.date) -> HttpResponse:
    """The answer that hands a letter over; `filename` without its ending."""
    if format == "pdf":
        content, media_type = write_pdf(letter, made_on), PDF_TYPE
    else:
        content, media_type = write_word(letter, made_on), WORD_TYPE
    response = HttpResponse(content, content_type=media_type)
    name = safe_name(f"{filename}.{format}")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response

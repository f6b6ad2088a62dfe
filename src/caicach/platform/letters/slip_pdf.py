"""Slips and books as PDF/A-2b by Typst: one slip, or hundreds in one file at the cost of a few; equal input gives equal bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib import resources
from typing import Any

import segno

from caicach.core.letters.layout import MOTTO, NATION
from caicach.core.letters.slip_layout import FOLLOW, BookLayout, SlipLayout, book_layout, slip_layout
from caicach.core.letters.slips import BookPages, Slip
from caicach.platform.letters.pdf import compiled
from caicach.platform.letters.slip_paper import BOOK, SLIP

PAGE = "Trang"


def write_slips(slips: Sequence[Slip], made_on: dt.date, name: str = "") -> bytes:
    """Slips in one file, each from a page of its own on; `name` is the title of the file, that of a single slip by itself.

    Raises ValueError for none.
    """
    layouts = [slip_layout(one) for one in slips]
    if not layouts:
        raise ValueError("no slips to write")
    first = layouts[0]
    data = {
        "slips": [asdict(_with_square(one)) for one in layouts],
        "paper": asdict(SLIP),
        "name": name or first.name,
        "author": " ".join(first.office),
        "follow": FOLLOW,
    }
    return compiled(_template("slip.typ"), "slips", data | _shared(made_on))


def write_book(pages: BookPages, made_on: dt.date) -> bytes:
    """A book, or some pages of it."""
    layout: BookLayout = book_layout(pages)
    data = {"book": asdict(layout), "paper": asdict(BOOK)}
    return compiled(_template("book.typ"), "book", data | _shared(made_on))


def square_svg(text: str) -> str:
    """The QR code of a text as a drawing, "" for no text."""
    if not text:
        return ""
    drawn = io.BytesIO()
    _square(text).save(drawn, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, nl=False)
    return drawn.getvalue().decode()


def square_png(text: str) -> io.BytesIO:
    """The QR code of a text as a picture, for Word."""
    drawn = io.BytesIO()
    _square(text).save(drawn, kind="png", border=2, scale=6)
    drawn.seek(0)
    return drawn


def _square(text: str) -> segno.QRCode:
    """A sixth of it may be damaged. The mask is given: to choose among the eight costs five times as much as all the rest, and
    helps only against data that is itself a pattern, which an address is not.
    """
    return segno.make_qr(text, error="m", mask=0)


def _with_square(layout: SlipLayout) -> SlipLayout:
    return replace(layout, qr=square_svg(layout.qr))


def _shared(made_on: dt.date) -> dict[str, Any]:
    return {
        "made": [made_on.year, made_on.month, made_on.day],
        "nation": NATION,
        "motto": MOTTO,
        "page": PAGE,
    }


@cache
def _template(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()

"""PDF files: the words that stand in them with their fonts, and pages that are pictures by way of OCR.

PDFium reads them in a process of its own (`pdf_child`). Tables in a PDF are but words in their places; they are read as lines.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from caicach.platform.readers import ocr, programs
from caicach.platform.readers.blocks import Content, Run
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.printed import Line, paragraphs
from caicach.platform.readers.xml import broken

MOST_PAGES = 500
MANY_PAGES = 30
"""More are too many for somebody to wait for: half a second to read, and one to find what they ask for."""
SECONDS = 90
_CHILD = Path(__file__).with_name("pdf_child.py")
_FEW = 20
"""Letters: a page that holds fewer beside a picture was scanned."""
# "ABCDEF+VnTimeH,BoldItalic": which letters are in the file, the font, how it is set.
_SUBSET = re.compile("^[A-Z]{6}[+]")
_SET = re.compile("[-, ]?(?:Bold|Italic|Oblique|Regular|MT|PS)+$")


def read_pdf(path: Path, scans: ocr.Scans | None = None) -> Content:
    """The blocks of a PDF. Raises `Unreadable` for one with a password, too many pages, or scanned pages that nobody can read."""
    scans = scans or ocr.Scans()
    with tempfile.TemporaryDirectory(prefix="caicach-read-") as scratch:
        folder = Path(scratch)
        count, pages = _pages(path, folder)
        lines = [[_line(line) for line in page["lines"]] for page in pages]
        scanned = [at for at, page in enumerate(pages) if page["letters"] < _FEW and page["has_picture"]]
        if not scanned:
            return Content(paragraphs(lines), pages=count)
        has_text = any(page["letters"] >= _FEW for page in pages)
        if why := _why_not(scanned, scans.most):
            if not has_text:
                raise why
            shown = ", ".join(str(at + 1) for at in scanned[:20]) + ("…" if len(scanned) > 20 else "")
            told = _("Trang %(pages)s là ảnh quét, chưa đọc được chữ: %(why)s")
            return Content(
                paragraphs(lines), pages=count, warnings=(told % {"pages": shown, "why": why.message},)
            )
        reader, known = ocr.Reader(folder, scans.seconds), scans.begin(scanned)
        for at in scanned:
            if (printed := known.get(at)) is None:
                printed = reader.lines(_picture(path, at, folder))
                scans.keep(at, printed)
            lines[at] = [Line((Run(words),), left, right) for words, left, right in printed]
        return Content(
            list(paragraphs(lines)),
            pages=count,
            scanned=True,
            warnings=(_("Có trang được đọc từ ảnh quét: hãy đối chiếu với bản gốc."),),
        )


def is_long(path: Path) -> bool:
    """Whether reading takes longer than somebody waits: many pages, or a picture among them that can be read here.

    Raises `Unreadable` for a file with a password or a broken one.
    """
    with tempfile.TemporaryDirectory(prefix="caicach-read-") as scratch:
        command = [sys.executable, "-I", _CHILD, "look", path.resolve(), str(MANY_PAGES), str(_FEW)]
        code, output = programs.run(command, Path(scratch), SECONDS)
    told = [json.loads(line) for line in output.decode().splitlines() if line.endswith("}")]
    if told and "fault" in told[0]:
        raise _fault(told[0]["fault"])
    if code or not told or not told[0]["pages"]:
        raise broken()
    if told[0]["pages"] > MOST_PAGES:
        return False
    return bool(told[0]["pages"] > MANY_PAGES or (told[0]["scanned"] and ocr.missing() is None))


def _why_not(scanned: list[int], most: int) -> Unreadable | None:
    """Why scanned pages cannot be read here; None when they can."""
    if missing := ocr.missing():
        return missing
    if len(scanned) > most:
        return Unreadable(
            Why.TOO_MANY_PAGES,
            _("Tệp có %(count)s trang ảnh quét; mỗi lần đọc được nhiều nhất %(most)s trang.")
            % {"count": len(scanned), "most": most},
            _("Hãy chia tệp thành nhiều phần, hoặc gửi tệp Word của văn bản."),
        )
    return None


def _pages(path: Path, folder: Path) -> tuple[int, list[dict[str, Any]]]:
    """The number of pages, and what the child tells of each."""
    command = [sys.executable, "-I", _CHILD, "text", path.resolve(), str(MOST_PAGES)]
    code, output = programs.run(command, folder, SECONDS)
    told = [json.loads(line) for line in output.decode().splitlines() if line.endswith("}")]
    for one in told:
        if "fault" in one:
            raise _fault(one["fault"])
    if code or not told or not told[0]["pages"]:
        raise broken()
    count = int(told[0]["pages"])
    if count > MOST_PAGES:
        raise Unreadable(
            Why.TOO_MANY_PAGES,
            _("Tệp PDF có %(count)s trang; mỗi lần đọc được nhiều nhất %(most)s trang.")
            % {"count": count, "most": MOST_PAGES},
            _("Hãy tách phần cần đọc thành tệp riêng rồi gửi lại."),
        )
    return count, told[1:]


def _fault(code: str) -> Unreadable:
    if code == "password":
        return Unreadable(
            Why.PASSWORD,
            _("Tệp PDF được đặt mật khẩu nên không đọc được."),
            _("Hãy mở tệp, in ra PDF mới không mật khẩu rồi gửi lại."),
        )
    if code == "too-long":
        return Unreadable(
            Why.TOO_LONG, _("Tệp PDF có quá nhiều chữ."), _("Hãy chia thành nhiều tệp rồi gửi lại.")
        )
    return broken()


def _picture(path: Path, page: int, folder: Path) -> Path:
    command = [sys.executable, "-I", _CHILD, "picture", path.resolve(), str(page)]
    code, _output = programs.run(command, folder, SECONDS)
    if code:
        raise broken()
    return folder / "page.pgm"


def _line(told: dict[str, Any]) -> Line:
    runs = tuple(Run(_text(text), _font(font)) for font, text in told["runs"])
    return Line(runs, told["left"], told["right"])


def _text(text: str) -> str:
    """PDFium writes a hyphen that parts a word at the end of a line as a sign of its own."""
    return text.replace("\ufffe", "-").replace("\x02", "-").replace("\r", "")


def _font(name: str) -> str:
    return _SET.sub("", _SUBSET.sub("", name))

"""A process of its own that opens a PDF: started by `pdf` with limits on time and memory, so that a bad file ends only this.

    python -I pdf_child.py text FILE            a line of JSON for each page, before them the number of pages or a fault
    python -I pdf_child.py look FILE MOST FEW   the number of pages, and whether one of the first MOST was scanned
    python -I pdf_child.py picture FILE PAGE    writes FILE's page (from 0) in greys to the file page.pgm

It imports nothing of ours: it starts in a tenth of a second and knows no settings.
"""

import ctypes
import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pypdfium2
from pypdfium2 import raw

MEMORY = 2 * 2**30
SECONDS = 60
MOST_LETTERS = 5_000_000
DPI = 250
MOST_PIXELS = 16_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    work, path, *rest = sys.argv[1:]
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        say({"fault": "password" if error.err_code == raw.FPDF_ERR_PASSWORD else "broken"})
        return
    with closing(document):
        if work == "picture":
            picture(document, int(rest[0]))
            return
        if work == "look":
            look(document, int(rest[0]), int(rest[1]))
            return
        say({"pages": len(document)})
        letters = 0
        for number in range(min(len(document), int(rest[0]))):
            page = read(document, number)
            letters += page["letters"]
            if letters > MOST_LETTERS:
                say({"fault": "too-long"})
                return
            say(page)


def say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


def look(document: pypdfium2.PdfDocument, most: int, few: int) -> None:
    """What decides how long reading takes, without reading."""
    pages = range(min(len(document), most))
    scanned = any(glance(document, number, few) for number in pages)
    say({"pages": len(document), "scanned": scanned})


def glance(document: pypdfium2.PdfDocument, number: int, few: int) -> bool:
    """Whether a page is a picture: fewer than `few` letters beside one."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            count = text.count_chars()
            whole = text.get_text_range() if 0 < count < 100 * few else "x" * count
        finally:
            text.close()
        return sum(not one.isspace() for one in whole) < few and has_picture(page)
    finally:
        page.close()


def has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _one in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def read(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    """The printed lines of a page, and whether it holds a picture."""
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            count = text.count_chars()
            whole = text.get_text_range() if count > 0 else ""
            lines = list(printed(text, whole, len(whole) == count))
        finally:
            text.close()
        letters = sum(not one.isspace() for one in whole)
        return {"lines": lines, "letters": letters, "has_picture": has_picture(page)}
    finally:
        page.close()


def printed(text: pypdfium2.PdfTextPage, whole: str, is_placed: bool) -> Iterator[dict[str, Any]]:
    """Each line: its words by font, and where it begins and ends across the page, in points (0 where that is not known)."""
    at = 0
    for line in whole.split("\n"):
        start, at = at, at + len(line) + 1
        shown = line.rstrip()
        if not shown.strip():
            continue
        first = start + len(shown) - len(shown.lstrip())
        left = edge(text, first)[0] if is_placed else 0.0
        right = edge(text, start + len(shown) - 1)[1] if is_placed else 0.0
        yield {"runs": runs(text, shown, start if is_placed else None), "left": left, "right": right}


def runs(text: pypdfium2.PdfTextPage, line: str, start: int | None) -> list[list[str]]:
    """The words of a line by font; a word is in the font of its first letter."""
    if start is None:
        return [["", line]]
    found: list[list[str]] = []
    at = 0
    for piece in line.split(" "):
        font = font_at(text, start + at) if piece else ""
        if found and (not piece or found[-1][0] == font):
            found[-1][1] += f" {piece}"
        else:
            if found:
                found[-1][1] += " "
            found.append([font, piece])
        at += len(piece) + 1
    return found


def font_at(text: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text.raw, index, name, len(name), ctypes.byref(flags))
    return name.value.decode("utf-8", "replace") if 0 < length <= len(name) else ""


def edge(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _one in range(4))
    raw.FPDFText_GetCharBox(text.raw, index, *map(ctypes.byref, (left, right, bottom, top)))
    return round(left.value, 1), round(right.value, 1)


def picture(document: pypdfium2.PdfDocument, number: int) -> None:
    """The page as portable greymap: a format without compression, so no library for pictures is needed."""
    page = document[number]
    width, height = page.get_size()
    scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bytes(bitmap.buffer))
    with open("page.pgm", "wb") as file:
        file.write(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height))
        for row in range(bitmap.height):
            file.write(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width])


if __name__ == "__main__":
    main()

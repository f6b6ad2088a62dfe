"""Scans for the tests, and a program in the place of tesseract that writes down when it is called."""

from __future__ import annotations

import json
import sys
import tempfile
from functools import cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.letters.pdf import compiled
from caicach.platform.readers import pdf_child
from caicach.platform.readers.programs import run
from caicach.platform.readers.tests.pdf_files import scan

_PROGRAM = """#!{python} -I
import json, sys
if "--list-langs" in sys.argv:
    print("List of available languages (1):\\nvie")
    raise SystemExit
with open({log!r}, "a") as log:
    log.write("page\\n")
lines = json.load(open({lines!r}))
print("level page_num block_num par_num line_num word_num left top width height conf text".replace(" ", "\\t"))
for at, line in enumerate(lines):
    for number, word in enumerate(line.split()):
        print(5, 1, 1, 1, at, number, 100 + number, 0, 10, 10, 90, word, sep="\\t")
"""


class FakeScanner:
    """Gives the same lines for every page. `pages` is how many it has been asked for."""

    def __init__(self, folder: Path, text: str) -> None:
        self._log, lines = folder / "asked", folder / "lines.json"
        lines.write_text(json.dumps([line for line in text.splitlines() if line.strip()]))
        self.folder = folder / "bin"
        self.folder.mkdir()
        program = self.folder / "tesseract"
        program.write_text(_PROGRAM.format(python=sys.executable, log=str(self._log), lines=str(lines)))
        program.chmod(0o755)

    @property
    def pages(self) -> int:
        return len(self._log.read_text().split()) if self._log.exists() else 0


def scanned(pages: int, *paragraphs: str) -> SimpleUploadedFile:
    """A PDF of pictures, each of the same page."""
    return SimpleUploadedFile("ban-quet.pdf", _pictures(pages, paragraphs or ("Bản quét",)))


@cache
def _pictures(pages: int, paragraphs: tuple[str, ...]) -> bytes:
    text = '#set text(font: "Tinos", size: 14pt)\n' + "\n\n".join(paragraphs)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        source = folder / "source.pdf"
        source.write_bytes(compiled(text.encode(), "thử", {}))
        code, _output = run([sys.executable, "-I", pdf_child.__file__, "picture", source, "0"], folder, 30)
        assert code == 0
        return scan([folder / "page.pgm"] * pages)

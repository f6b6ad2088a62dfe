"""Files of Office 97-2003 by way of LibreOffice: words, fonts, no network, nothing left behind, a message where it is missing."""

import http.server
import re
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from caicach.platform.readers import Unreadable, Why, read_file
from caicach.platform.readers.libreoffice import program
from caicach.platform.readers.programs import run
from caicach.platform.readers.tests.faults import refusal
from shared_data import shared

needs_office = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@needs_office
def test_a_real_decision_comes_out_word_by_word_by_its_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = read_file(shared("legacy", "files", "2008-23.QD-991-UBND.doc"), "QĐ.doc")
    truth = shared("legacy", "files", "2008-23.QD-991-UBND.truth.txt").read_text(encoding="utf-8")
    fields = ["page", "2", "page"]  # the extractor of the published text wrote out instructions of fields
    assert sorted([*words(found.text), *fields]) == sorted(words(truth))
    assert "VNI-Times" in found.fonts
    assert not list(tmp_path.iterdir()), "nothing is left behind"


@needs_office
def test_an_old_workbook_in_old_fonts_is_read_by_its_fonts() -> None:
    found = read_file(shared("legacy", "files", "2006-Mau21_CKTC_NSH.xls"), "Mau21.xls")
    truth = shared("legacy", "files", "2006-Mau21_CKTC_NSH.truth.txt").read_text(encoding="utf-8")
    assert sorted(words(found.text)) == sorted(words(truth))
    assert found.fonts == ("VNI-Times",)
    assert [cell.text for cell in found.tables[-1].rows[0]] == ["A", "Tổng thu NSNN trên địa bàn", "15237170"]


@needs_office
def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = tmp_path / "a.html"
        address = f"http://127.0.0.1:{server.server_port}/anh.png"
        page.write_text(f'<p>Chữ <img src="{address}" width=90 height=90></p>', encoding="utf-8")
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        office = [
            program() or "",
            profile,
            "--headless",
            "--convert-to",
            "doc:MS Word 97",
            "--outdir",
            tmp_path,
            page,
        ]
        subprocess.run(office, check=True, capture_output=True, timeout=60)
        assert (
            address.encode() in (tmp_path / "a.doc").read_bytes()
            or address.encode("utf-16-le") in (tmp_path / "a.doc").read_bytes()
        ), "the file links to the picture"
        assert asked, "left to itself LibreOffice fetches it"
        asked.clear()
        assert "Chữ" in read_file(tmp_path / "a.doc", "a.doc").text
        server.shutdown()
    assert asked == []


def test_without_libreoffice_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    fault = refusal(shared("legacy", "files", "2004-B6.doc"))
    assert fault.code is Why.NO_LIBREOFFICE
    assert ".docx" in fault.way_out
    without = read_file(shared("legacy", "files", "2005-4E4ZD_XKT2.05.xls"), "a.xls")
    assert "xuất khẩu" in without.text.lower(), "workbooks are read without it, their words tell the encoding"


def ended(process: int) -> None:
    """The process is no more; a killed one still stands there until the kernel comes to it."""
    status = Path(f"/proc/{process}/status")
    for _ in range(200):
        try:
            if "zombie" in status.read_text():
                return
        except (FileNotFoundError, ProcessLookupError):
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} lives on:\n{status.read_text()}")


def test_a_program_ends_when_its_time_is_over_with_all_that_it_started(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        run(["sh", "-c", "sleep 60 & echo $! > child; wait"], tmp_path, 0.5)
    assert raised.value.code is Why.TOO_SLOW
    child = int((tmp_path / "child").read_text())
    ended(child)


def test_a_program_inherits_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:secret@nowhere/x")
    code, output = run(["env"], tmp_path, 10)
    assert code == 0
    assert b"secret" not in output

"""LibreOffice, where it is installed, for the binary formats of 1997 to 2003: it makes .docx and .xlsx of them, which we read.

It gets a profile of its own in which macros, links to other files and the network are switched off.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.platform.readers import programs
from caicach.platform.readers.blocks import Content
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.word import read_word
from caicach.platform.readers.xml import broken

SECONDS = 90

_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", 2),  # never
    ("Office.Calc/Content/Update", "Link", 1),  # never
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", 9),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", 9),
)


def program() -> str | None:
    """The program, None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_old_word(path: Path) -> Content:
    """The blocks of a .doc."""
    with converted(path, "doc", "docx") as made:
        return read_word(made)


@contextmanager
def converted(path: Path, ending: str, to: str) -> Iterator[Path]:
    """Within: the file made into another format. Raises `Unreadable` where LibreOffice is missing, fails or takes too long."""
    office = program()
    if office is None:
        raise Unreadable(
            Why.NO_LIBREOFFICE,
            _("Máy chủ chưa cài LibreOffice nên không đọc được tệp Word 97-2003 (.doc)."),
            _(
                "Hãy mở bằng Word, chọn Lưu thành (Save As) dạng .docx rồi gửi lại; hoặc nhờ quản trị cài LibreOffice."
            ),
        )
    with tempfile.TemporaryDirectory(prefix="caicach-read-") as scratch:
        folder = Path(scratch)
        given = folder / f"given.{ending}"  # its own name may be anything
        shutil.copyfile(path, given)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            office,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            folder / "out",
            given,
        ]
        programs.run(command, folder, SECONDS)
        made = folder / "out" / f"given.{to}"
        if not made.exists():
            raise broken()
        yield made


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )

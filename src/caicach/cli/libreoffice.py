"""LibreOffice as the second opinion on a workbook: it computes every formula again, whatever values the file carries."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from caicach.platform.readers.libreoffice import program

__all__ = ["CSV", "Office", "program"]

# LibreOffice trusts the values stored in a workbook unless it is told to compute them again.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
# Comma, quotation mark, UTF-8 (76); figures come as they are formatted.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


class Office:
    """LibreOffice with a profile of its own in `folder`; converted files come into `folder`/out."""

    def __init__(self, office: str, folder: Path) -> None:
        self._office, self._folder = office, folder
        self.out = folder / "out"
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")

    def convert(self, paths: Sequence[Path], to: str = CSV) -> float:
        """Compute workbooks again and write them in another format; returns the seconds that it took."""
        profile = f"-env:UserInstallation=file://{self._folder}/profile"
        command = [self._office, profile, "--headless", "--convert-to", to, "--outdir", str(self.out)]
        started = time.perf_counter()
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=600)
        return time.perf_counter() - started

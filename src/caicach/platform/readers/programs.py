"""Programs that read for us: started without a shell, in a folder of their own, with a time limit, cut off from the network."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from caicach.platform.readers.faults import Unreadable, Why

_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
# A port on which nobody listens: whoever honours these finds no way out.
_NOWHERE = "http://127.0.0.1:9"


def run(
    command: Sequence[object], folder: Path, seconds: float, more: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run a program with `folder` as its home; gives its exit code and output. Raises `Unreadable` when its time is over.

    It inherits nothing of our environment (passwords of the database are there) and dies with all that it has started.
    """
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"HOME": str(folder), "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, **(more or {})}
    with subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            output, _errors = process.communicate(timeout=seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise too_slow(seconds) from error
            raise
    return process.returncode, output


def too_slow(seconds: float) -> Unreadable:
    return Unreadable(
        Why.TOO_SLOW,
        _("Đọc tệp quá %(seconds)s giây nên đã dừng.") % {"seconds": round(seconds)},
        _("Hãy chia tệp thành nhiều phần, hoặc lưu lại dạng .docx rồi gửi lại."),
    )

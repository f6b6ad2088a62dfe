"""Reading contents: opening one, and finding out whether it is still what was stored.

Without a scope: whoever may see the thing that a file is part of may read the file, and only the app of that thing knows who.
"""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _

from caicach.platform.errors import Conflict
from caicach.platform.files import storage
from caicach.platform.files.models import StoredFile


def opened(stored: StoredFile) -> BinaryIO:
    """The content, open for reading; `Conflict` when it has been lost from the data folder."""
    try:
        return storage.opened(stored.sha256)
    except FileNotFoundError as lost:
        raise Conflict(
            _("Nội dung của tệp này không còn trong kho lưu trữ (SHA-256 %(hash)s…).")
            % {"hash": stored.sha256[:12]},
            _("Hãy báo quản trị hệ thống khôi phục thư mục dữ liệu từ bản sao lưu."),
        ) from lost


def verify(stored: StoredFile) -> bool:
    """Whether the content is there and has the hash and the size under which it was stored."""
    try:
        with storage.opened(stored.sha256) as file:
            return storage.digest(file) == stored.sha256 and file.tell() == stored.size
    except FileNotFoundError:
        return False

"""The files of an evidence package: each document once, the index as XLSX and CSV, and the hashes of them all.

`sha256sum -c SHA256SUMS` in the unpacked folder says whether a file has been changed.
"""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.evidence_package import Entry, Package
from caicach.platform.files.packing import Member
from caicach.platform.spreadsheets import Cell, Sheet, write_csv, write_xlsx

INDEX, SUMS = "muc-luc", "SHA256SUMS"


def members(package: Package) -> list[Member]:
    """What the archive holds, the index first."""
    index = _index(package)
    told = Sheet(_("Giải thích"), [_("Mã tiêu chí"), _("Tiêu chí"), _("Giải thích của đơn vị")])
    told.rows += [[one.code, one.name, one.text] for one in package.explanations]
    tables = {
        f"{INDEX}.xlsx": write_xlsx([index, told]),
        f"{INDEX}.csv": write_csv(index),
    }
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in tables.items()}
    sums |= {path: document.file.sha256 for path, document in package.files.items()}
    listed = "".join(f"{digest}  {path}\n" for path, digest in sums.items())
    return [
        *(Member(path, content) for path, content in tables.items()),
        Member(SUMS, listed.encode()),
        *(Member(path, document.file) for path, document in package.files.items()),
    ]


def _index(package: Package) -> Sheet:
    header = [
        _("Mã tiêu chí"),
        _("Tiêu chí, báo cáo"),
        _("Trích yếu"),
        _("Số, ký hiệu"),
        _("Ngày ban hành"),
        _("Cơ quan ban hành"),
        _("Trang"),
        _("Tệp trong gói"),
        _("Tên tệp khi gửi"),
        "SHA-256",
        _("Dung lượng (byte)"),
        _("Ghi chú"),
    ]
    return Sheet(_("Mục lục"), header, [_line(entry) for entry in package.entries])


def _line(entry: Entry) -> list[Cell]:
    one = entry.document
    return [
        entry.code or None,
        entry.name,
        one.title,
        one.number or None,
        one.issued_on,
        one.issuer or None,
        entry.pages or None,
        entry.path,
        one.name,
        one.file.sha256,
        one.file.size,
        _("đã rút") if entry.withdrawn else None,
    ]

"""`caicach score --verify`: published results computed again from their records, to the last digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import typer

from caicach.cli import django_setup
from caicach.cli.output import MALFORMED, fail, print_json, stderr, stdout
from caicach.core.parindex import public, published
from caicach.core.parindex.record import Difference, RecordError, digest, verify

MOST_SHOWN = 20
MAX_BYTES = 500_000_000


class _Checked(NamedTuple):
    name: str
    digest: str
    same_digest: bool
    differences: tuple[Difference, ...]
    public_digest: str

    @property
    def is_right(self) -> bool:
        return self.same_digest and not self.differences


def run(path: Path | None, *, as_json: bool) -> None:
    """Verify a record, or all that the database keeps; ends with exit code 1 where something differs."""
    checked = []
    for name, text, stored in _records(path):
        try:
            own, differences = digest(text), verify(text)
            table = "" if differences else public.table(published.read(text)).digest
            checked.append(_Checked(name, own, stored in ("", own), differences, table))
        except RecordError as error:
            fail(f"{name}: {error}", code=MALFORMED)
    if as_json:
        print_json([_document(one) for one in checked])
    else:
        for one in checked:
            _show(one)
        if not checked:
            stdout.print("Chưa có kết quả nào được công bố.")
    if not all(one.is_right for one in checked):
        raise typer.Exit(1)


def _records(path: Path | None) -> Iterator[tuple[str, str, str]]:
    """Name, text and stored digest ("" for a file) of each record."""
    if path is not None:
        try:
            if path.stat().st_size > MAX_BYTES:
                fail(f"{path}: tệp lớn hơn {MAX_BYTES // 1_000_000} MB", code=MALFORMED)
            yield str(path), path.read_text(encoding="utf-8"), ""
        except (OSError, UnicodeDecodeError) as error:
            fail(f"{path}: không đọc được tệp ({error})", "Hãy kiểm tra đường dẫn.", MALFORMED)
        return
    django_setup.setup_with_database()
    from caicach.apps.parindex.models import Publication

    found = Publication.objects.select_related("round__locality").order_by("round_id", "edition")
    for one in found.iterator(chunk_size=1):
        yield f"{one.round.locality.name}, {one.round}, {one.number}", one.record, one.digest


def _document(one: _Checked) -> dict[str, Any]:
    return {
        "record": one.name,
        "digest": one.digest,
        "verified": one.is_right,
        "digest_matches": one.same_digest,
        "public_digest": one.public_digest,
        "differences": [asdict(difference) for difference in one.differences],
    }


def _show(one: _Checked) -> None:
    if one.is_right:
        stdout.print(
            f"[green]✓[/green] {one.name}: chấm lại trùng đến chữ số cuối (SHA-256 {one.digest[:16]}…)",
            highlight=False,
            soft_wrap=True,
        )
        stdout.print(f"  bảng công khai: SHA-256 {one.public_digest}", highlight=False, soft_wrap=True)
        return
    stderr.print(f"[red]✗[/red] {one.name}", highlight=False)
    if not one.same_digest:
        stderr.print("  mã băm không khớp: nội dung hồ sơ đã bị sửa", highlight=False)
    for difference in one.differences[:MOST_SHOWN]:
        stderr.print(
            f"  {difference.place}: ghi {difference.stated}, chấm lại {difference.computed}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
    if len(one.differences) > MOST_SHOWN:
        stderr.print(f"  … và {len(one.differences) - MOST_SHOWN} chỗ khác", highlight=False)

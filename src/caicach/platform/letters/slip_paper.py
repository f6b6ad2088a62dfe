"""Sizes of slips and books, the same for Word and PDF: millimetres for places, points for type.

A5 for forms 01 to 05 and the notice of stopping, A4 on its side for books (Thông tư số 01/2018/TT-VPCP). The texts leave type and
margins open; these keep the order of Nghị định số 30/2020/NĐ-CP on half its paper.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlipPaper:
    width: float = 148
    height: float = 210
    top: float = 10
    bottom: float = 9
    left: float = 13
    right: float = 10
    left_column: float = 50
    """Of the head: agency, centre and number; the rest is for nation, motto and date."""

    agency: float = 8.5
    nation: float = 9
    motto: float = 9.5
    date: float = 9.5
    title: float = 12
    body: float = 10.5
    table: float = 9
    small: float = 8

    spacing: float = 2.5
    """Points between lines."""
    first_line: float = 7
    motto_line: float = 34
    agency_line: float = 16
    room_to_sign: float = 15
    qr: float = 23

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


SLIP = SlipPaper()
BOOK = SlipPaper(
    width=297, height=210, top=12, bottom=12, left=14, right=12, left_column=110, agency=11, nation=12, motto=13, date=12,
    title=14, body=12, table=8.5, small=9, motto_line=56, agency_line=24,
)  # fmt: skip

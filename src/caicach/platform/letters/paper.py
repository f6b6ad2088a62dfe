"""Sizes of an official letter, the same for Word and PDF: millimetres for places, points for type.

Nghị định số 30/2020/NĐ-CP, Phụ lục I: A4; margins 20-25 mm above and below, 30-35 mm left, 15-20 mm right; Times New Roman;
agency and nation 12-13, motto, date, title, subject, body 13-14, recipients 12 and 11. Tables are left to the office.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    left_column: float = 66
    """Of the header: agency and number; the rest is for nation, motto and date."""

    agency: float = 12
    nation: float = 12
    motto: float = 13
    number: float = 13
    date: float = 13
    beside: float = 12
    title: float = 14
    body: float = 14
    table: float = 11
    page_number: float = 13
    recipients_head: float = 12
    recipients: float = 11

    first_line: float = 10
    addressed: float = 45
    """Where the addressees of a công văn begin, when there are several."""
    spacing: float = 6
    """Points between paragraphs."""
    motto_line: float = 58
    agency_line: float = 24
    subject_line: float = 45
    room_to_sign: float = 26

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def landscape_width(self) -> float:
        """Of the text on a page that lies on its side; the margins stay where they are."""
        return self.height - self.left - self.right


PAPER = Paper()
FONT = "Times New Roman"

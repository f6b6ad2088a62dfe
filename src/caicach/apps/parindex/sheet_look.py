"""How the official scoring sheet looks: A4 landscape, the head on every page, input cells coloured and the only ones unlocked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from caicach.apps.parindex.formulas import NO, YES
from caicach.apps.parindex.spreadsheet_export import row_height
from caicach.core.parindex import Node, Words
from caicach.platform.wording import language

WIDTHS = (7, 38, 8, 36, 14, 9, 9, 11, 9, 26, 22)
LAST_SHOWN = len(WIDTHS) - 1
_FONT = {
    "font_name": "Times New Roman",
    "font_size": 10,
    "valign": "top",
    "border": 1,
    "border_color": "#9aa5b1",
}
_INPUT = {"bg_color": "#fff7d6", "locked": False}
_CLOSED = {"bg_color": "#f1f3f5"}
MOST_WRITTEN = 32_767


class Look:
    """The formats of a workbook and the few ways in which a cell is written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.text = self._format(text_wrap=True)
        self.points = self._format(num_format="0.00##", align="right")
        self.total = self._format(num_format="0.00##", bold=True, text_wrap=True, bg_color="#e7f0f9")
        self.hidden = self._format(num_format="General", font_color="#8a949e")
        self._levels = {
            depth: (
                self._format(
                    bold=depth < 2, text_wrap=True, **({"bg_color": "#e7f0f9"} if depth == 0 else {})
                ),
                self._format(
                    bold=depth < 2,
                    num_format="0.00##",
                    align="right",
                    **({"bg_color": "#e7f0f9"} if depth == 0 else {}),
                ),
            )
            for depth in (0, 1)
        }
        self._leaf = (self.text, self.points)
        self._inputs = {
            (kind, is_open): self._format(**style, **(_INPUT if is_open else _CLOSED))
            for kind, style in (
                ("number", {"num_format": "General", "align": "right"}),
                ("date", {"num_format": "dd/mm/yyyy", "align": "center"}),
                ("text", {"text_wrap": True}),
            )
            for is_open in (True, False)
        }

    def _format(self, **style: Any) -> Any:
        return self._book.add_format({**_FONT, **style})

    def words(self, words: Words) -> str:
        return words.text(language())

    def of(self, node: Node) -> Any:
        """The format of a node's words."""
        return self._of(node)[0]

    def sum_of(self, node: Node) -> Any:
        """The format of a node's points."""
        return self._of(node)[1]

    def _of(self, node: Node) -> tuple[Any, Any]:
        return self._leaf if node.is_leaf else self._levels[min(node.depth, 1)]

    def blank(self, page: Any, row: int, column: int, format: Any = None) -> None:
        page.write_blank(row, column, None, format or self.text)

    def figure(self, page: Any, row: int, column: int, value: Decimal | None) -> None:
        """Points that are no formula; an empty cell for none."""
        if value is None:
            page.write_blank(row, column, None, self.points)
        else:
            page.write_number(row, column, float(value), self.points)

    def put(
        self, page: Any, row: int, column: int, value: Any, kind: str, options: int, *, open: bool
    ) -> None:
        """An input cell with what is stated, and what it may hold."""
        family = "date" if kind == "date" else "number" if kind in ("number", "count", "choice") else "text"
        format = self._inputs[family, open]
        match value:
            case None:
                page.write_blank(row, column, None, format)
            case dt.date():
                page.write_datetime(row, column, value, format)
            case int() | Decimal():
                page.write_number(row, column, value, format)
            case _:
                page.write_string(row, column, str(value)[:MOST_WRITTEN], format)
        if open and kind in ("yes_no", "checklist"):
            page.data_validation(row, column, row, column, {"validate": "list", "source": [YES, NO]})
        elif open and kind == "choice":
            page.data_validation(
                row,
                column,
                row,
                column,
                {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": options},
            )
        elif open and family == "number":
            page.data_validation(
                row, column, row, column, {"validate": "decimal", "criteria": ">=", "value": 0}
            )

    def frame(self, page: Any, titles: Sequence[str], heads: Sequence[str], head: int) -> None:
        """Titles, heads and the paper."""
        bold = self._book.add_format({"font_name": "Times New Roman", "bold": True, "font_size": 11})
        large = self._book.add_format(
            {"font_name": "Times New Roman", "bold": True, "font_size": 14, "align": "center"}
        )
        note = self._book.add_format(
            {
                "font_name": "Times New Roman",
                "italic": True,
                "font_size": 10,
                "text_wrap": True,
                "valign": "top",
            }
        )
        header = self._format(bold=True, text_wrap=True, align="center", bg_color="#f5f6f8")
        page.write_string(0, 0, titles[0], bold)
        page.merge_range(1, 0, 1, LAST_SHOWN, titles[1], large)
        page.merge_range(2, 0, 2, LAST_SHOWN, titles[2], note)
        for column, words in enumerate(heads):
            page.write_string(head, column, words, header)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width)
        page.set_column(LAST_SHOWN + 1, len(heads) - 1, 10, None, {"hidden": True})
        page.set_row(1, 24)
        page.set_row(2, row_height([(titles[2], sum(WIDTHS))]))
        page.set_row(head, 40)
        page.freeze_panes(head + 1, 2)
        page.repeat_rows(head)

    def finish(self, page: Any, last: int) -> None:
        """Paper, print area, and the lock of all cells that take no figures (without a password: against slips only)."""
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.print_area(0, 0, last, LAST_SHOWN)
        page.set_footer("&L&8&A&R&8&P / &N")
        page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

"""Faults that a person can do something about.

Every fault carries a sentence that names what is wrong (`message`) and one that names the way out (`way_out`), both in the
language of the reader. A view may catch a fault to show it beside a form; one that nobody catches is turned into a page,
or into problem+json below /api/, by `caicach.platform.access.middleware` and `caicach.platform.http`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = str | Promise


class Fault(Exception):
    """A request that cannot be done as asked; `problems` lists the single faults when there are several."""

    status = 400
    kind = "fault"
    title: Text = gettext_lazy("Không thực hiện được yêu cầu")
    default_way_out: Text = ""

    def __init__(self, message: Text, way_out: Text = "", problems: Sequence[Text] = ()) -> None:
        super().__init__(message)
        self._message = message
        self._way_out = way_out or self.default_way_out
        self._problems = tuple(problems)

    @property
    def message(self) -> str:
        return str(self._message)

    @property
    def way_out(self) -> str:
        return str(self._way_out)

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(str(problem) for problem in self._problems)

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}".strip()


class Invalid(Fault):
    """What was entered or uploaded breaks a rule; nothing has been changed."""

    status = 422
    kind = "invalid"
    title = gettext_lazy("Dữ liệu chưa hợp lệ")


class Conflict(Fault):
    """What was asked is no longer possible as things stand now (in use, locked, changed by somebody else)."""

    status = 409
    kind = "conflict"
    title = gettext_lazy("Không còn thực hiện được")


class TooLarge(Fault):
    """More data than the limit."""

    status = 413
    kind = "too-large"
    title = gettext_lazy("Dữ liệu gửi lên quá lớn")

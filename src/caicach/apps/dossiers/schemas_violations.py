"""What the API of violations takes and gives."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

StateName = Literal["current", "unexplained", "explained", "resolved"]


class ViolationOut(Schema):
    """Một vi phạm. `dossier` null khi vi phạm là của cả đơn vị; `evidence` là chứng cứ, `why` là chứng cứ bằng lời."""

    id: int
    code: str
    title: str
    dossier: str | None
    unit: str
    unit_id: int
    officer: str | None
    since: dt.datetime
    evidence: dict[str, Any]
    why: str
    law: str | None = Field(description="Căn cứ; null khi là dấu hiệu do hệ thống rút ra")
    found_at: dt.datetime
    resolved_at: dt.datetime | None
    explanation: str
    explained_at: dt.datetime | None


class ViolationPageOut(Schema):
    """Một trang vi phạm, phát hiện sau cùng trước; đọc tiếp với `after`, null khi đã hết."""

    violations: list[ViolationOut]
    after: int | None
    count: int = Field(description="Số vi phạm khớp bộ lọc, đếm tới 10.000")
    count_is_complete: bool


class KindOut(Schema):
    """Một loại vi phạm trong năm; `trend` theo thứ tự của `months`."""

    code: str
    title: str
    rule: str
    composed: bool = Field(description="Dấu hiệu do hệ thống rút ra, văn bản không nêu nguyên văn")
    count: int
    explained: int
    trend: list[int]


class OverviewOut(Schema):
    """Vi phạm của năm theo loại và theo tháng bắt đầu."""

    year: int
    total: int
    months: list[dt.date]
    kinds: list[KindOut]


class TallyOut(Schema):
    """Số vi phạm của một đơn vị hoặc một người; `id` null khi không ghi tên ai."""

    id: int | None
    name: str
    total: int
    by_code: dict[str, int]


class TalliesOut(Schema):
    """Vi phạm theo đơn vị và theo người chịu trách nhiệm, nhiều nhất trước."""

    units: list[TallyOut]
    officers: list[TallyOut]


class ExplanationIn(Schema):
    """Nguyên nhân, trách nhiệm và cách khắc phục."""

    explanation: str

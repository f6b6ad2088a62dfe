"""Biên bản phiên họp Hội đồng thẩm định: who sat, the disputed leaves with what was decided, the units that were approved.

Nghị định số 30/2020/NĐ-CP, Phụ lục III, mẫu biên bản: time, place, members, contents, signatures of secretary and chair. Who was
present is not known to the system: it names the members and leaves room for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from caicach.apps.parindex.letters.offices import (
    COUNCIL,
    INDEX,
    dateline,
    number,
    of_subject,
    points,
)
from caicach.apps.parindex.queries.letters import DisputedLeaf, MinutesData
from caicach.apps.units.offices import (
    committee_of,
)
from caicach.core.letters import (
    Align,
    Block,
    Column,
    Heading,
    Letter,
    Mark,
    Paragraph,
    Points,
    Row,
    Sender,
    Signature,
    Table,
    day_text,
)

SYMBOL = "BB-HĐTĐ"
_ROOM = "…" * 8


def minutes(data: MinutesData) -> Letter:
    """The minutes of a recorded session, or the draft of the one to come."""
    held = data.held
    return Letter(
        sender=Sender(COUNCIL, committee_of(data.locality)),
        number=number(SYMBOL, held.number if held else ""),
        dateline=dateline(data.locality, held.day if held else None, data.year_of_session),
        kind="minutes",
        subject=f"Họp {COUNCIL} năm {data.year} của {of_subject(data.subject, data.locality)}",
        blocks=tuple(_blocks(data)),
        signatures=(Signature("Thư ký", data.secretary), Signature("Chủ tọa")),
        recipients=("Thành viên Hội đồng thẩm định", "Các đơn vị có tên trong biên bản"),
        filed="VT, hồ sơ Hội đồng thẩm định",
        draft=held is None,
    )


def _blocks(data: MinutesData) -> Iterator[Block]:
    yield Heading("I. Thời gian, địa điểm, thành phần")
    when = day_text(data.held.day) if data.held else f"ngày {_ROOM}"
    members = "; ".join(data.members) or _ROOM
    yield Points(
        (
            f"Thời gian bắt đầu: {_ROOM} giờ, {when}.",
            f"Địa điểm: {_ROOM}",
            f"Chủ tọa: {_ROOM} Thư ký: {data.secretary or _ROOM}.",
            f"Thành viên Hội đồng: {members}. Có mặt: …… người; vắng mặt: …… người, lý do: {_ROOM}",
        )
    )
    yield Heading("II. Tiêu chí có ý kiến khác nhau")
    yield from _disputes(data)
    yield Heading("III. Phê duyệt kết quả")
    yield from _approvals(data)
    yield Paragraph(
        f"Phiên họp kết thúc vào {_ROOM} giờ cùng ngày. Biên bản đã được đọc cho các thành viên dự họp nghe và thống nhất."
    )


def _disputes(data: MinutesData) -> Iterator[Block]:
    if not data.disputes:
        yield Paragraph("Không có tiêu chí nào mà đơn vị và tổ thẩm định còn ý kiến khác nhau.")
        return
    yield Paragraph(
        f"Hội đồng xem xét {len(data.disputes)} tiêu chí còn ý kiến khác nhau giữa đơn vị và tổ thẩm định, quyết định như sau:"
    )
    yield Table(
        (
            Column("TT", 9, Align.CENTER),
            Column("Đơn vị", 22),
            Column("Tiêu chí", 32),
            Column("Tối đa", 11, Align.RIGHT),
            Column("Tự chấm", 13, Align.RIGHT),
            Column("Thẩm định", 13, Align.RIGHT),
            Column("Ý kiến của đơn vị", 30),
            Column("Hội đồng quyết định", 35),
        ),
        tuple(_disputed(at, one) for at, one in enumerate(data.disputes, 1)),
    )


def _disputed(at: int, one: DisputedLeaf) -> Row:
    decided = f"{points(one.decided)} điểm. {one.reason}" if one.decided is not None else ""
    return Row(
        (
            str(at),
            one.unit,
            f"{one.code} {one.name}",
            points(one.max_points),
            points(one.self_scored),
            points(one.appraised),
            one.grounds,
            decided,
        )
    )


def _approvals(data: MinutesData) -> Iterator[Block]:
    if not data.units:
        yield Paragraph("Không có đơn vị nào được trình phê duyệt tại phiên họp.")
        return
    result = "thống nhất phê duyệt" if data.held else "xem xét, phê duyệt"
    yield Paragraph(f"Hội đồng {result} kết quả {INDEX} năm {data.year} của {len(data.units)} đơn vị:")
    if len(data.units) <= 12:
        yield Points(tuple(f"{name};" for name in data.units), Mark.DASH)
    else:
        yield Paragraph(f"{'; '.join(data.units)}.")

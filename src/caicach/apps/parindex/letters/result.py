"""Công văn thông báo kết quả to one unit: its index, its areas, and every leaf that lost points with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from caicach.apps.parindex.letters.offices import (
    COUNCIL,
    INDEX,
    cited,
    dateline,
    figure,
    is_province,
    number,
    points,
)
from caicach.apps.parindex.queries.letters import LostLeaf, ResultData
from caicach.apps.units.offices import (
    committee_of,
)
from caicach.core.letters import (
    OFFICIAL_LETTER,
    Align,
    Annex,
    Authority,
    Block,
    Column,
    Heading,
    Letter,
    Mode,
    Paragraph,
    Row,
    Sender,
    Signature,
    Table,
)

SYMBOL, SYMBOL_OF_PROVINCE = "HĐTĐ", "HĐTĐ-SNV"
OWN_SCORE = "Đơn vị tự chấm chưa đạt điểm tối đa"
_RIGHT = Align.RIGHT


def result(data: ResultData) -> Letter:
    """The letter to the unit; a draft until the results are published."""
    sheet = data.sheet
    assert sheet.participant is not None
    to = committee_of(sheet.participant.unit)
    province = is_province(data.locality)
    return Letter(
        sender=Sender(COUNCIL, committee_of(data.locality)),
        number=number(SYMBOL_OF_PROVINCE if province else SYMBOL),
        dateline=dateline(data.locality, None, data.year_of_issue),
        kind=OFFICIAL_LETTER,
        subject=f"thông báo kết quả {INDEX} năm {sheet.year}",
        to=(to,),
        blocks=tuple(_blocks(data, to)),
        signatures=(
            Signature("Chủ tịch Hội đồng", authority=(Authority(Mode.FOR_THE_BODY, "Hội đồng thẩm định"),)),
        ),
        recipients=("Như trên", f"Thành viên {COUNCIL}"),
        filed="VT, SNV" if province else "VT",
        annexes=_annexes(data),
        draft=data.decision is None,
    )


def _blocks(data: ResultData, to: str) -> Iterator[Block]:
    sheet = data.sheet
    basis = (
        f"Căn cứ {cited('Quyết định', data.decision.number, data.decision.day)} của Chủ tịch {committee_of(data.locality)}, "
        if data.decision
        else "Căn cứ kết quả thẩm định, "
    )
    yield Paragraph(f"{basis}{COUNCIL} thông báo kết quả {INDEX} năm {sheet.year} của {to} như sau:")
    yield Heading("1. Kết quả chung")
    yield Paragraph(_whole(data))
    yield Heading("2. Kết quả theo lĩnh vực")
    yield Table(
        (
            Column("TT", 8, Align.CENTER),
            Column("Lĩnh vực", 56),
            Column("Điểm tối đa", 14, _RIGHT),
            Column("Điểm đạt", 14, _RIGHT),
            Column("Điểm mất", 14, _RIGHT),
            Column("Tỷ lệ đạt (%)", 14, _RIGHT),
        ),
        tuple(
            Row(
                (
                    area.code, area.name, points(area.max_points), figure(area.points),
                    figure(_lost_in(data, area.code)), figure(area.index),
                )
            )
            for area in sheet.areas
        ),
    )  # fmt: skip
    yield Heading("3. Tiêu chí mất điểm")
    if not data.lost:
        yield Paragraph("Đơn vị không mất điểm ở tiêu chí nào.")
    else:
        lost = sum((one.line.lost for one in data.lost), Decimal(0))
        yield Paragraph(
            f"Đơn vị mất {figure(lost)} điểm ở {len(data.lost)} tiêu chí thành phần, chi tiết tại Phụ lục kèm theo."
        )
        yield Paragraph(
            f"Đề nghị {to} phân tích nguyên nhân, xác định trách nhiệm đối với từng tiêu chí mất điểm và ban hành kế hoạch "
            "khắc phục."
        )
    yield Paragraph(
        f"Trong quá trình thực hiện, nếu có vướng mắc, đề nghị đơn vị phản ánh về {COUNCIL} để được hướng dẫn"
    )


def _whole(data: ResultData) -> str:
    sheet = data.sheet
    score = sheet.score
    assert score is not None
    said = [f"Tổng điểm {figure(score.points)}/{points(score.max_points)}"]
    said.append("chưa tính được chỉ số" if score.index is None else f"chỉ số {figure(score.index)}%")
    if score.rank is not None:
        said.append(f"xếp hạng {score.rank}/{score.peers} của khối {sheet.block_name}")
    if score.class_name:
        said.append(f"xếp loại {score.class_name}")
    text = "; ".join(said) + "."
    change, last = sheet.change, sheet.last
    if change is not None and last is not None:
        way = "tăng" if change > 0 else "giảm" if change < 0 else "bằng"
        by = f" {figure(abs(change))} điểm phần trăm" if change else ""
        text += f" So với năm {sheet.year - 1} ({figure(last.index)}%): {way}{by}."
    return text


def _lost_in(data: ResultData, area: str) -> Decimal:
    return sum((one.line.lost for one in data.lost if one.area == area), Decimal(0))


def _annexes(data: ResultData) -> tuple[Annex, ...]:
    if not data.lost:
        return ()
    table = Table(
        (
            Column("Mã", 10, Align.CENTER),
            Column("Tiêu chí", 80),
            Column("Tối đa", 11, _RIGHT),
            Column("Tự chấm", 11, _RIGHT),
            Column("Kết quả", 11, _RIGHT),
            Column("Mất", 11, _RIGHT),
            Column("Lý do", 64),
        ),
        tuple(_rows(data)),
    )
    return (
        Annex(f"Các tiêu chí mất điểm năm {data.sheet.year} của {data.sheet.name}", (table,), landscape=True),
    )


def _rows(data: ResultData) -> Iterator[Row]:
    for area in data.sheet.areas:
        own = [one for one in data.lost if one.area == area.code]
        if own:
            yield Row((f"{area.code}. {area.name}",), strong=True)
            yield from map(_row, own)


def _row(one: LostLeaf) -> Row:
    line = one.line
    is_own = one.self_scored is not None and one.self_scored == line.points
    return Row(
        (
            line.code,
            line.name,
            points(line.max_points),
            points(one.self_scored),
            points(line.points),
            points(line.lost),
            one.reason or (OWN_SCORE if is_own else ""),
        )
    )

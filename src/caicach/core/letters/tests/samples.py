"""Letters of every shape for tests: a decision with annexes, minutes with two signatures, a công văn."""

from datetime import date

from caicach.core.letters import (
    Align,
    Annex,
    Article,
    Authority,
    Column,
    Dateline,
    Heading,
    Letter,
    Look,
    Mark,
    Mode,
    Number,
    Paragraph,
    Points,
    Row,
    Sender,
    Signature,
    Table,
)

PROVINCE = Sender("Ủy ban nhân dân tỉnh Phú Thọ")
DAY = date(2026, 2, 5)


def ranking(rows: int) -> Table:
    """A table of many rows with a heading row over its whole width."""
    return Table(
        (
            Column("TT", 8, Align.CENTER),
            Column("Đơn vị", 40),
            Column("Chỉ số (%)", 15, Align.RIGHT),
            Column("Xếp loại", 20, Align.CENTER),
        ),
        (
            Row(("Khối xã, phường",), strong=True),
            *(Row((str(at), f"Xã Thí điểm số {at}", f"{100 - at / 10:.2f}", "Tốt")) for at in range(1, rows)),
        ),
    )


def decision(rows: int = 60) -> Letter:
    return Letter(
        sender=PROVINCE,
        number=Number("QĐ-UBND", 7),
        dateline=Dateline("Phú Thọ", DAY),
        kind="decision",
        subject="Phê duyệt và công bố Chỉ số cải cách hành chính năm 2025",
        authority="Chủ tịch Ủy ban nhân dân tỉnh Phú Thọ",
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương", "Theo đề nghị của Giám đốc Sở Nội vụ"),
        blocks=(
            Article(1, "Phê duyệt và công bố Chỉ số cải cách hành chính năm 2025."),
            Article(2, "Quyết định này có hiệu lực kể từ ngày ký."),
            Points(("Công khai kết quả", "Khắc phục điểm mất"), Mark.LETTER),
            Article(3, "Chánh Văn phòng và Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này."),
        ),
        signatures=(Signature("Phó Chủ tịch", "", (Authority(Mode.FOR_THE_HEAD, "Chủ tịch"),)),),
        recipients=("Như Điều 3", "Bộ Nội vụ"),
        filed="VT, SNV",
        annexes=(
            Annex("Xếp hạng các đơn vị", (ranking(rows),)),
            Annex("Kết quả theo lĩnh vực", (Heading("I. Lĩnh vực"), ranking(rows)), landscape=True),
        ),
    )


def minutes() -> Letter:
    return Letter(
        sender=Sender("Hội đồng thẩm định", "Ủy ban nhân dân tỉnh Phú Thọ"),
        number=Number("BB-HĐTĐ"),
        dateline=Dateline("Phú Thọ", None, 2026),
        kind="minutes",
        subject="Phiên họp Hội đồng thẩm định",
        blocks=(
            Heading("I. Nội dung"),
            Heading("1. Tiêu chí tranh chấp", 2),
            Paragraph("Hội đồng thảo luận."),
            Paragraph("Kết luận", Look.CENTRED),
            ranking(4),
        ),
        signatures=(Signature("Thư ký"), Signature("Chủ tọa", "Nguyễn Văn Mẫu")),
        recipients=("Thành viên Hội đồng",),
        draft=True,
    )


def official() -> Letter:
    return Letter(
        sender=Sender("Sở Nội vụ", "Ủy ban nhân dân tỉnh Phú Thọ"),
        number=Number("SNV-CCHC", 112),
        dateline=Dateline("Phú Thọ", date(2026, 10, 31)),
        kind="official_letter",
        subject="thông báo kết quả",
        to=("Ủy ban nhân dân xã Bản Nguyên", "Ủy ban nhân dân xã Đại Đồng"),
        blocks=(Paragraph("Sở Nội vụ thông báo kết quả."), Paragraph("Trân trọng")),
        signatures=(Signature("", authority=(Authority(Mode.ACTING, "Giám đốc"),)),),
        recipients=("Như trên",),
    )

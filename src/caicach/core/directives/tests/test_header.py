"""Header fields of dispatches: the five directives, what was annotated by hand, and layouts of our own."""

import datetime as dt
import json

import pytest

from caicach.core.directives import Header, Quote, read_header
from caicach.core.vietnamese import fold
from caicach.core.vietnamese.legacy import convert
from shared_data import corpus, directive, shared

DECISION = """ỦY BAN NHÂN DÂN
TỈNH MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 2813/QĐ-UBND
Mẫu, ngày 20 tháng 11 năm 2025
QUYẾT ĐỊNH
VỀ VIỆC THÔNG QUA PHƯƠNG ÁN ĐƠN GIẢN HÓA
THỦ TỤC HÀNH CHÍNH CẤP XÃ
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế một cửa;
Điều 1. Thông qua phương án.
Nơi nhận:
- Như Điều 4;
- Bộ Nội vụ;
- Lưu: VT, KTN.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Thị Mẫu
PHỤ LỤC
(Kèm theo Quyết định số 2813/QĐ-UBND)
Nơi nhận:
- Như trên;
GIÁM ĐỐC
"""
BLANK = """**UBND XÃ VÍ DỤ**
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Số: /TB-UBND
*Ví Dụ, ngày tháng năm 2026*
**THÔNG BÁO**
Kết luận của Chủ tịch tại Hội nghị quý I
Ngày 05 tháng 3 năm 2026, Chủ tịch đã chủ trì Hội nghị.
"""


def values(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.value for quote in quotes]


def value(quote: Quote | None) -> str | None:
    return quote.value if quote else None


def quotes(header: Header) -> list[Quote]:
    signer = header.signer
    parts = (header.number, header.symbol, header.place, header.issuing_body, header.subject)
    signed = (signer.name, signer.title, signer.authority) if signer else ()
    return [one for one in (*parts, *signed, *header.recipients, *header.cc) if one]


@pytest.mark.parametrize("name", ["cao-lanh-2023", "thac-mo-2024"])
def test_what_was_annotated_by_hand_is_read(name: str) -> None:
    known = json.loads(shared("directives-annotated", f"{name}.json").read_text(encoding="utf-8"))
    header = read_header(convert(directive(f"{name}.txt")).text)
    assert header.doc_type == known["doc_type"]
    assert value(header.number) == known["number"]
    assert str(header.date) == known["date"]
    assert header.date_precision == known["date_precision"]
    assert value(header.place) == known["place"]
    assert value(header.issuing_body) == known["issuing_body"]
    assert value(header.subject) == known["subject"]
    assert values(header.recipients) == known["recipients"]
    assert values(header.cc) == known.get("cc", values(header.cc))
    assert header.signer
    assert {part: value(getattr(header.signer, part)) for part in known["signer"]} == known["signer"]
    read = {(one.type.lower(), one.number, str(one.date)) for one in header.references}
    assert read == {(one["type"].lower(), one["number"], one["date"]) for one in known["references"]}


def test_issuers_of_the_documents_named_are_read() -> None:
    known = json.loads(shared("directives-annotated", "cao-lanh-2023.json").read_text(encoding="utf-8"))
    read = {one.number: one.issuer for one in read_header(directive("cao-lanh-2023.txt")).references}
    short = {number: (issuer or "").replace("Ủy ban nhân dân", "UBND") for number, issuer in read.items()}
    assert short == {one["number"]: one["issuer"] for one in known["references"]}


@pytest.mark.parametrize(
    ("name", "number", "symbol", "date", "precision", "body", "signer"),
    [
        ("can-tho-2023", None, None, None, "none", "Văn phòng Ủy ban nhân dân thành phố", "Lê Xuân Hoa"),
        ("duc-tho-2023", None, "UBND-NV", "2023-10-01", "month", "Ủy ban nhân dân huyện Đức Thọ", "Trần Hoài Đức"),
        ("tan-hong-2023", None, "CV-UBND", "2023-04-20", "day", "Ủy ban nhân dân xã Tân Hồng", "Vũ Huy Cường"),
    ],
)  # fmt: skip
def test_the_other_directives_are_read_and_what_is_blank_stays_blank(
    name: str,
    number: str | None,
    symbol: str | None,
    date: str | None,
    precision: str,
    body: str | None,
    signer: str,
) -> None:
    header = read_header(directive(f"{name}.txt"))
    assert (value(header.number), value(header.symbol)) == (number, symbol)
    assert (str(header.date) if header.date else None, header.date_precision) == (date, precision)
    assert value(header.issuing_body) == body
    assert header.signer
    assert value(header.signer.name) == signer


def test_a_decision_has_its_kind_its_subject_and_all_who_sign() -> None:
    header = read_header(DECISION)
    assert header.doc_type == "quyết định"
    assert value(header.number) == "2813/QĐ-UBND"
    assert header.date == dt.date(2025, 11, 20)
    assert value(header.issuing_body) == "Ủy ban nhân dân tỉnh Mẫu"
    assert value(header.subject) == "VỀ VIỆC THÔNG QUA PHƯƠNG ÁN ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH CẤP XÃ"
    assert values(header.cc) == ["Bộ Nội vụ", "Lưu: VT, KTN"]
    assert header.signer
    assert value(header.signer.authority) == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"
    assert value(header.signer.title) == "PHÓ CHỦ TỊCH"
    assert value(header.signer.name) == "Nguyễn Thị Mẫu"
    assert [(one.type, one.number, one.issuer) for one in header.references][:2] == [
        ("Luật", "72/2025/QH15", None),
        ("Nghị định", "61/2018/NĐ-CP", "Chính phủ"),
    ]


def test_a_signature_on_one_line_is_taken_apart() -> None:
    text = "Nơi nhận:\n- Lưu: VT.\nKT. BỘ TRƯỞNG THỨ TRƯỞNG Trần Văn Thử\nPHỤ LỤC I\n"
    signer = read_header(text).signer
    assert signer
    assert (value(signer.authority), value(signer.title), value(signer.name)) == (
        "KT. BỘ TRƯỞNG",
        "THỨ TRƯỞNG",
        "Trần Văn Thử",
    )
    assert signer.name
    assert text[signer.name.start : signer.name.end] == "Trần Văn Thử"


def test_a_kind_may_stand_on_one_line_with_its_subject() -> None:
    header = read_header(
        "THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH tại cuộc họp giao ban\nNgày 05 tháng 3 năm 2026, họp."
    )
    assert (header.doc_type, value(header.subject)) == (
        "thông báo",
        "KẾT LUẬN CỦA CHỦ TỊCH tại cuộc họp giao ban",
    )


def test_a_draft_keeps_its_gaps() -> None:
    header = read_header(BLANK)
    assert (header.number, value(header.symbol)) == (None, "TB-UBND")
    assert (header.date, header.date_precision) == (dt.date(2026, 1, 1), "year")
    assert header.doc_type == "thông báo"
    assert value(header.subject) == "Kết luận của Chủ tịch tại Hội nghị quý I"
    assert header.signer is None
    assert header.cc == header.recipients == ()


@pytest.mark.parametrize("text", ["", "\n\n", "Một dòng", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:"])
def test_a_text_without_a_header_has_none(text: str) -> None:
    header = read_header(text)
    assert quotes(header) == []
    assert (header.doc_type, header.date, header.signer, header.references) == (None, None, None, ())


@pytest.mark.parametrize("name", ["can-tho", "cao-lanh", "duc-tho", "tan-hong"])
def test_every_field_points_to_its_words(name: str) -> None:
    text = directive(f"{name}-2023.txt")
    for quote in quotes(read_header(text)):
        words = set(fold(quote.value).replace("-", " ").split())
        assert words <= set(
            fold(text[quote.start : quote.end]).replace("*", " ").replace("-", " ").split()
        ), quote


def test_the_documents_of_the_corpus_have_their_fields() -> None:
    """All with a letterhead: one whose letterhead is a table row and one with its subject behind its number are the rest."""
    headers = [read_header(text) for text in corpus() if "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text[:3000]]
    assert len(headers) > 80
    for field in ("number", "date", "place", "issuing_body", "doc_type", "subject"):
        assert sum(bool(getattr(header, field)) for header in headers) / len(headers) >= 0.98, field
    assert sum(bool(header.signer and header.signer.name) for header in headers) / len(headers) >= 0.97


def test_a_cong_dien_may_have_its_subject_and_its_sender_on_one_line() -> None:
    header = read_header(
        "THỦ TƯỚNG CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/CĐ-TTg\nHà Nội, ngày 27 tháng 11 năm 2025\n"
        "CÔNG ĐIỆN V/V KHẨN TRƯƠNG RÀ SOÁT, THỐNG KÊ, TỔNG HỢP THIỆT HẠI VỀ NHÀ Ở CỦA NHÂN DÂN DO MƯA LŨ TẠI KHU VỰC "
        "NAM TRUNG BỘ THỦ TƯỚNG CHÍNH PHỦ điện:\n- Chủ tịch Ủy ban nhân dân tỉnh Mẫu;\n- Bộ trưởng Bộ Tài chính.\n"
    )
    assert header.subject is not None
    assert header.subject.value.endswith("TẠI KHU VỰC NAM TRUNG BỘ")
    assert [one.value for one in header.recipients] == [
        "Chủ tịch Ủy ban nhân dân tỉnh Mẫu",
        "Bộ trưởng Bộ Tài chính",
    ]


def test_a_law_is_named_with_its_title_and_a_dispatch_does_not_name_itself() -> None:
    header = read_header(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 21/QĐ-UBND\nMẫu, ngày 15 tháng 01 năm 2026\n"
        "QUYẾT ĐỊNH\nVề việc giao chỉ tiêu\n"
        "Căn cứ Luật Phòng, chống tham nhũng số 36/2018/QH14 ngày 20/11/2018;\n"
        "Thực hiện Văn bản Số: 2115 /UBND-NV ngày 03/8/2025 của UBND tỉnh.\n"
        "PHỤ LỤC\n(Kèm theo Quyết định số 21/QĐ-UBND ngày 15/01/2026 của UBND xã)\n"
    )
    assert [(one.type, one.number, str(one.date)) for one in header.references] == [
        ("Luật", "36/2018/QH14", "2018-11-20"),
        ("Văn bản", "2115/UBND-NV", "2025-08-03"),
    ]

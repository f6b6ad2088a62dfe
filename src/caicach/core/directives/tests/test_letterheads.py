"""Letterheads that are not as the decree has them: in tables, on one line, with two offices."""

import pytest

from caicach.core.directives import Quote, read_header

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def value(quote: Quote | None) -> str | None:
    return quote.value if quote else None


def test_a_letterhead_that_is_a_row_of_a_table_is_read_column_by_column() -> None:
    text = f"""ỦY BAN NHÂN DÂN | {NATION}
XÃ VÍ DỤ | Độc lập - Tự do - Hạnh phúc
Số: 45/UBND-VP | Ví Dụ, ngày 05 tháng 02 năm 2026
V/v rà soát thủ tục |
Kính gửi: Các cơ quan thuộc xã.
Nơi nhận: | TM. ỦY BAN NHÂN DÂN
- Như trên; | CHỦ TỊCH
- Lưu: VT. | Nguyễn Văn Mẫu
"""
    header = read_header(text)
    assert value(header.issuing_body) == "Ủy ban nhân dân xã Ví Dụ"
    assert value(header.number) == "45/UBND-VP"
    assert str(header.date) == "2026-02-05"
    assert value(header.subject) == "V/v rà soát thủ tục"
    assert [one.value for one in header.cc] == ["Lưu: VT"]
    assert header.signer
    assert [value(part) for part in (header.signer.authority, header.signer.title, header.signer.name)] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]


def test_marks_that_are_drawn_below_a_heading_are_no_part_of_it() -> None:
    header = read_header(
        f"CHÍNH PHỦ------- | {NATION}Độc lập - Tự do - Hạnh phúc--------------- |\nSố: 1/NĐ-CP |\n"
    )
    assert value(header.issuing_body) == "Chính phủ"
    assert value(header.number) == "1/NĐ-CP"


@pytest.mark.parametrize(
    ("written", "superior", "body"),
    [
        ("BỘ TÀI CHÍNH CỤC THUẾ", "Bộ Tài chính", "Cục Thuế"),
        ("UBND HUYỆN MẪU\nPHÒNG NỘI VỤ", "UBND huyện Mẫu", "Phòng Nội vụ"),
        (
            "ỦY BAN NHÂN DÂN TỈNH MẪU\nSỞ GIÁO DỤC VÀ ĐÀO TẠO",
            "Ủy ban nhân dân tỉnh Mẫu",
            "Sở Giáo dục và Đào tạo",
        ),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", None, "Bộ Văn hóa, Thể thao và Du lịch"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ MẪU", None, "Ủy ban nhân dân thành phố Mẫu"),
    ],
)
def test_of_two_offices_the_lower_one_issues(written: str, superior: str | None, body: str) -> None:
    text = f"{written}\n{NATION}\n"
    header = read_header(text)
    assert (value(header.superior), value(header.issuing_body)) == (superior, body)
    assert header.issuing_body
    assert text[header.issuing_body.start : header.issuing_body.end].lower().split() == body.lower().split()


def test_a_subject_may_stand_on_the_line_of_the_number() -> None:
    header = read_header(
        f"SỞ NỘI VỤ\n{NATION}\nSố: 12/SNV-CCHC V/v khảo sát hài lòng năm 2026\nMẫu, ngày 01 tháng 4 năm 2026\n"
    )
    assert (value(header.number), value(header.subject)) == ("12/SNV-CCHC", "V/v khảo sát hài lòng năm 2026")


def test_an_office_that_enacts_is_no_part_of_the_subject() -> None:
    enacting = "QUYẾT ĐỊNH VỀ VIỆC THÀNH LẬP BAN QUẢN LÝ KHU KINH TẾ THỦ TƯỚNG CHÍNH PHỦ"
    assert (
        value(read_header(f"{NATION}\n{enacting}\nCăn cứ Luật;").subject)
        == "VỀ VIỆC THÀNH LẬP BAN QUẢN LÝ KHU KINH TẾ"
    )
    named = "QUYẾT ĐỊNH BAN HÀNH KẾ HOẠCH THỰC HIỆN CHỈ THỊ CỦA THỦ TƯỚNG CHÍNH PHỦ"
    assert (value(read_header(f"{NATION}\n{named}\nCăn cứ Luật;").subject) or "").endswith(
        "CỦA THỦ TƯỚNG CHÍNH PHỦ"
    )


def test_a_subject_ends_where_the_body_follows_on_its_line() -> None:
    body = "Trong các ngày 08 và 09 tháng 11 năm 2025, Phó Chủ tịch đã làm việc với các sở. " * 5
    assert value(
        read_header(f"{NATION}\nTHÔNG BÁO KẾT LUẬN CỦA PHÓ CHỦ TỊCH TẠI BUỔI LÀM VIỆC {body}\n").subject
    ) == ("KẾT LUẬN CỦA PHÓ CHỦ TỊCH TẠI BUỔI LÀM VIỆC")


def test_addressees_stand_behind_each_other_or_before_the_body_on_one_line() -> None:
    many = read_header(f"{NATION}\nKính gửi: Các sở; các ban; UBND các xã.\n")
    assert [one.value for one in many.recipients] == ["Các sở", "các ban", "UBND các xã"]
    body = "Thực hiện Kế hoạch số 1/KH-UBND ngày 01/01/2026 của UBND tỉnh Mẫu về cải cách hành chính."
    assert [
        one.value for one in read_header(f"{NATION}\nKính gửi: Các sở, ban, ngành tỉnh {body}\n").recipients
    ] == ["Các sở, ban, ngành tỉnh"]


def test_a_form_in_an_annex_is_addressed_to_nobody() -> None:
    text = f"{NATION}\nQUYẾT ĐỊNH\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nNguyễn Văn Mẫu\nMẪU ĐƠN\nKính gửi: ……\n"
    assert read_header(text).recipients == ()


@pytest.mark.parametrize("gap", ["          ", "\t"])
def test_letterhead_and_signature_in_two_columns_of_blanks_are_taken_apart(gap: str) -> None:
    header = read_header(
        f"ỦY BAN NHÂN DÂN{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"XÃ MẪU SƠN{gap}Độc lập - Tự do - Hạnh phúc\n-------{gap}---------------\n"
        f"Số: 07/KH-UBND{gap}Mẫu Sơn, ngày 12 tháng 02 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
        "1. Rà soát thủ tục hành chính.\n"
        f"Nơi nhận:{gap}KT. CHỦ TỊCH\n- UBND tỉnh;{gap}PHÓ CHỦ TỊCH\n- Các phòng;\n- Lưu: VT.{gap}Trần Thị Mẫu\n"
    )
    assert header.issuing_body
    assert header.issuing_body.value == "Ủy ban nhân dân xã Mẫu Sơn"
    assert header.number
    assert header.number.value == "07/KH-UBND"
    assert header.place
    assert header.place.value == "Mẫu Sơn"
    assert [one.value for one in header.cc] == ["UBND tỉnh", "Các phòng", "Lưu: VT"]
    assert header.signer
    assert header.signer.name
    assert header.signer.name.value == "Trần Thị Mẫu"
    assert header.signer.title
    assert header.signer.title.value == "PHÓ CHỦ TỊCH"


def test_lines_that_are_only_drawn_are_no_part_of_the_letterhead() -> None:
    header = read_header(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----------\n"
        "Số: 05/KH-UBND\nMẫu, ngày 08 tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
    )
    assert header.issuing_body
    assert header.issuing_body.value == "Ủy ban nhân dân xã Mẫu"


def test_the_mark_of_the_hand_stands_between_title_and_name() -> None:
    signer = read_header("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n(Đã ký)\nLê Thị Mẫu\n").signer
    assert signer
    assert signer.name
    assert signer.name.value == "Lê Thị Mẫu"


def test_columns_that_were_printed_on_one_line_are_taken_apart() -> None:
    header = read_header(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nXÃ MẪU Độc lập - Tự do - Hạnh phúc\n"
        "Số: 15/KH-UBND Mẫu, ngày 20 tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
    )
    assert header.issuing_body
    assert header.issuing_body.value == "Ủy ban nhân dân xã Mẫu"
    assert header.place
    assert header.place.value == "Mẫu"


def test_the_name_of_the_nation_may_go_over_two_lines() -> None:
    header = read_header(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\nSố: 15/KH-UBND Mẫu, ngày 20 tháng 01 năm 2026\n"
    )
    assert header.issuing_body
    assert header.issuing_body.value == "Ủy ban nhân dân xã Mẫu"
    assert header.place
    assert header.place.value == "Mẫu"


@pytest.mark.parametrize(
    "opening",
    [
        "Ủy ban nhân dân xã ban hành Kế hoạch cải cách hành chính năm 2026 như sau:",
        "I.\tMỤC TIÊU",
        "A. MỤC TIÊU",
    ],
)
def test_the_subject_ends_where_the_body_opens(opening: str) -> None:
    header = read_header(
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 15/KH-UBND\nMẫu, ngày 20 tháng 01 năm 2026\n"
        f"KẾ HOẠCH\nCải cách hành chính năm 2026\n{opening}\n1. Rà soát thủ tục hành chính.\n"
    )
    assert header.subject
    assert header.subject.value == "Cải cách hành chính năm 2026"


def test_bullets_of_word_are_entries_of_a_list() -> None:
    header = read_header("Nơi nhận:\n• UBND tỉnh;\n\uf0b7 Lưu: VT.\nCHỦ TỊCH\nTrần Thị Mẫu\n")
    assert [one.value for one in header.cc] == ["UBND tỉnh", "Lưu: VT"]

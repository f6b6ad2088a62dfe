"""Who leads where it is hard to tell: groups without "các", conditions before the office, headings of duties."""

import pytest

from caicach.core.directives import read

HEAD = """ỦY BAN NHÂN DÂN TỈNH MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/2025/QĐ-UBND
Mẫu, ngày 05 tháng 3 năm 2025
QUYẾT ĐỊNH
BAN HÀNH QUY CHẾ QUẢN LÝ HỒ SƠ
"""


def leads(*lines: str) -> list[tuple[str, ...]]:
    return [one.leads for one in read(HEAD + "\n".join(lines) + "\n").tasks]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Các cơ quan, tổ chức, đơn vị có trách nhiệm giao tài khoản.", "Các cơ quan, tổ chức, đơn vị"),
        ("Cơ quan, tổ chức chịu trách nhiệm cập nhật dữ liệu.", "Cơ quan, tổ chức"),
        ("Cơ quan, đơn vị gửi văn bản đề nghị tới Sở Nội vụ.", "Cơ quan, đơn vị"),
        (
            "Tổ chức, hộ gia đình, cá nhân hoàn toàn chịu trách nhiệm về hồ sơ.",
            "Tổ chức, hộ gia đình, cá nhân",
        ),
        ("Thủ trưởng cơ quan, tổ chức, đơn vị phải rà soát hồ sơ.", "Thủ trưởng cơ quan, tổ chức, đơn vị"),
        ("Cơ quan quản lý cấp trên có trách nhiệm phê duyệt dữ liệu.", "Cơ quan quản lý cấp trên"),
        (
            "Cơ quan, đơn vị trực tiếp quản lý tài sản có trách nhiệm cập nhật.",
            "Cơ quan, đơn vị trực tiếp quản lý tài sản",
        ),
        (
            "Thủ trưởng đơn vị nơi phát hiện sai sót phải thông báo ngay.",
            "Thủ trưởng đơn vị nơi phát hiện sai sót",
        ),
    ],
)
def test_kinds_of_bodies_are_a_group_and_no_verb_cuts_their_name(text: str, who: str) -> None:
    assert leads(f"1. {text}") == [(who,)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Trong thời hạn 01 ngày, kể từ ngày nhận hồ sơ, Sở Nội vụ thực hiện việc khôi phục.", "Sở Nội vụ"),
        ("Sau 03 ngày kể từ khi nhận văn bản của các cơ quan, đơn vị, Sở Nội vụ xác minh.", "Sở Nội vụ"),
        (
            "Khi có thay đổi (thành lập, giải thể), biến động, cơ quan, đơn vị phải có văn bản gửi Sở Nội vụ.",
            "cơ quan, đơn vị",
        ),
        (
            "Trường hợp cần điều chỉnh, bổ sung, Ủy ban nhân dân cấp xã phải có văn bản.",
            "Ủy ban nhân dân cấp xã",
        ),
        ("Về dữ liệu: toàn bộ dữ liệu cũ (đã số hóa) Sở Nội vụ có trách nhiệm chuyển đổi.", "Sở Nội vụ"),
    ],
)
def test_who_acts_may_stand_behind_a_condition_with_commas_of_its_own(text: str, who: str) -> None:
    assert leads(f"1. {text}") == [(who,)]


def test_an_office_among_others_that_a_condition_names_does_not_lead() -> None:
    assert leads("1. Khi phối hợp với Công an tỉnh, Sở Nội vụ, việc báo cáo phải kịp thời.") == [()]
    assert leads("1. Hồ sơ của người dân và của Sở Nội vụ có trách nhiệm cao được ưu tiên.") == [()]


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("Trách nhiệm của thuê bao", "thuê bao"),
        ("Trách nhiệm, quyền hạn của Sở Tư pháp", "Sở Tư pháp"),
        ("Quyền và nghĩa vụ của bên mua điện", "bên mua điện"),
        ("Nhiệm vụ và quyền hạn của Văn thư cơ quan", "Văn thư cơ quan"),
        ("Trách nhiệm của các cơ quan, tổ chức:", "các cơ quan, tổ chức"),
    ],
)
def test_a_heading_of_duties_names_who_has_those_below_it_office_or_not(heading: str, who: str) -> None:
    assert leads(f"Điều 5. {heading}", "1. Cập nhật hồ sơ theo đúng quy định của Quy chế này.") == [(who,)]


def test_a_heading_of_rights_or_of_work_names_nobody() -> None:
    for heading in ("Quyền của thuê bao", "Nhiệm vụ của công tác cải cách hành chính"):
        assert leads(f"Điều 5. {heading}", "1. Cập nhật hồ sơ theo quy định của Quy chế.") == [()]


def test_whoever_has_a_duty_at_the_head_of_a_sentence_leads_and_opens_the_list_below() -> None:
    found = leads(
        "1. Người có thẩm quyền chứng thực có trách nhiệm:",
        "a) Cập nhật hồ sơ theo đúng quy định của Quy chế này.",
        "2. Tổ chức hành nghề công chứng, Ủy ban nhân dân cấp xã có trách nhiệm báo cáo.",
    )
    assert found[-2:] == [
        ("Người có thẩm quyền chứng thực",),
        ("Tổ chức hành nghề công chứng", "Ủy ban nhân dân cấp xã"),
    ]


def test_a_list_of_those_who_lead_goes_on_in_small_letters_behind_semicolons() -> None:
    found = leads("1. Các sở, ban, ngành; đơn vị sự nghiệp; cơ quan đóng trên địa bàn tỉnh trình hồ sơ.")
    assert found == [("Các sở, ban, ngành", "đơn vị sự nghiệp", "cơ quan đóng trên địa bàn tỉnh")]


def test_a_closing_paragraph_may_ask_those_in_difficulty_to_report() -> None:
    found = leads(
        "Điều 9. Điều khoản thi hành",
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về Sở Nội vụ.",
    )
    assert found == [("các đơn vị",)]

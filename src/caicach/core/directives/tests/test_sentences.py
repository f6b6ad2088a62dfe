"""Sentences of directives: what is a target with which operator, what is a result, who is told to do what with whom."""

from decimal import Decimal

import pytest

from caicach.core.directives import Operator, Reading, Recurrence, TaskKind, read

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN MẪU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 123/UBND-NV
Mẫu, ngày 05 tháng 3 năm 2025
V/v đẩy mạnh cải cách hành chính năm 2025
Kính gửi:
- Các phòng, ban, ngành huyện;
- UBND các xã, thị trấn.
"""


def reading(*lines: str) -> Reading:
    return read(HEAD + "\n".join(lines) + "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n")


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt trên 89,80%.", ">", "89.80", "%"),
        ("Tỷ lệ hồ sơ trực tuyến đạt từ 95% trở lên.", ">=", "95", "%"),
        ("95% trở lên hồ sơ được giải quyết đúng hạn.", ">=", "95", "%"),
        ("Tối thiểu 30% số cơ quan được kiểm tra.", ">=", "30", "%"),
        ("Tỷ lệ số hóa đạt 85 - 90%.", ">=", "85", "%"),
        ("Tỷ lệ thanh toán trực tuyến đạt từ 50% đến 60%.", ">=", "50", "%"),
        ("Tỷ lệ hồ sơ trễ hạn dưới 1%.", "<", "1", "%"),
        ("Không để tổ chức, cá nhân đi lại quá 01 lần để bổ sung hồ sơ.", "<=", "1", "lần"),
        ("Bảo đảm mỗi xã có ít nhất 02 sáng kiến.", ">=", "2", "sáng kiến"),
        ("Phấn đấu 100% hồ sơ được số hóa.", "=", "100", "%"),
        ("Tỷ suất sinh giảm từ 23 ca sinh/1.000 phụ nữ xuống 18 ca sinh/1.000 phụ nữ.", "=", "18", "ca sinh"),
        ("Phấn đấu Chỉ số CCHC của huyện nằm trong nhóm 10 đơn vị dẫn đầu.", "<=", "10", "hạng"),
        ("Phấn đấu hình thành 1.700 mô hình.", "=", "1700", "mô hình"),
    ],
)
def test_the_operator_comes_from_the_words(text: str, operator: str, value: str, unit: str) -> None:
    found = reading("I. MỤC TIÊU CỤ THỂ", f"- {text}").targets
    assert [(one.operator, one.value, one.unit) for one in found] == [
        (Operator(operator), Decimal(value), unit)
    ]
    assert found[0].period == "2025"


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả tỷ lệ hồ sơ đúng hạn đạt 98,5%, tăng 2,3% so với năm 2023.",
        "Năm 2024, Chỉ số của huyện đạt 85,5%, xếp thứ 12/34.",
        "Đến nay, tỷ lệ hồ sơ trực tuyến mới đạt 45%.",
        "Hiện nay, khối lượng hoàn thành của dự án đạt trên 61%.",
        "1. Các phòng, ban đã tích cực triển khai, đã hoàn thành trên 95% nhiệm vụ được giao.",
    ],
)
def test_what_was_reached_already_is_a_result_and_no_target(text: str) -> None:
    found = reading(text)
    assert found.targets == ()
    assert found.results


@pytest.mark.parametrize(
    "text",
    [
        "1. Đơn vị nào để hồ sơ trễ hạn trên 5% thì không xét thi đua.",
        "1. Thời hạn giải quyết hồ sơ không quá 05 ngày làm việc.",
        "1. Mức hỗ trợ bằng 50% mức lương cơ sở.",
        "1. Bán kính phục vụ tối đa 10 km thì diện tích trạm tối thiểu là 500 m2, công suất tối đa 100 tấn.",
        "1. Số lượng cấp phó của phòng được bố trí không quá 03 người.",
        "1. Người được đề nghị phải có tỷ lệ phiếu đồng ý của Hội đồng từ 90% trở lên.",
        "1. Chăm sóc trẻ em từ 06 tháng đến 36 tháng tuổi.",
        "1. Triển khai dịch vụ công trực tuyến mức độ 3,4 theo phương châm “4 xin, 4 luôn”.",
    ],
)
def test_conditions_time_limits_rates_ages_and_levels_are_no_targets(text: str) -> None:
    assert reading(text).targets == ()


def test_who_leads_is_named_or_stands_above_and_who_supports_is_told_apart() -> None:
    found = reading(
        "UBND huyện yêu cầu Thủ trưởng các phòng, ban; Chủ tịch UBND các xã thực hiện các nội dung sau:",
        "1. Rà soát thủ tục hành chính theo thẩm quyền.",
        "2. Phòng Nội vụ chủ trì, phối hợp với Văn phòng HĐND và UBND huyện, các cơ quan liên quan tham mưu kế hoạch.",
        "3. Công an huyện",
        "a) Chỉ đạo các đơn vị thực hiện nghiêm quy định.",
        "4. Về kinh phí: Giao Phòng Tài chính - Kế hoạch bố trí kinh phí.",
    )
    assert [(one.item, one.leads, one.supports) for one in found.tasks] == [
        ("1", ("Thủ trưởng các phòng, ban", "Chủ tịch UBND các xã"), ()),
        ("2", ("Phòng Nội vụ",), ("Văn phòng HĐND và UBND huyện", "các cơ quan liên quan")),
        ("3.a", ("Công an huyện",), ()),
        ("4", ("Phòng Tài chính - Kế hoạch",), ()),
    ]


def test_lines_with_labels_say_who_with_whom_when_and_what_comes_out() -> None:
    found = reading(
        "a) Rà soát, hệ thống hóa văn bản.",
        "- Đơn vị chủ trì: Phòng Tư pháp; đơn vị phối hợp: các phòng, ban; thời gian hoàn thành: tháng 6/2025.",
        "- Sản phẩm: Báo cáo rà soát.",
    )
    (task,) = found.tasks
    assert (task.leads, task.supports, str(task.deadline), task.product) == (
        ("Phòng Tư pháp",),
        ("các phòng, ban",),
        "2025-06-30",
        "Báo cáo rà soát",
    )


def test_reports_prohibitions_and_sanctions_are_kinds_of_their_own() -> None:
    found = reading(
        "1. UBND các xã gửi báo cáo kết quả về Phòng Nội vụ trước ngày 15 hằng tháng.",
        "2. Nghiêm cấm tự đặt thêm thủ tục.",
        "3. Không xét khen thưởng người để hồ sơ trễ hạn.",
        "4. Tổ chức tuyên truyền; định kỳ hằng quý tổng hợp, báo cáo UBND huyện.",
    )
    assert [(one.kind, one.recurrence) for one in found.tasks] == [
        (TaskKind.REPORT, Recurrence.MONTHLY),
        (TaskKind.PROHIBITION, None),
        (TaskKind.SANCTION, None),
        (TaskKind.TASK, None),
        (TaskKind.REPORT, Recurrence.QUARTERLY),
    ]


def test_without_anybody_named_the_recipients_lead_and_that_is_less_sure() -> None:
    (task,) = reading("1. Rà soát thủ tục hành chính theo thẩm quyền.").tasks
    assert task.leads == ("Các phòng, ban, ngành huyện", "UBND các xã, thị trấn")
    assert task.confidence == Decimal("0.70")


def test_a_time_that_stands_behind_two_figures_joined_by_and_is_that_of_both() -> None:
    found = reading(
        "I. MỤC TIÊU",
        "- Huyện thuộc nhóm 4 đơn vị dẫn đầu khu vực và nhóm 20 đơn vị dẫn đầu cả nước vào năm 2028.",
    )
    assert [(int(one.value), str(one.deadline)) for one in found.targets] == [
        (4, "2028-12-31"),
        (20, "2028-12-31"),
    ]


def test_a_limit_counts_any_noun_among_goals_and_says_of_a_share_what_it_is_of() -> None:
    found = reading(
        "I. MỤC TIÊU CỤ THỂ",
        "- Triển khai tối thiểu 01 sàn giao dịch dữ liệu.",
        "- 100% cơ quan, tổ chức sử dụng ít nhất 01 ứng dụng trí tuệ nhân tạo.",
        "- 80% dữ liệu đã được số hóa được khai thác, sử dụng lại.",
        "II. QUY ĐỊNH CHUNG",
        "- Mỗi phòng được bố trí không quá 02 cấp phó.",
    )
    assert [(one.operator, one.value, one.unit) for one in found.targets] == [
        (Operator.GE, 1, "sàn"),
        (Operator.EQ, 100, "%"),
        (Operator.EQ, 80, "%"),
    ]


def test_a_list_of_those_who_are_responsible_goes_on_behind_a_semicolon() -> None:
    (task,) = reading(
        "Điều 2. Chánh Văn phòng UBND huyện; Trưởng phòng Nội vụ; Chủ tịch UBND các xã chịu trách nhiệm thi hành."
    ).tasks
    assert task.leads == ("Chánh Văn phòng UBND huyện", "Trưởng phòng Nội vụ", "Chủ tịch UBND các xã")


def test_an_article_whose_number_went_to_the_next_line_is_one_heading() -> None:
    (task,) = reading(
        "Điều", "12. Trách nhiệm của Phòng Nội vụ", "1. Rà soát thủ tục hành chính hằng năm."
    ).tasks
    assert (task.item, task.leads) == ("Điều 12.1", ("Phòng Nội vụ",))


def test_a_deadline_may_name_the_hour() -> None:
    found = reading(
        "1. UBND các xã gửi báo cáo về UBND huyện trước 17 giờ 00 ngày 27/11/2025.",
        "2. Phòng Nội vụ gửi danh sách trước 10h00, ngày 28/11/2025.",
    )
    assert [str(one.deadline) for one in found.tasks] == ["2025-11-27", "2025-11-28"]


def test_when_a_decision_comes_into_force_is_no_task() -> None:
    assert reading("Điều 3. Quyết định này có hiệu lực kể từ ngày ký.").tasks == ()


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit", "subject"),
    [
        ("Tỷ lệ xử lý phản ánh đúng hạn: 100%.", "=", "100", "%", "Tỷ lệ xử lý phản ánh đúng hạn"),
        ("Giảm tối thiểu 30% chi phí tuân thủ TTHC so với năm 2024.", ">=", "30", "%", "chi phí tuân thủ TTHC so với năm 2024"),
        ("Phấn đấu giải ngân vốn đầu tư công đạt 95% kế hoạch vốn trở lên.", ">=", "95", "%", "kế hoạch vốn"),
        ("Chỉ số CCHC của huyện tăng từ 3 đến 5 bậc so với năm 2024.", ">=", "3", "bậc", "Chỉ số CCHC của huyện"),
    ],
)  # fmt: skip
def test_figures_behind_a_colon_of_costs_of_spending_and_of_steps_are_targets(
    text: str, operator: str, value: str, unit: str, subject: str
) -> None:
    found = reading("I. MỤC TIÊU", f"- {text}").targets
    assert [(one.operator, one.value, one.unit, one.subject) for one in found] == [
        (Operator(operator), Decimal(value), unit, subject)
    ]


def test_points_and_ranks_are_of_the_index_that_the_sentence_began_with() -> None:
    found = reading(
        "II. CHỈ TIÊU",
        "1. Chỉ số CCHC của xã đạt từ 90 điểm trở lên, tăng ít nhất 02 bậc so với năm 2024, nằm trong nhóm 10 xã dẫn đầu.",
    )
    assert [(one.operator, one.value, one.subject) for one in found.targets] == [
        (Operator.GE, 90, "Chỉ số CCHC của xã"),
        (Operator.GE, 2, "Chỉ số CCHC của xã"),
        (Operator.LE, 10, "Chỉ số CCHC của xã"),
    ]
    assert found.results == ()


def test_a_year_that_is_over_holds_behind_a_semicolon_too() -> None:
    found = reading("1. Năm 2024, Chỉ số của huyện đạt 86,42%; tỷ lệ hồ sơ đúng hạn đạt 98,7%.")
    assert (found.targets, [one.value for one in found.results]) == ((), [Decimal("86.42"), Decimal("98.7")])


@pytest.mark.parametrize(
    "text",
    [
        "1. Các phòng, ban, xã có chỉ số thành phần dưới 80% phải kiểm điểm, báo cáo UBND huyện.",
        "1. Phê bình UBND xã Mẫu để tỷ lệ hồ sơ trễ hạn cao (trên 5%).",
    ],
)
def test_a_figure_that_brings_duties_or_blame_is_no_target(text: str) -> None:
    assert reading(text).targets == ()


@pytest.mark.parametrize(
    "text",
    [
        "1. Rà soát thủ tục hành chính. Giao Phòng Tư pháp chủ trì, hoàn thành trước ngày 30/11/2025.",
        "1. Rà soát thủ tục hành chính (Phòng Tư pháp chủ trì; hoàn thành trước 30/11/2025).",
        "1. Rà soát thủ tục hành chính thuộc thẩm quyền. Chủ trì: Phòng Tư pháp; thời hạn: trước 30/11/2025.",
        "1. Trước ngày 30/11/2025, Phòng Tư pháp rà soát thủ tục hành chính.",
    ],
)
def test_who_leads_and_by_when_may_stand_behind_or_before_what_is_to_be_done(text: str) -> None:
    (task,) = reading(text).tasks
    assert (task.leads, str(task.deadline)) == (("Phòng Tư pháp",), "2025-11-30")


def test_those_named_first_in_a_paragraph_lead_all_its_sentences() -> None:
    found = reading(
        "UBND huyện yêu cầu công chức chuyên môn thực hiện các nội dung sau:",
        "- Giao Văn phòng UBND: Xây dựng kế hoạch trong tháng 4 năm 2025. Thành lập đoàn kiểm tra trong quý II năm 2025. "
        "Qua kiểm tra, xử lý nghiêm cá nhân vi phạm.",
    )
    assert [one.leads for one in found.tasks] == [("Văn phòng UBND",)] * 3


def test_what_follows_where_it_is_not_done_counts_outside_lists_too() -> None:
    found = reading(
        "Yêu cầu các phòng, ban thực hiện nghiêm. Nếu đơn vị nào để tiêu chí đạt thấp thì người đứng đầu không được xét thi đua."
    )
    assert [one.kind for one in found.tasks] == [TaskKind.TASK, TaskKind.SANCTION]


def test_parts_with_capital_letters_stand_above_those_with_roman_numbers() -> None:
    found = reading(
        "A. MỤC TIÊU",
        "1. Tỷ lệ hồ sơ trực tuyến đạt 80%.",
        "B. NHIỆM VỤ",
        "I. Thủ tục hành chính",
        "1.1. Phòng Tư pháp rà soát thủ tục hành chính.",
    )
    assert [one.item for one in found.targets] == ["A.1"]
    assert [one.item for one in found.tasks] == ["B.I.1.1"]


def test_a_number_of_two_levels_does_not_repeat_the_one_above_it() -> None:
    found = reading("1. Phòng Nội vụ", "1.1. Rà soát vị trí việc làm theo quy định.")
    assert [one.item for one in found.tasks] == ["1.1"]


@pytest.mark.parametrize("bullet", ["•", "\uf0b7", "●"])
def test_bullets_of_word_and_of_print_are_dashes_of_a_list(bullet: str) -> None:
    found = reading("1. Phòng Nội vụ", f"{bullet} Rà soát vị trí việc làm theo quy định.")
    assert [(one.item, one.leads) for one in found.tasks] == [("1.-", ("Phòng Nội vụ",))]

"""Spreadsheets of officials: what is clear is read, what would have to be guessed is asked, nothing is lost on the way back."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from caicach.core.parindex import FrameworkErrors, document, sheets
from caicach.core.parindex.sheets import Heading, Merge, Question, Reading, SheetFault
from caicach.core.parindex.sheets.codes import composed, following, parents, printed
from caicach.core.parindex.sheets.points import footnote, points, says_not_applicable, scale_line
from shared_data import shared

HEAD = ["STT", "Tiêu chí", "Điểm tối đa"]


def official(number: int) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(str(shared("scoring-sheets", f"haiphong_212_2025_mau_{number}.xlsx")))
    return [
        [plain(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    ]


def plain(cell: Any) -> Any:
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    return cell.strip() or None if isinstance(cell, str) else cell


def asked(reading: Reading) -> dict[str, Question]:
    return {question.key: question for question in reading.questions}


def answered(rows: list[list[Any]], merges: tuple[Merge, ...] = (), **stated: str) -> Reading:
    """The reading with the answers stated, and the first option for every other question."""
    answers = dict(stated)
    for _ in range(5):
        reading = sheets.read(rows, merges, answers)
        if not reading.questions:
            break
        for question in reading.questions:
            answers.setdefault(question.key, question.options[0].value if question.options else "1")
    return reading


def heading() -> Heading:
    return Heading("HP-212", "Thử", "department", 2026, document.shipped("department"))


# --- the three real sheets -------------------------------------------------------------------------------------------


def test_a_maximum_that_a_footnote_stuck_to_is_asked_about_and_never_taken() -> None:
    question = asked(sheets.read(official(1)))["max:C44"]
    assert question.cells == ("C44",)
    assert question.read == ("207",)
    assert question.doubt.vi == (
        "Ô C44 ghi 207; các mục con cộng lại 20, tổng nhóm cần 20: phải chăng là 20 với chú thích 7?"
    )
    assert [option.value for option in question.options] == ["20"]
    assert question.free is not None


def test_answers_are_taken_as_given_and_codes_are_composed() -> None:
    reading = answered(official(1))
    by_code = {line.code: line for line in reading.lines}
    assert by_code["II.5"].max_points == 20
    assert by_code["II.5.1.a"].name == "Chỉ số cải cách hành chính (PAR INDEX)"
    assert [line.code for line in reading.areas] == ["I", "II"]
    assert reading.total == 100
    framework = sheets.framework_of(reading, heading())
    assert (framework.max_points, len(framework.leaves), len(framework.nodes)) == (100, 41, 54)


def test_an_answer_that_is_no_number_leaves_the_question_open() -> None:
    assert "max:C44" in asked(sheets.read(official(1), answers={"max:C44": "hai mươi"}))


def test_a_maximum_that_does_not_fit_is_asked_again_even_when_it_was_answered() -> None:
    assert "max:C44" in asked(sheets.read(official(1), answers={"max:C44": "25"}))


def test_footnote_marks_at_the_end_of_names_are_one_question() -> None:
    question = asked(sheets.read(official(1)))["footnotes"]
    assert "1, 2, 3, 4, 5, 6" in question.doubt.vi
    names = {line.code: line.name for line in answered(official(1), footnotes="strip").lines}
    assert names["II.3.b"] == "Chất lượng công việc được giao"
    kept = {line.code: line.name for line in answered(official(1), footnotes="keep").lines}
    assert kept["II.3.b"] == "Chất lượng công việc được giao2"


def test_guidance_that_slipped_into_other_columns_is_one_question_a_column() -> None:
    questions = asked(sheets.read(official(1)))
    assert questions["text:A"].cells == ("A47", "A50", "A53", "A70")
    assert questions["text:C"].cells == ("C58", "C62", "C66", "C74", "C78")
    line = next(line for line in answered(official(1)).lines if line.code == "II.5.2.a")
    assert (
        line.guide[0] == "Tỷ lệ đạt từ 95% trở lên: 2,5"
    )  # in the order of the rows, whatever column they stand in
    assert line.guide[1] == "Tỷ lệ đạt dưới 95%: 0"


def test_guidance_that_contradicts_the_maximum_is_shown_and_not_mended() -> None:
    reading = answered(official(1))
    remark = next(remark for remark in reading.remarks if remark.cell == "C49")
    assert "điểm tối đa là 2 nhưng hướng dẫn cho cao nhất 1" in remark.words.vi
    line = next(line for line in reading.lines if line.code == "II.5.1.b")
    assert line.max_points == 2
    assert line.guide[0].endswith(": 1")


def test_the_sentence_that_nothing_was_assigned_asks_for_a_policy() -> None:
    rows = official(1)
    known = dict.fromkeys(("text:A", "text:B", "text:C"), "guide")
    question = asked(sheets.read(rows, answers={**known, "max:C44": "20"}))["na"]
    assert [option.value for option in question.options] == [
        "exclude",
        "full",
        "redistribute",
        "zero",
        "none",
    ]
    framework = sheets.framework_of(answered(rows, na="exclude"), heading())
    assert framework.node("II.5.1.c").na == "exclude"
    assert framework.node("II.5.1.a").na is None
    assert sheets.framework_of(answered(rows, na="none"), heading()).node("II.5.1.c").na is None


def test_a_scale_in_the_guidance_may_become_the_rule() -> None:
    framework = sheets.framework_of(answered(official(1), **{"rules:scale": "choice"}), heading())
    rule = framework.node("II.5.1.a").rule
    assert rule is not None
    assert rule.model_dump()["type"] == "choice"
    by_hand = framework.node("II.5.1.b").rule  # its scale contradicts the maximum
    assert by_hand is not None
    assert by_hand.model_dump()["type"] == "manual"


def test_a_line_without_rule_is_taken_only_when_somebody_says_so() -> None:
    assert "rules:none" in asked(sheets.read(official(3)))


def test_a_doubled_code_is_asked_about_with_the_next_one_proposed() -> None:
    questions = asked(sheets.read(official(2)))
    question = questions["code:A36"]
    assert "đã dùng ở ô A30" in question.doubt.vi
    assert [option.value for option in question.options] == ["3"]
    assert "code:A37" not in questions, "what stands below is not asked about before"
    codes = [line.code for line in answered(official(2)).lines]
    assert codes[-4:] == ["II.3", "II.3.a", "II.3.b", "II.3.c"]


def test_a_row_with_points_and_no_code_is_asked_about() -> None:
    question = asked(sheets.read(official(3)))["code:A24"]
    assert [option.value for option in question.options] == ["text", "a", "skip"]
    as_text = {line.code for line in answered(official(3), **{"code:A24": "text"}).lines}
    as_line = {line.code for line in answered(official(3), **{"code:A24": "a"}).lines}
    assert as_line - as_text == {"I.5.a"}


def test_columns_that_are_not_read_are_named() -> None:
    assert "Điểm do cá nhân tự chấm" in sheets.read(official(2)).remarks[0].words.vi


# --- other traps -----------------------------------------------------------------------------------------------------


def test_children_that_do_not_add_up_are_asked_about() -> None:
    rows = [HEAD, ["1", "A", 3], ["1.1", "B", 1], ["1.2", "C", Decimal("1.75")], ["", "Tổng cộng", 3]]
    question = asked(sheets.read(rows))["max:C2"]
    assert "ghi 3, các mục con cộng lại 2.75" in question.doubt.vi


def test_a_total_that_the_areas_do_not_reach_is_asked_about() -> None:
    rows = [HEAD, ["1", "A", 40], ["2", "B", 50], ["Tổng cộng", None, 100]]
    question = asked(sheets.read(rows))["total"]
    assert "ghi tổng 100, các lĩnh vực cộng lại 90" in question.doubt.vi
    assert answered(rows, total="sum").total == 90


def test_merged_cells_below_the_head_are_asked_about_once_a_column() -> None:
    rows = [[*HEAD, "Tài liệu kiểm chứng"], ["1", "A", 2, "Kế hoạch"], ["1.1", "B", 1], ["1.2", "C", 1]]
    merges = (Merge(2, 4, 4, 4),)
    question = asked(sheets.read(rows, merges))["merge:D"]
    assert question.cells == ("D2:D4",)
    each = answered(rows, merges, **{"merge:D": "each"})
    assert [line.evidence for line in each.lines] == ["Kế hoạch"] * 3
    first = answered(rows, merges, **{"merge:D": "first"})
    assert [line.evidence for line in first.lines] == ["Kế hoạch", "", ""]


def test_merged_cells_of_the_head_are_no_question() -> None:
    rows = [["BỘ CHỈ SỐ"], [*HEAD], ["1", "A", 2]]
    assert "merge:A" not in asked(sheets.read(rows, (Merge(1, 1, 1, 3),)))


def test_rows_that_a_merged_name_spans_belong_to_its_line() -> None:
    rows = [[*HEAD, "Hướng dẫn"], ["1", "A", 2, "Đạt: 2"], [None, None, None, "Không đạt: 0"]]
    reading = answered(rows, (Merge(2, 2, 3, 2),))
    assert reading.lines[0].guide == ["Đạt: 2", "Không đạt: 0"]


def test_a_head_of_two_rows_is_read() -> None:
    rows = [["STT", "Tiêu chí", "Điểm", None], [None, None, "Tối đa", "Tự chấm"], ["1", "A", 2, None]]
    reading = answered(rows, (Merge(1, 3, 1, 4),))
    assert [(line.code, line.max_points) for line in reading.lines] == [("1", 2)]


def test_the_row_that_counts_the_columns_is_left_out() -> None:
    assert len(answered([HEAD, [1, 2, 3], ["1", "A", 2]]).lines) == 1


def test_a_code_that_excel_made_a_number_of_is_asked_about_when_it_collides() -> None:
    rows = [HEAD, [1, "A", 2], [Decimal("1.1"), "B", 1], [Decimal("1.1"), "C", 1]]
    question = asked(sheets.read(rows))["code:A4"]
    assert [option.value for option in question.options] == ["1.2"]
    assert [line.code for line in answered(rows, **{"code:A4": "1.10"}).lines] == ["1", "1.1", "1.10"]


def test_a_code_without_what_stands_above_it_is_asked_about() -> None:
    rows = [HEAD, ["1", "A", 1], ["1.1.1", "B", 1]]
    assert "không có mục cấp trên" in asked(sheets.read(rows))["code:A3"].doubt.vi


def test_points_that_are_empty_or_words_are_asked_for() -> None:
    rows = [HEAD, ["1", "A", 2], ["1.1", "B", None], ["1.2", "C", "một"]]
    questions = asked(sheets.read(rows))
    assert questions["max:C3"].read == ("(trống)",)
    assert questions["max:C4"].read == ("một",)


def test_a_line_without_a_name_is_asked_for_its_name() -> None:
    rows = [HEAD, ["1", None, 2]]
    assert "name:B2" in asked(sheets.read(rows))
    assert answered(rows, **{"name:B2": "Chỉ đạo"}).lines[0].name == "Chỉ đạo"


def test_rows_after_the_total_are_left_out_and_named() -> None:
    rows = [HEAD, ["1", "A", 2], ["", "Tổng cộng", 2], ["1", "Chú thích thứ nhất", None]]
    reading = answered(rows)
    assert len(reading.lines) == 1
    assert "Bỏ qua các dòng đứng sau dòng tổng cộng: 4" in reading.remarks[0].words.vi


@pytest.mark.parametrize(
    "rows", [[], [["a", "b"]], [["STT", "Điểm tối đa"]], [HEAD], [HEAD, ["", "chỉ chữ", None]]]
)
def test_what_is_no_criteria_set_is_refused(rows: list[list[Any]]) -> None:
    with pytest.raises(SheetFault):
        sheets.read(rows)


# --- out and in again ------------------------------------------------------------------------------------------------


def exported(name: str) -> tuple[list[list[Any]], sheets.Machine]:
    framework = document.shipped(name)
    people = [list(sheets.HEADER), *(list(row.cells) for row in sheets.person_rows(framework))]
    machine = [list(sheets.MACHINE_HEADER), *map(list, sheets.machine_rows(framework))]
    return people, sheets.machine_of(machine)


@pytest.mark.parametrize("name", document.SHIPPED)
def test_the_shipped_sets_come_back_whole(name: str) -> None:
    people, machine = exported(name)
    reading = sheets.read(people, machine=machine)
    assert reading.questions == ()
    again = sheets.framework_of(reading, sheets.heading_of(machine), machine)
    assert again == document.shipped(name)
    assert document.write(again) == document.write(document.shipped(name))


def test_what_people_change_in_the_table_wins_and_the_rule_stays() -> None:
    people, machine = exported("commune")
    row = next(row for row in people if row[0] == "1.1.1")
    row[1], row[3] = "Ngày ban hành kế hoạch", "Kế hoạch đã ký số"
    framework = sheets.framework_of(sheets.read(people, machine=machine), sheets.heading_of(machine), machine)
    node = framework.node("1.1.1")
    assert (node.name, node.evidence) == ("Ngày ban hành kế hoạch", "Kế hoạch đã ký số")
    assert node.rule == document.shipped("commune").node("1.1.1").rule
    assert node.name_en == "Date of issue of the yearly plan"


def test_a_maximum_changed_in_the_table_meets_the_checks_of_every_document() -> None:
    people, machine = exported("commune")
    for code, maximum in (("1.1.1", Decimal("0.25")), ("1.1.2", Decimal("0.75"))):
        next(row for row in people if row[0] == code)[2] = maximum
    with pytest.raises(FrameworkErrors) as caught:
        sheets.framework_of(sheets.read(people, machine=machine), sheets.heading_of(machine), machine)
    assert {problem.code for problem in caught.value.problems} == {"1.1.1", "1.1.2"}


def test_a_rule_rewritten_in_words_is_reported() -> None:
    people, machine = exported("commune")
    next(row for row in people if row[0] == "1.1.1")[5] = "Ban hành trước 15/02: 0,5 điểm"
    reading = sheets.read(people, machine=machine)
    framework = sheets.framework_of(reading, sheets.heading_of(machine), machine)
    assert [line.code for line in sheets.edited_rules(reading, machine, framework)] == ["1.1.1"]


def test_a_line_added_to_the_table_needs_a_rule_and_one_removed_is_gone() -> None:
    people, machine = exported("commune")
    at = next(number for number, row in enumerate(people) if row[0] == "1.1.3")
    people[at][2] = 1
    people.insert(at + 1, ["1.1.4", "Tiêu chí mới", 1, None, None, None, None])
    assert set(asked(sheets.read(people, machine=machine))) == {"rules:none"}


def test_a_broken_sheet_of_the_machine_is_refused_with_its_row() -> None:
    machine = [list(sheets.MACHINE_HEADER), *map(list, sheets.machine_rows(document.shipped("commune")))]
    machine[3][2] = "a: [1"
    with pytest.raises(SheetFault, match="dòng 4"):
        sheets.machine_of(machine)


# --- the small readers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Decimal("2.5"), "2.5"),
        ("2,5", "2.5"),
        ("1.25", "1.25"),
        ("0.125", "0.125"),
        ("20 điểm", "20"),
        ("1,5đ", "1.5"),
        ("không", None),
        (None, None),
        (True, None),
    ],
)
def test_points_of_a_cell(cell: Any, expected: str | None) -> None:
    assert points(cell) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Chất lượng công việc được giao2", "2"),
        ("(cụ thể hóa bằng các đầu công việc)12", "12"),
        ("Đề án 06", ""),
        ("Quyết định 766", ""),
        ("giai đoạn 2021-2030", ""),
        ("năm 2025", ""),
    ],
)
def test_only_digits_that_hang_on_a_word_are_marks(name: str, mark: str) -> None:
    assert footnote(name) == mark


def test_sentences_of_a_scale() -> None:
    assert scale_line("Tỷ lệ đạt từ 95% trở lên: 2,5") == ("Tỷ lệ đạt từ 95% trở lên", Decimal("2.5"))
    assert scale_line("Đạt – 1 điểm.") == ("Đạt", Decimal(1))
    assert scale_line("Không có điểm") is None


def test_sentences_of_not_applicable() -> None:
    assert says_not_applicable("Không được giao chỉ tiêu thì không đánh giá chấm điểm nội dung này")
    assert not says_not_applicable("Không để xảy ra vụ việc vi phạm")


@given(
    st.lists(st.sampled_from(["I", "II", "1", "2", "3", "1.1", "1.2", "a)", "b)"]), min_size=1, max_size=20)
)
@settings(max_examples=200, deadline=None)
def test_whatever_stands_above_a_line_stands_before_it(cells: list[str]) -> None:
    codes = [code for code in map(printed, cells) if code is not None]
    above = parents(codes)
    assert all(parent is None or parent < at for at, parent in enumerate(above))
    assert len(composed(codes, above)) == len(codes)


@given(st.integers(1, 98), st.sampled_from(["", "1.", "2.10."]))
def test_the_next_number_keeps_what_stands_before_it(number: int, head: str) -> None:
    code = printed(f"{head}{number}")
    assert code is not None
    assert following(code) == f"{head}{number + 1}"

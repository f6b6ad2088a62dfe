"""A letter as it stands on paper: capitals, endings, marks, recipients, annexes."""

from dataclasses import replace

from caicach.core.letters import (
    Annex,
    Article,
    Grid,
    Line,
    Mark,
    Number,
    Paragraph,
    Points,
    Style,
    laid_out,
)

from .samples import decision, minutes, official, ranking


def test_names_of_agencies_kinds_and_positions_stand_in_capitals() -> None:
    found = laid_out(decision())
    assert found.issuing == ("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỌ")
    assert found.title == "QUYẾT ĐỊNH"
    assert found.authority == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ"
    assert found.signatures[0].lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_number_place_and_date_have_their_words() -> None:
    found = laid_out(decision())
    assert found.number == "Số: 07/QĐ-UBND"
    assert found.place_and_date == "Phú Thọ, ngày 05 tháng 02 năm 2026"


def test_bases_end_with_a_semicolon_and_the_last_with_a_full_stop() -> None:
    assert [line.text[-1] for line in laid_out(decision()).bases] == [";", "."]


def test_only_a_kind_that_enacts_has_an_authority_and_the_word_before_its_articles() -> None:
    assert laid_out(decision()).enacting == "QUYẾT ĐỊNH:"
    assert (laid_out(minutes()).authority, laid_out(minutes()).enacting) == ("", "")


def test_an_authority_that_is_not_named_is_the_sender() -> None:
    assert laid_out(replace(decision(), authority="")).authority == "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ"


def test_the_subject_of_an_official_letter_stands_beside_the_number_and_there_is_no_title() -> None:
    found = laid_out(official())
    assert (found.title, found.subject, found.beside) == ("", "", "V/v thông báo kết quả")
    assert found.name == "Công văn thông báo kết quả"


def test_one_addressee_stands_behind_the_word_and_several_on_lines_of_their_own() -> None:
    assert laid_out(official()).addressed == (
        "Kính gửi:",
        "- Ủy ban nhân dân xã Bản Nguyên;",
        "- Ủy ban nhân dân xã Đại Đồng.",
    )
    one = replace(official(), to=("Ủy ban nhân dân xã Bản Nguyên",))
    assert laid_out(one).addressed == ("Kính gửi: Ủy ban nhân dân xã Bản Nguyên.",)


def test_the_last_recipient_is_the_file() -> None:
    assert laid_out(decision()).recipients == ("- Như Điều 3;", "- Bộ Nội vụ;", "- Lưu: VT, SNV.")


def test_articles_are_led_by_their_number_and_points_by_their_mark() -> None:
    parts = laid_out(decision()).parts
    assert parts[0] == Line(
        Style.TEXT, "Phê duyệt và công bố Chỉ số cải cách hành chính năm 2025.", "Điều 1."
    )
    assert parts[2] == Line(Style.TEXT, "a) Công khai kết quả")


def test_the_body_ends_once_with_stroke_and_stops() -> None:
    for last in (Paragraph("Hết."), Article(1, "Hết./."), Points(("Một;", "Hết;"), Mark.NUMBER)):
        part = laid_out(replace(minutes(), blocks=(last,))).parts[-1]
        assert isinstance(part, Line)
        assert part.text.endswith("Hết./.")
    assert laid_out(replace(minutes(), blocks=(ranking(3),))).parts[-1] == Line(Style.TEXT, "./.")


def test_a_draft_says_so() -> None:
    assert (laid_out(minutes()).draft, laid_out(decision()).draft) == ("DỰ THẢO", "")


def test_each_annex_is_numbered_and_names_the_decision_it_belongs_to() -> None:
    first, second = laid_out(decision()).annexes
    assert (first.label, second.label) == ("PHỤ LỤC I", "PHỤ LỤC II")
    assert (
        first.reference
        == second.reference
        == (
            "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân tỉnh Phú Thọ)"
        )
    )
    assert second.landscape


def test_a_single_annex_has_no_number() -> None:
    one = replace(decision(), annexes=(Annex("Danh sách", (Paragraph("Trống."),)),))
    assert laid_out(one).annexes[0].label == "PHỤ LỤC"


def test_the_reference_of_a_decision_without_number_leaves_the_same_room() -> None:
    reference = laid_out(replace(decision(), number=Number("QĐ-UBND"))).annexes[0].reference
    assert "\u00a0/QĐ-UBND" in reference


def test_the_columns_of_a_table_share_its_whole_width() -> None:
    part = laid_out(decision()).annexes[0].parts[0]
    assert isinstance(part, Grid)
    assert abs(sum(part.shares) - 1) < 1e-9
    assert part.aligns == ("center", "left", "right", "center")


def test_a_row_with_a_long_text_may_break_across_pages() -> None:
    table = ranking(2)
    long = replace(table, rows=(*table.rows, replace(table.rows[1], cells=("1", "dài " * 200, "0", "Tốt"))))
    part = laid_out(replace(minutes(), blocks=(long,))).parts[0]
    assert isinstance(part, Grid)
    assert part.whole == (True, True, False)


def test_hidden_characters_reach_no_part_of_the_layout() -> None:
    dirty = replace(official(), subject="về\x00việc\u202e", recipients=("Như\ntrên",))
    assert laid_out(dirty).beside == "V/v vềviệc"
    assert laid_out(dirty).recipients[0] == "- Như trên;"

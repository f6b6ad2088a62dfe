"""Numbered items to any depth."""

from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.directives import Item, body_of, items_of, lines_of
from shared_data import directive

TEXT = """Mở đầu không có số.
I. Phần một
1. Việc thứ nhất
1.1. Chi tiết
a) Điểm a:
- gạch đầu dòng
dài sang dòng sau;
+ cộng
- gạch nữa.
b) Điểm b
2. Việc thứ hai.
(1) ngoặc
II. Phần hai
"""


def shape(items: tuple[Item, ...]) -> list:
    return [(item.marker, shape(item.items)) if item.items else item.marker for item in items]


def test_items_stand_below_one_another_as_their_markers_say() -> None:
    assert shape(items_of(lines_of(TEXT))) == [
        ("I", [("1", [("1.1", [("a", [("-", ["+"]), "-"]), "b"])]), ("2", ["(1)"])]),
        "II",
    ]


def test_a_line_that_goes_on_belongs_to_its_item() -> None:
    dash = next(item for item in items_of(lines_of(TEXT))[0].walk() if item.marker == "-")
    assert dash.text == "gạch đầu dòng dài sang dòng sau;"
    assert TEXT[dash.start : dash.end] == "gạch đầu dòng\ndài sang dòng sau;"
    assert dash.line == 6


def test_the_directive_has_its_five_tasks_and_the_four_prohibitions() -> None:
    items = items_of(body_of(directive("cao-lanh-2023.txt")))
    assert [item.marker for item in items] == ["1", "2", "3", "4", "5"]
    third = items[2]
    assert [item.marker for item in third.items] == ["-", "-", "-", "-"]
    assert [item.marker for item in third.items[2].items] == ["(1)", "(2)", "(3)", "(4)"]


def test_every_item_points_to_its_words() -> None:
    text = directive("duc-tho-2023.txt")
    for top in items_of(body_of(text)):
        for item in top.walk():
            assert text[item.start : item.end].split()[:3] == item.text.split()[:3]
            assert text.count("\n", 0, item.start) + 1 == item.line


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["1. a", "2) b", "1.1. c", "a) d", "- e", "+ f", "(1) g", "I. h", "Điều 1. i", "thêm", "*", ""]
        )
    )
)
def test_no_marked_line_is_lost(lines: list[str]) -> None:
    marked = [line for line in lines if len(line.split()) > 1]
    assert sum(1 for top in items_of(lines_of("\n".join(lines))) for _ in top.walk()) == len(marked)

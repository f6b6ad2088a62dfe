"""Names of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.vietnamese import PersonName, name_case, person_sort_key, split_name, tidy


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nguyễn Văn Mẫu", ("Nguyễn", "Văn", "Mẫu")),
        ("Trần Thị  Ví Dụ", ("Trần", "Thị Ví", "Dụ")),
        ("Lê Thử", ("Lê", "", "Thử")),
        ("Mẫu", ("", "", "Mẫu")),
        ("Tôn Nữ Thị Mẫu", ("Tôn Nữ", "Thị", "Mẫu")),
        ("TÔN THẤT THỬ", ("TÔN THẤT", "", "THỬ")),
        ("Tôn Thất", ("Tôn", "", "Thất")),
        ("", ("", "", "")),
    ],
)
def test_a_name_falls_into_family_middle_and_given(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == PersonName(*parts)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("NGUYỄN THỊ MẪU", "Nguyễn Thị Mẫu"),
        ("đỗ văn thử", "Đỗ Văn Thử"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("lê-nguyễn mẫu", "Lê-Nguyễn Mẫu"),
        ("Võ\u00a0 Ví  dụ", "Võ Ví Dụ"),
    ],
)
def test_a_name_has_a_capital_at_the_head_of_each_part(typed: str, written: str) -> None:
    assert name_case(typed) == written


names = st.text(alphabet="aàđêNTỪ ' ", max_size=20)


@given(names)
def test_the_parts_make_the_name_again(name: str) -> None:
    assert split_name(name).full == tidy(name)


@given(names)
def test_writing_a_name_twice_changes_nothing(name: str) -> None:
    assert name_case(name_case(name)) == name_case(name)


def test_people_are_listed_by_given_name_then_family() -> None:
    people = ["Nguyễn Văn Thử", "Lê Thị Mẫu", "Đỗ Thị Mẫu", "Đỗ An Mẫu", "Tôn Nữ Dụ"]
    assert sorted(people, key=person_sort_key) == [
        "Tôn Nữ Dụ",
        "Đỗ An Mẫu",
        "Đỗ Thị Mẫu",
        "Lê Thị Mẫu",
        "Nguyễn Văn Thử",
    ]

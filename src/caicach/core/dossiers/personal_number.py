"""The personal identification number of a citizen: three digits of the province (or country) where the birth was
registered, one of century and sex, two of the year of birth, six at random.

Nghị định số 137/2015/NĐ-CP, Luật Căn cước số 26/2023/QH15; the codes stand in `data/identity.json`, written from memory. The
number has no check digit: what can be found out is whether it fits itself and the day of birth.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from caicach.core.words import Words

LENGTH = 12


class Sex(StrEnum):
    """As the fourth digit tells."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """What a number says of its holder."""

    province: str
    sex: Sex
    birth_year: int


def parse(number: str) -> PersonalNumber | None:
    """What twelve digits say; None for what is not twelve digits."""
    if len(number) != LENGTH or not (number.isascii() and number.isdigit()):
        return None
    century, sex = divmod(int(number[3]), 2)
    return PersonalNumber(
        number[:3], Sex.FEMALE if sex else Sex.MALE, 1900 + 100 * century + int(number[4:6])
    )


def faults(number: str, birth_date: date | None = None, today: date | None = None) -> tuple[Words, ...]:
    """What is wrong with a number, each in a sentence; nothing for one that may be right.

    With `birth_date` the year of birth is compared; with `today` nobody is born in the future.
    """
    read = parse(number)
    if read is None:
        digits = sum(letter.isdigit() for letter in number)
        if digits == 9 and len(number) == 9:
            return (
                Words(
                    "đây là số chứng minh nhân dân 9 số, đã hết giá trị; cần số định danh cá nhân 12 số",
                    "this is a 9-digit identity card number, no longer valid; the personal number has 12 digits",
                ),
            )
        return (
            Words(
                f"số định danh cá nhân gồm đúng {LENGTH} chữ số, ở đây có {digits} chữ số trong {len(number)} ký tự",
                f"a personal number has exactly {LENGTH} digits, not {digits} digits in {len(number)} signs",
            ),
        )
    found: list[Words] = []
    if not _is_place(read.province):
        found.append(
            Words(
                f"ba số đầu “{read.province}” không phải mã tỉnh, thành phố hoặc mã quốc gia nơi đăng ký khai sinh",
                f"the first three digits “{read.province}” are no code of a province or country",
            )
        )
    if birth_date is not None and birth_date.year != read.birth_year:
        found.append(
            Words(
                f"số thứ tư đến thứ sáu cho biết sinh năm {read.birth_year}, không khớp ngày sinh {birth_date:%d/%m/%Y}",
                f"digits four to six say born in {read.birth_year}, which is not {birth_date:%d/%m/%Y}",
            )
        )
    if today is not None and read.birth_year > today.year:
        found.append(
            Words(
                f"số thứ tư đến thứ sáu cho biết sinh năm {read.birth_year}, ở tương lai",
                f"digits four to six say born in {read.birth_year}, which is in the future",
            )
        )
    return tuple(found)


def citation() -> Words:
    """Where the shape of the number is laid down."""
    return Words(_data()["citation"]["vi"], _data()["citation"]["en"])


def _is_place(code: str) -> bool:
    return code in _data()["provinces"] or code >= _data()["first_country"]


@cache
def _data() -> Any:
    text = resources.files(__package__).joinpath("data/identity.json").read_text(encoding="utf-8")
    return json.loads(text)

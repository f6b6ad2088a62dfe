"""People who do not exist: every name says so, and no number can be anybody's.

A given name is Mẫu (sample), Thử (trial) or Ví Dụ (example) with a number. The last six figures of the personal number lie
above 900000, telephone numbers begin with 0990, which no operator gives out [from memory].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
)
MIDDLES = {False: ("Văn", "Hữu", "Đức", "Minh", "Quang"), True: ("Thị", "Thu", "Ngọc", "Thanh", "Hồng")}
GIVEN = ("Mẫu", "Thử", "Ví Dụ")
NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
PROVINCE = "025"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who hands in."""

    name: str
    number: str
    birth_date: date
    phone: str
    house: int


def name_of(number: int) -> str:
    """The name of the person of a number."""
    mixed = _mixed(number)
    return _name(bool(mixed & 1), mixed >> 3 & 15, mixed >> 8 & 7, mixed >> 13 & 3, mixed >> 17 & 15)


def phone_of(number: int) -> str:
    """The telephone number of the person of a number."""
    return f"0990{number % 1_000_000:06d}"


def person(number: int) -> Person:
    """The person of a number, from 0; no two below six million have the same personal number."""
    mixed = _mixed(number)
    female = bool(mixed & 1)
    year, tail = divmod(number, 100_000)
    born = date(1945 + year % 60, 1, 1) + timedelta(days=mixed % 365)
    sex = int(female) + (2 if born.year >= 2000 else 0)
    personal = f"{PROVINCE}{sex}{born.year % 100:02d}{900_000 + tail:06d}"
    return Person(name_of(number), personal, born, phone_of(number), 1 + (mixed >> 20) % 300)


def _mixed(number: int) -> int:
    return number * 2_654_435_761 % 2**32


@cache
def _name(female: bool, surname: int, middle: int, given: int, last: int) -> str:
    middles = MIDDLES[female]
    return " ".join(
        (
            SURNAMES[surname % len(SURNAMES)],
            middles[middle % len(middles)],
            GIVEN[given % len(GIVEN)],
            NUMBERS[last % len(NUMBERS)],
        )
    )

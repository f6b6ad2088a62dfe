"""People who do not exist: every name says so, and no number can be anybody's.

A given name is Mẫu (sample), Thử (trial) or Ví Dụ (example) with a number. The last six figures of the personal number lie
above 900000, telephone numbers begin with 0990, which no operator gives out [from memory].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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
_FIRST_DAY = date(1945, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who hands in."""

    name: str
    number: str
    birth_date: date
    phone: str
    house: int


def person(number: int) -> Person:
    """The person of a number, from 0; no two below six million have the same personal number."""
    mixed = number * 2_654_435_761 % 2**32
    female = bool(mixed & 1)
    year, tail = divmod(number, 100_000)
    born = _FIRST_DAY.replace(year=1945 + year % 60) + timedelta(days=mixed % 365)
    sex = int(female) + (2 if born.year >= 2000 else 0)
    middles = MIDDLES[female]
    name = " ".join(
        (
            SURNAMES[(mixed >> 3) % len(SURNAMES)],
            middles[(mixed >> 8) % len(middles)],
            GIVEN[(mixed >> 13) % len(GIVEN)],
            NUMBERS[(mixed >> 17) % len(NUMBERS)],
        )
    )
    personal = f"{PROVINCE}{sex}{born.year % 100:02d}{900_000 + tail:06d}"
    return Person(name, personal, born, f"0990{number % 1_000_000:06d}", 1 + (mixed >> 20) % 300)

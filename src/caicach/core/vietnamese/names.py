"""Names of people: family name, middle names, given name, in this order; capitals as they are written in running text."""

import re
from dataclasses import dataclass

from caicach.core.vietnamese.text import tidy

# Family names of two words, of the royal clan of Huế and of Chinese descent.
_TWO_WORDS = frozenset({"tôn nữ", "tôn thất", "âu dương", "tư mã", "hoàng phủ"})
_PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name; `family` and `middle` are empty where there are none.

    The order is that of Vietnamese names; the peoples who put the family name last (Y Moan Êban) are read by the same rule.
    """

    family: str
    middle: str
    given: str

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.family, self.middle, self.given) if part)


def split_name(name: str) -> PersonName:
    """ "Nguyễn Thị Mẫu" as Nguyễn, Thị, Mẫu."""
    words = tidy(name).split()
    if len(words) < 2:
        return PersonName("", "", " ".join(words))
    head = 2 if len(words) > 2 and " ".join(words[:2]).lower() in _TWO_WORDS else 1
    return PersonName(" ".join(words[:head]), " ".join(words[head:-1]), words[-1])


def name_case(name: str) -> str:
    """ "NGUYỄN thị MẪU" as "Nguyễn Thị Mẫu", "H'HEN" as "H'Hen": each part with one capital at its head."""
    return _PART.sub(lambda part: part[0][0].upper() + part[0][1:].lower(), tidy(name))

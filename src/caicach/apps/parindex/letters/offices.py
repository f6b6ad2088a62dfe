"""Who sends the letters of a round, and how offices, kinds of units and figures are written in them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from caicach.apps.parindex.models import Subject
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.offices import KINDS, in_sentence, place_of
from caicach.core.letters import Dateline, Number, day_text
from caicach.core.vietnamese import decimal_text

COUNCIL = "Hội đồng thẩm định Chỉ số cải cách hành chính"
INDEX = "Chỉ số cải cách hành chính"
_SUBJECTS = {
    Subject.COMMUNE: "các xã, phường, đặc khu",
    Subject.DISTRICT: "các huyện, quận, thị xã, thành phố",
    Subject.DEPARTMENT: "các sở, ban, ngành",
}
NONE = "–"


def level_of(locality: Unit) -> str:
    """What a locality is, for "Ủy ban nhân dân tỉnh": the first word or words of its name."""
    found = next((kind for kind in KINDS if locality.name.startswith(f"{kind} ")), "")
    return found.lower()


def is_province(locality: Unit) -> bool:
    """Whether the standing office of the council is the department of home affairs."""
    return locality.kind == Kind.PROVINCE


def of_subject(subject: str, locality: Unit) -> str:
    """Whom a round scored: "các xã, phường, đặc khu trên địa bàn tỉnh Phú Thọ"."""
    return f"{_SUBJECTS[Subject(subject)]} trên địa bàn {in_sentence(locality.name)}"


def dateline(locality: Unit, day: dt.date | None, year: int) -> Dateline:
    return Dateline(place_of(locality), day, year)


def number(symbol: str, given: str = "") -> Number:
    """The number as it was given, else room for it before the symbol."""
    return Number(symbol, given=given)


def cited(name: str, number: str, day: dt.date) -> str:
    """A document in a sentence: "Quyết định số 15/QĐ-UBND ngày 20 tháng 3 năm 2026"."""
    return f"{name} số {number} {day_text(day)}"


def figure(value: Decimal | None, digits: int = 2) -> str:
    """Points or an index with two decimals; a dash for what is not known."""
    return NONE if value is None else decimal_text(value, digits)


def signed(value: Decimal | None) -> str:
    """A difference with its sign: "+1,20", "-0,35", "0,00"."""
    if value is None:
        return NONE
    text = decimal_text(value, 2)
    if not text.strip("-0,"):
        return text.removeprefix("-")
    return text if text.startswith("-") else f"+{text}"


def points(value: Decimal | None) -> str:
    """Points of a leaf with as many decimals as they have, at least as exact as they were given."""
    if value is None:
        return NONE
    plain = value.normalize()
    return decimal_text(plain if plain.as_tuple().exponent < 0 else plain.quantize(Decimal(1)))  # type: ignore[operator]


def some(names: tuple[str, ...], most: int = 2) -> str:
    """Names in one cell; of many the first ones and how many more."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} và {len(names) - most} đơn vị khác"

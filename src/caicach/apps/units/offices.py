"""How an organisation is written in official papers: its committee, the place it dates from, who signs for it."""

from __future__ import annotations

from caicach.apps.units.models import Kind, Unit
from caicach.core.letters import Authority, Mode, Signature

KINDS = ("Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Xã", "Phường", "Đặc khu", "Thị trấn")
_WITH_COMMITTEE = (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)
_HEADS = (
    ("Sở", "Giám đốc"),
    ("Trung tâm", "Giám đốc"),
    ("Văn phòng", "Chánh Văn phòng"),
    ("Thanh tra", "Chánh Thanh tra"),
    ("Ban", "Trưởng ban"),
    ("Phòng", "Trưởng phòng"),
)


def in_sentence(name: str) -> str:
    """The name of a place inside a sentence: "Tỉnh Phú Thọ" as "tỉnh Phú Thọ"."""
    return name[:1].lower() + name[1:] if name.startswith(KINDS) else name


def place_of(locality: Unit) -> str:
    """The place a letter is dated from: "Tỉnh Phú Thọ" as "Phú Thọ" (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 4)."""
    kind = next((kind for kind in KINDS if locality.name.startswith(f"{kind} ")), "")
    return locality.name.removeprefix(kind).strip()


def committee_of(unit: Unit) -> str:
    """The office of a unit: the people's committee of a place, any other by its own name."""
    return f"Ủy ban nhân dân {in_sentence(unit.name)}" if has_committee(unit) else unit.name


def has_committee(unit: Unit) -> bool:
    """Whether a unit is a place, led by its people's committee."""
    return unit.kind in _WITH_COMMITTEE


def head_of(unit: Unit, name: str = "") -> Signature:
    """How the head of a unit signs: the chair for the committee, any other by the position that the name of the office tells."""
    if has_committee(unit):
        return Signature("Chủ tịch", name, (Authority(Mode.FOR_THE_BODY, "Ủy ban nhân dân"),))
    return Signature(next((head for kind, head in _HEADS if unit.name.startswith(kind)), "Thủ trưởng"), name)

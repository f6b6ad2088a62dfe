"""Names of offices as running text writes them: "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG" is the "Ủy ban nhân dân xã Tân Hồng"."""

from caicach.core.vietnamese import name_case, tidy

_OFFICES = {
    name.lower(): name
    for name in (
        "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Văn phòng Chính phủ", "Thủ tướng Chính phủ", "Chính phủ"
    )
}  # fmt: skip
_LEVELS = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")


def body_name(capitals: str) -> str:
    """The name in small letters: the office with one capital, the level without, the place with one for each word.

    A name that begins with no known office keeps its letters: which of its words are names cannot be told.
    """
    written = tidy(capitals).lower()
    office = next((one for one in _OFFICES if written == one or written.startswith(f"{one} ")), None)
    if office is None:
        return tidy(capitals)
    rest = written[len(office) :].strip()
    level = next((one for one in _LEVELS if rest == one or rest.startswith(f"{one} ")), "")
    place = name_case(rest[len(level) :])
    return " ".join(part for part in (_OFFICES[office], level, place) if part)

"""Names of offices as running text writes them: "ỦY BAN NHÂN DÂN XÃ TÂN HỒNG" is the "Ủy ban nhân dân xã Tân Hồng"."""

import re

from caicach.core.vietnamese import name_case, tidy

_OFFICES = {
    name.lower(): name
    for name in (
        "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Văn phòng Chính phủ", "Thủ tướng Chính phủ", "Chính phủ",
        "Thanh tra Chính phủ", "UBND", "HĐND", "Chủ tịch Ủy ban nhân dân", "Chủ tịch Uỷ ban nhân dân", "Chủ tịch UBND", "Công an",
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "Văn phòng HĐND và UBND", "Văn phòng UBND", "Văn phòng Ủy ban nhân dân",
        "Tòa án nhân dân", "Viện kiểm sát nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam",
        "Ban Chỉ huy Quân sự", "Bộ Chỉ huy Quân sự",
        "Thanh tra", "Quốc hội", "Đảng ủy", "Thành ủy", "Tỉnh ủy", "Huyện ủy",
    )
}  # fmt: skip
# Offices named by their field, which has a capital at the head of each of its parts: "Sở Giáo dục và Đào tạo".
_BY_FIELD = (
    "tổng cục", "chi cục", "ban quản lý", "trung tâm", "văn phòng", "sở", "bộ", "cục", "phòng", "vụ", "ban", "viện", "trường",
    "bệnh viện", "kho bạc",
)  # fmt: skip
_LEVELS = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
# Fields whose second word has a capital too.
_FIELDS = {"công thương": "Công Thương", "y tế": "Y tế"}
_SECOND = re.compile(
    r"\s(?=(?:SỞ|CỤC|TỔNG CỤC|CHI CỤC|PHÒNG|TRUNG TÂM|BAN QUẢN LÝ|VĂN PHÒNG|THANH TRA|"
    r"BAN CHỈ ĐẠO|HỘI ĐỒNG THẨM|BAN DÂN TỘC|TRƯỜNG|BỆNH VIỆN)\s)"
)
_SUPERIOR = re.compile(r"(?:[ỦU][ỶY]\s+BAN\s+NHÂN\s+DÂN|UBND|BỘ|SỞ|TỔNG CỤC|CHÍNH PHỦ)\b")


def offices_in(capitals: str) -> tuple[str, str]:
    """The office above ("" where there is none) and the one that issues: "BỘ TÀI CHÍNH CỤC THUẾ" is both."""
    cuts = [found.end() for found in _SECOND.finditer(capitals)]
    if not cuts or not _SUPERIOR.match(capitals):
        return "", capitals
    return capitals[: cuts[-1]].strip(" -–"), capitals[cuts[-1] :]


def body_name(capitals: str) -> str:
    """The name in small letters: the office with one capital, the level without, the place with one for each word.

    A name that begins with no known office keeps its letters: which of its words are names cannot be told.
    """
    written = tidy(capitals).lower()
    found = [one for one in _OFFICES if written == one or written.startswith(f"{one} ")]
    office = max(found, key=len, default=None)
    if office is None:
        return _by_field(written) or tidy(capitals)
    rest = written[len(office) :].strip()
    level = next((one for one in _LEVELS if rest == one or rest.startswith(f"{one} ")), "")
    place = name_case(rest[len(level) :])
    return " ".join(part for part in (_OFFICES[office], level, place) if part)


def _by_field(written: str) -> str | None:
    """ "sở giáo dục và đào tạo tỉnh mẫu" as "Sở Giáo dục và Đào tạo tỉnh Mẫu"."""
    office = next((one for one in _BY_FIELD if written.startswith(f"{one} ")), None)
    if office is None:
        return None
    field, level, place = written[len(office) + 1 :], "", ""
    if found := re.search(rf"\s({'|'.join(_LEVELS)})\s(?!trực)", field):
        field, level, place = field[: found.start()], found[1], name_case(field[found.end() :])
    parts = re.split(r"(, | và | - | – )", field)
    named = "".join(
        _FIELDS.get(part, part[:1].upper() + part[1:]) if at % 2 == 0 else part
        for at, part in enumerate(parts)
    )
    return " ".join(part for part in (office[0].upper() + office[1:], named, level, place) if part)

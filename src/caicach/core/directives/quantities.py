"""Numbers with their unit, as Vietnamese offices write them: "89,80%", "01 lần", "3.000 lượt", "4/100.000 trẻ"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.directives.wording import LOWER, words
from caicach.core.vietnamese import read_decimal

_NUMBER = r"\d+(?:[.,]\d+)*"
_PERCENT = re.compile(
    rf"(?<![\w/.,-])(?P<value>{_NUMBER})(?P<high>\s*%?\s*(?:[-–]|đến)\s*{_NUMBER}(?=\s*%))?\s*(?:%|phần\s+trăm)"
)
# Units that are counted in targets; words that only say how many of what stand between number and noun.
_UNITS = (
    "lần", "lượt người", "lượt", "người", "hồ sơ", "thủ tục", "TTHC", "mô hình", "sáng kiến", "doanh nghiệp", "hợp tác xã",
    "hộ", "xã", "phường", "thôn", "bản", "huyện", "đơn vị", "cơ quan", "cơ sở", "trường", "lớp", "cuộc", "đợt", "buổi",
    "văn bản", "báo cáo", "tin", "bài", "chuyên mục", "sản phẩm", "dự án", "đề tài", "nhiệm vụ", "tiêu chí", "chỉ tiêu",
    "kịch bản", "bộ", "tập dữ liệu", "vùng", "trung tâm", "trạm", "công trình", "căn hộ", "nhà", "km", "ha", "m2", "điểm",
    "hạng", "bậc", "vụ", "tổ", "nhóm", "câu lạc bộ", "hội nghị", "lớp tập huấn", "dịch vụ", "nền tảng", "phần mềm", "hệ thống",
    "khu", "cụm", "giường", "bác sĩ", "chương trình", "đề án", "kế hoạch", "phút", "giờ", "ngày", "tháng", "triệu đồng",
    "tỷ đồng", "tỉ đồng", "đồng", "tấn", "máy", "thiết bị", "thành viên", "học viên", "học sinh", "cán bộ", "công chức",
    "giáo viên", "ca sinh", "chuyên gia", "kỹ sư", "nhân lực", "lao động", "startup", "địa phương", "trẻ sơ sinh trai",
    "trẻ em", "trẻ", "làng", "cửa hàng", "chợ", "loại", "bộ dữ liệu",
)  # fmt: skip
_COUNT = words(
    rf"(?<![\w/.,-])(?P<value>{_NUMBER})(?P<high> ?(?:[-–]|đến) ?{_NUMBER})?(?P<per>/\d[\d.]*)? "
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
)
# Behind the words of a limit any noun is counted: "tối thiểu 01 sàn giao dịch".
_LIMITED = words(
    rf"(?:[Tt]ối thiểu|[Íí]t nhất|[Tt]ối đa|[Nn]hiều nhất|[Kk]hông (?:quá|dưới|ít hơn)) (?:có |đạt |là )?(?P<value>{_NUMBER}) "
    rf"(?P<unit>(?!(?:năm|tuổi|tuần|giây|trong|của|và|hoặc|đến|trên|triệu|tỷ|tỉ|nghìn|ngàn|trăm|lít|kg|mét|cm|mm)\b)[{LOWER}]{{2,}})"
)
# "06 tháng 12" is a day, not six months.
_OF_A_DATE = re.compile(r"(?<=tháng)\s+\d")
# "một" is a number only where an operator says so; nobody writes the higher ones out in targets.
_WORD_NUMBERS = {"một": Decimal(1), "hai": Decimal(2), "ba": Decimal(3)}
_IN_WORDS = words(
    rf"(?<=nhất )(?P<value>một|hai|ba) (?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
)
_RANK = words(
    r"(?:xếp|đứng|ở|hạng|vị trí|top|tốp|nhóm)(?: (?:vị trí|hạng|thứ|xếp|nhóm|trong|từ|hạng|top|tốp))* "
    r"(?:\d{1,3} ?[-–] ?)?(?P<value>\d{1,3})"
    r"(?P<of>\s*/\s*\d{1,3})?(?! ?[%\d])(?![.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit; `start` and `end` are those of both in the words searched. A rank has the unit "hạng", or "/16".

    Of a range ("85 - 90%") it is the lower end. `is_usual` tells that the unit is one that targets are given in.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    is_rank: bool = False
    is_range: bool = False
    is_usual: bool = True

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"


def quantities(text: str) -> Iterator[Quantity]:
    """Every number with a unit, in the order of the text; numbers that could be two different ones are left out."""
    found = [one for reader in (_percents, _ranks, _counts) for one in reader(text)]
    end = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def _percents(text: str) -> Iterator[Quantity]:
    for found in _PERCENT.finditer(text):
        value = number(found["value"])
        if value is not None:
            yield Quantity(value, "%", found.start(), found.end(), is_range=bool(found["high"]))


def _ranks(text: str) -> Iterator[Quantity]:
    for found in _RANK.finditer(text):
        unit = re.sub(r"\s", "", found["of"]) if found["of"] else "hạng"
        yield Quantity(Decimal(found["value"]), unit, found.start(), found.end(), is_rank=True)


def _counts(text: str) -> Iterator[Quantity]:
    for found in _COUNT.finditer(text):
        value = number(found["value"])
        if value is not None and not _OF_A_DATE.match(text, found.end("unit")):
            unit = " ".join(found["unit"].split()) + (found["per"] or "")
            yield Quantity(value, unit, found.start(), found.end(), is_range=bool(found["high"]))
    for found in _LIMITED.finditer(text):
        value = number(found["value"])
        if value is not None and not _COUNT.match(text, found.start("value")):
            yield Quantity(value, found["unit"], found.start("value"), found.end(), is_usual=False)
    for found in _IN_WORDS.finditer(text):
        yield Quantity(_WORD_NUMBERS[found["value"]], " ".join(found["unit"].split()), *found.span())


def number(written: str) -> Decimal | None:
    """ "89,80" is 89.80, "3.000" is 3000 (in running text the point before three digits parts thousands), "01" is 1."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return Decimal(written.replace(".", ""))
    try:
        return read_decimal(written)
    except ValueError:
        return None

"""Who is told to act: names of offices and the words for many of them, up to the verb that says what they do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from caicach.core.directives.wording import LOWER, words
from caicach.core.vietnamese import tidy

# What a name of an office, a post or a group begins with; behind some of them a word makes something else of it.
_OFFICES = (
    r"Sở", r"Bộ(?! (?:chỉ số|tiêu|nhận|dữ|câu|tài|thủ))", r"Ban(?! hành)", r"Phòng(?! ?,| (?:chống|ngừa|cháy|tránh|học))",
    r"Văn phòng", r"Công an", r"UBND", r"[UỦ][ỶỷYỦủyBỷ]y? ?[Bb]an [Nn]hân dân", r"[UỦ]y? ?[ỷ]? ?[Bb]an", r"HĐND", r"Hội đồng",
    r"Thường trực", r"Thanh tra", r"Tổng cục", r"Cục(?! bộ)", r"Chi cục", r"Vụ(?! việc)", r"Trung tâm", r"Báo(?! cáo)", r"Đài",
    r"Hội(?! (?:nghị|thảo|nhập|thi|họp))", r"Liên đoàn", r"Liên hiệp", r"Liên minh", r"Hiệp hội", r"Kho bạc",
    r"Bảo hiểm xã hội", r"BHXH", r"Ngân hàng", r"T[òo][aà] án", r"Viện(?! trợ)", r"Trường(?! hợp)", r"Bệnh viện", r"Trạm",
    r"Công ty", r"Tập đoàn", r"Tổng [Cc]ông ty", r"Bộ đội", r"Mặt trận", r"MTTQ", r"Đoàn(?! (?:kết|viên))", r"Tỉnh đoàn",
    r"Thành đoàn", r"Huyện đoàn", r"Tổ(?! (?:chức|dân))", r"Bộ phận", r"Thủ trưởng", r"Giám đốc", r"Tổng [Gg]iám đốc",
    r"(?:Phó )?Chủ tịch", r"Trưởng", r"Chánh", r"Người đứng đầu", r"Lãnh đạo", r"Công chức", r"Cán bộ", r"CBCC\w*", r"Bưu điện",
    r"Thuế (?:tỉnh|thành)", r"Hải quan", r"Chi nhánh", r"(?:Phó )?Thủ tướng", r"(?:Thứ|Bộ) trưởng", r"Đồng chí", r"Đ/c",
    r"Thông tấn xã", r"Lực lượng", r"Bí thư", r"Kiểm toán", r"Đảng ủy", r"Điện lực", r"Nhà trường", r"VNPT", r"Viettel",
    r"Văn thư", r"Chủ (?:cơ sở|đầu tư|rừng|hộ|dự án|phương tiện)",
)  # fmt: skip
_MANY = (
    r"(?:[Cc]ác|[Tt]ừng|[Mm]ỗi|[Tt]oàn thể|[Tt]ất cả|[Nn]hững)(?: (?:đồng chí|thành viên))? "
    r"(?:sở|Sở|ban\b|Ban\b|ngành|phòng(?! chống| ngừa)|cơ quan|đơn vị|địa phương|xã\b|phường|bộ(?! phận)|"
    r"Bộ|tổ chức|đoàn thể|huyện|quận|"
    r"thành viên|doanh nghiệp|trường|hội|công ty|cấp\b|cán bộ|công chức|đồng chí|lực lượng|"
    r"chủ (?:đầu tư|rừng|hộ|sở hữu|dự án|phương tiện)|"
    r"UBND|[ỦU]y ban|cơ sở|tập đoàn|"
    r"tổng công ty|thành phố|tỉnh|bộ phận|viện|trung tâm|hiệp hội|chi cục|thôn|hợp tác xã|Ban|tổ)"
)
_LOWER = (
    r"(?:người đứng đầu|thủ trưởng|lãnh đạo|công chức|cán bộ|cơ quan|đơn vị|bộ phận|phòng|văn phòng|ban|"
    r"thành viên|trưởng|chủ tịch|"
    r"giám đốc|đề nghị|văn hóa|tài chính|tư pháp|địa chính|đồng chí|chính quyền)"
)
_OFFICE = rf"(?:{'|'.join(_OFFICES)})(?![\wà-ỹ])"
# Behind a semicolon in a list of offices, also in small letters.
_BODIES = r"(?:cơ quan|đơn vị|địa phương|tổ chức|thủ trưởng|lãnh đạo|người đứng đầu)\b"
_ALONE = r"(?:Tỉnh|Thành phố|Huyện|Xã|Phường|Đơn vị|Cơ quan|Địa phương)"
# "Cơ quan, tổ chức, đơn vị", "cơ quan, đơn vị" without a word for many are a group too.
_KINDS = r"(?:[Cc]ơ quan|[Tt]ổ chức|[Đđ]ơn vị|[Đđ]ịa phương),? (?:cơ quan|tổ chức|đơn vị|địa phương|cá nhân|hộ gia đình)\b"
_HEAD = words(rf"(?:{_OFFICE}|{_MANY}|{_KINDS}|{_ALONE}(?= (?:\w+ ){{0,6}}))")
_LISTED_NEXT = words(rf"(?:{_OFFICE}|{_MANY}|{_BODIES})")
_HEAD_LOWER = words(rf"(?:{_OFFICE}|{_MANY}|{_LOWER}\b)")

# Behind "tổ chức" where it is a body, no verb: "cơ quan, tổ chức, đơn vị có trách nhiệm".
_NO_BODY = (
    r"(?!,? (?:đơn vị|cá nhân|cơ quan|và (?:cá nhân|đơn vị|cơ quan)|có (?:trách|liên|thẩm)|chịu|phải|khác|chính trị|xã hội|"
    r"trực thuộc|liên quan)\b|\W*$)"
)
# Verbs with which directives go on after the office, and words that begin the manner of it.
_VERBS = (
    "chủ trì", "phối hợp", "tham mưu", rf"tổ chức{_NO_BODY}", "thực hiện", "triển khai", "xây dựng", "ban hành", "rà soát",
    "cập nhật", "đôn đốc", "kiểm tra", "theo dõi", "hướng dẫn", "báo cáo", "tổng hợp", "nghiên cứu", "đề xuất", "tăng cường",
    "đẩy mạnh", "đẩy nhanh", "tiếp tục", "chỉ đạo", "chịu trách nhiệm", "có trách nhiệm", "căn cứ", "bố trí", "chuẩn bị",
    "khẩn trương", "chủ động", "thường xuyên", "kịp thời", "quán triệt", "phân đấu", "luôn",
    "trong (?:công tác|việc|quá trình|phạm vi|thời gian)", "phổ biến", "tuyên truyền", "đảm bảo", "bảo đảm", "phấn đấu",
    "duy trì", "nâng cao", "cung cấp", "tiếp nhận", "xử lý", "giải quyết", "công khai", "niêm yết", "gửi",
    "lập (?:danh|kế|hồ|báo|phương|dự|thủ|biên|đề)", "hoàn thành", "hoàn thiện", "phát huy", "phải", "cần", "tập trung",
    "quyết liệt", "đưa", "làm", "là", "định kỳ", "hằng năm", "hàng năm", "hằng", "hàng", "trên cơ sở", "theo chức năng",
    "trong phạm vi", "vận động", "khuyến khích", "tích cực", "nghiêm túc", "nghiêm", "sớm", "thống kê", "đánh giá", "thẩm định",
    "trình", "phân công", "giao", "đăng ký", "lựa chọn", "sử dụng", "bồi dưỡng", "đào tạo", "tuyển", "thành lập", "kiện toàn",
    "thông tin", "thông báo", "đăng tải", "khắc phục", "chấn chỉnh", "xem xét", "quan tâm", "ưu tiên", "hỗ trợ",
    "tạo (?:điều kiện|thuận lợi|môi trường|sự|mọi|lập)", "tham gia", "huy động", "quản lý", "giám sát", "thanh tra", "soát xét",
    "rút kinh nghiệm", "siết chặt", "nhanh chóng", "phát động", "tự", "không", "được", "sẽ", "có(?! liên)", "nêu", "đầu tư",
    "phát triển", "mở", "in", "lồng ghép", "thu", "chi(?! cục)", "cấp (?:phát|giấy|kinh)", "quy định", "đề nghị", "yêu cầu",
    "cử", "đến", "và các nhiệm vụ", "nắm", "bám sát", "ứng dụng", "số hóa", "thẩm tra", "phát hiện", "kết hợp", "kết nối", "ký",
    "lưu", "vận hành", "truyền thông", "thí điểm", "đầu mối", "liên hệ", "tiến hành", "kiến nghị", "trực tiếp", "áp dụng",
    "ngoài", "sau khi", "trước", "từ", "nếu", "khi", "để", "vừa", "thúc đẩy", "tháo gỡ", "thu hút", "đa dạng", "đổi mới",
    "mở rộng", "nhân rộng", "tư vấn", "giới thiệu", "biên soạn", "cụ thể hóa", "sơ kết", "tổng kết", "khai thác", "đồng hành",
    "đấu tranh", "tuân thủ", "chấp hành", "phản ánh", "trả lời", "chủ quản", "quyết định", "phê duyệt", "bảo vệ", "đăng",
    "phát(?! thanh)", "điều tra", "điều chỉnh", "sắp xếp", "tinh giản", "xác định", "thu thập", "phân tích", "nhập", "hạn chế",
    "thông qua", "xác minh", "xét(?! nghiệm)", r"(?<![Pp]hòng )họp",
)  # fmt: skip
# The same words as nouns within names: "Đoàn kiểm tra", "các tổ chức", "Ban chỉ đạo", "bộ phận tiếp nhận và trả kết quả".
_NOUNS = (
    r"(?<!được )(?<![Cc]ác )(?<!cá nhân, )(?<!mọi )(?<!của )(?<!những )(?<![Đđ]oàn )(?<![Bb]an )(?<!phận )(?<!nơi )"
    r"(?<!trực tiếp )(?<!dự án )(?<![Hh]ội đồng )(?<![Đđ]ơn vị )(?<!phòng, )(?<![Cc]ơ quan )(?<!thành viên )(?<!vị )"
    r"(?<!năng )(?<!sở )(?<!nghiệp )(?<!Ủy ban )(?<!bộ )(?<!trách )(?<![Tt]ổ )"
)
_STRONG = (
    r"gương mẫu|phụ trách theo dõi|chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|căn cứ|tham mưu|"
    r"khẩn trương|chủ động|phải|gửi|chỉ được|thường xuyên|kịp thời|tổ chức thực hiện|"
    r"tổ chức triển khai|tiếp tục|tăng cường|triển khai|báo cáo|xây dựng|rà soát|đẩy mạnh|nghiêm túc|chỉ đạo,? |thực hiện các"
)
_VERB = words(
    rf"[\s,]\(?(?:(?:{_STRONG})|{_NOUNS}(?:{'|'.join(sorted(_VERBS, key=len, reverse=True))}))(?![\wà-ỹ])"
)
# "các phòng: Tài chính, Tư pháp" goes on behind its colon.
_STOP = re.compile(
    r"(?<![Cc]ác phòng)(?<![Cc]ác sở)(?<![Cc]ác Sở)(?<![Cc]ác bộ)(?<![Cc]ác Bộ)(?<!cơ quan):(?:\s|$)|"
    rf"\.(?:\s|$)|;(?!\s+(?:{_OFFICE}|{_MANY}|{_BODIES}))(?:\s|$)|"
    r"\s[-–]\s(?!xã\s+hội|nghề|kỹ|chính)(?=[" + LOWER + r"])|\n"
)
_LONGEST, _MOST_ORDERS = 600, 6
# An order at the head of a clause, or behind the one who gives it ("UBND Thành phố yêu cầu các phòng ...").
_GIVER = (
    r"(?:UBND|HĐND|[ỦU][ỷyỶY]? ?[Bb]an nhân dân|Chủ tịch|Thủ tướng|Chính phủ|Bộ trưởng|Giám đốc|"
    r"Thường trực|Ban [Cc]hỉ đạo|Bộ|Sở|Cục|Phòng)"
)
_TOLD = words(
    rf"(?:(?:^|(?<=[:.;,] )|(?<=[”\"] ))(?P<order>[Gg]iao(?: cho| nhiệm vụ cho| trách nhiệm cho)?|"
    rf"[Yy]êu cầu|(?:[Kk]ính |[Tt]rân trọng )?[Đđ]ề nghị|[Pp]hân công|Khuyến khích)|"
    rf"(?:^|[\W])(?P<giver>{_GIVER}[^,;:.()]{{0,90}}?) (?<!việc )(?P<order2>giao(?: cho)?|yêu cầu|đề nghị|phân công|điện)):? "
)
# "hướng dẫn, yêu cầu các đơn vị ..." is what the one named before does.
_OWN_VERB = words(
    r"\b(?:hướng dẫn|nhắc nhở|đôn đốc|kiểm tra|vận động|đề xuất|kiến nghị|tổng hợp|chỉ đạo|tham mưu), ?$"
)
_WITH = words(
    r"\b[Pp]hối hợp(?: (?:chặt chẽ|tốt|đồng bộ|thường xuyên|hiệu quả|kịp thời))*,?(?: (?:với|cùng với|cùng|giữa))? "
)
_SPLIT = words(
    rf"\s*; (?={_BODIES})|\s*(?:;|,| cùng(?: với)?|(?<!HĐND)(?<!Hội đồng nhân dân)(?<!Quốc hội) và(?= {_OFFICE}| các (?:sở|"
    rf"cơ quan|đơn vị|địa phương|ban|ngành|tổ chức|phòng|bộ|thành viên))) "
    rf"(?=(?:và )?(?:{_OFFICE}|{_MANY}))"
)
# "Các Bộ: Quốc phòng, Công an" are one.
_LISTED = words(r"^các (?:bộ|sở|phòng|ban|cơ quan|tỉnh|bộ, cơ quan|bộ, ngành): ", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\((?:[^()]*)\)")
_MANNER = words(r" (?:một cách|theo đúng|đồng thời|thì|chỉ|hoàn toàn|trên cơ sở|theo quy định|chịu)$")


@dataclass(frozen=True, slots=True)
class Actors:
    """Who is told, and from where to where their words stand; `end` is where what they do begins."""

    names: tuple[str, ...]
    start: int
    end: int


def actors_at(text: str, at: int = 0, lower: bool = False) -> Actors | None:
    """The offices that begin at this place and are followed by a verb, a colon or the end; None where none begins.

    `lower` admits those that begin with a small letter, as they do behind "giao" and "yêu cầu".
    """
    head = (_HEAD_LOWER if lower else _HEAD).match(text, at)
    if not head:
        return None
    window = text[at : at + _LONGEST]
    stop = _STOP.search(window)
    window = window[: stop.start()] if stop else window
    bare = _PARENTHESES.sub(lambda found: " " * len(found[0]), window)
    verb = _VERB.search(bare, max(0, head.end() - at - 1))
    name = window[: verb.start()] if verb else window
    if not verb and len(name) >= _LONGEST:
        return None
    names = split_names(name)
    if not names:
        return None
    return Actors(names, at, at + len(name.rstrip(" ,")))


def heads_in(text: str) -> Iterator[int]:
    """Where names of single offices may begin in these words."""
    return (found.start() for found in _HEAD.finditer(text) if found[0][0].isupper())


def actors_told(text: str) -> Actors | None:
    """Who is told by "Giao", "Yêu cầu", "Đề nghị" anywhere in a sentence; the first that names somebody."""
    for found in islice(_TOLD.finditer(text), _MOST_ORDERS):
        if _OWN_VERB.search(text[: found.start()]):
            continue
        if one := actors_at(text, found.end(), lower=True):
            return Actors(one.names, found.start("order" if found["order"] else "order2"), one.end)
    return None


def supporters(text: str) -> Actors | None:
    """With whom: the offices behind "phối hợp (với)"; all that the sentence names."""
    names: list[str] = []
    span: list[int] = []
    for found in _WITH.finditer(text):
        one = actors_at(text, found.end(), lower=True)
        if one:
            names += [name for name in one.names if name not in names]
            span += [found.start(), one.end]
    return Actors(tuple(names), span[0], span[-1]) if names else None


def split_names(written: str) -> tuple[str, ...]:
    """ "Các phòng, ban, ngành Thành phố và UBND các xã, phường" as its two; what stands in brackets is left out."""
    bare = _MANNER.sub("", tidy(_PARENTHESES.sub("", written)).strip(" ,:;.-–*"))
    if _LISTED.match(bare):
        return (bare,)
    parts = [re.sub(r"^(?:và|cùng)\s+", "", part).strip(" ,;:.") for part in _SPLIT.split(bare)]
    return tuple(part for part in parts if len(part) > 1)


def names_go_on(before: str, behind: str) -> bool:
    """Whether a semicolon stands within a list of those who are told: "các phòng; Chủ tịch UBND các xã thực hiện"."""
    if not _LISTED_NEXT.match(behind.lstrip()):
        return False
    near = before[-_LONGEST:]
    told = actors_told(near)
    listed = actors_at(before.strip())
    return bool(
        (told and told.end >= len(near.rstrip())) or (listed and listed.end >= len(before.strip(" ,")))
    )


def is_group(text: str) -> bool:
    """Whether these words begin with an office or a group of them."""
    return bool(_HEAD.match(text.lstrip()))

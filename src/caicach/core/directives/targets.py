"""Figures to be reached, and figures that were reached: a clause is read around each number with a unit.

A number is a target where the words say so: an operator ("trên", "tối thiểu", "từ ... trở lên"), an aim ("phấn đấu", "bảo đảm",
"chỉ tiêu"), or all of something ("100% hồ sơ"). It is a result where it lies in the past ("năm 2022 đạt 87,03%", "thứ 01/16").
What is neither stays unread: rates of taxes and support, conditions ("đơn vị đạt dưới 50% thì ..."), years, numbers of documents.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from caicach.core.directives.clauses import Clause, clauses_of
from caicach.core.directives.findings import Operator, ReportedResult, Target
from caicach.core.directives.operators import LIMIT, Rule, operator_at
from caicach.core.directives.passages import Passage, Segment, segments
from caicach.core.directives.periods import COMPARED, YEAR, Around, period_of
from caicach.core.directives.quantities import Quantity, quantities
from caicach.core.directives.subjects import LEAD_IN, MEASURE, NEW_AIM, base_of, subject_in, subject_of
from caicach.core.directives.wording import words
from caicach.core.directives.zeros import none_of

_I = re.IGNORECASE
SURE, LIKELY, DOUBTFUL = Decimal("0.95"), Decimal("0.80"), Decimal("0.60")
_MONEY = words(
    r" (?:t[ổố]ng )?(?:vốn|kinh phí|mức (?:vốn|chi)|chi phí(?! tuân thủ)|nguồn vốn|ngân sách)\b", _I
)
_AIM = words(
    r"\b(?:ph[ấâ]n đấu|đảm bảo|bảo đảm|mục tiêu|chỉ tiêu|hoàn thành|yêu cầu|tối thiểu|ít nhất|duy trì|"
    r"nâng|tăng|giảm|thực hiện|đạt)\b",
    _I,
)
_STRONG_AIM = words(r"\b(?:ph[ấâ]n đấu|đảm bảo|bảo đảm|mục tiêu|chỉ tiêu|tối thiểu|ít nhất|hoàn thành)\b", _I)
# "đã hoàn thành 08 nhiệm vụ", "khối lượng hoàn thành" aim at nothing.
_DONE = words(
    r"\b(?:đã|mới)(?: \w+){0,3} (?:hoàn thành|bảo đảm|đảm bảo|duy trì)\b|\b(?:khối lượng|giá trị) hoàn thành\b",
    _I,
)
# A part of the dispatch in which every count is to be reached.
_GOALS = words(r"\b(?:mục tiêu|chỉ tiêu) (?:cụ thể|chủ yếu|đến|năm|của|giai)|MỤC TIÊU|CHỈ TIÊU")
_PAST = words(
    r"\b(?:đã(?! (?:đề ra|triển khai|ban hành|được (?:phê duyệt|giao|ban hành|công bố)))|hiện nay|"
    r"hiện tại|(?<!phát )hiện có|đến nay|tính đến|vừa qua|"
    r"trước đây|ước đạt|mới đạt|chỉ đạt|mới có|kết quả đạt được|đạt được|so với (?:điểm|mức) tối đa|"
    r"so với cùng kỳ|qua kiểm tra|còn thấp)\b",
    _I,
)
# A part of the dispatch that tells how things are, and a sentence that begins so.
_REPORTING = re.compile(
    r"^(?:KẾT QUẢ|ĐÁNH GIÁ (?:CHUNG|TÌNH|KẾT)|TÌNH HÌNH|THỰC TRẠNG|TỒN TẠI)", re.MULTILINE
)
_AS_IT_IS = words(
    r"^(?:phê bình|hiện nay|hiện tại|hiện|đến nay|tính đến|thời gian qua|trong thời gian qua)\b", _I
)
_PAST_PERIOD = words(
    r"\b(?:0?\d|mười|sáu|chín) tháng(?: đầu)? năm (?P<months>\d{4})|\bnăm (?P<year>\d{4})", _I
)
# Rates that a rule sets or that money follows: no figures to be reached.
_RATE = words(
    r"\b(?:thuế|lãi suất|lệ phí|học phí|mức (?:thu|chi|hỗ trợ|phí|phạt|đóng|hưởng|lương|giá)|hỗ trợ|"
    r"trợ cấp|phụ cấp|tiền (?:lương|thưởng|phạt|thuê|sử dụng|công|ăn|đóng)|kinh phí|chi phí(?! tuân thủ)|"
    r"định mức|giá trị hợp đồng|vốn điều lệ|cổ phần|phạt|trích|khấu trừ|hệ số|lương|dự kiến|đơn giá|"
    r"giá đất|bồi thường|vốn|tỷ lệ hưởng|suy giảm khả năng)\b",
    _I,
)
# Money that is spent as planned is a target of its own.
_DISBURSED = words(r"\b(?:giải ngân|thu ngân sách)\b", _I)
# The votes that somebody must have are a condition too.
_VOTES = words(
    r"\b(?:số phiếu|phiếu (?:đồng ý|tán thành|thuận|bầu|tín nhiệm)|(?:thành viên|đại biểu) (?:tán thành|có mặt))\b",
    _I,
)
_CONDITION = words(
    r"(?:^|[:,(] ?)(?:đối với|trường hợp|nếu|khi|trong trường hợp)[^:]*$|\b(?:nào|nơi|những \w+|"
    r"các \w+(?: \w+){0,3}) (?:có|đạt|để)[^:,]*$",
    _I,
)
# "Bán kính tối đa 10 km thì diện tích tối thiểu 500 m2": what a rule ties together is not to be reached.
_THEN = words(r"\bthì\b", _I)
# Whoever is at a figure must do something: "các sở, ngành có chỉ số dưới 80% phải kiểm điểm".
_THOSE_WHO = words(r"^(?:các|những) [^.;:]{2,80} (?:có|đạt|để) [^.;:]*$", _I)
_MUST = words(r"\bphải (?:kiểm điểm|giải trình|báo cáo|có|tổ chức|xây dựng|làm rõ|chịu)\b", _I)
_CONSEQUENCE = words(r"\b(?:thì|có thể|không được xét|không xét|bị|được xét|được công nhận|được xếp)\b", _I)
# How much of a paragraph is looked at for what it aims at.
_OPENING = 3_000
# How far behind a number the words are looked at that say of what it is.
_NEAR = 80
_PURPOSE = words(r", (?:từ đó|qua đó|góp phần|nhằm|để)\b", _I)
# Units that mostly say how long, how much money, how many points; with them only what is shortened, or a mean, is to be reached.
_SPAN_OR_MONEY = re.compile(r"ngày|giờ|tháng|phút|đồng|triệu|tỷ|tỉ|điểm")
_SHORTENED = words(r"\b(?:giảm|rút ngắn|bình quân|trung bình|thu nhập|doanh thu|kim ngạch|điểm số|đạt)\b", _I)
# Behind the number from which something changes ("giảm từ 23 ca xuống 18 ca").
_CHANGE = words(r"[^;,]{0,60}?(?<!trở )\b(?:xuống|lên)\b", _I)


def figures(passage: Passage, around: Around) -> Iterator[Target | ReportedResult]:
    """The targets and the results that a passage holds, in the order of its words."""
    last: Segment | None = None
    over = False
    for segment in segments(passage):
        # "Năm 2025, Chỉ số đạt 86,42%; tỷ lệ đúng hạn đạt 98,7%": behind a semicolon the year of the sentence still holds.
        goes_on = last is not None and passage.source[last.end : segment.start].lstrip().startswith(";")
        over = over and goes_on and not (_STRONG_AIM.search(segment.words) or YEAR.search(segment.words))
        for clause, inner in clauses_of(segment.words):
            for quantity in inner:
                found = _figure(passage, segment, replace(clause, is_over=over), quantity, around)
                if found:
                    over = isinstance(found, ReportedResult)
                    yield found
        last = segment
        yield from none_of(passage, segment, around)


def _figure(
    passage: Passage, segment: Segment, clause: Clause, one: Quantity, around: Around
) -> Target | ReportedResult | None:
    rule = operator_at(segment.words, one.start, one.end) or _forbidden(passage, segment, one)
    context = "\n".join([*(above.words.strip() for above in passage.above), clause.before])
    before = segment.words[clause.start : one.start]
    behind = segment.words[one.end : clause.start + len(clause.words)]
    if _is_result(passage, segment, clause, before, context, around) or (one.is_rank and "/" in one.unit):
        return _result(passage, segment, clause, one) if _is_worth_telling(one, rule, before) else None
    if re.search(r"\btừ\s*$", before, _I) and _CHANGE.match(behind):
        return None
    confidence = _confidence(one, rule, before, behind, context)
    if confidence is None:
        return None
    if _CONDITION.search(before) and (
        _CONSEQUENCE.search(behind) or rule is None or rule.operator is Operator.LT
    ):
        return None
    if _VOTES.search(before) or _VOTES.search(behind[:_NEAR]):
        return None
    if not one.is_percent and _THEN.search(segment.words) and not _GOALS.search(context):
        return None
    if _THOSE_WHO.search(before.strip()) and _MUST.search(behind):
        return None
    return _target(passage, segment, clause, (one, rule, confidence), around)


def _forbidden(passage: Passage, segment: Segment, one: Quantity) -> Rule | None:
    """ "quá 01 lần" in a list of what is forbidden is a limit."""
    if re.search(r"\bquá\s*$", segment.words[max(0, one.start - 20) : one.start]) and re.search(
        r"nghiêm\s+cấm|không\s+được", _near(passage), _I
    ):
        return LIMIT
    return None


def _confidence(one: Quantity, rule: Rule | None, before: str, behind: str, context: str) -> Decimal | None:
    """How sure the words make it that the number is to be reached; None where they do not."""
    if one.is_rank:
        return LIKELY if _AIM.search(before + context) else None
    aim = bool(_STRONG_AIM.search(before) or _STRONG_AIM.search(context[-200:]))
    rated = _RATE.search(before[-60:]) or (_RATE.search(behind[:40]) and not _is_all(one, behind))
    if rated and not _DISBURSED.search(before[-60:]):
        if one.is_percent and MEASURE.search(before) and re.search(r"\bđạt(?:\s+\w+){0,2}\s*$", before):
            return LIKELY
        return DOUBTFUL if aim and one.is_percent and rule and not _RATE.search(behind[:40]) else None
    if one.is_percent:
        if rule or _is_all(one, behind) or MEASURE.search(before):
            return SURE if rule or aim or one.value == 100 else LIKELY
        return LIKELY if aim else None
    if _SPAN_OR_MONEY.match(one.unit) and not (_SHORTENED.search(before) and rule):
        return None
    if not one.is_usual and not (aim or _GOALS.search(context)):
        # Outside goals a limit of anything is mostly a rule: "không quá 02 cấp phó".
        return None
    if rule and rule.operator is Operator.LE and one.unit == "người" and not (aim or _GOALS.search(context)):
        return None
    if rule and rule.is_aim and (rule.operator is not Operator.GT or aim or _GOALS.search(context)):
        return SURE if aim or rule.operator in (Operator.GE, Operator.LE) else LIKELY
    if _GOALS.search(context) and not _SPAN_OR_MONEY.match(one.unit):
        return LIKELY
    return LIKELY if aim and (rule or LEAD_IN.match(before + " ")) else None


def _is_all(one: Quantity, behind: str) -> bool:
    """ "100% hồ sơ": all of what is named behind."""
    counted = re.match(r"\s+(?:\(?[^\W\d_])", behind) and not _MONEY.match(behind)
    return one.is_percent and bool(counted) and one.value >= 5


def _is_result(
    passage: Passage, segment: Segment, clause: Clause, before: str, context: str, around: Around
) -> bool:
    """Reached already: a word of the past, or a year that was over, before the number; nothing that aims at it."""
    if _STRONG_AIM.search(_DONE.sub("", before)):
        return False
    if clause.is_over or _AS_IT_IS.match(segment.words) or _PAST.search(before):
        return True
    # Among goals "80% dữ liệu đã được số hóa ..." says of what the share is.
    if not _GOALS.search(context) and _PAST.search(segment.words[clause.start + len(before) :][:60]):
        return True
    if not passage.marker and not passage.above and not _STRONG_AIM.search(passage.words[:_OPENING]):
        # A paragraph outside all lists that aims at nothing tells how things are.
        return True
    told = around.told
    for found in _PAST_PERIOD.finditer(COMPARED.sub("", clause.before[-80:] + before)):
        if told and found["year"] and int(found["year"]) < told.year:
            return True
        if told and found["months"] and int(found["months"]) <= told.year:
            return True
    return bool(_REPORTING.search(context))


def _is_worth_telling(one: Quantity, rule: Rule | None, before: str) -> bool:
    if re.fullmatch(r"tháng|ngày|giờ|năm", one.unit):
        return False
    return one.is_rank or bool(rule) or (one.is_percent and bool(MEASURE.search(before)))


def _result(passage: Passage, segment: Segment, clause: Clause, one: Quantity) -> ReportedResult:
    start, end = _span_of(segment, clause)
    period = YEAR.search(clause.before[-80:] + clause.words)
    subject = subject_in(clause.words[: one.start - clause.start]) or subject_in(clause.before)
    text, line = passage.quote(start, end)
    return ReportedResult(
        subject=subject,
        value=one.value,
        unit=one.unit,
        period=period["year"] if period else None,
        text=text,
        line=line,
        start=start,
        end=end,
    )


def _target(
    passage: Passage,
    segment: Segment,
    clause: Clause,
    read: tuple[Quantity, Rule | None, Decimal],
    around: Around,
) -> Target:
    one, rule, confidence = read
    start, end = _span_of(segment, clause)
    before = clause.words[: one.start - clause.start]
    behind = clause.words[one.end - clause.start :]
    operator = (
        Operator.LE
        if one.is_rank
        else Operator.GE
        if one.is_range
        else rule.operator
        if rule
        else Operator.EQ
    )
    limit = rule is LIMIT
    period, when = period_of(passage, clause, around)
    text, line = passage.quote(start, end)
    return Target(
        subject=subject_of(one, before, behind, clause.before),
        operator=operator,
        value=one.value,
        unit=one.unit,
        base=base_of(one, behind, segment.words),
        period=None if limit else period,
        deadline=when.deadline if when else None,
        optional=limit,
        item=passage.path,
        line=line,
        text=text,
        start=start,
        end=end,
        confidence=confidence,
    )


def _near(passage: Passage) -> str:
    return passage.above[-1].words if passage.above else ""


def _span_of(segment: Segment, clause: Clause) -> tuple[int, int]:
    """From where to where of the text the clause stands, without the marks at its ends."""
    inner = clause.words.rstrip(" ,;:.")
    inner = re.sub(r"\s+(?:và|trong đó)$", "", inner).rstrip(" ,;:.")
    skip = len(inner) - len(inner.lstrip(" ,;:.-+"))
    start = segment.start + clause.start
    if (aim := list(NEW_AIM.finditer(inner))) and not any(True for _ in quantities(inner[: aim[-1].start()])):
        skip = max(skip, aim[-1].end("comma"))
    if (purpose := _PURPOSE.search(inner)) and any(True for _ in quantities(inner[skip : purpose.start()])):
        inner = inner[: purpose.start()]
    return start + skip, start + len(inner)

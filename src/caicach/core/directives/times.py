"""Deadlines, beginnings, rhythms and periods as directives write them.

A day without its year is taken in the year of the dispatch, and only where it does not lie before it; a month, a quarter or a
year that is named has the end that the calendar gives it. Everything else ("theo lộ trình", "sớm nhất") stays words.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from caicach.core.directives.findings import Recurrence
from caicach.core.directives.wording import words

_I = re.IGNORECASE
_HOUR = r"(?:\d{1,2} ?(?:giờ|h|g)(?: ?\d{1,2}(?: phút)?)?,? )?"
_DAY = (
    rf"{_HOUR}(?:ngày )?"
    r"(?P<d>\d{1,2})(?:\s*[/.\-]\s*(?P<m>\d{1,2})|"
    r" tháng (?P<m2>\d{1,2}))(?:\s*[/.\-]\s*(?P<y>\d{4})| năm (?P<y2>\d{4}))?(?![\d/])"
)
_MONTH = r"tháng (?P<month>\d{1,2})(?:\s*[/-]\s*(?P<ym>\d{4})| năm (?P<ym2>\d{4}))?(?![\d/])"
_QUARTER = (
    r"quý (?P<quarter>IV|I{1,3}|[1-4])\b(?:\s*[/\-–]\s*(?P<yq>\d{4})| năm (?P<yq2>\d{4})| (?P<yq3>\d{4}))?"
)
_HALF = r"(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm(?: (?P<yh>\d{4}))?"
_YEAR = r"năm (?P<year>\d{4})(?!\s*[-–]\s*\d{4})"
_POINT = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|{_HALF}|{_YEAR})"

_EVERY = r"(?: (?P<every>(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)))?(?: của (?:(?:hằng|hàng|mỗi) )?(?:tháng|quý|năm))?"
# The groups in which the patterns keep a year.
_YEARS = ("y", "y2", "ym", "ym2", "yq", "yq2", "yq3", "yh", "year")
# What makes a point in time a deadline.
_DUE = words(
    r"(?P<cue>(?:xong |hoàn thành )?trước|chậm nhất(?: là)?(?: vào)?(?: đến)?(?: hết)?(?: trước)?|"
    r"muộn nhất(?: là)?(?: vào)?(?: trước)?|"
    r"(?:thời )?hạn (?:cuối|chót|cuối cùng)(?: là)?:?(?: vào)?|(?:thời hạn|"
    r"thời gian)[\w ]{0,25}?(?: trong| trước|:| là| chậm nhất)+|"
    r"(?:đến|tới) (?:hết|cuối)|hết|đến|vào|trong|hoàn thành(?: xong)?(?: trong)?|cuối) (?:cuối )?"
    + _POINT
    + _EVERY,
    _I,
)
_MONTHLY_DAY = words(
    r"(?P<cue>trước|chậm nhất(?: là)?(?: vào)?|vào|"
    r"muộn nhất(?: là)?) (?:ngày )?(?P<d>\d{1,2})(?:/\d{1,2})? (?:(?:của )?(?P<every>(?:hằng|hàng|"
    r"mỗi) (?:tuần|tháng|quý|năm)))",
    _I,
)
_LAST_MONTH = words(
    r"(?:trước|chậm nhất(?: là)?(?: vào)?|"
    r"vào) (?:ngày )?\d{1,2}(?:/\d{1,2})? (?:của )?tháng cuối (?:của )?(?:mỗi |hằng |hàng )?(?P<every>quý|"
    r"năm)",
    _I,
)
_FROM = words(
    r"(?:kể từ|bắt đầu từ|từ|ngay từ|ngay trong)(?: ngay)?(?: (?P<edge>đầu|cuối))? " + _POINT,
    _I,
)
_ALONE = words(_POINT, _I)
_ALSO = words(r"(?: và|,| -| –) " + _POINT, _I)
_SPAN = re.compile(
    r"(?:giai\s+đoạn\s+)?(?:từ\s+)?(?:năm\s+)?(?P<a>20\d\d)\s*(?:[-–]|đến(?:\s+năm)?)\s*(?P<b>20\d\d)", _I
)
_RHYTHMS = {
    "tuần": Recurrence.WEEKLY, "tháng": Recurrence.MONTHLY, "quý": Recurrence.QUARTERLY,
    "6 tháng": Recurrence.HALF_YEARLY, "06 tháng": Recurrence.HALF_YEARLY, "sáu tháng": Recurrence.HALF_YEARLY,
    "năm": Recurrence.YEARLY,
}  # fmt: skip
_RHYTHM = words(
    r"(?P<of>(?:ngân sách|kinh phí|kế hoạch|dự toán|nghị quyết|chương trình|thi đua|khen thưởng)(?: [\w,]+){0,2} )?"
    r"\b(?:định kỳ(?: (?:hằng|hàng|mỗi))?|hằng|hàng|mỗi)(?: \()?\s*"
    r"(?P<rhythm>tuần|tháng|quý|0?6 tháng|sáu tháng|năm)\b",
    _I,
)
_OFTEN = words(r"\b(?:thường xuyên|liên tục)\b", _I)
_NOW = words(
    r"\bngay (?:khi|sau khi|trong ngày)|trong thời gian sớm nhất|theo lộ trình|trong vòng \d+[\w ]{1,25}|"
    r"trong thời hạn \d+[\w ]{1,25}",
    _I,
)


@dataclass(frozen=True, slots=True)
class When:
    """By when, from when, how often; `text` are the words that say so, from `start` to `end` of what was searched."""

    text: str
    start: int
    end: int
    deadline: date | None = None
    start_on: date | None = None
    recurrence: Recurrence | None = None


def when_of(text: str, told: date | None) -> When | None:
    """What a sentence says of its time. `told` is the date of the dispatch (its year serves days without one).

    A day that is over before the dispatch, and a year that only names a plan ("Kế hoạch năm 2023"), are no deadlines.
    """
    due = next((one for one in _dues(text, told)), None)
    begin = _begin(text, told)
    rhythm = _rhythm(text)
    if due and rhythm and not due.recurrence and rhythm.start - due.end in range(-1, 12):
        due = replace(due, text=text[due.start : rhythm.end], end=rhythm.end, recurrence=rhythm.recurrence)
    main = due or rhythm
    if main and begin and begin.start_on:
        return replace(
            main,
            start_on=begin.start_on if not (main.deadline and begin.start_on > main.deadline) else None,
            recurrence=main.recurrence or (rhythm.recurrence if rhythm else None),
        )
    if main and rhythm and not main.recurrence:
        return replace(main, recurrence=rhythm.recurrence)
    if main or begin:
        return main or begin
    vague = _NOW.search(text)
    return When(vague[0], *vague.span()) if vague else None


def column_time(text: str, told: date | None) -> When | None:
    """What the time column of a table says: "Tháng 12/2025", "Quý IV-2025", "2025 - 2030", "Thường xuyên", "Hằng năm"."""
    if not text.strip():
        return None
    if span := _SPAN.search(text):
        a, b = int(span["a"]), int(span["b"])
        return When(text, 0, len(text), date(b, 12, 31), date(a, 1, 1)) if a <= b else None
    points = list(_ALONE.finditer(text))
    if (
        len(points) > 1
        and (first := _start_of(points[0], told))
        and (last := _end_of(points[-1], told))
        and first <= last
    ):
        return When(text, 0, len(text), last, first)
    if found := when_of(text, told):
        return replace(found, text=text, start=0, end=len(text))
    if (point := _ALONE.search(text)) and (day := _end_of(point, told)):
        return When(text, 0, len(text), day)
    if re.fullmatch(r"\s*(?:Năm\s+)?20\d\d\s*", text):
        return When(text, 0, len(text), date(int(re.sub(r"\D", "", text)), 12, 31))
    if _OFTEN.search(text):
        return When(text, 0, len(text), recurrence=Recurrence.CONTINUOUS)
    return When(text, 0, len(text))


def _dues(text: str, told: date | None) -> Iterator[When]:
    for found in _MONTHLY_DAY.finditer(text):
        yield When(found[0], *found.span(), recurrence=_RHYTHMS[found["every"].split()[-1].lower()])
    for found in _LAST_MONTH.finditer(text):
        yield When(found[0], *found.span(), recurrence=_RHYTHMS[found["every"].lower()])
    for found in _DUE.finditer(text):
        weak = found["cue"].lower() in ("đến", "vào", "trong", "hết")
        if found["year"] and weak and not _is_aim_year(text, found):
            continue
        if found["every"]:
            yield When(found[0], *found.span(), recurrence=_RHYTHMS[found["every"].split()[-1].lower()])
            continue
        day, end = _end_of(found, told), found.end()
        if (
            (also := _ALSO.match(text, end))
            and (later := _end_of(also, told))
            and (day is None or later > day)
        ):
            # "trong quý II và quý III năm 2025" is due with the later one.
            day, end = later, also.end()
        if day and not (told and day < told):
            yield When(text[found.start() : end], found.start(), end, deadline=day)


def _is_aim_year(text: str, found: re.Match[str]) -> bool:
    """ "đến năm 2030", "vào năm 2025", "trong năm 2025" name the end of a year, unless they belong to the name of a plan."""
    cue = found["cue"].lower()
    named = re.search(
        r"(?:giai đoạn|tầm nhìn|định hướng|chiến lược|chương trình|kế hoạch|quy hoạch)[^.;]{0,40}$",
        text[: found.start()],
        _I,
    )
    return cue in ("đến", "vào", "hết", "trong") and not named


def _begin(text: str, told: date | None) -> When | None:
    for found in _FROM.finditer(text):
        if found["year"] and not found["edge"]:
            continue
        day = _start_of(found, told)
        # "từ ngày 25 tháng 7 năm 2023" of a document named lies before the dispatch.
        if day and not (told and day < told.replace(day=1)):
            return When(found[0], *found.span(), start_on=day)
    return None


def _rhythm(text: str) -> When | None:
    for found in _RHYTHM.finditer(text):
        if not found["of"]:
            kind = _RHYTHMS[" ".join(found["rhythm"].lower().split())]
            start = found.start()
            return When(text[start : found.end()], start, found.end(), recurrence=kind)
    first = _OFTEN.search(text[:60])
    return When(first[0], *first.span(), recurrence=Recurrence.CONTINUOUS) if first else None


def _end_of(found: re.Match[str], told: date | None) -> date | None:
    """The last day of the day, month, quarter, half or year that is named."""
    parts = _parts(found, told)
    if parts is None:
        return None
    year, _, last, day = parts
    return _date(year, last, day or calendar.monthrange(year, last)[1])


def _start_of(found: re.Match[str], told: date | None) -> date | None:
    parts = _parts(found, told)
    if parts is None:
        return None
    year, first, last, day = parts
    month = last if found.groupdict().get("edge") == "cuối" else first
    return _date(year, month, day or 1)


def _parts(found: re.Match[str], told: date | None) -> tuple[int, int, int, int] | None:
    """Year, first and last month, day (0 for all) of a point in time; without a year that of the dispatch."""
    known = found.groupdict()
    year = next((int(known[key]) for key in _YEARS if known.get(key)), 0)
    year = year or (told.year if told else 0)
    if not 1900 < year < 2200:
        return None
    if known.get("d"):
        month = int(known["m"] or known["m2"])
        return (year, month, month, int(known["d"])) if 1 <= month <= 12 else None
    if known.get("month"):
        month = int(known["month"])
        return (year, month, month, 0) if 1 <= month <= 12 else None
    if known.get("quarter"):
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(known["quarter"].upper()) or int(known["quarter"])
        return year, quarter * 3 - 2, quarter * 3, 0
    if known.get("half"):
        return (year, 1, 6, 0) if known["half"].lower() == "đầu" else (year, 7, 12, 0)
    return year, 1, 12, 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

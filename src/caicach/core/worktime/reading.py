"""Why a day is worked or not, as a phrase in both languages with the dispatch that says so."""

from datetime import date

from caicach.core.vietnamese import date_text
from caicach.core.words import Words
from caicach.core.worktime.calendar import DayChange, DayKind, WorkingCalendar, cited, pair_text

WEEKDAYS = (
    Words("Thứ Hai", "Monday"),
    Words("Thứ Ba", "Tuesday"),
    Words("Thứ Tư", "Wednesday"),
    Words("Thứ Năm", "Thursday"),
    Words("Thứ Sáu", "Friday"),
    Words("Thứ Bảy", "Saturday"),
    Words("Chủ nhật", "Sunday"),
)
WORKING_DAY = Words("ngày làm việc", "working day")


def why(day: date, calendar: WorkingCalendar) -> Words:
    """What the day is and who says so: "nghỉ hoán đổi, làm bù ngày 10/01/2026 (12729/VPCP-KGVX ngày 25/12/2025)"."""
    change = calendar.change(day)
    if change is not None:
        said = _said(change)
    elif day.weekday() in calendar.weekly_off:
        weekday = WEEKDAYS[day.weekday()]
        return Words(f"{weekday.vi}, nghỉ hằng tuần", f"{weekday.en}, weekly day off")
    else:
        said = WORKING_DAY
    if not calendar.is_provisional(day) or change is None:
        return said
    return Words(
        f"{said.vi}; tạm tính theo luật, chưa có văn bản về lịch nghỉ năm {day.year}",
        f"{said.en}; provisional by law, no dispatch on the days off of {day.year} yet",
    )


def _said(change: DayChange) -> Words:
    name, source, pair = change.name, cited(change), pair_text(change)
    match change.kind:
        case DayKind.STATUTORY:
            return Words(f"nghỉ lễ, Tết: {name}{source}", f"public holiday: {name}{source}")
        case DayKind.COMPENSATION:
            of = f" {pair}" if pair else f": {name}"
            return Words(f"nghỉ bù ngày lễ{of}{source}", f"day off in place of the holiday{of}{source}")
        case DayKind.SWAP_OFF:
            return Words(
                f"nghỉ hoán đổi{f', làm bù ngày {pair}' if pair else ''}{source}",
                f"swapped day off{f', worked on {pair} instead' if pair else ''}{source}",
            )
        case DayKind.SWAP_WORK:
            return Words(
                f"làm bù{f' cho ngày nghỉ hoán đổi {pair}' if pair else ''}{source}",
                f"worked{f' in place of {pair}' if pair else ' in place of a swapped day off'}{source}",
            )
        case DayKind.MORNING:
            return Words(
                f"chỉ làm việc buổi sáng: {name}{source}", f"only the morning is worked: {name}{source}"
            )
        case DayKind.AFTERNOON:
            return Words(
                f"chỉ làm việc buổi chiều: {name}{source}", f"only the afternoon is worked: {name}{source}"
            )
        case DayKind.WORKED:
            return Words(f"làm việc: {name}{source}", f"worked: {name}{source}")
        case DayKind.NEEDS_CONFIRMATION:
            return Words(
                f"nghỉ: {name}, chờ văn bản xác nhận{source}", f"off: {name}, awaiting confirmation{source}"
            )
        case DayKind.OFF:
            return Words(f"nghỉ: {name}{source}", f"off: {name}{source}")


def listed(days: list[date]) -> str:
    """Dates for a sentence, runs of neighbours as one: "16/02/2026–20/02/2026, 21/03/2026"."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        date_text(run[0]) if len(run) == 1 else f"{date_text(run[0])}–{date_text(run[-1])}" for run in runs
    )

"""A few offices and matters of every kind of limit, for these tests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from caicach.apps.dossiers.synthetic.lives import Desk, Matter, Office, Plan, ScheduledFee, StepPlan
from caicach.core.dossiers.record import Ref
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.hours import VIETNAM
from caicach.core.worktime.limits import Limit, LimitKind

NOW = dt.datetime(2026, 11, 20, 10, 40, tzinfo=VIETNAM)
STEPS = (
    StepPlan("Tiếp nhận, chuyển hồ sơ", Decimal("0.25")),
    StepPlan("Thẩm tra hồ sơ", Decimal(1)),
    StepPlan("Ký kết quả", Decimal("0.5"), by_head=True),
)
FEE = ScheduledFee("Lệ phí (minh họa)", Decimal(8_000))


def matters() -> tuple[Matter, ...]:
    days, calendar, hours = LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS, LimitKind.WORKING_HOURS
    return (
        Matter(1, "1.000001", Limit(LimitKind.SAME_DAY), 5, (), (FEE,), online=0.3),
        Matter(2, "1.000002", Limit(days, Decimal(1)), 3, STEPS),
        Matter(3, "1.000003", Limit(days, Decimal(3)), 3, STEPS, desk=1),
        Matter(4, "1.000004", Limit(days, Decimal(10)), 2, STEPS, (FEE,)),
        Matter(5, "1.000005", Limit(calendar, Decimal(15)), 1, STEPS, online=0.6),
        Matter(6, "1.000006", Limit(hours, Decimal(4)), 1, STEPS),
        Matter(7, "1.000007", Limit(days, Decimal(20)), 1, STEPS, duty=True, desk=1),
    )


def office(place: int, weight: float = 1.0) -> Office:
    def ref(number: int, name: str) -> Ref:
        return Ref(100 * place + number, f"{name} {place}")

    desks = tuple(
        Desk(
            ref(10 * n, f"Phòng {n}"),
            (ref(10 * n + 1, "Mẫu Một"), ref(10 * n + 2, "Mẫu Hai")),
            (ref(9, "Thử"),),
        )
        for n in (1, 2)
    )
    return Office(
        ref(1, "Trung tâm"),
        f"H44.10{place}",
        UnitClock(),
        (ref(2, "Ví Dụ Một"), ref(3, "Ví Dụ Hai")),
        desks,
        matters(),
        weight=weight,
        first_person=1_000 * place,
    )


def plan(count: int, seed: int, plants: dict[str, int] | None = None, now: dt.datetime = NOW) -> Plan:
    return Plan(count, seed, 2026, now, (office(1, 2.0), office(2)), plants or {})

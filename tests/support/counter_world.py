"""Two counters of the demonstration with people, procedures and what was handed in there in the last days, for the browser tests:
run as a program there; prints as JSON what the counter day has to know.

Everything through the actions where there are some, on the day on which it is told: nothing is late that was not left lying.
"""

import datetime as dt
import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - only after django.setup()

from caicach.apps.calendars.queries import clock_of  # noqa: E402
from caicach.apps.dossiers.actions import intake, steps  # noqa: E402
from caicach.apps.dossiers.actions.intake import Intake  # noqa: E402
from caicach.apps.dossiers.actions.papers import PaperIn  # noqa: E402
from caicach.apps.dossiers.actions.people import Person  # noqa: E402
from caicach.apps.dossiers.models import Dossier  # noqa: E402
from caicach.apps.dossiers.synthetic.lives.season import Days  # noqa: E402
from caicach.apps.dossiers.tests.desk import make_version, seated  # noqa: E402
from caicach.apps.procedures.models import Fee, Paper, Step, Version  # noqa: E402
from caicach.apps.units.models import Unit  # noqa: E402
from caicach.apps.units.queries import ids_of, scope_of_user, standing  # noqa: E402
from caicach.platform import clock  # noqa: E402
from caicach.platform.access import Role  # noqa: E402
from caicach.platform.accounts.models import User  # noqa: E402
from visiting import PASSWORD  # noqa: E402

COUNTERS = ("thu", "ngay")
"""What the logins of each counter end in; the second one is the counter day's alone."""
PEOPLE = {
    "quay": (Role.ONE_STOP_OFFICER, "Trần Thị Thử"),
    "thu-ly": (Role.DOSSIER_HANDLER, "Lê Văn Ví Dụ"),
    "lanh-dao-quay": (Role.CENTRE_HEAD, "Phạm Thị Mẫu"),
}
LIMIT = 3
"""Working days of the procedures."""


@dataclass(frozen=True)
class Counter:
    """A commune with the people at its desk, by the beginning of their logins."""

    commune: Unit
    people: dict[str, User]

    def received(self, version: Version, person: Person) -> Dossier:
        """A complete dossier, received and handed over at once."""
        given = [PaperIn(paper.pk) for paper in version.papers.filter(required=True)]
        officer = scope_of_user(self.people["quay"], clock.today())
        handed_in = Intake(unit_id=self.commune.pk, version_id=version.pk, person=person, papers=given)
        dossier = intake.receive(officer, handed_in)
        return steps.hand_over(officer, dossier.pk, dossier.version, self.people["thu-ly"].pk)


def main() -> None:
    communes = standing(clock.today()).filter(kind="commune", code__gt="")
    # Those with people of their own have dossiers of the demonstration: here what is counted is what a test has done.
    unmanned = communes.filter(identification_code="")[: len(COUNTERS)]
    desk, day = (furnished(one, name) for one, name in zip(unmanned, COUNTERS, strict=True))
    province = Unit.objects.get(pk=ids_of(desk.commune.path)[0])
    procedure(province, "9.900001", "Xác nhận thử của quầy", {"Thẩm tra": 1})
    first = procedure(province, "9.900002", "Đăng ký thử trong ngày", {"Thẩm tra": 2, "Ký duyệt": 1})
    second = procedure(province, "9.900003", "Cấp thẻ thử trong ngày", {"In thẻ": 3})
    first.interlinked.add(second.procedure)
    json.dump(handed_in(day, first), sys.stdout)


def furnished(commune: Unit, name: str) -> Counter:
    """The people of a counter, who can sign in."""
    people = {}
    for post, (role, display) in PEOPLE.items():
        people[post] = seated(f"{post}-{name}", role, commune, display)
        people[post].password = hashed()
        people[post].save(update_fields=["password"])
    return Counter(commune, people)


@cache
def hashed() -> str:
    """What is kept of the password, made once: it takes half a second."""
    return make_password(PASSWORD)


def procedure(province: Unit, code: str, name: str, process: dict[str, int]) -> Version:
    version = make_version(province, code, name, limit_amount=Decimal(LIMIT))
    Paper.objects.create(version=version, order=1, name="Tờ khai thử", required=True)
    Paper.objects.create(version=version, order=2, name="Giấy tờ kèm theo", required=False)
    for order, (step, days) in enumerate(process.items(), 1):
        Step.objects.create(version=version, order=order, name=step, days=Decimal(days))
    Fee.objects.create(version=version, name="Lệ phí thử", amount=Decimal(8000))
    return version


def handed_in(day: Counter, version: Version) -> dict[str, object]:
    """What lies on the desks this morning: a dossier that lacks a paper, one that will be late, one that was left lying."""
    today = clock.today()
    around = dt.timedelta(days=60)
    days = Days(clock_of(day.commune.pk), today - around, today + around)
    tomorrow = days.index(today + dt.timedelta(days=1))
    found = {}
    for name, ago, person in (
        ("forgotten", 3 * LIMIT, Person("Bùi Thị Mẫu", "034188000095", phone="0912 345 601")),
        ("lacking", 2, Person("Hoàng Văn Thử", "034087000087", phone="0912 345 602")),
        ("slow", 2, Person("Đặng Thị Ví Dụ", "034186000079", phone="0912 345 603")),
    ):
        with clock.told(days.all[tomorrow - 1 - ago]):
            found[name] = day.received(version, person)
    slow = found["slow"]
    assert slow.due_at is not None
    due_on = slow.due_at.astimezone(clock.VIETNAM).date()
    return {
        "dossiers": {name: [one.pk, one.code] for name, one in found.items()},
        "due_on": due_on.isoformat(),
        "new_day": days.all[days.index(due_on) + LIMIT].isoformat(),
        "forgotten_in": days.all[tomorrow - 1 - 3 * LIMIT].year,
        "unit": [day.commune.pk, day.commune.name],
    }


if __name__ == "__main__":
    main()

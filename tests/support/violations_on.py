"""What a search for violations would find on a day to come, in the dossiers of a counter as they stand: run as a program beside a
demonstration, with the day and the name of the counter. Prints [code, dossier] as JSON; keeps nothing.
"""

import datetime as dt
import json
import sys

import django

django.setup()

from caicach.apps.dossiers.queries import detection  # noqa: E402 - only after django.setup()
from caicach.apps.units.queries import unit_by_reference  # noqa: E402
from caicach.platform import clock  # noqa: E402
from caicach.platform.access import Permission, Scope  # noqa: E402


def main(day: dt.date, unit: str) -> None:
    with clock.told(day):
        scope = Scope.system("test", day)
        counter = unit_by_reference(scope, unit, day, Permission.DOSSIERS_READ)
        years = {clock.today().year, (day - dt.timedelta(days=60)).year}
        found = [one for year in years for one in detection.found_now(scope, year, counter.pk)]
        json.dump([[one.code, one.dossier.name if one.dossier else ""] for one in found], sys.stdout)


if __name__ == "__main__":
    main(dt.date.fromisoformat(sys.argv[1]), sys.argv[2])

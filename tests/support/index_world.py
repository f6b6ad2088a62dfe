"""Lets a commune of the counter world take part in the round of the running year ("join") or takes it out again ("leave").

So a browser test of its figures leaves the ranking to the others as it was. Run as a program beside a demonstration; prints
the year and the round.
"""

import json
import sys

import django

django.setup()

from caicach.apps.parindex.actions import facts, rounds  # noqa: E402 - only after django.setup()
from caicach.apps.parindex.models import FrameworkVersion, Participant, Round, Subject  # noqa: E402
from caicach.apps.units.queries import ids_of, latest  # noqa: E402
from caicach.platform import clock  # noqa: E402
from caicach.platform.access import Scope  # noqa: E402

WHY = "Kiểm thử trong trình duyệt"


def main(act: str, unit_id: int) -> None:
    scope = Scope.system("test")
    unit = latest(unit_id)
    assert unit is not None
    round = _round(scope, ids_of(unit.path)[0])
    if act == "join":
        rounds.add_participants(scope, round.pk, [(unit.pk, unit.subkind)])
    else:
        member = Participant.objects.get(round=round, unit=unit)
        for code in member.facts.values_list("code", flat=True):
            facts.withdraw(scope, member.pk, code, WHY)
        rounds.remove_participant(scope, member.pk, WHY)
    json.dump([round.year, round.pk], sys.stdout)


def _round(scope: Scope, province: int) -> Round:
    """The communes' round of the year that the clock says."""
    year = clock.today().year
    found = Round.objects.filter(locality=province, year=year, subject=Subject.COMMUNE).first()
    newest = FrameworkVersion.objects.filter(subject=Subject.COMMUNE).latest("year")
    return found or rounds.open_round(scope, province, year, Subject.COMMUNE, newest.code)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

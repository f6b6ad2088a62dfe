"""A synthetic year of a made-up province, once for a module: five communes, some hundred dossiers, every violation planted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.synthetic.generating import Asked, Generation, generation
from caicach.apps.dossiers.tests.desk import seated
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.queries import scope_of_user
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 11, 20)
SYSTEM = Scope.system("test", TODAY)
ASKED = Asked(
    count=420,
    seed=5,
    year=2026,
    units=5,
    plants={f"V{number}": 1 + number % 2 for number in range(1, 13)},
)


@dataclass
class Year:
    """What was generated, and a scope for each kind of reader."""

    generation: Generation
    scopes: dict[str, Scope] = field(default_factory=dict)


@contextmanager
def told() -> Iterator[None]:
    """Within, it is ten o'clock of TODAY."""
    with clock.told(TODAY, hour=10):
        yield


def build() -> Year:
    """The year; whoever calls has opened a transaction and rolls it back."""
    with told(), transaction.atomic():
        made = generation(SYSTEM, ASKED)
        list(made.run())
        busiest = made.batch.counters[0].unit
        officer = Dossier.objects.filter(unit=busiest).exclude(officer=None).values_list("officer", flat=True)
        province = Unit.objects.get(kind=Kind.PROVINCE)
        scopes = {
            "officer": _scope(seated("quay.thu", Role.ONE_STOP_OFFICER, busiest)),
            "handler": _scope(User.objects.get(pk=officer[0])),
            "head": _scope(seated("lanhdao.thu", Role.CENTRE_HEAD, busiest)),
            "inspector": _scope(seated("thanhtra.thu", Role.INSPECTOR, province)),
            "manager": _scope(seated("kiemsoat.thu", Role.PROCEDURE_MANAGER, province)),
            "system": SYSTEM,
        }
        return Year(made, scopes)


def _scope(user: User) -> Scope:
    return scope_of_user(user, TODAY)

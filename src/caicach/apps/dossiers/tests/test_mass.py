"""The mass of dossiers for benchmarks: as many as asked, on both databases, and a run that was cut off goes on."""

from __future__ import annotations

import pytest
from django.db import transaction

from caicach.apps.dossiers.models import Applicant, Dossier
from caicach.apps.dossiers.synthetic.ground import counters
from caicach.apps.dossiers.synthetic.mass import Mass, has_indexes
from caicach.apps.units.queries import ids_of
from caicach.platform import clock
from caicach.platform.access import Scope

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]


def test_the_mass_is_made_whole_with_its_indexes_and_goes_on_where_it_was_cut_off() -> None:
    with transaction.atomic():
        found = counters(Scope.system("test"), 2, 2)
    mass = Mass(300, 1, clock.today().year, found, ids_of(found[0].unit.path)[0])
    making = mass.make()
    next(making)
    del making
    assert 0 < Dossier.objects.count() < 300
    assert sum(mass.make()) == 300
    assert Dossier.objects.count() == Dossier.objects.values("code").distinct().count() == 300
    assert Applicant.objects.count() == 121
    assert has_indexes()

"""The same seed gives the same ranking in an empty database, another seed another one."""

import pytest
from django.db import transaction

from caicach.apps.parindex.demo.building import Building, Options
from caicach.apps.parindex.demo.standings import ranking_digest


def ranking_of(seed: int) -> str:
    """The digest of a demonstration that is built and taken back."""
    with transaction.atomic():
        Building(Options(seed=seed, communes=2)).run()
        digest = ranking_digest()
        transaction.set_rollback(True)
    return digest


# A demonstration stands on SQLite and nowhere else, and this builds three of them.
@pytest.mark.one_database
@pytest.mark.django_db
def test_the_seed_alone_decides_the_ranking() -> None:
    first = ranking_of(5)
    assert ranking_of(5) == first
    assert ranking_of(6) != first

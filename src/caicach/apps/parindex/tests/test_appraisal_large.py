"""What the pages of the appraisal cost in a province of 148 communes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from caicach.apps.parindex.actions import appraisal
from caicach.apps.parindex.models import LeafPoints, Participant, Round
from caicach.apps.parindex.tests import factories, papers, small
from caicach.apps.parindex.tests.appraising import LEAF
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.platform.access import Role

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
D = Decimal
LEAF_PAGE = f"/chi-so/2026/tham-dinh/commune/{LEAF}/"
MOST_QUERIES = 15  # one of them counts for the bell


@pytest.fixture
def large() -> tuple[Province, Round]:
    """A province of 148 communes, all in the first appraisal, with evidence, points and questions."""
    place = factories.province("Tỉnh Lớn", communes=148)
    made = small.opened(place)
    Participant.objects.filter(round=made).update(stage="appraising_1")
    members = list(Participant.objects.filter(round=made))
    LeafPoints.objects.bulk_create(
        LeafPoints(participant=one, code=code, layer="self", edition=1, points=D(1))
        for one in members
        for code in (LEAF, "1.1")
    )
    for one in members[:3]:
        one.proofs.create(code=LEAF, document=papers.shelved(one.unit))
        appraisal.question(SYSTEM, one.pk, LEAF, "Mẫu số?")
    factories.person(place, "tu-phap", Role.APPRAISER, fields=["tu_phap"])
    factories.person(place, "thu-ky", Role.COUNCIL_SECRETARY)
    return place, made


def test_every_page_keeps_to_fifteen_queries_with_148_units(
    large: tuple[Province, Round], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    place, _made = large
    own = place.communes[0].pk
    for username, urls in {
        "tu-phap": (LEAF_PAGE, f"/chi-so/2026/don-vi/{own}/tham-dinh/", "/chi-so/2026/tham-dinh/"),
        "thu-ky": (LEAF_PAGE, "/chi-so/2026/tham-dinh/", f"/chi-so/2026/don-vi/{own}/cac-lop/"),
    }.items():
        client = Client()
        client.force_login(place.people[username], "django.contrib.auth.backends.ModelBackend")
        for url in urls:
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(url).status_code == 200

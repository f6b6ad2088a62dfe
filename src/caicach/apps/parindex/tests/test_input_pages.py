"""Every page of criteria sets, rounds and facts opens, costs few queries and has no link that leads nowhere."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from caicach.apps.parindex.actions import facts
from caicach.apps.parindex.models import FrameworkVersion, Round
from caicach.apps.parindex.tests import small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

SETS = [
    ("frameworks", ()),
    ("framework_import", ()),
    ("framework", ("XA-NHO",)),
    ("framework", ("XA-2027",)),
    ("framework_compare", ("XA-2027",)),
    ("framework_new_version", ("XA-NHO",)),
    ("framework_delete", ("XA-2027",)),
    ("framework_edit", ("XA-NHO",)),
    ("framework_edit", ("XA-2027",)),
    ("framework_yaml", ("XA-2027",)),
    ("framework_head", ("XA-2027",)),
    ("framework_map", ("XA-2027",)),
    ("framework_node_add", ("XA-2027",)),
    *(
        ("framework_node", ("XA-2027", code))
        for code in ("1", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.10")
    ),
    ("framework_node_yaml", ("XA-2027", "2")),
]
MOST_QUERIES = 35  # one of them counts for the bell


def opens(response: Any) -> str:
    """The words of a page that opened and whose links lead somewhere."""
    assert response.status_code == 200, text(response)[:500]
    content = response.content.decode()
    assert not re.findall(r'<(?:a|form)[^>]* (?:href|action)=""[^>]*>', content)
    assert not re.findall(r'href="#[^"]*">Quay lại', content)
    return text(response)


@pytest.mark.parametrize(("name", "args"), SETS, ids=[f"{name} {' '.join(args)}" for name, args in SETS])
def test_pages_of_sets(
    made: Round,
    version: FrameworkVersion,
    opened: Opened,
    django_assert_max_num_queries: Callable[[int], Any],
    name: str,
    args: tuple[str, ...],
) -> None:
    client = opened("quan-tri-bo")
    with django_assert_max_num_queries(MOST_QUERIES):
        opens(client.get(reverse(f"parindex:{name}", args=args)))


@pytest.mark.parametrize(
    "name",
    ["rounds", "round", "round_framework", "round_dates", "round_add", "participant", "participant_remove"],
)
def test_pages_of_rounds(
    place: Province,
    made: Round,
    opened: Opened,
    django_assert_max_num_queries: Callable[[int], Any],
    name: str,
) -> None:
    member = small.member(made, place.communes[0]).pk
    args = {
        "rounds": [2026],
        "participant": [2026, made.pk, member],
        "participant_remove": [2026, made.pk, member],
    }
    client = opened("quan-tri-bo")
    with django_assert_max_num_queries(MOST_QUERIES):
        opens(client.get(reverse(f"parindex:{name}", args=args.get(name, [2026, made.pk]))))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("facts", ""),
        ("facts_extras", ""),
        *(("fact", code) for code in ("1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "2.10")),
        ("fact_withdraw", "1.2"),
        ("fact_not_applicable", "1.2"),
    ],
)
@pytest.mark.parametrize("who", ["dau-moi", "chu-tich"])
def test_pages_of_facts(
    place: Province,
    made: Round,
    opened: Opened,
    django_assert_max_num_queries: Callable[[int], Any],
    who: str,
    name: str,
    code: str,
) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "1.2", {"num": 1, "den": 2})
    client, unit = opened(who), place.communes[0].pk
    args = [2026, unit, code] if code else [2026, unit]
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse(f"parindex:{name}", args=args))
    if who == "chu-tich" and name in ("fact_withdraw", "fact_not_applicable"):
        assert response.status_code == 403
    else:
        opens(response)


def test_the_page_of_imports_leads_back(made: Round, opened: Opened) -> None:
    opens(opened("dau-moi-tinh").get(reverse("parindex:facts_import", args=[2026])))


def test_a_unit_without_a_round_gets_a_page_that_says_so(place: Province, opened: Opened) -> None:
    unit = place.communes[0].pk
    assert "không có trong đợt" in opens(opened("dau-moi").get(reverse("parindex:facts", args=[2026, unit])))
    assert opened("dau-moi").get(reverse("parindex:facts_extras", args=[2026, unit])).status_code == 404

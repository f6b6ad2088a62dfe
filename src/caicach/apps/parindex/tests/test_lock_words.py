"""What the page of the lock says: which leaf waits for something that is not the unit's to state, which field is needed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.parindex.actions import frameworks, rounds
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.tests import small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.core.worktime.calendar import decreed
from caicach.platform.tests.papers import PDF
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def url(name: str, member: Participant, *more: object) -> str:
    return reverse(f"parindex:{name}", args=[member.round.year, member.unit_id, *more])


def test_a_leaf_whose_due_date_is_not_known_says_what_it_waits_for(people: Province, opened: Opened) -> None:
    """The days off of a year are decreed at its end: until then nothing that the unit could enter would help."""
    year = max(decreed().years) + 1
    relative = small.TEXT.replace('due: "31/01"', "due: {working_days: 10, after: plan}")
    frameworks.import_document(SYSTEM, relative.replace(small.CODE, "XA-SAU"), "later.yaml")
    later = rounds.open_round(SYSTEM, people.unit.pk, year, "commune", "XA-SAU")
    rounds.add_participants(SYSTEM, later.pk, [(people.communes[0].pk, "xa")])
    member = small.member(later, people.communes[0])
    walking.stated(member)
    words = f"chưa có lịch nghỉ của năm {year} nên chưa tính được hạn"
    client = opened("lanh-dao")
    shown = text(client.get(url("self_score", member)))
    assert "1 tiêu chí chưa có số liệu" in shown
    assert words in shown
    assert words[1:] in text(client.get(url("fact", member, "1.1")))
    refused = client.post(
        url("self_score_lock", member), {"file": SimpleUploadedFile("bao-cao.pdf", PDF, "application/pdf")}
    )
    assert refused.status_code == 422
    assert f"1.1: {words}" in text(refused)


def test_the_page_of_the_lock_says_that_one_of_both_fields_is_needed(
    made: Round, people: Province, opened: Opened
) -> None:
    ready = small.member(made, people.communes[0])
    shown = text(opened("lanh-dao").get(url("self_score", ready)))
    assert shown.count("cần một trong hai") == 2
    assert "không bắt buộc" not in shown

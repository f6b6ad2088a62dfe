"""Comments about a leaf: who may, what they keep, what an appraiser of another field never sees; on screen and over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.apps.parindex.actions import comments, process
from caicach.apps.parindex.models import LeafComment, Participant, Round
from caicach.apps.parindex.queries import comments as queries
from caicach.apps.parindex.queries.appraisal_layers import leaf_history
from caicach.apps.parindex.tests import appraising, factories, walking
from caicach.apps.parindex.tests.appraising import LEAF
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.platform.access import Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WORDS = "Mẫu số lấy ở sổ nào?"


@pytest.fixture
def place(in_appraisal: Going) -> Province:
    place = in_appraisal.place
    factories.person(place, "can-bo", Role.ASSIGNEE, place.communes[0])
    factories.person(place, "hoi-dong", Role.COUNCIL_MEMBER)
    return place


@pytest.fixture
def made(in_appraisal: Going) -> Round:
    return in_appraisal.made


@pytest.fixture
def one(made: Round, place: Province) -> Participant:
    return appraising.member(made, place)


def write(place: Province, username: str, one: Participant, words: str = WORDS) -> LeafComment:
    return comments.write(place.scope(username), one.pk, LEAF, words)


def thread(place: Province, username: str, one: Participant) -> queries.Thread:
    return queries.thread(place.scope(username), 2026, one.unit_id, LEAF)


def url(one: Participant, code: str = LEAF) -> str:
    return reverse("parindex:comments", args=[2026, one.unit_id, code])


@pytest.mark.parametrize(
    ("username", "side"),
    [
        ("dau-moi", "unit"),
        ("lanh-dao", "unit"),
        ("tu-phap", "appraisal"),
        ("thu-ky", "appraisal"),
        ("hoi-dong", "council"),
    ],
)
def test_everybody_speaks_for_his_side_and_says_at_which_stage(
    place: Province, one: Participant, username: str, side: str
) -> None:
    said = write(place, username, one, "  Dòng một \r\nDòng hai\x00 ")
    assert (said.side, said.stage, said.edition) == (side, "appraising_1", 1)
    assert said.text == "Dòng một\nDòng hai"
    assert [row.pk for row in thread(place, "dau-moi", one).comments] == [said.pk]


@pytest.mark.parametrize("username", ["noi-vu", "can-bo", "doc-xa"])
def test_whoever_has_no_part_in_the_leaf_neither_reads_nor_writes(
    place: Province, one: Participant, opened: Opened, username: str
) -> None:
    """An appraiser of another field, an assignee of other leaves, a reader of the unit."""
    write(place, "dau-moi", one)
    with pytest.raises(Refused):
        thread(place, username, one)
    with pytest.raises(Refused):
        write(place, username, one)
    client = opened(username)
    api = f"/api/units/{one.unit_id}/facts/{LEAF}/comments?year=2026"
    assert [client.get(url(one)).status_code, client.get(api).status_code] == [403, 403]
    for page in (reverse("parindex:facts", args=[2026, one.unit_id]), _leaf(one), _history(one)):
        assert WORDS not in client.get(page).content.decode()
    assert "trao đổi" not in text(client.get(reverse("parindex:facts", args=[2026, one.unit_id])))


def test_the_chair_reads_along_and_does_not_write(place: Province, one: Participant) -> None:
    write(place, "tu-phap", one)
    assert thread(place, "chu-tich", one).side is None
    with pytest.raises(Refused):
        write(place, "chu-tich", one)


def test_the_trail_of_the_leaf_shows_comments_to_whoever_may_read_them_alone(
    place: Province, one: Participant
) -> None:
    write(place, "tu-phap", one)

    def seen_by(username: str) -> bool:
        entries = leaf_history(place.scope(username), 2026, one.unit_id, LEAF)[2]
        return any(entry.action == "comment.written" for entry in entries)

    assert [seen_by(name) for name in ("dau-moi", "tu-phap", "noi-vu", "doc-xa")] == [
        True,
        True,
        False,
        False,
    ]


def test_only_its_author_withdraws_a_comment_and_the_trail_keeps_the_text(
    place: Province, one: Participant, opened: Opened
) -> None:
    said = write(place, "tu-phap", one)
    with pytest.raises(Conflict, match="để rút"):
        comments.withdraw(place.scope("dau-moi"), one.pk, LEAF, said.pk)
    client = opened("tu-phap")
    address = reverse("parindex:comment_withdraw", args=[2026, one.unit_id, LEAF, said.pk])
    shown = client.post(address, follow=True)
    assert "đã rút" in text(shown)
    assert WORDS not in text(opened("dau-moi").get(url(one)))
    assert Entry.objects.get(action="comment.withdrawn").values_before == {"comment": WORDS}
    told = opened("dau-moi").get(f"/api/units/{one.unit_id}/facts/{LEAF}/comments?year=2026").json()
    assert [(row["text"], row["withdrawn_at"] is None) for row in told["comments"]] == [("", False)]


def test_comments_stay_when_the_self_score_is_given_back_and_say_of_which_edition_they_are(
    place: Province, one: Participant
) -> None:
    write(place, "tu-phap", one)
    process.unlock(SYSTEM, one.pk, "sửa số liệu")
    write(place, "dau-moi", one, "Đã sửa")
    found = thread(place, "thu-ky", one).comments
    assert [(row.edition, row.stage) for row in found] == [(1, "appraising_1"), (2, "self_scoring")]


def test_what_others_wrote_is_new_until_it_was_looked_at(
    place: Province, one: Participant, opened: Opened
) -> None:
    said = write(place, "tu-phap", one)
    assert not thread(place, "tu-phap", one).has_new
    assert thread(place, "dau-moi", one).has_new
    client = opened("dau-moi")
    assert "1 mới" in text(client.get(reverse("parindex:facts", args=[2026, one.unit_id])))
    assert client.get(url(one)).status_code == 200
    assert thread(place, "dau-moi", one).has_new, "reading a page writes nothing"
    client.post(reverse("parindex:comments_seen", args=[2026, one.unit_id, LEAF]), {"last": said.pk})
    assert not thread(place, "dau-moi", one).has_new
    assert thread(place, "lanh-dao", one).has_new


def test_a_long_exchange_is_paged_and_opens_with_its_latest(
    place: Province, one: Participant, opened: Opened
) -> None:
    for number in range(queries.PER_PAGE + 3):
        write(place, "tu-phap", one, f"Trao đổi thứ {number}.")
    found = thread(place, "dau-moi", one)
    assert (found.count, len(found.comments)) == (queries.PER_PAGE + 3, 3)
    client = opened("dau-moi")
    assert "thứ 0." in text(client.get(f"{url(one)}?page=1"))
    beside = text(client.get(_leaf(one)))
    assert "thứ 22." in beside
    assert "thứ 17." not in beside
    assert f"Xem tất cả {queries.PER_PAGE + 3}" in beside


def test_an_empty_comment_and_one_after_publication_are_refused(
    place: Province, one: Participant, opened: Opened
) -> None:
    with pytest.raises(Invalid):
        write(place, "dau-moi", one, " \n ")
    answer = opened("dau-moi").post(url(one), {"text": ""})
    assert (answer.status_code, "Hãy viết nội dung" in text(answer)) == (422, True)


def test_comments_stand_on_the_pages_of_unit_appraiser_and_council(
    place: Province, made: Round, opened: Opened
) -> None:
    member = appraising.member(made, place, 2)
    walking.before_the_council(member)
    write(place, "tu-phap", member)
    decide = reverse("parindex:council_decide", args=[2026, made.pk, member.pk, LEAF])
    row = f"/chi-so/2026/don-vi/{member.unit_id}/tham-dinh/{LEAF}/"
    for username, page in (("tu-phap", row), ("hoi-dong", decide)):
        assert WORDS in text(opened(username).get(page)), page
    table = opened("tu-phap").get(f"/chi-so/2026/tham-dinh/commune/{LEAF}/")
    assert "1 trao đổi" in text(table)


def test_a_comment_is_sent_from_the_page_of_the_leaf_and_comes_back_to_it(
    one: Participant, opened: Opened
) -> None:
    client: Client = opened("dau-moi")
    answer = client.post(url(one), {"text": WORDS, "back": _leaf(one)})
    assert answer["Location"] == f"{_leaf(one)}#trao-doi"
    assert WORDS in text(client.get(_leaf(one)))
    elsewhere = client.post(url(one), {"text": WORDS, "back": "https://example.org/"})
    assert elsewhere["Location"] == f"{url(one)}#trao-doi"


def _leaf(one: Participant) -> str:
    return reverse("parindex:fact", args=[2026, one.unit_id, LEAF])


def _history(one: Participant) -> str:
    return reverse("parindex:layers_leaf", args=[2026, one.unit_id, LEAF])

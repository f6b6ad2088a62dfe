"""The index is built again from the texts; stopped in the middle it goes on where it was."""

from collections.abc import Iterator

import pytest

from caicach.platform.fulltext import sources
from caicach.platform.fulltext.actions import Text, index
from caicach.platform.fulltext.models import Entry, Rebuilding
from caicach.platform.fulltext.queries import Question, search
from caicach.platform.fulltext.rebuilding import BATCH, rebuild

pytestmark = pytest.mark.django_db
KIND = "thu-lap-lai"


class Shelf:
    """Texts that can be read again; breaks off when it is told to."""

    def __init__(self, count: int) -> None:
        self.texts = {number: Text(number, f"Số {number}", "nội dung") for number in range(1, count + 1)}
        self.breaks_at = 0
        self.read: list[int] = []

    def __call__(self, after: int, limit: int) -> list[Text]:
        self.read.append(after)
        if self.breaks_at and after >= self.breaks_at:
            raise KeyboardInterrupt
        return [self.texts[one] for one in sorted(self.texts) if one > after][:limit]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf(2 * BATCH + 50)
    sources.register(KIND, made)
    yield made
    sources._sources.pop(KIND)


def test_all_texts_are_indexed_and_what_is_gone_is_dropped(shelf: Shelf) -> None:
    index(KIND, 1, "Cũ", "")
    index(KIND, 9999, "Không còn", "")
    index("khac", 9999, "Loại khác", "")
    told: list[int] = []
    assert rebuild(KIND, told.append) == 250
    assert told == [100, 200, 250]
    assert Entry.objects.filter(kind=KIND).count() == 250
    assert search(Question("không còn", KIND)).hits == ()
    assert [hit.id for hit in search(Question("số 1", KIND)).hits] == [1]
    assert Entry.objects.filter(kind="khac").exists()
    del shelf.texts[7]
    assert rebuild(KIND) == 249
    assert Entry.objects.filter(kind=KIND).count() == 249


def test_a_rebuilding_that_was_stopped_goes_on_where_it_was(shelf: Shelf) -> None:
    shelf.breaks_at = BATCH
    with pytest.raises(KeyboardInterrupt):
        rebuild(KIND)
    assert Entry.objects.filter(kind=KIND).count() == BATCH
    assert Rebuilding.objects.get(kind=KIND).is_running
    shelf.breaks_at = 0
    assert rebuild(KIND) == BATCH + 50
    assert Entry.objects.filter(kind=KIND).count() == 250


def test_what_is_indexed_meanwhile_is_not_dropped(shelf: Shelf) -> None:
    shelf.breaks_at = BATCH
    with pytest.raises(KeyboardInterrupt):
        rebuild(KIND)
    late = Text(0, "Đến sau", "")
    index(KIND, late.id, late.title, late.text)
    shelf.texts[0] = late
    shelf.breaks_at = 0
    rebuild(KIND)
    assert [hit.id for hit in search(Question("đến sau", KIND)).hits] == [0]

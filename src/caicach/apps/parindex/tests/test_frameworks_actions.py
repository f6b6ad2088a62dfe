"""Criteria sets come in, are versioned and drafted; a version that a year uses stays as it is for ever."""

import pytest

from caicach.apps.parindex.actions import frameworks, rounds
from caicach.apps.parindex.models import FrameworkDraft, FrameworkVersion
from caicach.apps.parindex.queries import frameworks as queries
from caicach.apps.parindex.queries.loading import digest_of, framework_of, leaf_map
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.core.parindex import document, editing
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.audit import queries as audit
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid, TooLarge

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


@pytest.fixture
def place() -> Province:
    return factories.province()


@pytest.fixture
def manager(place: Province) -> Scope:
    factories.person(place, "quan-tri-bo", Role.FRAMEWORK_MANAGER)
    return place.scope("quan-tri-bo")


def test_a_document_is_kept_as_it_was_written() -> None:
    stored = small.version()
    assert stored.document == small.TEXT
    assert stored.digest == digest_of(small.TEXT)
    assert (stored.leaf_count, stored.max_points, stored.year, stored.locality) == (7, 10, 2024, None)
    assert framework_of(stored) == document.read(small.TEXT)
    entry = Entry.objects.get(action="framework.imported")
    assert entry.values_after["digest"] == stored.digest


def test_the_same_set_again_is_the_version_that_is_there() -> None:
    assert small.version().pk == frameworks.import_document(SYSTEM, small.TEXT).pk
    rewritten = document.write(document.read(small.TEXT))
    assert frameworks.import_document(SYSTEM, rewritten).document == small.TEXT
    assert Entry.objects.filter(action="framework.imported").count() == 1


def test_another_set_under_a_known_code_is_refused() -> None:
    small.version()
    with pytest.raises(Conflict, match="nội dung khác") as caught:
        frameworks.import_document(SYSTEM, small.TEXT.replace("Bộ nhỏ", "Bộ khác"))
    assert "đổi “code”" in caught.value.way_out


def test_every_fault_of_a_document_is_named_with_line_and_leaf() -> None:
    broken = small.TEXT.replace("max: 2, agency: noi_vu", "max: 1.75, agency: noi_vu")
    with pytest.raises(Invalid) as caught:
        frameworks.import_document(SYSTEM, broken, "F.yaml")
    assert any(
        "1: các mục con cộng lại bằng 5,75, điểm tối đa là 6" in text for text in caught.value.problems
    )
    assert any(text.startswith("dòng ") for text in caught.value.problems)
    assert not FrameworkVersion.objects.exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [("x" * 2_000_001, TooLarge), ("a\x00b", Invalid), ("framework: [", Invalid), ("", Invalid)],
)
def test_what_is_no_document_changes_nothing(text: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        frameworks.import_document(SYSTEM, text)
    assert not FrameworkVersion.objects.exists()


def test_only_those_who_manage_sets_import_them(place: Province) -> None:
    factories.person(place, "dau-moi", Role.FOCAL_OFFICER, place.communes[0])
    with pytest.raises(Refused):
        frameworks.import_document(place.scope("dau-moi"), small.TEXT)


def test_a_set_belongs_to_the_locality_of_whoever_made_it(place: Province, manager: Scope) -> None:
    stored = frameworks.import_document(manager, small.TEXT)
    assert stored.locality_id == place.unit.pk
    other = factories.province("Tỉnh Khác", communes=1)
    factories.person(other, "nguoi-khac", Role.FRAMEWORK_MANAGER)
    stranger = other.scope("nguoi-khac")
    with pytest.raises(NotFound):
        queries.find(stranger, small.CODE)
    with pytest.raises(NotFound):
        frameworks.save_draft(stranger, small.CODE, small.TEXT, stored.digest)


def test_a_new_version_maps_each_leaf_to_itself(manager: Scope) -> None:
    old = small.version()
    new = frameworks.new_version(manager, small.CODE, "XA-NHO-2027", 2027)
    assert (new.previous, new.year, new.valid_from.isoformat()) == (old, 2027, "2027-01-01")  # type: ignore[union-attr]
    assert leaf_map(new, old) == {leaf.code: (leaf.code,) for leaf in framework_of(old).leaves}
    assert framework_of(new).previous == small.CODE


@pytest.mark.parametrize(
    ("code", "year", "fault"), [(small.CODE, 2027, Conflict), ("", 2027, Invalid), ("X", 2023, Invalid)]
)
def test_a_new_version_needs_a_free_code_and_a_later_year(
    manager: Scope, code: str, year: int, fault: type[Exception]
) -> None:
    small.version()
    with pytest.raises(fault):
        frameworks.new_version(manager, small.CODE, code, year)


def test_leaf_maps_follow_the_chain_of_versions(manager: Scope) -> None:
    first = small.version()
    frameworks.new_version(manager, small.CODE, "B", 2026)
    second = FrameworkVersion.objects.get(code="B")
    moved = editing.change_node(editing.load(second.document), "1.3", {"code": "1.4"})
    frameworks.replace_document(manager, "B", editing.text_of(moved), second.digest)
    last = frameworks.new_version(manager, "B", "C", 2027)
    mapping = leaf_map(last, first)
    assert mapping is not None
    assert mapping["1.4"] == ("1.3",)
    assert leaf_map(first, last) is None, "years do not compare backwards"


def test_a_draft_is_kept_while_its_sums_do_not_fit(manager: Scope) -> None:
    new = _new(manager)
    wrong = new.document.replace("max: 6", "max: 7")
    draft = frameworks.save_draft(manager, new.code, wrong, new.digest)
    assert (draft.problems, draft.text, draft.changed_by_id) == (2, wrong, manager.user_id)
    new.refresh_from_db()
    assert new.digest != digest_of(wrong)
    with pytest.raises(Invalid) as caught:
        frameworks.publish_draft(manager, new.code, digest_of(wrong))
    assert len(caught.value.problems) == 2


def test_a_draft_without_faults_becomes_the_document(manager: Scope) -> None:
    new = _new(manager)
    right = new.document.replace('"Kế hoạch"', '"Kế hoạch năm"')
    frameworks.save_draft(manager, new.code, right, new.digest)
    published = frameworks.publish_draft(manager, new.code, digest_of(right))
    assert published.document == right
    assert not FrameworkDraft.objects.exists()
    entry = Entry.objects.get(action="framework.changed")
    assert entry.values_before["digest"] != entry.values_after["digest"]


def test_two_editors_do_not_overwrite_each_other(place: Province, manager: Scope) -> None:
    new = _new(manager)
    factories.person(place, "dong-nghiep", Role.FRAMEWORK_MANAGER)
    frameworks.save_draft(place.scope("dong-nghiep"), new.code, new.document + "\n# a\n", new.digest)
    with pytest.raises(Conflict, match="Dong Nghiep đã sửa bản nháp lúc"):
        frameworks.save_draft(manager, new.code, new.document + "\n# b\n", new.digest)
    assert FrameworkDraft.objects.get().text.endswith("# a\n")


def test_a_draft_may_be_thrown_away(manager: Scope) -> None:
    new = _new(manager)
    draft = frameworks.save_draft(manager, new.code, "framework: [", new.digest)
    frameworks.discard_draft(manager, new.code, digest_of(draft.text))
    assert not FrameworkDraft.objects.exists()
    assert Entry.objects.filter(action="framework.draft_discarded").exists()


def test_a_version_that_a_year_uses_never_changes(place: Province, manager: Scope) -> None:
    made = small.opened(place)
    known = made.framework.document
    for change in (
        lambda: frameworks.save_draft(manager, small.CODE, known + "#", made.framework.digest),
        lambda: frameworks.replace_document(manager, small.CODE, known + "#", made.framework.digest),
        lambda: frameworks.delete_unused(manager, small.CODE, "thử"),
    ):
        with pytest.raises(Conflict, match="Năm 2026 đang dùng bộ XA-NHO") as caught:
            change()
        assert "tạo phiên bản mới" in caught.value.way_out
    made.framework.refresh_from_db()
    assert made.framework.document == known


def test_an_unused_version_is_deleted_with_its_reason_and_kept_in_the_trail(manager: Scope) -> None:
    new = _new(manager)
    with pytest.raises(Invalid, match="lý do"):
        frameworks.delete_unused(manager, new.code, " ")
    with pytest.raises(Conflict, match="được làm từ"):
        frameworks.delete_unused(manager, small.CODE, "nhầm")
    frameworks.delete_unused(manager, new.code, "tạo nhầm")
    entry = Entry.objects.get(action="framework.deleted")
    assert (entry.reason, "tree:" in entry.values_before["document"]) == ("tạo nhầm", True)


def test_the_trail_of_a_set_is_whole(place: Province, manager: Scope) -> None:
    new = _new(manager)
    rounds.open_round(manager, place.unit.pk, 2027, "commune", new.code)
    assert audit.verify().ok


def _new(manager: Scope) -> FrameworkVersion:
    small.version()
    return frameworks.new_version(manager, small.CODE, "XA-NHO-2027", 2027)

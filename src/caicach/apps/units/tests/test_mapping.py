"""Loading and mapping files that are not as they should be: a sentence for the official, and nothing changed."""

import json
from typing import Any

import pytest

from caicach.apps.units import actions, queries
from caicach.apps.units.data import old_province_of
from caicach.apps.units.models import Kind, Succession, Unit
from caicach.apps.units.tests.conftest import SYSTEM, give_post, make_user
from caicach.platform.access import Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Invalid

pytestmark = [pytest.mark.databases]

BASIS = "Nghị quyết 202/2025/QH15"


class TestRefusals:
    def test_only_the_system_loads_the_top_of_the_tree(self, db: None) -> None:
        person = make_user("ai", "Ai Đó")
        with pytest.raises(Refused):
            actions.load_nation(queries.scope_of_user(person, SYSTEM.today))

    def test_a_code_that_is_none_is_named(self, db: None) -> None:
        with pytest.raises(Invalid, match="02, 99"):
            actions.load_nation(SYSTEM, ["25", "99", "02"])
        assert not Unit.objects.exists()

    def test_progress_is_told(self, db: None) -> None:
        told: list[tuple[int, int]] = []
        actions.load_nation(SYSTEM, ["11", "12"], lambda done, of: told.append((done, of)))
        assert told == [(1, 2), (2, 2)]


class TestMapping:
    """A mapping that is not as it should be changes nothing."""

    @pytest.fixture
    def lai_chau(self, db: None) -> Unit:
        actions.load_nation(SYSTEM, ["12"])
        return Unit.objects.get(kind=Kind.PROVINCE, code="12")

    def given(self, **commune: Any) -> bytes:
        item = {
            "level2_id": "03388",
            "name": "Phường Đoàn Kết",
            "merges": [
                {"old_id": "03388", "name": "Phường Đoàn Kết", "type": "full"},
                {"old_id": "03386", "name": "Phường Quyết Tiến", "type": "full"},
            ],
        } | commune
        same = [{"old_id": "12", "name": "Tỉnh Lai Châu", "type": "full"}]
        return json.dumps(
            {"data": [{"level1_id": "12", "name": "Tỉnh Lai Châu", "merges": same, "level2s": [item]}]}
        ).encode()

    def test_the_preview_keeps_nothing(self, lai_chau: Unit) -> None:
        before = Unit.objects.count()
        result = actions.preview_succession(SYSTEM, actions.read_mapping(self.given()))
        assert (result.old_units, result.successions, result.continuing) == (2, 2, 1)
        assert Unit.objects.count() == before
        assert not Entry.objects.filter(action="unit.succession_imported").exists()

    def test_the_province_that_goes_on_keeps_its_number(self, lai_chau: Unit) -> None:
        actions.import_succession(SYSTEM, actions.read_mapping(self.given()), BASIS)
        assert Unit.objects.get(kind=Kind.PROVINCE, code="12").pk == lai_chau.pk
        entry = Entry.objects.get(action="unit.succession_imported")
        assert entry.reason == BASIS
        assert entry.values_after["successions"][0].endswith("(full)")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"{", "không phải JSON"),
            (b"[" * 100_000, "không phải JSON"),
            (b"[]", "sai ở data"),
            (b'{"data": [7]}', r"data\[0\]"),
            (b'{"data": [{"level1_id": 12, "name": "x", "merges": [], "level2s": []}]}', "level1_id"),
        ],
    )
    def test_a_broken_file_is_refused_with_the_place(self, content: bytes, words: str) -> None:
        with pytest.raises(Invalid, match=words):
            actions.read_mapping(content)

    def test_a_part_that_is_neither_full_nor_partial(self) -> None:
        merges = [{"old_id": "1", "name": "x", "type": "half"}]
        with pytest.raises(Invalid, match=r"level2s\[0\].merges\[0\].type"):
            actions.read_mapping(self.given(merges=merges))

    @pytest.mark.parametrize(
        ("commune", "words"),
        [
            ({"level2_id": "99999"}, "không có xã, phường mã 99999"),
            ({"name": "Xã Khác Hẳn"}, "Tên nào đúng với mã này"),
        ],
    )
    def test_a_code_and_a_name_that_disagree_are_asked_about(
        self, lai_chau: Unit, commune: dict[str, str], words: str
    ) -> None:
        mapping = actions.read_mapping(self.given(**commune))
        assert words in actions.preview_succession(SYSTEM, mapping).problems[0]
        with pytest.raises(Invalid) as fault:
            actions.import_succession(SYSTEM, mapping, BASIS)
        assert words in fault.value.problems[0]
        assert not Unit.objects.filter(valid_to__isnull=False).exists()

    def test_a_province_out_of_reach_is_left_alone(self, lai_chau: Unit) -> None:
        actions.load_nation(SYSTEM, ["11"])
        person = make_user("dienbien", "Quản Trị Điện Biên")
        give_post(person, Unit.objects.get(kind=Kind.PROVINCE, code="11"), Role.ADMINISTRATOR)
        scope = queries.scope_of_user(person, SYSTEM.today)
        result = actions.import_succession(scope, actions.read_mapping(self.given()), BASIS)
        assert result.absent == ["Tỉnh Lai Châu"]
        assert not Succession.objects.exists()

    def test_a_reader_imports_nothing(self, lai_chau: Unit) -> None:
        person = make_user("doc", "Người Đọc")
        give_post(person, lai_chau, Role.READER)
        with pytest.raises(Refused):
            actions.preview_succession(
                queries.scope_of_user(person, SYSTEM.today), actions.read_mapping(self.given())
            )


@pytest.mark.parametrize(
    ("code", "province"),
    [("00004", "01"), ("07900", "25"), ("04795", "17"), ("08707", "26"), ("318", "31"), ("12", None)],
)
def test_old_codes_tell_the_province(code: str, province: str | None) -> None:
    assert old_province_of(code) == province

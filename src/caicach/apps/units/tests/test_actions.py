"""Units come, are corrected, renamed, moved and end; each change is allowed, checked and recorded."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.units import actions, queries
from caicach.apps.units.models import FormerName, Placement, Post, Succession, Unit
from caicach.apps.units.tests.conftest import SINCE, SYSTEM, TODAY, Locality, give_post, make_unit, make_user
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = dt.date


def new(kind: str = "division", name: str = "Phòng Mới", **fields: object) -> actions.UnitData:
    return actions.UnitData(kind=kind, name=name, **({"valid_from": SINCE} | fields))


class TestCreate:
    def test_a_unit_stands_below_its_parent_and_is_recorded(self, locality: Locality) -> None:
        scope = locality.scope(locality.administrator)
        unit = actions.create_unit(scope, new(parent_id=locality.commune.pk), "QĐ 5/QĐ-UBND")
        place = Placement.objects.get(unit=unit)
        assert place.path == f"{locality.province.pk}/{locality.commune.pk}/{unit.pk}/"
        entry = Entry.objects.get(action="unit.created", subject_id=str(unit.pk))
        assert entry.actor == "quantri"
        assert entry.reason == "QĐ 5/QĐ-UBND"
        assert entry.values_after["parent"] == "Xã Hy Cương"
        assert entry.unit_path == place.path

    def test_text_is_stored_composed_with_single_spaces(self, locality: Locality) -> None:
        unit = actions.create_unit(SYSTEM, new(name="  Phòng  Tài chính ", parent_id=locality.commune.pk))
        assert unit.name == "Phòng Tài chính"
        assert "phong tai chinh" in unit.folded

    def test_a_unit_of_another_province_is_not_found(self, locality: Locality) -> None:
        scope = locality.scope(locality.administrator)
        with pytest.raises(NotFound):
            actions.create_unit(scope, new("department", "Sở X", parent_id=locality.elsewhere.pk))
        assert not Unit.objects.filter(name="Sở X").exists()

    def test_the_top_of_the_tree_belongs_to_the_system(self, locality: Locality) -> None:
        with pytest.raises(Refused):
            actions.create_unit(locality.scope(locality.administrator), new("province", "Tỉnh Mới"))

    def test_who_only_reads_changes_nothing(self, locality: Locality) -> None:
        with pytest.raises(Refused):
            actions.create_unit(locality.scope(locality.reader), new(parent_id=locality.province.pk))

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"name": "  "}, "Thiếu tên đơn vị"),
            ({"name": "x" * 201}, "quá 200 ký tự"),
            ({"kind": "ministry"}, "Không có loại đơn vị"),
            ({"subkind": "xa"}, "Chỉ đơn vị cấp xã"),
            ({"kind": "commune", "subkind": ""}, "phải là xã, phường, đặc khu"),
            ({"kind": "department"}, "không trực thuộc"),
            ({"valid_from": D(1900, 1, 1)}, "Hãy kiểm tra lại năm"),
            ({"valid_from": D(2026, 1, 1), "valid_to": D(2025, 1, 1)}, "sớm hơn ngày bắt đầu"),
            ({"valid_from": D(2024, 1, 1)}, "chỉ hoạt động từ ngày 01/07/2025"),
            ({"identification_code": "h44.104"}, "đã thuộc về Xã Hy Cương"),
            ({"name": "Phòng Kinh tế"}, "đã có đơn vị tên"),
            ({"parent_id": None}, "phải có đơn vị cấp trên"),
        ],
    )
    def test_bad_input_is_named_and_changes_nothing(
        self, locality: Locality, fields: dict[str, object], words: str
    ) -> None:
        before = Unit.objects.count()
        with pytest.raises(Invalid, match=words):
            actions.create_unit(SYSTEM, new(**({"parent_id": locality.commune.pk} | fields)))
        assert Unit.objects.count() == before

    def test_an_official_code_belongs_to_one_unit_at_a_time(self, locality: Locality) -> None:
        again = {"code": "08515", "subkind": "xa", "parent_id": locality.province.pk}
        with pytest.raises(Invalid, match="đã thuộc về Xã Hy Cương"):
            actions.create_unit(SYSTEM, new("commune", "Xã Khác", **again))
        old = make_unit("province", "Tỉnh Phú Thọ cũ", start=D(2020, 1, 1))
        again |= {"parent_id": old.pk, "valid_from": D(2021, 1, 1), "valid_to": D(2025, 6, 30)}
        assert actions.create_unit(SYSTEM, new("commune", "Xã Thanh Đình", **again)).code == "08515"

    def test_there_is_no_such_parent(self, locality: Locality) -> None:
        with pytest.raises(NotFound):
            actions.create_unit(SYSTEM, new(parent_id=999_999))


class TestAmendAndRename:
    def test_a_correction_needs_a_reason_and_says_before_and_after(self, locality: Locality) -> None:
        scope = locality.scope(locality.administrator)
        with pytest.raises(Invalid, match="Thiếu lý do"):
            actions.amend_unit(scope, locality.sister.pk, {"name": "Xã Bình Phú Mới"}, " ")
        actions.amend_unit(scope, locality.sister.pk, {"identification_code": "h44.116"}, "Nhập thiếu mã")
        entry = Entry.objects.get(action="unit.amended")
        assert entry.values_before["identification_code"] == ""
        assert entry.values_after["identification_code"] == "H44.116"

    def test_nothing_changed_is_not_recorded(self, locality: Locality) -> None:
        actions.amend_unit(SYSTEM, locality.sister.pk, {"name": "Xã Bình Phú"}, "như cũ")
        assert not Entry.objects.filter(action="unit.amended").exists()

    def test_only_what_was_typed_can_be_corrected(self, locality: Locality) -> None:
        with pytest.raises(Invalid, match="Không sửa được: kind"):
            actions.amend_unit(SYSTEM, locality.sister.pk, {"kind": "province"}, "thử")

    def test_the_years_before_keep_the_former_name(self, locality: Locality) -> None:
        new_name = actions.NewName(
            "Phường Hy Cương", D(2026, 1, 1), "NQ 1", short_name="Hy Cương", subkind="phuong"
        )
        actions.rename_unit(SYSTEM, locality.commune.pk, new_name)
        then = queries.units_of_year(SYSTEM, 2025).get(pk=locality.commune.pk)
        now = queries.units_of_year(SYSTEM, 2026).get(pk=locality.commune.pk)
        assert (then.shown_name, then.shown_subkind) == ("Xã Hy Cương", "xa")
        assert (now.shown_name, now.shown_subkind) == ("Phường Hy Cương", "phuong")
        found = queries.units_of_year(SYSTEM, 2026, search="xa hy cuong")
        assert [unit.pk for unit in found] == [locality.commune.pk]

    def test_renaming_twice_keeps_both_names(self, locality: Locality) -> None:
        for year, name in ((2026, "Xã Hai"), (2027, "Xã Ba")):
            actions.rename_unit(
                SYSTEM, locality.commune.pk, actions.NewName(name, D(year, 1, 1), "NQ", subkind="xa")
            )
        shown = {
            year: queries.units_of_year(SYSTEM, year).get(pk=locality.commune.pk).shown_name
            for year in (2025, 2026, 2027)
        }
        assert shown == {2025: "Xã Hy Cương", 2026: "Xã Hai", 2027: "Xã Ba"}
        assert FormerName.objects.filter(unit=locality.commune).count() == 2

    @pytest.mark.parametrize("on", [SINCE, D(2020, 1, 1)])
    def test_a_name_cannot_change_before_the_unit_is_there(self, locality: Locality, on: dt.date) -> None:
        with pytest.raises(Invalid):
            actions.rename_unit(
                SYSTEM, locality.commune.pk, actions.NewName("Xã Mới", on, "NQ", subkind="xa")
            )

    def test_a_name_cannot_be_slipped_in_before_a_later_one(self, locality: Locality) -> None:
        later = actions.NewName("Xã Mới", D(2026, 3, 1), "NQ", subkind="xa")
        actions.rename_unit(SYSTEM, locality.commune.pk, later)
        with pytest.raises(Conflict):
            actions.rename_unit(
                SYSTEM, locality.commune.pk, actions.NewName("Xã Nữa", D(2026, 2, 1), "NQ", subkind="xa")
            )


class TestEnd:
    def test_posts_and_notices_end_with_the_unit(self, locality: Locality) -> None:
        last = D(2026, 3, 31)
        actions.end_unit(SYSTEM, locality.division.pk, last, "Giải thể")
        assert Placement.objects.get(unit=locality.division).valid_to == last
        assert Post.objects.get(unit=locality.division).valid_to == last
        assert queries.scope_of_user(locality.assignee, last).posts
        assert not queries.scope_of_user(locality.assignee, D(2026, 4, 1)).posts

    def test_nobody_is_left_without_a_place(self, locality: Locality) -> None:
        with pytest.raises(Conflict, match="Còn 2 đơn vị trực thuộc"):
            actions.end_unit(SYSTEM, locality.commune.pk, D(2026, 3, 31), "Giải thể")
        assert Unit.objects.get(pk=locality.commune.pk).valid_to is None

    def test_a_unit_ends_once(self, locality: Locality) -> None:
        actions.end_unit(SYSTEM, locality.division.pk, D(2026, 3, 31), "Giải thể")
        with pytest.raises(Invalid, match="đã kết thúc hoạt động"):
            actions.end_unit(SYSTEM, locality.division.pk, D(2026, 4, 30), "Giải thể")

    def test_districts_ended_with_june_2025(self, locality: Locality) -> None:
        start, last = D(2021, 1, 1), D(2025, 6, 30)
        old = make_unit("province", "Tỉnh Vĩnh Phúc", start=start, code="26")
        district = make_unit("district", "Huyện Tam Đảo", old, start=start, code="251")
        ended = actions.UnitData(
            "commune", "Xã Hồ Sơn", start, district.pk, subkind="xa", code="08914", valid_to=last
        )
        actions.create_unit(SYSTEM, ended)
        actions.end_unit(SYSTEM, district.pk, last, "Luật Tổ chức chính quyền địa phương 2025")
        assert queries.units_of_year(SYSTEM, 2024, kinds=["district"]).count() == 1
        assert queries.units_of_year(SYSTEM, 2025, kinds=["district"]).count() == 0


class TestMove:
    def test_the_subtree_goes_along_and_the_past_stays(self, locality: Locality) -> None:
        on = D(2026, 2, 1)
        actions.move_unit(SYSTEM, locality.commune.pk, locality.elsewhere.pk, on, "NQ 9")
        before, after = (
            queries.path_on(locality.division.pk, D(2026, 1, 31)),
            queries.path_on(locality.division.pk, on),
        )
        assert before == f"{locality.province.pk}/{locality.commune.pk}/{locality.division.pk}/"
        assert after == f"{locality.elsewhere.pk}/{locality.commune.pk}/{locality.division.pk}/"
        assert Entry.objects.get(action="unit.moved").values_after["units_moved"] == 3
        assert queries.units_of_year(SYSTEM, 2025, under_unit=locality.province.pk).filter(
            pk=locality.division.pk
        )

    def test_a_move_on_the_first_day_corrects_the_placement(self, locality: Locality) -> None:
        actions.move_unit(SYSTEM, locality.division.pk, locality.sister.pk, SINCE, "Nhập nhầm xã")
        assert Placement.objects.get(unit=locality.division).parent_id == locality.sister.pk

    def test_nobody_stands_below_itself(self, locality: Locality) -> None:
        inner = make_unit("division", "Tổ Một", locality.division)
        with pytest.raises(Invalid, match="nằm trong"):
            actions.move_unit(SYSTEM, locality.division.pk, inner.pk, D(2026, 2, 1), "thử")

    def test_both_places_must_be_within_reach(self, locality: Locality) -> None:
        scope = locality.scope(locality.administrator)
        with pytest.raises(NotFound):
            actions.move_unit(scope, locality.commune.pk, locality.elsewhere.pk, D(2026, 2, 1), "thử")

    @pytest.mark.parametrize(
        ("unit", "parent", "on", "fault"),
        [
            ("division", "commune", D(2026, 2, 1), Conflict),
            ("department", "commune", D(2026, 2, 1), Invalid),
            ("division", "sister", D(2020, 2, 1), Invalid),
        ],
    )
    def test_what_cannot_be_is_named(
        self, locality: Locality, unit: str, parent: str, on: dt.date, fault: type[Exception]
    ) -> None:
        with pytest.raises(fault):
            actions.move_unit(SYSTEM, getattr(locality, unit).pk, getattr(locality, parent).pk, on, "thử")

    def test_an_earlier_move_cannot_be_slipped_in(self, locality: Locality) -> None:
        actions.move_unit(SYSTEM, locality.division.pk, locality.sister.pk, D(2026, 2, 1), "NQ")
        with pytest.raises(Conflict, match="01/02/2026"):
            actions.move_unit(SYSTEM, locality.division.pk, locality.province.pk, D(2026, 1, 1), "NQ")

    def test_a_unit_made_for_a_time_before_its_parent_moved_has_both_paths(self, locality: Locality) -> None:
        actions.move_unit(SYSTEM, locality.commune.pk, locality.elsewhere.pk, D(2026, 2, 1), "NQ 9")
        late = make_unit("division", "Phòng Nhập Sau", locality.commune)
        assert queries.path_on(late.pk, D(2025, 12, 31)).startswith(f"{locality.province.pk}/")
        assert queries.path_on(late.pk, TODAY).startswith(f"{locality.elsewhere.pk}/")


class TestSuccession:
    def data(self, locality: Locality, **fields: object) -> actions.SuccessionData:
        given = {"predecessor_id": locality.sister.pk, "successor_id": locality.commune.pk, "part": "partial"}
        return actions.SuccessionData(**(given | {"basis": "NQ 1676"} | fields))

    def test_it_is_recorded_and_can_be_taken_back(self, locality: Locality) -> None:
        made = actions.record_succession(SYSTEM, self.data(locality, weight=Decimal("0.35")))
        assert [one.predecessor for one in queries.predecessors(SYSTEM, locality.commune.pk)] == [
            locality.sister
        ]
        actions.withdraw_succession(SYSTEM, made.pk, "Ghi nhầm xã")
        assert not Succession.objects.exists()
        assert Entry.objects.filter(action="unit.succession_withdrawn", reason="Ghi nhầm xã").exists()

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"part": "half"}, "toàn bộ"),
            ({"weight": Decimal("1.5")}, "không quá 1"),
            ({"weight": Decimal(0)}, "lớn hơn 0"),
            ({"basis": ""}, "Thiếu lý do"),
            ({"part": "full"}, "còn hoạt động"),
        ],
    )
    def test_bad_input_is_named(self, locality: Locality, fields: dict[str, object], words: str) -> None:
        with pytest.raises(Invalid, match=words):
            actions.record_succession(SYSTEM, self.data(locality, **fields))
        assert not Succession.objects.exists()

    def test_it_runs_one_way(self, locality: Locality) -> None:
        actions.record_succession(SYSTEM, self.data(locality))
        with pytest.raises(Conflict):
            actions.record_succession(SYSTEM, self.data(locality))
        turned = {"predecessor_id": locality.commune.pk, "successor_id": locality.sister.pk}
        with pytest.raises(Invalid, match="chiều"):
            actions.record_succession(SYSTEM, self.data(locality, **turned))

    def test_shares_do_not_exceed_the_whole(self, locality: Locality) -> None:
        actions.record_succession(SYSTEM, self.data(locality, weight=Decimal("0.7")))
        with pytest.raises(Invalid, match="vượt 1"):
            actions.record_succession(
                SYSTEM, self.data(locality, successor_id=locality.division.pk, weight=Decimal("0.4"))
            )

    def test_it_opens_nothing_that_the_person_could_not_manage(self, locality: Locality) -> None:
        """Whoever reads a successor reads the predecessor, so both must be within reach."""
        with pytest.raises(NotFound):
            actions.record_succession(locality.scope(locality.commune_administrator), self.data(locality))


class TestPosts:
    def test_a_post_gives_its_rights_from_its_first_to_its_last_day(self, locality: Locality) -> None:
        person = make_user("moi", "Người Mới")
        scope = locality.scope(locality.administrator)
        given = actions.PostData(person.pk, locality.sister.pk, Role.READER, D(2026, 2, 1))
        post = actions.assign_post(scope, given)
        actions.end_post(scope, post.pk, D(2026, 2, 28), "Chuyển công tác")
        days = (D(2026, 1, 31), D(2026, 2, 1), D(2026, 2, 28), D(2026, 3, 1))
        held = [bool(queries.scope_of_user(person, day).posts) for day in days]
        assert held == [False, True, True, False]

    def test_a_role_that_reaches_the_locality_is_given_at_its_top(self, locality: Locality) -> None:
        person = make_user("moi", "Người Mới")
        own = locality.scope(locality.commune_administrator)
        actions.assign_post(own, actions.PostData(person.pk, locality.commune.pk, Role.READER, SINCE))
        with pytest.raises(Refused):
            actions.assign_post(own, actions.PostData(person.pk, locality.commune.pk, Role.CHAIR, SINCE))
        with pytest.raises(NotFound):
            actions.assign_post(own, actions.PostData(person.pk, locality.sister.pk, Role.READER, SINCE))

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"role": "king"}, Invalid),
            ({"role": Role.APPRAISER}, Invalid),
            ({"fields": ("noi_vu",)}, Invalid),
            ({"valid_from": D(2020, 1, 1)}, Invalid),
            ({"valid_to": D(2020, 1, 1)}, Invalid),
            ({"user_id": 999_999}, NotFound),
            ({"unit_id": 999_999}, NotFound),
        ],
    )
    def test_bad_input_is_named(
        self, locality: Locality, fields: dict[str, object], fault: type[Exception]
    ) -> None:
        given = {
            "user_id": locality.reader.pk,
            "unit_id": locality.sister.pk,
            "role": Role.READER,
            "valid_from": SINCE,
        }
        with pytest.raises(fault):
            actions.assign_post(SYSTEM, actions.PostData(**(given | fields)))

    def test_the_same_post_is_not_held_twice(self, locality: Locality) -> None:
        with pytest.raises(Conflict, match="đã giữ vai trò này"):
            give_post(locality.reader, locality.province, Role.READER)

    def test_fields_of_an_appraiser_stand_in_the_scope(self, locality: Locality) -> None:
        person = make_user("thamdinh", "Phạm Thẩm")
        give_post(person, locality.department, Role.APPRAISER, fields=("noi_vu", "noi_vu", " tu_phap "))
        (held,) = queries.scope_of_user(person, TODAY).posts
        assert held.fields == {"noi_vu", "tu_phap"}
        assert held.reach == f"{locality.province.pk}/"
        assert held.locality == "Tỉnh Phú Thọ"

    def test_ending_a_post_twice_is_refused(self, locality: Locality) -> None:
        post = Post.objects.get(user=locality.reader)
        actions.end_post(SYSTEM, post.pk, TODAY, "Nghỉ hưu")
        with pytest.raises(Conflict):
            actions.end_post(SYSTEM, post.pk, TODAY, "Nghỉ hưu")
        with pytest.raises(NotFound):
            actions.end_post(SYSTEM, 999_999, TODAY, "Nghỉ hưu")

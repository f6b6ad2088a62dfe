"""Who sees what, and how many queries it takes."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.apps.units import actions, queries
from caicach.apps.units.models import Placement, Post, Unit
from caicach.apps.units.tests.conftest import SINCE, SYSTEM, TODAY, Locality, give_post, make_unit, make_user
from caicach.platform import search
from caicach.platform.access import NotFound, Permission, Role, Scope
from caicach.platform.accounts.models import User
from caicach.platform.errors import Invalid

pytestmark = [pytest.mark.databases, pytest.mark.django_db]

D = dt.date


class TestScopeOfUser:
    def test_posts_in_force_today_with_their_reach(self, locality: Locality) -> None:
        scope = locality.scope(locality.assignee)
        (held,) = scope.posts
        path = f"{locality.province.pk}/{locality.commune.pk}/{locality.division.pk}/"
        assert (held.role, held.unit_path, held.reach) == (Role.ASSIGNEE, path, path)
        assert (held.unit_name, held.locality) == ("Phòng Văn hóa - Xã hội", "Tỉnh Phú Thọ")
        assert (scope.username, scope.display_name, scope.today) == ("an.nguyen", "Nguyễn Văn Ân", TODAY)

    def test_it_takes_two_queries(self, locality: Locality) -> None:
        give_post(locality.reader, locality.sister, Role.ASSIGNEE)
        with CaptureQueriesContext(connection) as asked:
            assert len(locality.scope(locality.reader).posts) == 2
        assert len(asked) == 2

    def test_a_unit_that_has_ended_gives_no_rights(self, locality: Locality) -> None:
        actions.end_unit(SYSTEM, locality.division.pk, D(2026, 2, 28), "Giải thể")
        assert not locality.scope(locality.assignee).posts

    def test_somebody_without_posts_may_nothing(self, db: None) -> None:
        scope = queries.scope_of_user(make_user("moi", "Người Mới"), TODAY)
        assert not scope.posts
        assert not any(scope.may(permission) for permission in Permission)


class TestReach:
    def test_lists_end_where_the_reach_ends(self, locality: Locality) -> None:
        seen = {unit.name for unit in queries.units_of_year(locality.scope(locality.focal), 2026)}
        assert seen == {"Xã Hy Cương", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"}
        assert not queries.units_of_year(Scope.nobody(TODAY), 2026).exists()

    def test_outside_the_reach_there_is_nothing(self, locality: Locality) -> None:
        scope = locality.scope(locality.focal)
        for unit in (locality.sister, locality.province, locality.elsewhere):
            with pytest.raises(NotFound):
                queries.find(scope, unit.pk)
            with pytest.raises(NotFound):
                queries.unit_detail(scope, 2026, unit.pk)
            with pytest.raises(NotFound):
                queries.predecessors(scope, unit.pk)
        with pytest.raises(NotFound):
            queries.find(scope, 999_999)

    def test_units_whose_numbers_begin_alike_are_apart(self, locality: Locality) -> None:
        """A reach of "1/" is not one of "12/"."""
        for path in ("9000001/", "9000001/5/", "90000012/", "90000012/5/", "9000002/"):
            unit = Unit.objects.create(kind="division", name=path, valid_from=SINCE)
            Placement.objects.create(unit=unit, path=path, valid_from=SINCE)
        found = Placement.objects.filter(queries.under(["9000001/"]))
        assert sorted(place.path for place in found) == ["9000001/", "9000001/5/"]

    def test_the_tree_begins_at_the_top_of_the_reach(self, locality: Locality) -> None:
        (node,) = queries.tree(locality.scope(locality.focal), 2026)
        assert (node.unit.pk, node.children) == (locality.commune.pk, 2)
        names = [
            child.unit.name
            for child in queries.tree(locality.scope(locality.focal), 2026, locality.commune.pk)
        ]
        assert names == ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]

    def test_a_moved_unit_reads_the_place_where_it_stood(self, locality: Locality) -> None:
        actions.move_unit(SYSTEM, locality.commune.pk, locality.elsewhere.pk, D(2026, 2, 1), "NQ 9")
        scope = locality.scope(locality.focal)
        assert queries.reach_on(scope, Permission.UNITS_READ, D(2025, 12, 31)) == (
            f"{locality.province.pk}/{locality.commune.pk}/",
        )
        assert queries.units_of_year(scope, 2025).count() == 3


class TestYears:
    @pytest.mark.parametrize(
        ("year", "day"), [(2024, D(2024, 12, 31)), (2026, TODAY), (2027, D(2027, 12, 31))]
    )
    def test_a_year_shows_its_last_day_and_the_running_one_today(self, year: int, day: dt.date) -> None:
        assert queries.day_of_year(year, TODAY) == day

    @pytest.mark.parametrize("year", [0, 1944, 99_999])
    def test_years_without_data_are_not_there(self, year: int) -> None:
        with pytest.raises(NotFound):
            queries.day_of_year(year, TODAY)

    def test_a_unit_stands_in_the_years_in_which_it_existed(self, locality: Locality) -> None:
        late = make_unit("division", "Phòng Mới", locality.commune, start=D(2026, 2, 1))
        assert not queries.units_of_year(SYSTEM, 2025).filter(pk=late.pk).exists()
        assert queries.units_of_year(SYSTEM, 2026).filter(pk=late.pk).exists()
        assert not queries.unit_detail(SYSTEM, 2025, late.pk).existed


class TestLists:
    def test_kinds_words_and_place_narrow_the_list(self, locality: Locality) -> None:
        def names(**narrowed: object) -> list[str]:
            return [unit.name for unit in queries.units_of_year(SYSTEM, 2026, **narrowed)]

        assert names(kinds=["commune"]) == ["Xã Bình Phú", "Xã Hy Cương"]
        assert names(search="HY CƯƠNG") == names(search="hy cuong") == ["Xã Hy Cương"]
        assert names(search="H44.104") == ["Xã Hy Cương"]
        assert names(search="cuong hy") == ["Xã Hy Cương"]
        assert names(search="%") == []
        assert names(under_unit=locality.commune.pk, kinds=["division"]) == [
            "Phòng Kinh tế",
            "Phòng Văn hóa - Xã hội",
        ]

    def test_pages_go_forth_and_back(self, locality: Locality, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("caicach.apps.units.queries.units.PAGE_SIZE", 3)
        first = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter())
        second = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(), after=first.after)
        third = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(), after=second.after)
        assert [len(page.units) for page in (first, second, third)] == [3, 3, 1]
        assert (first.before, third.after) == (None, None)
        assert first.count == 7
        back = queries.page_of_units(SYSTEM, 2026, queries.UnitFilter(), before=second.before)
        assert back.units == first.units
        assert back.before is None

    def test_the_page_of_a_unit_takes_few_queries(self, locality: Locality) -> None:
        scope = locality.scope(locality.administrator)
        with CaptureQueriesContext(connection) as asked:
            detail = queries.unit_detail(scope, 2026, locality.commune.pk)
        assert [unit.pk for unit in detail.above] == [locality.province.pk]
        assert len(detail.children) == 2
        assert len(asked) <= 12


class TestReferences:
    @pytest.mark.parametrize(
        "words", ["H44.104", "h44.104", "08515", "Xã Hy Cương", "hy cương", "Xã Hy Cương (H44.104)"]
    )
    def test_a_unit_is_found_by_what_people_write(self, locality: Locality, words: str) -> None:
        assert queries.unit_by_reference(SYSTEM, words, TODAY).pk == locality.commune.pk

    @pytest.mark.parametrize("words", ["", "Xã Không Có", "( )", "hy"])
    def test_none_is_said(self, locality: Locality, words: str) -> None:
        with pytest.raises(Invalid, match="Không có đơn vị"):
            queries.unit_by_reference(SYSTEM, words, TODAY)

    def test_what_is_suggested_is_understood(self, locality: Locality) -> None:
        make_unit("division", "Phòng Kinh tế", locality.sister)
        for words in queries.suggestions(SYSTEM, TODAY):
            if words != "Phòng Kinh tế":
                assert queries.unit_by_reference(SYSTEM, words, TODAY)


class TestPeople:
    def test_posts_are_listed_by_given_name(self, locality: Locality) -> None:
        names = [str(post.user) for post in queries.posts_of_year(locality.scope(locality.reader), 2026)]
        assert names == ["Nguyễn Văn Ân", "Trần Văn Đầu", "Lê Đọc", "Nguyễn Thị Quản", "Phạm Xã"]

    def test_people_are_found_by_name_without_tone_marks(self, locality: Locality) -> None:
        scope = locality.scope(locality.reader)
        assert [str(post.user) for post in queries.found_people(scope, "nguyen van an", 5)] == [
            "Nguyễn Văn Ân"
        ]
        assert [str(post.user) for post in queries.found_people(scope, "an.nguyen", 5)] == ["Nguyễn Văn Ân"]
        assert not queries.found_people(locality.scope(locality.focal), "Lê Đọc", 5)

    def test_a_person_is_found_once(self, locality: Locality) -> None:
        give_post(locality.assignee, locality.economy, Role.ASSIGNEE)
        assert len(queries.found_people(SYSTEM, "Nguyễn Văn Ân", 5)) == 1

    def test_units_without_posts_are_those_one_can_man(self, locality: Locality) -> None:
        found = queries.units_without_posts(
            locality.scope(locality.administrator), 2026, ["commune", "department"]
        )
        assert [unit.name for unit in found] == ["Xã Bình Phú", "Sở Nội vụ"]
        assert not queries.units_without_posts(locality.scope(locality.reader), 2026, ["commune"]).exists()

    def held(self, scope: Scope, locality: Locality, paths: list[str] | None) -> set[str]:
        """Logins with a post of a reader anywhere, or of a focal officer or an assignee at or below the paths."""
        found = queries.posts_held(
            scope,
            TODAY,
            [Role.READER],
            [Role.FOCAL_OFFICER, Role.ASSIGNEE],
            locality_path=f"{locality.province.pk}/",
            paths=paths,
        )
        return {User.objects.get(pk=post.user_id).username for post in found}

    def test_those_to_be_told_hold_posts_in_the_unit_or_lead_the_locality(self, locality: Locality) -> None:
        commune = f"{locality.province.pk}/{locality.commune.pk}/"
        sister = f"{locality.province.pk}/{locality.sister.pk}/"
        assert self.held(SYSTEM, locality, [commune]) == {"tracuu", "daumoi", "an.nguyen"}
        assert self.held(SYSTEM, locality, [sister]) == {"tracuu"}
        assert self.held(SYSTEM, locality, None) == {"tracuu", "daumoi", "an.nguyen"}
        assert self.held(locality.scope(locality.focal), locality, None) == {"daumoi", "an.nguyen"}
        locality.focal.is_active = False
        locality.focal.save()
        assert self.held(SYSTEM, locality, [commune]) == {"tracuu", "an.nguyen"}

    def test_a_person_out_of_reach_is_not_there(self, locality: Locality) -> None:
        with pytest.raises(NotFound):
            queries.posts_of_person(locality.scope(locality.focal), locality.reader.pk)
        post = Post.objects.get(user=locality.reader)
        with pytest.raises(NotFound):
            queries.post(locality.scope(locality.focal), post.pk)


def test_the_search_of_the_shell(locality: Locality) -> None:
    hits = search.search(locality.scope(locality.administrator), "hy cuong")
    assert [(hit.kind, hit.title) for hit in hits][:1] == [("Đơn vị", "Xã Hy Cương")]
    assert Unit.objects.filter(valid_from=SINCE).count() == 7

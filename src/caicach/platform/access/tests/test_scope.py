"""Who may do what, where, in which field."""

import datetime as dt
from collections.abc import Callable

import pytest

from caicach.platform.access import GRANTS, HeldPost, Permission, Refused, Role, Scope, reach_of
from caicach.platform.access.roles import AT_THE_TOP, FIELD_BOUND, LOCALITY_WIDE
from caicach.platform.conftest import TODAY, post, scope

P = Permission


def test_every_role_has_a_row_and_a_label() -> None:
    assert set(GRANTS) == set(Role)
    assert all(role.label and role.label != role.value for role in Role)
    assert all(permission.label and permission.label != permission.value for permission in P)


def test_administrators_never_see_points_or_facts() -> None:
    assert not GRANTS[Role.ADMINISTRATOR] & {P.RESULTS_READ, P.FACTS_READ, P.FACTS_ENTER, P.ROUND_MANAGE}


def test_only_the_unit_itself_enters_facts() -> None:
    assert {role for role in Role if P.FACTS_ENTER in GRANTS[role]} == {Role.FOCAL_OFFICER, Role.ASSIGNEE}


def test_only_framework_managers_edit_frameworks_and_manage_rounds() -> None:
    for permission in (P.FRAMEWORK_EDIT, P.ROUND_MANAGE):
        assert {role for role in Role if permission in GRANTS[role]} == {Role.FRAMEWORK_MANAGER}


def test_only_administrators_manage_accounts_and_units() -> None:
    for permission in (P.USERS_MANAGE, P.UNITS_MANAGE):
        assert {role for role in Role if permission in GRANTS[role]} == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role)
def test_reach_is_the_subtree_or_the_whole_locality(role: Role) -> None:
    assert reach_of(role, "12/345/") == ("12/" if role in LOCALITY_WIDE else "12/345/")


@pytest.mark.parametrize("path", ["", "12", "12/345"])
def test_a_path_that_would_reach_too_far_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="unit path"):
        reach_of(Role.READER, path)
    with pytest.raises(ValueError, match="reach"):
        HeldPost(1, "12/", path, Role.READER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", P)
def test_a_post_grants_exactly_its_row_within_its_reach(role: Role, permission: P) -> None:
    someone = scope(post(role, "12/345/", "noi_vu"))
    granted = permission in GRANTS[role]
    below = granted and not (permission in AT_THE_TOP and role in LOCALITY_WIDE)
    assert someone.may(permission) is granted
    assert someone.may(permission, "12/", "noi_vu") is (granted and role in LOCALITY_WIDE)
    assert someone.may(permission, "12/345/", "noi_vu") is below
    assert someone.may(permission, "12/345/6/", "noi_vu") is below
    assert someone.may(permission, "12/999/", "noi_vu") is (below and role in LOCALITY_WIDE)
    assert someone.may(permission, "13/345/", "noi_vu") is False
    assert someone.reach(permission) == ((reach_of(role, "12/345/"),) if granted else ())


def test_a_unit_whose_number_begins_alike_is_another_unit() -> None:
    someone = scope(post(Role.UNIT_HEAD, "1/34/"))
    assert someone.may(P.RESULTS_READ, "1/34/")
    assert not someone.may(P.RESULTS_READ, "1/345/")


def test_an_appraiser_works_in_the_own_fields_only() -> None:
    appraiser = scope(post(Role.APPRAISER, "12/8/", "noi_vu", "tu_phap"))
    assert appraiser.may(P.FACTS_READ, "12/345/", "tu_phap")
    assert not appraiser.may(P.FACTS_READ, "12/345/", "tai_chinh")
    assert appraiser.may(
        P.FACTS_READ, "12/345/"
    )  # "in some field": the page opens, its queries ask for `fields`
    assert appraiser.fields(P.FACTS_READ, "12/345/") == frozenset({"noi_vu", "tu_phap"})
    assert appraiser.fields(P.FACTS_READ, "13/1/") == frozenset()


def test_an_appraiser_without_a_field_holds_nothing() -> None:
    appraiser = scope(post(Role.APPRAISER, "12/8/"))
    assert not any(appraiser.may(permission) for permission in P)
    assert appraiser.reach(P.RESULTS_READ) == ()


def test_only_appraisers_are_bound_to_fields() -> None:
    assert {Role.APPRAISER} == FIELD_BOUND
    assert scope(post(Role.READER)).fields(P.FACTS_READ, "1/2/") is None


def test_another_post_lifts_the_bound_of_fields_where_it_reaches() -> None:
    someone = scope(post(Role.APPRAISER, "12/8/", "noi_vu"), post(Role.UNIT_HEAD, "12/8/"))
    assert someone.fields(P.FACTS_READ, "12/8/") is None
    assert someone.fields(P.FACTS_READ, "12/345/") == frozenset({"noi_vu"})
    assert someone.may(P.FACTS_READ, "12/8/", "tai_chinh")
    assert not someone.may(P.FACTS_READ, "12/345/", "tai_chinh")


def test_reach_joins_posts_and_drops_what_lies_inside() -> None:
    someone = scope(
        post(Role.READER, "12/345/6/"),
        post(Role.UNIT_HEAD, "12/345/"),
        post(Role.FOCAL_OFFICER, "12/4/"),
        post(Role.READER, "1/"),
    )
    assert someone.reach(P.RESULTS_READ) == ("1/", "12/345/", "12/4/")
    assert someone.reach(P.FACTS_ENTER) == ("12/4/",)


def test_nobody_may_nothing() -> None:
    nobody = Scope.nobody(TODAY)
    assert not nobody.is_signed_in
    assert not any(nobody.may(permission) for permission in P)
    assert all(nobody.reach(permission) == () for permission in P)
    assert nobody.fields(P.FACTS_READ) == frozenset()


def test_the_system_may_everything_and_is_no_person() -> None:
    system = Scope.system("caicach user add", TODAY)
    assert all(system.may(permission, "12/345/", "noi_vu") for permission in P)
    assert system.reach(P.FACTS_READ) == ("",)
    assert system.fields(P.FACTS_READ) is None
    assert system.user_id is None
    assert not system.is_signed_in


def test_a_person_without_posts_is_signed_in_and_may_nothing() -> None:
    someone = scope()
    assert someone.is_signed_in
    assert not any(someone.may(permission) for permission in P)


def test_a_refusal_names_the_right_and_the_thing_and_the_way_out() -> None:
    with pytest.raises(Refused) as refusal:
        scope(post(Role.READER)).require(P.UNITS_MANAGE, "1/", what="xã Hy Cương")
    assert refusal.value.status == 403
    assert "quản lý danh mục đơn vị" in refusal.value.message
    assert "xã Hy Cương" in refusal.value.message
    assert "quản trị hệ thống" in refusal.value.way_out


def test_require_lets_pass_what_is_granted() -> None:
    scope(post(Role.READER)).require(P.RESULTS_READ, "1/2/")


def test_a_scope_is_a_value() -> None:
    assert scope(post(Role.READER)) == scope(post(Role.READER))
    with pytest.raises(AttributeError):
        scope().everything = True  # type: ignore[misc]


def test_today_is_the_day_in_vietnam(monkeypatch: pytest.MonkeyPatch) -> None:
    from caicach.platform import clock

    monkeypatch.setattr(clock, "dt", _Frozen(dt.datetime(2026, 3, 14, 17, 30, tzinfo=dt.UTC)))
    assert clock.today() == dt.date(2026, 3, 15)
    assert Scope.nobody().today == dt.date(2026, 3, 15)


class _Frozen:
    """Stands for the module datetime with one moment as now."""

    def __init__(self, moment: dt.datetime) -> None:
        self.datetime = type("datetime", (), {"now": staticmethod(self._at(moment))})

    @staticmethod
    def _at(moment: dt.datetime) -> Callable[[dt.tzinfo], dt.datetime]:
        return lambda zone: moment.astimezone(zone)

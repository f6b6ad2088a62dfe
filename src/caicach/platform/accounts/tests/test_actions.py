"""Accounts are made, changed and closed by whoever may, and every change is in the trail."""

from __future__ import annotations

import pytest

from caicach.platform.access import Refused, Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts import actions, passwords, queries
from caicach.platform.accounts.actions import NewUser
from caicach.platform.accounts.models import User
from caicach.platform.audit.models import Entry
from caicach.platform.conftest import PASSWORD, Person, post, scope
from caicach.platform.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db

SYSTEM = Scope.system("test")
NEW = NewUser("Tran.Thi.Binh", "  Trần  Thị Bình ", PASSWORD, "binh@phutho.gov.vn", unit_path="1/34/")


def trail() -> list[tuple[str, str, str]]:
    return [(entry.action, entry.subject_label, entry.reason) for entry in Entry.objects.order_by("sequence")]


class TestMaking:
    def test_names_are_tidied_and_the_password_is_to_be_changed(self) -> None:
        user = actions.create_user(SYSTEM, NEW)
        user.refresh_from_db()
        assert (user.username, user.display_name, user.email) == (
            "tran.thi.binh",
            "Trần Thị Bình",
            "binh@phutho.gov.vn",
        )
        assert user.check_password(PASSWORD)
        assert user.must_change_password
        assert str(user) == user.get_full_name() == "Trần Thị Bình"

    def test_the_trail_tells_it_without_the_password(self) -> None:
        actions.create_user(SYSTEM, NEW)
        entry = Entry.objects.get()
        assert (entry.action, entry.subject_label, entry.unit_path) == (
            "user.created", "Trần Thị Bình (tran.thi.binh)", "1/34/",
        )  # fmt: skip
        assert PASSWORD not in entry.after
        assert PASSWORD not in repr(NEW)

    def test_every_fault_is_named_at_once_in_vietnamese(self) -> None:
        with pytest.raises(Invalid) as fault:
            actions.create_user(SYSTEM, NewUser("Trần", "", "12345"))
        problems = fault.value.problems
        assert any("chữ thường không dấu" in problem for problem in problems)
        assert any(problem.startswith("Họ và tên:") for problem in problems)
        assert any("quá ngắn" in problem for problem in problems)
        assert any("hoàn toàn là số" in problem for problem in problems)
        assert not User.objects.exists()
        assert trail() == []

    def test_a_password_like_the_name_is_refused(self) -> None:
        with pytest.raises(Invalid, match="giống"):
            actions.create_user(SYSTEM, NewUser("tranthibinh", "Trần Thị Bình", "tranthibinh1"))

    def test_a_name_that_is_taken_is_refused_in_any_case(self) -> None:
        actions.create_user(SYSTEM, NEW)
        with pytest.raises((Invalid, Conflict), match=r"tran\.thi\.binh"):
            actions.create_user(SYSTEM, NewUser("TRAN.THI.BINH", "Người khác", PASSWORD))
        assert User.objects.count() == 1

    def test_only_where_the_administrator_reaches(self) -> None:
        commune = scope(post(Role.ADMINISTRATOR, "1/34/"))
        actions.create_user(commune, NEW)
        with pytest.raises(Refused):
            actions.create_user(commune, NewUser("cuong", "Lê Văn Cường", PASSWORD, unit_path="1/35/"))
        with pytest.raises(Refused):
            actions.create_user(scope(post(Role.UNIT_HEAD, "1/34/")), NewUser("dung", "Phạm Dung", PASSWORD))


class TestManaging:
    def test_an_administrator_sets_a_password_within_reach(self, person: Person) -> None:
        binh = person("binh", post(Role.FOCAL_OFFICER, "1/34/"))
        actions.set_password(
            scope(post(Role.ADMINISTRATOR, "1/")), binh, "mật khẩu mới tạm thời", "quên mật khẩu"
        )
        binh.refresh_from_db()
        assert binh.check_password("mật khẩu mới tạm thời")
        assert binh.must_change_password
        assert trail() == [("user.password_set", "Họ tên binh (binh)", "quên mật khẩu")]
        assert Entry.objects.get().unit_path == "1/34/"

    def test_nobody_takes_over_an_account_outside_the_own_reach(self, person: Person) -> None:
        commune = scope(post(Role.ADMINISTRATOR, "1/34/"))
        chair = person("chutich", post(Role.CHAIR, "1/"))
        both = person("kiem", post(Role.READER, "1/34/"), post(Role.READER, "1/35/"))
        for user in (chair, both):
            with pytest.raises(Refused):
                actions.set_password(commune, user, "mật khẩu mới tạm thời")
            with pytest.raises(Refused):
                actions.deactivate(commune, user, "thử")
        assert trail() == []

    def test_a_weak_password_is_refused_for_others_too(self, person: Person) -> None:
        binh = person("binh", post(Role.READER, "1/34/"))
        with pytest.raises(Invalid, match="quá ngắn"):
            actions.set_password(SYSTEM, binh, "ngắn")

    def test_closing_needs_a_reason_and_is_told_once(self, person: Person) -> None:
        binh = person("binh", post(Role.READER, "1/34/"))
        with pytest.raises(Invalid, match="lý do"):
            actions.deactivate(SYSTEM, binh, "  ")
        actions.deactivate(SYSTEM, binh, "Nghỉ hưu")
        actions.deactivate(SYSTEM, binh, "Nghỉ hưu")
        actions.reactivate(SYSTEM, binh, "Trở lại")
        binh.refresh_from_db()
        assert binh.is_active
        assert [(action, reason) for action, _, reason in trail()] == [
            ("user.deactivated", "Nghỉ hưu"), ("user.reactivated", "Trở lại"),
        ]  # fmt: skip

    def test_an_administrator_sets_the_address_for_mail_within_reach(self, person: Person) -> None:
        binh = person("binh", post(Role.FOCAL_OFFICER, "1/12/"))
        administrator = scope(post(Role.ADMINISTRATOR, "1/12/"))
        actions.set_email(administrator, binh, " binh@tinh.gov.vn ")
        binh.refresh_from_db()
        assert binh.email == "binh@tinh.gov.vn"
        assert [entry.action for entry in Entry.objects.all()] == ["user.email_set"]
        with pytest.raises(Invalid):
            actions.set_email(administrator, binh, "binh@tinh\r\nBcc: x@y.vn")
        with pytest.raises(Refused):
            actions.set_email(scope(post(Role.ADMINISTRATOR, "1/13/")), binh, "x@tinh.gov.vn")

    def test_nobody_closes_the_own_account(self, person: Person) -> None:
        admin = person("admin", post(Role.ADMINISTRATOR))
        with pytest.raises(Conflict):
            actions.deactivate(scope_of(admin), admin, "thử")

    def test_the_list_holds_those_within_reach(self, person: Person) -> None:
        person("an", post(Role.READER, "1/34/"))
        person("binh", post(Role.READER, "1/35/"))
        person("moi")
        assert [a.username for a in queries.accounts(SYSTEM)] == ["an", "binh", "moi"]
        assert [a.username for a in queries.accounts(scope(post(Role.ADMINISTRATOR, "1/34/")))] == [
            "an",
            "moi",
        ]
        with pytest.raises(Refused):
            queries.accounts(scope(post(Role.READER)))


class TestOwn:
    def test_the_own_password(self, person: Person) -> None:
        binh = person("binh", post(Role.READER), must_change_password=True)
        actions.change_own_password(scope_of(binh), "một mật khẩu khác hẳn")
        binh.refresh_from_db()
        assert binh.check_password("một mật khẩu khác hẳn")
        assert not binh.must_change_password
        assert [action for action, _, _ in trail()] == ["user.password_changed"]

    def test_language_and_theme(self, person: Person) -> None:
        binh = person("binh", post(Role.READER))
        actions.set_language(scope_of(binh), "en")
        actions.set_theme(scope_of(binh), "dark")
        binh.refresh_from_db()
        assert (binh.language, binh.theme) == ("en", "dark")
        with pytest.raises(Invalid):
            actions.set_language(scope_of(binh), "fr")
        with pytest.raises(Invalid):
            actions.set_theme(scope_of(binh), "pink")
        with pytest.raises(Refused):
            actions.set_theme(Scope.nobody(), "dark")


def test_made_passwords_are_long_readable_and_never_the_same() -> None:
    made = {passwords.generate() for _ in range(200)}
    assert len(made) == 200
    assert all(len(password) == 19 and not set(password) & set("0O1lI") for password in made)

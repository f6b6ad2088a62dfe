"""The register: a file comes in once and whole; who reads it, who keeps it; header, links, confirmation, withdrawal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.apps.directives import actions, queries
from caicach.apps.directives.actions import takingin
from caicach.apps.directives.checks import HeaderData, LinkData
from caicach.apps.directives.models import Directive, DirectiveLink, State
from caicach.apps.directives.queries import RegisterFilter
from caicach.apps.directives.tests.conftest import (
    DISPATCH,
    SYSTEM,
    TODAY,
    House,
    registered,
    sent,
    target,
)
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.files.models import StoredFile
from caicach.platform.files.queries import verify
from caicach.platform.readers import ReadFile, Unreadable, Why
from small_province import SINCE, seated

pytestmark = pytest.mark.databases


def header_of(one: Directive, **changes: object) -> HeaderData:
    fields = {name: getattr(one, name) for name in HeaderData.__dataclass_fields__}
    return HeaderData(**fields | changes)


def test_a_file_is_kept_as_it_came_and_its_header_is_read(house: House) -> None:
    one = registered(house.commune, scope=house.scope(Role.FOCAL_OFFICER))
    assert verify(one.file)
    assert one.text == DISPATCH
    assert (one.number, one.symbol, one.doc_type) == ("46/UBND-VX", "UBND-VX", "công văn")
    assert (one.issued_on, one.precision, one.year) == (dt.date(2026, 1, 5), "day", 2026)
    assert (one.signer_name, one.signer_title) == ("Nguyễn Văn Mẫu", "CHỦ TỊCH")
    assert one.recipients == ["Các ban, ngành xã", "Các thôn"]
    assert one.state == State.READ
    assert Entry.objects.filter(action="directive.registered", subject_id=str(one.pk)).exists()


def test_text_in_an_old_encoding_is_converted_and_the_text_before_is_kept(house: House) -> None:
    old = DISPATCH.replace("Các ban, ngành xã", "Caùc ban ngaønh vaø ñoaøn theå cuûa xaõ")
    one = registered(house.commune, old)
    assert "Các ban ngành và đoàn thể của xã" in one.text
    assert "Caùc ban ngaønh" in one.original
    assert one.conversions
    for each in one.conversions:
        assert one.text[each["start"] : each["end"]]
        assert each["original"] in one.original


def test_the_same_file_is_told_in_one_unit_and_taken_in_another(house: House) -> None:
    registered(house.commune)
    with pytest.raises(Conflict, match=r"đã có trong sổ văn bản của Xã Hy Cương.*ở sổ năm \d{4}"):
        registered(house.commune)
    assert registered(house.sister).unit == house.sister


def test_a_file_that_cannot_be_read_leaves_nothing_behind(house: House) -> None:
    for content in (b"", b"PK\x03\x04broken", b"\x00\x01\x02"):
        with pytest.raises(Invalid):
            actions.register(SYSTEM, house.commune.pk, SimpleUploadedFile("xau.txt", content))
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    ("role", "own", "top"),
    [
        (Role.FOCAL_OFFICER, True, False),
        (Role.UNIT_HEAD, True, False),
        (Role.READER, False, False),
        (Role.FRAMEWORK_MANAGER, False, True),
        (Role.CHAIR, False, True),
    ],
)
def test_a_unit_keeps_its_own_register_and_the_office_that_of_the_locality(
    house: House, role: Role, own: bool, top: bool
) -> None:
    scope = house.scope(role)
    for unit, allowed in ((house.commune, own), (house.province, top)):
        if allowed:
            assert registered(unit, scope=scope).registered_by == house.people[role]
        else:
            with pytest.raises((Refused, NotFound)):
                registered(unit, scope=scope)


def test_staff_read_the_directives_of_their_unit_and_of_the_units_above_and_of_no_sister(
    house: House,
) -> None:
    own, above, sister = (registered(unit) for unit in (house.commune, house.province, house.sister))
    reader = house.scope(Role.READER)
    found = queries.page_of_directives(reader, RegisterFilter())
    assert [one.pk for one in found.directives] == [above.pk, own.pk]
    with pytest.raises(NotFound):
        queries.directive(reader, sister.pk)
    with pytest.raises(Refused):
        queries.directive(reader, above.pk, queries.MANAGE)


def test_whoever_is_asked_to_read_a_directive_may_and_says_when_he_has(house: House) -> None:
    one = registered(house.commune)
    officer = house.scope(Role.FOCAL_OFFICER)
    assert actions.ask_readers(officer, one.pk, actions.Asked(roles=[Role.READER.value])) == 1
    assert actions.ask_readers(officer, one.pk, actions.Asked([house.people[Role.READER].pk])) == 0
    reader = house.scope(Role.READER)
    assert [each.directive for each in queries.to_read(reader)] == [one]
    assert actions.mark_read(reader, one.pk).read_at is not None
    assert queries.to_read(reader) == []
    (row,) = queries.readers_of(officer, one)
    assert row.read_at is not None
    with pytest.raises(Conflict):
        actions.release_reader(officer, one.pk, row.pk)
    with pytest.raises(Conflict, match="không có trong danh sách"):
        actions.mark_read(officer, one.pk)


def test_everybody_with_a_role_is_asked_whatever_a_form_shows_and_by_whichever_post_he_has_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = registered(house.commune)
    officer = house.scope(Role.FOCAL_OFFICER)
    many = [seated(Role.READER, house.commune, f"bạn đọc {number}") for number in range(4)]
    both = seated(Role.ASSIGNEE, house.commune, "hai vị trí")
    units.assign_post(SYSTEM, units.PostData(both.pk, house.division.pk, Role.READER, SINCE))
    monkeypatch.setattr("caicach.apps.directives.queries.readers.MOST_SHOWN", 2)
    offered = queries.people_to_ask(officer, one)
    assert (len(offered.people), offered.is_cut) == (2, True)
    assert {Role.READER, Role.ASSIGNEE, Role.UNIT_HEAD} <= set(offered.roles)
    assert actions.ask_readers(officer, one.pk, actions.Asked(roles=["reader"])) == 6
    asked = queries.readers_of(officer, one)
    assert {each.user for each in asked} == {house.people[Role.READER], both, *many}
    assert {(each.role, each.unit) for each in asked if each.user == both} == {("reader", house.division)}
    assert Role.READER not in queries.people_to_ask(officer, one).roles
    assert (
        queries.readers_of(unit_queries.scope_of_user(seated(Role.READER, house.sister, "xa"), TODAY), one)
        == []
    )


def test_a_directive_is_for_a_year_that_can_be(house: House) -> None:
    for year in (1944, 2028):
        with pytest.raises(Invalid, match="nằm ngoài khoảng từ 1945 đến 2027"):
            actions.register(SYSTEM, house.commune.pk, sent(), year)
    assert actions.register(SYSTEM, house.commune.pk, sent(), 1999).year == 1999


def test_a_header_is_put_right_by_whoever_saw_it_as_it_stands(house: House) -> None:
    one = registered(house.commune)
    changed = actions.amend(SYSTEM, one.pk, header_of(one, number="47/UBND-VX"), one.version)
    assert changed.number == "47/UBND-VX"
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        actions.amend(SYSTEM, one.pk, header_of(one, number="48"), one.version)
    with pytest.raises(Invalid, match="Ngày ban hành"):
        actions.amend(SYSTEM, one.pk, header_of(one, issued_on=dt.date(2030, 1, 1)), changed.version)


def test_what_a_directive_implements_is_linked_to_the_register_when_it_is_there(house: House) -> None:
    plan = registered(house.province, DISPATCH.replace("46/UBND-VX", "26/KH-UBND"))
    one = registered(house.commune)
    (link,) = DirectiveLink.objects.filter(directive=one)
    assert (link.relation, link.number, link.other) == ("implements", "26/KH-UBND", plan)
    actions.link(SYSTEM, one.pk, LinkData("answers", "9/UBND"))
    out, _ = queries.links_of(SYSTEM, one)
    assert {each.number for each in out} == {"26/KH-UBND", "9/UBND"}
    _, into = queries.links_of(SYSTEM, plan)
    assert [each.directive for each in into] == [one]
    actions.unlink(SYSTEM, one.pk, link.pk)
    assert queries.links_of(SYSTEM, plan)[1] == []


def test_a_directive_is_confirmed_once_nothing_in_it_waits(house: House) -> None:
    one = registered(house.commune)
    actions.add_target(SYSTEM, one.pk, target(), actions.Span(quote="100% thủ tục hành chính"))
    waiting = {each.pk: each.version for each in queries.findings_of(SYSTEM, one) if each.is_suggested}
    if waiting:
        with pytest.raises(Conflict, match="chưa được xác nhận"):
            actions.confirm_directive(SYSTEM, one.pk, one.version)
        assert actions.confirm_many(SYSTEM, one.pk, waiting) == len(waiting)
    assert actions.confirm_directive(SYSTEM, one.pk, one.version).state == State.CONFIRMED


def test_a_withdrawn_directive_is_read_with_its_reason_and_changed_no_more(house: House) -> None:
    one = registered(house.commune)
    with pytest.raises(Invalid, match="Thiếu lý do"):
        actions.withdraw(SYSTEM, one.pk, " ")
    actions.withdraw(SYSTEM, one.pk, "Đưa nhầm")
    assert queries.directive(SYSTEM, one.pk).withdrawn_reason == "Đưa nhầm"
    with pytest.raises(Conflict, match="đã được rút"):
        actions.add_target(SYSTEM, one.pk, target())
    assert queries.page_of_directives(SYSTEM, RegisterFilter()).directives == []
    assert registered(house.commune).pk != one.pk


def test_the_register_is_narrowed_by_unit_year_kind_state_and_words_with_and_without_tone_marks(
    house: House,
) -> None:
    one = registered(house.commune)
    registered(house.sister, DISPATCH.replace("V/v", "V/v kiểm tra,").replace("2026", "2025"))
    for narrowed in (
        RegisterFilter(year=2026),
        RegisterFilter(unit_id=house.commune.pk),
        RegisterFilter(search="nhiem vu", year=2026),
        RegisterFilter(search="nhiệm vụ", doc_type="công văn", state="read", unit_id=house.commune.pk),
    ):
        assert [each.pk for each in queries.page_of_directives(SYSTEM, narrowed).directives] == [one.pk]
    assert queries.page_of_directives(SYSTEM, RegisterFilter(search="không có từ này")).count == 0


def test_pages_of_the_register_follow_one_another(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caicach.apps.directives.queries.register.PAGE_SIZE", 2)
    made = [registered(house.commune, f"{DISPATCH}{number}").pk for number in range(3)][::-1]
    first = queries.page_of_directives(SYSTEM, RegisterFilter())
    second = queries.page_of_directives(SYSTEM, RegisterFilter(), after=first.after)
    assert [one.pk for one in [*first.directives, *second.directives]] == made
    assert queries.page_of_directives(SYSTEM, RegisterFilter(), before=second.before).before is None


def test_a_harmless_file_without_text_is_kept_and_read_when_the_means_have_come(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_ocr(path: Path, name: str, scans: object = None) -> ReadFile:
        raise Unreadable(Why.NO_OCR, "Bản quét, chưa có bộ nhận dạng chữ.", "Hãy cài rồi đọc lại.")

    with monkeypatch.context() as missing:
        missing.setattr(takingin, "read_file", without_ocr)
        one = registered(house.commune)
        assert (one.state, one.text, one.warnings) == (
            State.UNREAD, "", ["Bản quét, chưa có bộ nhận dạng chữ. Hãy cài rồi đọc lại."],
        )  # fmt: skip
        assert verify(one.file)
        typed = actions.amend(SYSTEM, one.pk, header_of(one, number="9/UBND", year=2026), one.version)
        with pytest.raises(Unreadable):
            actions.reread(SYSTEM, one.pk)
    read = actions.reread(SYSTEM, one.pk)
    assert (read.state, read.number, read.warnings) == (State.READ, "9/UBND", [])
    assert read.version == typed.version + 1
    assert "giải quyết đúng hạn" in read.text
    assert read.findings.exists()
    with pytest.raises(Conflict, match="đã được đọc"):
        actions.reread(SYSTEM, one.pk)


def test_a_file_that_is_not_safe_to_keep_leaves_nothing_behind(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bomb(path: Path, name: str) -> ReadFile:
        raise Unreadable(Why.BOMB, "Tệp nén bất thường.", "Hãy gửi tệp khác.")

    monkeypatch.setattr(takingin, "read_file", bomb)
    with pytest.raises(Unreadable, match="nén bất thường"):
        registered(house.commune)
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()

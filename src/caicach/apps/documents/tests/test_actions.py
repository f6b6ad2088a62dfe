"""Documents come checked and described, are corrected with a trace, and are withdrawn but never deleted."""

import datetime as dt
import json
from pathlib import Path

import pytest

from caicach.apps.documents import actions
from caicach.apps.documents.models import Document
from caicach.apps.documents.tests.conftest import SYSTEM, TODAY, Shelves, data, sent, shelved
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict, Fault, Invalid
from caicach.platform.files import queries as files
from caicach.platform.files.models import StoredFile
from caicach.platform.tests import papers
from caicach.platform.tests.containers import packed

MAY_ADD = (Role.FOCAL_OFFICER, Role.UNIT_HEAD)


@pytest.mark.parametrize("role", MAY_ADD)
def test_the_unit_puts_documents_on_its_shelf(shelves: Shelves, role: Role) -> None:
    scope = shelves.scope(role)
    (received,) = actions.receive(scope, shelves.commune.pk, [sent("07-KH-UBND.pdf")])
    given = data(number="07/KH-UBND", issued_on=dt.date(2026, 2, 5), issuer="UBND xã Hy Cương")
    (made,) = actions.add(scope, shelves.commune.pk, [actions.Addition(received, given)])
    assert (made.name, made.number, made.year, made.uploaded_by_id) == (
        "07-KH-UBND.pdf",
        "07/KH-UBND",
        2026,
        scope.user_id,
    )
    assert files.verify(made.file)


def test_an_assignee_adds_in_the_own_division_only(shelves: Shelves) -> None:
    scope = shelves.scope(Role.ASSIGNEE)
    assert actions.receive(scope, shelves.division.pk, [sent()])
    with pytest.raises(NotFound):
        actions.receive(scope, shelves.commune.pk, [sent()])


@pytest.mark.parametrize("role", [role for role in Role if role not in (*MAY_ADD, Role.ASSIGNEE)])
def test_nobody_else_adds_amends_or_withdraws(shelves: Shelves, role: Role) -> None:
    scope, document = shelves.scope(role), shelved(shelves.commune)
    with pytest.raises(Refused):
        actions.receive(scope, shelves.commune.pk, [sent(content=papers.PDF + b"x")])
    with pytest.raises(Refused):
        actions.amend(scope, document.pk, {"title": "Khác"})
    with pytest.raises(Refused):
        actions.withdraw(scope, document.pk, "nhầm")
    assert StoredFile.objects.count() == 1


def test_the_commune_beside_is_not_even_there(shelves: Shelves) -> None:
    scope, document = shelves.scope(Role.FOCAL_OFFICER), shelved(shelves.sister)
    with pytest.raises(NotFound):
        actions.receive(scope, shelves.sister.pk, [sent()])
    with pytest.raises(NotFound, match="tài liệu"):
        actions.withdraw(scope, document.pk, "nhầm")
    with pytest.raises(NotFound, match="tài liệu"):
        actions.amend(scope, 999_999, {"title": "Khác"})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", papers.PDF, "nội dung là PDF"),
        ("a.pdf", b"", "rỗng"),
        ("a.csv", b"a,b", "văn bản"),
        ("a.docm", papers.docx(papers.WORD_WITH_MACROS), "macro"),
        ("a.xlsx", packed({"[Content_Types].xml": "", "xl/workbook.xml": bytes(30 * 2**20)}), "phình ra"),
    ],
)
def test_of_several_files_with_a_bad_one_none_is_stored(
    shelves: Shelves, folder: Path, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Fault, match=words):
        actions.receive(SYSTEM, shelves.commune.pk, [sent(), sent(name, content)])
    assert not StoredFile.objects.exists()
    assert not folder.exists()


def test_the_faults_of_several_files_are_told_together(shelves: Shelves) -> None:
    with pytest.raises(Invalid, match="2 tệp") as raised:
        actions.receive(SYSTEM, shelves.commune.pk, [sent("a.pdf", b""), sent("b.exe"), sent()])
    assert [problem.split(" ", 2)[1] for problem in raised.value.problems] == ["a.pdf", "“b.exe”"]


def test_none_and_too_many_files_are_refused(shelves: Shelves) -> None:
    for files_sent, words in (([], "Chưa chọn"), ([sent()] * 21, "21 tệp")):
        with pytest.raises(Invalid, match=words):
            actions.receive(SYSTEM, shelves.commune.pk, files_sent)


def test_the_limit_of_evidence_is_its_own(shelves: Shelves, settings) -> None:
    settings.CAICACH_MAX_UPLOAD, settings.CAICACH_MAX_FILE = 10, 2**20
    assert actions.receive(SYSTEM, shelves.commune.pk, [sent()])
    with pytest.raises(Fault, match="vượt giới hạn 1 MB"):
        actions.receive(SYSTEM, shelves.commune.pk, [sent(content=papers.PDF + bytes(2**20))])


def test_a_content_stands_once_on_a_shelf_but_may_on_several(shelves: Shelves) -> None:
    first = shelved(shelves.commune)
    with pytest.raises(Conflict, match="đã có trong kho"):
        actions.receive(SYSTEM, shelves.commune.pk, [sent("tên khác.pdf")])
    assert shelved(shelves.sister).file == first.file
    with pytest.raises(Invalid, match="trùng nội dung"):
        actions.receive(SYSTEM, shelves.division.pk, [sent("một.pdf"), sent("hai.pdf")])


def test_what_was_withdrawn_may_come_again(shelves: Shelves) -> None:
    actions.withdraw(SYSTEM, shelved(shelves.commune).pk, "nhầm bản")
    assert shelved(shelves.commune).withdrawn_at is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "  "}, "Thiếu trích yếu"),
        ({"title": "a" * 501}, "501 ký tự"),
        ({"kind": "law"}, "loại tài liệu"),
        ({"year": 1999}, "1999"),
        ({"year": 2028}, "2028"),
        ({"issued_on": TODAY + dt.timedelta(1)}, "15/03/2026"),
        ({"number": "1" * 101}, "101 ký tự"),
    ],
)
def test_a_description_that_cannot_be_right_is_refused(
    shelves: Shelves, fields: dict[str, object], words: str
) -> None:
    (received,) = actions.receive(SYSTEM, shelves.commune.pk, [sent()])
    with pytest.raises(Invalid, match=words):
        actions.add(SYSTEM, shelves.commune.pk, [actions.Addition(received, data(**fields))])
    assert not Document.objects.exists()


def test_of_several_documents_with_a_bad_one_none_is_added(shelves: Shelves) -> None:
    received = actions.receive(
        SYSTEM, shelves.commune.pk, [sent("một.pdf"), sent("hai.pdf", papers.PDF + b"2")]
    )
    additions = [
        actions.Addition(one, data(year=year)) for one, year in zip(received, (2026, 1), strict=True)
    ]
    with pytest.raises(Invalid, match=r"^hai\.pdf: "):
        actions.add(SYSTEM, shelves.commune.pk, additions)
    assert not Document.objects.exists()


def test_a_correction_is_kept_with_before_and_after(shelves: Shelves) -> None:
    document = shelved(shelves.commune)
    scope = shelves.scope(Role.FOCAL_OFFICER)
    actions.amend(scope, document.pk, {"title": "Kế hoạch mới", "issued_on": dt.date(2026, 2, 5)}, "ghi nhầm")
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.subject_kind, entry.reason) == ("document.amended", "document", "ghi nhầm")
    assert json.loads(entry.before)["title"] == "Kế hoạch cải cách hành chính"
    assert json.loads(entry.after)["issued_on"] == "2026-02-05"
    document.refresh_from_db()
    assert "ke hoach moi" in document.folded


def test_a_correction_that_changes_nothing_leaves_no_trace(shelves: Shelves) -> None:
    document = shelved(shelves.commune)
    entries = Entry.objects.count()
    actions.amend(SYSTEM, document.pk, {"title": f" {document.title} "})
    assert Entry.objects.count() == entries


def test_neither_file_nor_unit_can_be_exchanged(shelves: Shelves) -> None:
    with pytest.raises(Invalid, match="file"):
        actions.amend(SYSTEM, shelved(shelves.commune).pk, {"file": 1})


def test_withdrawing_needs_a_reason_and_keeps_the_document(shelves: Shelves) -> None:
    document = shelved(shelves.commune)
    with pytest.raises(Invalid, match="lý do"):
        actions.withdraw(SYSTEM, document.pk, "  ")
    actions.withdraw(SYSTEM, document.pk, "bản chưa ký")
    document.refresh_from_db()
    assert (document.is_withdrawn, document.withdrawn_reason) == (True, "bản chưa ký")
    assert Entry.objects.latest("sequence").action == "document.withdrawn"
    for act in (
        lambda: actions.withdraw(SYSTEM, document.pk, "lần nữa"),
        lambda: actions.amend(SYSTEM, document.pk, {"title": "Khác"}),
    ):
        with pytest.raises(Conflict, match="đã được rút"):
            act()


def test_adding_is_in_the_trail_of_the_unit(shelves: Shelves) -> None:
    document = shelved(shelves.commune)
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.subject_id) == ("document.added", str(document.pk))
    assert entry.unit_path == f"{shelves.province.pk}/{shelves.commune.pk}/"
    assert json.loads(entry.after)["sha256"] == document.file.sha256

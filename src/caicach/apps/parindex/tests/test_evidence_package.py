"""The evidence of a unit as one file: everything once, an index by leaf, hashes that sha256sum accepts, one's own fields."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries, Settings

from caicach.apps.documents import actions as shelf
from caicach.apps.documents.models import Document
from caicach.apps.parindex import evidence_files
from caicach.apps.parindex.actions import evidence, evidence_package, process
from caicach.apps.parindex.models import Participant, Round
from caicach.apps.parindex.queries import evidence_package as queries
from caicach.apps.parindex.tests import factories, self_scored, small, walking
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.apps.parindex.tests.screens import Opened
from caicach.apps.units.models import Unit
from caicach.platform.access import NotFound, Refused, Role
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Conflict
from caicach.platform.files import packing, storage
from caicach.platform.spreadsheets import read_table
from caicach.platform.tests.papers import PDF

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> None:
    settings.CAICACH_FILES = tmp_path / "files"


@pytest.fixture
def place() -> Province:
    made = factories.province(communes=2)
    factories.person(made, "dau-moi", Role.FOCAL_OFFICER, made.communes[0])
    self_scored.staff(made)
    factories.person(made, "noi-vu", Role.APPRAISER, fields=["noi_vu"])
    return made


@pytest.fixture
def member(place: Province, made: Round) -> Participant:
    return small.member(made, place.communes[0])


def document(unit: Unit, title: str, number: str = "", name: str = "tệp gốc.pdf") -> Document:
    file = SimpleUploadedFile(name, PDF + title.encode())
    (received,) = shelf.receive(SYSTEM, unit.pk, [file])
    noted = shelf.DocumentData(title, "plan", 2026, number=number, issuer="UBND xã")
    return shelf.add(SYSTEM, unit.pk, [shelf.Addition(received, noted)])[0]


@pytest.fixture
def proved(member: Participant) -> Participant:
    """One plan proves two leaves, a report of another field proves one, and the signed report is handed in."""
    plan = document(member.unit, 'Kế hoạch "CCHC" năm 2026: đợt 1/2', "12/KH-UBND")
    other = document(member.unit, "CON", name="con.pdf")
    walking.stated(member)
    evidence.attach(SYSTEM, member.pk, "1.1", plan.pk, "3-5")
    evidence.attach(SYSTEM, member.pk, "2.1", plan.pk, "")
    evidence.attach(SYSTEM, member.pk, "1.2", other.pk, "")
    process.lock(SYSTEM, member.pk, document(member.unit, "Báo cáo tự chấm").pk)
    return member


def unpacked(content: bytes) -> zipfile.ZipFile:
    made = zipfile.ZipFile(io.BytesIO(content))
    assert made.testzip() is None
    return made


def packed(member: Participant) -> bytes:
    taken = evidence_package.take_out(SYSTEM, 2026, member.unit_id)
    return b"".join(packing.pieces(evidence_files.members(taken)))


def test_each_document_is_there_once_under_a_name_that_every_system_takes(proved: Participant) -> None:
    assert unpacked(packed(proved)).namelist() == [
        "muc-luc.xlsx",
        "muc-luc.csv",
        "SHA256SUMS",
        "minh-chung/001-12-kh-ubnd-ke-hoach-cchc-nam-2026-dot-1-2.pdf",
        "minh-chung/002-con.pdf",
        "bao-cao/003-bao-cao-tu-cham.pdf",
    ]


def test_the_index_names_leaf_document_file_and_hash(proved: Participant) -> None:
    archive = unpacked(packed(proved))
    for name in ("muc-luc.xlsx", "muc-luc.csv"):
        table = read_table(archive.read(name), name)[0]
        codes = [None if row.at(1) is None else str(row.at(1)) for row in table.rows[1:]]
        assert codes == ["1.1", "1.2", "2.1", None]
        first = table.rows[1]
        assert (first.at(4), first.at(6), first.at(7)) == ("12/KH-UBND", "UBND xã", "3-5")
        content = archive.read(str(first.at(8)))
        assert storage.digest(io.BytesIO(content)) == first.at(10)
        assert str(len(content)) == str(first.at(11))
    told = read_table(archive.read("muc-luc.xlsx"), "muc-luc.xlsx")[1]
    assert told.rows[1].cells == ("1.1", "Kế hoạch", "Cách tính tiêu chí 1.1")


def test_sha256sum_accepts_the_list_and_finds_a_changed_file(proved: Participant, tmp_path: Path) -> None:
    unpacked(packed(proved)).extractall(tmp_path / "goi")
    command = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path / "goi", capture_output=True).returncode == 0
    (tmp_path / "goi" / "muc-luc.csv").write_text("khác")
    assert subprocess.run(command, cwd=tmp_path / "goi", capture_output=True).returncode == 1


def test_an_appraiser_gets_the_documents_of_his_fields(proved: Participant, place: Province) -> None:
    found = queries.package(place.scope("noi-vu"), 2026, proved.unit_id)
    assert [entry.code for entry in found.entries] == ["1.1", ""]
    assert [told.code for told in found.explanations] == ["1.1"]
    assert len(queries.package(place.scope("lanh-dao"), 2026, proved.unit_id).entries) == 4


def test_who_reads_no_evidence_is_refused(proved: Participant, place: Province) -> None:
    with pytest.raises(Refused):
        evidence_package.take_out(place.scope("tra-cuu"), 2026, proved.unit_id)
    with pytest.raises(NotFound):
        evidence_package.take_out(place.scope("dau-moi"), 2026, place.communes[1].pk)
    with pytest.raises(NotFound):
        evidence_package.take_out(SYSTEM, 2025, proved.unit_id)
    assert not Entry.objects.filter(action="evidence.packed").exists()


def test_taking_everything_out_is_written_down(proved: Participant, opened: Opened) -> None:
    answer = opened("dau-moi").post(f"/chi-so/2026/don-vi/{proved.unit_id}/goi-minh-chung/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert unpacked(answer.getvalue()).namelist()[2] == "SHA256SUMS"
    entry = Entry.objects.get(action="evidence.packed")
    assert (entry.actor, entry.subject_id) == ("dau-moi", str(proved.pk))
    assert entry.values_after["documents"] == 3


def test_a_lost_content_is_named_before_a_byte_is_sent(proved: Participant) -> None:
    lost = Document.objects.get(title="CON")
    storage.place_of(lost.file.sha256).unlink()
    with pytest.raises(Conflict) as fault:
        evidence_package.take_out(SYSTEM, 2026, proved.unit_id)
    assert fault.value.problems == (f"SHA-256 {lost.file.sha256}",)


def test_without_documents_there_is_nothing_to_pack(member: Participant) -> None:
    with pytest.raises(Conflict, match="chưa có tài liệu minh chứng nào"):
        evidence_package.take_out(SYSTEM, 2026, member.unit_id)


def test_the_number_of_queries_does_not_grow_with_the_documents(
    proved: Participant, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        queries.package(SYSTEM, 2026, proved.unit_id)

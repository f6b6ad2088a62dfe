"""Contents are kept once, whole and unreachable by their names; what is not what it says it is never gets there."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from caicach.platform.errors import Conflict, Fault, Invalid, TooLarge
from caicach.platform.files import actions, downloads, queries, storage
from caicach.platform.files.models import StoredFile
from caicach.platform.files.names import safe_name
from caicach.platform.tests import papers
from caicach.platform.tests.containers import packed
from caicach.platform.uploads import PAPERS, PICTURES

pytestmark = pytest.mark.django_db
KINDS = PAPERS | PICTURES
LIMIT = 2**20


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.CAICACH_FILES = tmp_path / "files"
    return tmp_path / "files"


class Sent:
    """A file whose name is exactly what was sent: Django takes folders off the names of its own."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content = name, content

    @property
    def size(self) -> int:
        return len(self.content)

    def read(self, num_bytes: int = -1, /) -> bytes:
        return self.content[:num_bytes] if num_bytes >= 0 else self.content


def store(name: str, content: bytes) -> StoredFile:
    return actions.store(Sent(name, content), kinds=KINDS, limit=LIMIT)


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_content_stands_under_its_hash(folder: Path) -> None:
    stored = store("kế hoạch.pdf", papers.PDF)
    digest = hashlib.sha256(papers.PDF).hexdigest()
    assert (stored.sha256, stored.size, stored.kind) == (digest, len(papers.PDF), "pdf")
    assert kept_in(folder) == [folder / digest[:2] / digest[2:4] / digest]
    with queries.opened(stored) as file:
        assert file.read() == papers.PDF


def test_the_same_content_is_kept_once_under_whatever_name(folder: Path) -> None:
    first, second = store("a.pdf", papers.PDF), store("b.pdf", papers.PDF)
    assert first == second
    assert (StoredFile.objects.count(), len(kept_in(folder))) == (1, 1)


def test_a_content_that_was_lost_is_written_again_when_it_is_sent_again() -> None:
    stored = store("a.pdf", papers.PDF)
    storage.place_of(stored.sha256).unlink()
    assert not queries.verify(stored)
    with pytest.raises(Conflict, match="sao lưu"):
        queries.opened(stored)
    store("a.pdf", papers.PDF)
    assert queries.verify(stored)


def test_verifying_finds_a_content_that_was_changed() -> None:
    stored = store("a.pdf", papers.PDF)
    place = storage.place_of(stored.sha256)
    place.chmod(0o640)
    place.write_bytes(papers.PDF.replace(b"1.7", b"1.4"))
    assert not queries.verify(stored)


def test_no_other_text_becomes_a_path() -> None:
    for text in ("", "../../etc/passwd", "A" * 64, "a" * 63):
        with pytest.raises(ValueError, match="not a SHA-256"):
            storage.place_of(text)


def test_a_write_that_fails_leaves_nothing_behind(folder: Path) -> None:
    digest = hashlib.sha256(papers.PDF).hexdigest()
    storage.place_of(digest).mkdir(parents=True)  # a folder where the file is to go
    with pytest.raises(OSError, match=digest):
        storage.write(papers.PDF)
    assert kept_in(folder) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "rỗng"),
        ("a.docx", papers.PDF, "nội dung là PDF"),
        ("ảnh.pdf", papers.PNG, "nội dung là ảnh PNG"),
        ("a", papers.PDF, "không có đuôi"),
        ("a.pdf.exe", papers.PDF, "đuôi .exe"),
        ("a.exe", b"MZ\x90\x00", "a.exe"),
        ("a.csv", b"a,b\n", "văn bản"),
        ("a.zip", packed({"a.txt": "x"}), "Tệp nén này"),
        ("a.docm", papers.docx(papers.WORD_WITH_MACROS), "macro"),
        ("a.xlsx", packed({"[Content_Types].xml": "", "xl/workbook.xml": bytes(30 * 2**20)}), "phình ra"),
        ("../a.pdf", papers.PDF, "đường dẫn"),
        ("C:\\thư mục\\a.pdf", papers.PDF, "đường dẫn"),
        ("..", papers.PDF, "đường dẫn"),
        ("  ", papers.PDF, "không có tên"),
        ("ảnh\u202egpj.pdf", papers.PDF, "ký tự ẩn"),
        ("a\x00.pdf", papers.PDF, "ký tự ẩn"),
        ("a" * 300 + ".pdf", papers.PDF, "300"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(
    folder: Path, name: str, content: bytes, words: str
) -> None:
    if words == "300":
        words = "304 ký tự"
    with pytest.raises(Fault) as raised:
        store(name, content)
    assert words in raised.value.message
    assert raised.value.way_out.endswith(".")
    assert not StoredFile.objects.exists()
    assert not folder.exists()


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="vượt giới hạn 1 MB"):
        store("a.pdf", papers.PDF + bytes(LIMIT))


def test_a_fault_that_does_not_name_the_file_gets_its_name() -> None:
    with pytest.raises(Invalid, match=r"^báo cáo\.docm: "):
        store("báo cáo.docm", papers.docx(papers.WORD_WITH_MACROS))


def test_names_are_one_line_of_nfc() -> None:
    assert safe_name("Ke\u0302\u0301 hoa\u0323ch   năm.pdf") == "Kế hoạch năm.pdf"
    assert safe_name('a<b>"c".pdf') == "a_b__c_.pdf"


def test_an_uploaded_file_of_django_is_taken_as_it_is() -> None:
    upload = SimpleUploadedFile("a.pdf", papers.PDF)
    assert actions.store(upload, kinds=KINDS, limit=LIMIT).kind == "pdf"


def test_a_download_is_an_attachment_that_no_browser_guesses_at() -> None:
    response = downloads.download(store("a.docx", papers.docx()), "Kế hoạch 07.docx")
    assert (
        response["Content-Disposition"] == "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%2007.docx"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Length"] == str(len(papers.docx()))
    assert b"".join(response) == papers.docx()


def test_a_download_of_what_was_lost_is_refused_before_the_first_byte() -> None:
    stored = store("a.pdf", papers.PDF)
    storage.place_of(stored.sha256).unlink()
    with pytest.raises(Conflict):
        downloads.download(stored, "a.pdf")

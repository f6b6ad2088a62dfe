"""The screens of criteria sets, rounds and facts: what stands on them, what their forms do and what they refuse."""

import html
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from shared_data import shared

from caicach.apps.parindex import spreadsheet_export
from caicach.apps.parindex.actions import facts, frameworks
from caicach.apps.parindex.models import Fact, FrameworkDraft, FrameworkVersion, NodeScore, Participant, Round
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import SYSTEM, Province
from caicach.core.parindex import document
from caicach.platform import clock
from caicach.platform.access import Role
from caicach.platform.audit.models import Entry
from caicach.platform.spreadsheets import read_table

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
Opened = Callable[[str], Client]


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: factories.TODAY)


@pytest.fixture
def place() -> Province:
    made = factories.province()
    factories.person(made, "quan-tri-bo", Role.FRAMEWORK_MANAGER)
    factories.person(made, "dau-moi", Role.FOCAL_OFFICER, made.communes[0])
    factories.person(made, "dau-moi-tinh", Role.FOCAL_OFFICER)
    factories.person(made, "chu-tich", Role.CHAIR)
    return made


@pytest.fixture
def opened(place: Province) -> Opened:
    def login(username: str) -> Client:
        client = Client()
        client.force_login(place.people[username], "django.contrib.auth.backends.ModelBackend")
        return client

    return login


@pytest.fixture
def made(place: Province) -> Round:
    return small.opened(place)


@pytest.fixture
def version(place: Province) -> FrameworkVersion:
    """A version that no year uses."""
    small.version()
    return frameworks.new_version(place.scope("quan-tri-bo"), small.CODE, "XA-2027", 2027)


def text(response: Any) -> str:
    """The words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, text(response)[:500]
    return html.unescape(found[1])


def sent(client: Client, url: str, **data: Any) -> Any:
    """Post to a page of the editor as its form would, with the digest it shows."""
    return client.post(url, {"seen": hidden(client.get(url), "seen"), **data})


# --- reading sets ----------------------------------------------------------------------------------------------------


def test_the_list_and_a_set(made: Round, opened: Opened) -> None:
    client = opened("chu-tich")
    listed = text(client.get(reverse("parindex:frameworks")))
    assert "XA-NHO" in listed
    assert "năm 2026" in listed
    assert "Nhập bộ chỉ số" not in listed
    page = client.get(reverse("parindex:framework", args=["XA-NHO"]))
    words = text(page)
    assert "Ban hành chậm nhất ngày 31/01: 2 điểm" in words
    assert "Năm 2026 đang dùng bộ này" in words
    assert 'id="1.1"' in page.content.decode()
    assert "loại khỏi điểm tối đa" in words


def test_a_set_in_english(place: Province, made: Round, opened: Opened) -> None:
    reader = place.people["chu-tich"]
    reader.language = "en"
    reader.save(update_fields=["language"])
    page = opened("chu-tich").get(reverse("parindex:framework", args=["XA-NHO"]))
    assert "Small set" in text(page)
    assert "Issued by 31/01" in text(page)


def test_an_unknown_set_is_not_found(place: Province, opened: Opened) -> None:
    assert opened("chu-tich").get(reverse("parindex:framework", args=["KHONG-CO"])).status_code == 404


def test_downloads(made: Round, opened: Opened) -> None:
    client = opened("chu-tich")
    yaml = client.get(reverse("parindex:framework_download", args=["XA-NHO", "yaml"]))
    assert yaml.content.decode() == small.TEXT
    assert 'filename="bo-chi-so-XA-NHO.yaml"' in yaml["Content-Disposition"]
    xlsx = client.get(reverse("parindex:framework_download", args=["XA-NHO", "xlsx"]))
    assert read_table(xlsx.content, "a.xlsx")[0].rows[0].at(1) == "Bộ nhỏ (XA-NHO)"
    assert client.get(reverse("parindex:framework_download", args=["XA-NHO", "pdf"])).status_code == 404


# --- versions --------------------------------------------------------------------------------------------------------


def test_a_version_in_use_is_not_edited_but_a_new_one_is_offered(made: Round, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    words = text(client.get(reverse("parindex:framework_edit", args=["XA-NHO"])))
    assert "Năm 2026 đang dùng bộ XA-NHO" in words
    assert "Phiên bản mới" in words
    node = client.get(reverse("parindex:framework_node", args=["XA-NHO", "1.1"]))
    assert node.status_code == 409
    response = client.post(
        reverse("parindex:framework_new_version", args=["XA-NHO"]), {"code": "XA-2027", "year": 2027}
    )
    assert response.status_code == 302
    assert response["Location"] == reverse("parindex:framework_edit", args=["XA-2027"])


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [("XA-NHO", "2027", "Đã có bộ chỉ số"), ("A/B", "2027", "gạch chéo"), ("X", "1", "2000")],
)
def test_a_wrong_version_is_refused_beside_the_form(
    made: Round, opened: Opened, code: str, year: str, words: str
) -> None:
    response = opened("quan-tri-bo").post(
        reverse("parindex:framework_new_version", args=["XA-NHO"]), {"code": code, "year": year}
    )
    assert response.status_code == 422
    assert words in text(response)


def test_editing_is_for_those_who_manage_sets(version: FrameworkVersion, opened: Opened) -> None:
    for url in (
        reverse("parindex:framework_edit", args=["XA-2027"]),
        reverse("parindex:framework_import"),
        reverse("parindex:framework_new_version", args=["XA-2027"]),
    ):
        assert opened("chu-tich").get(url).status_code == 403


def test_a_set_is_compared_with_the_one_before(version: FrameworkVersion, opened: Opened) -> None:
    url = reverse("parindex:framework_compare", args=["XA-2027"])
    assert "0 tiêu chí thay đổi, 7 giữ nguyên" in text(opened("chu-tich").get(url))
    assert "giữ nguyên" in text(opened("chu-tich").get(url, {"tat-ca": "1"}))


def test_an_unused_set_is_deleted_with_a_reason(version: FrameworkVersion, opened: Opened) -> None:
    url = reverse("parindex:framework_delete", args=["XA-2027"])
    client = opened("quan-tri-bo")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "tạo nhầm"}).status_code == 302
    assert not FrameworkVersion.objects.filter(code="XA-2027").exists()


# --- the editor ------------------------------------------------------------------------------------------------------


def node_data(**changes: Any) -> dict[str, Any]:
    return {
        "code": "1.1",
        "name": "Kế hoạch",
        "name_en": "",
        "max": "2",
        "evidence": "",
        "guide": "",
        "agency": "noi_vu",
        "kind": "",
        "na": "",
        "basis": "",
        "type": "timeliness",
        "rule-due": "31/01",
        "rule-by": "signed_at",
        "rule-on_time": "2",
        "rule-late": "1",
        "rule-missing": "0",
        **changes,
    }


def test_a_node_is_edited_into_a_draft_and_published(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_node", args=["XA-2027", "1.1"])
    response = sent(
        client, url, **node_data(name="Kế hoạch năm", guide="Theo chữ ký số", **{"rule-late": "0,5"})
    )
    assert response.status_code == 302
    assert "1 lỗi" not in text(client.get(reverse("parindex:framework_edit", args=["XA-2027"])))
    page = client.get(reverse("parindex:framework_edit", args=["XA-2027"]))
    response = client.post(
        reverse("parindex:framework_publish", args=["XA-2027"]), {"seen": hidden(page, "seen")}
    )
    assert response["Location"] == reverse("parindex:framework", args=["XA-2027"])
    node = framework_of(FrameworkVersion.objects.get(code="XA-2027")).node("1.1")
    assert (node.name, node.guide) == ("Kế hoạch năm", "Theo chữ ký số")
    assert node.rule is not None
    assert node.rule.model_dump()["late"] == Decimal("0.5")
    assert not FrameworkDraft.objects.exists()


def test_sums_that_do_not_fit_are_red_and_hold_the_set_back(
    version: FrameworkVersion, opened: Opened
) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_node", args=["XA-2027", "1.1"])
    sent(client, url, **node_data(max="1,75", **{"rule-on_time": "1,75"}))
    page = client.get(reverse("parindex:framework_edit", args=["XA-2027"]))
    assert "5,75 / 6,00" in text(page)
    assert "cc-sum-off" in page.content.decode()
    assert "các mục con cộng lại bằng 5,75, điểm tối đa là 6" in text(page)
    response = client.post(
        reverse("parindex:framework_publish", args=["XA-2027"]), {"seen": hidden(page, "seen")}, follow=True
    )
    assert "Bộ chỉ số có 1 lỗi" in text(response)
    assert FrameworkDraft.objects.get().problems == 1


def test_the_live_check_says_what_saving_would_do_and_stores_nothing(
    version: FrameworkVersion, opened: Opened
) -> None:
    url = reverse("parindex:framework_node_check", args=["XA-2027", "1.1"])
    client = opened("quan-tri-bo")
    words = text(client.post(url, node_data(max="1")))
    assert "5,00 / 6,00" in words
    assert "điểm đúng hạn, muộn, không có là 2, 1, 0; điểm tối đa là 1" in words
    assert "Có ô chưa đọc được" in text(client.post(url, node_data(max="một")))
    assert "đã dùng cho mục khác" in text(client.post(url, node_data(code="1.2")))
    assert not FrameworkDraft.objects.exists()


def test_another_type_of_rule_brings_its_own_fields(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_node", args=["XA-2027", "1.1"])
    fields = text(
        client.get(reverse("parindex:framework_node_rule", args=["XA-2027", "1.1"]), {"type": "ratio"})
    )
    assert "Tên số liệu của tử số" in fields
    without_script = client.post(url, {**node_data(type="binary"), "kieu-khac": "1"})
    assert "Điểm khi đạt" in text(without_script)
    assert not FrameworkDraft.objects.exists()
    changed = sent(client, url, **node_data(type="binary", **{"rule-done": "2", "rule-not_done": "0"}))
    assert changed.status_code == 302
    assert "Đạt: 2 điểm" in text(client.get(reverse("parindex:framework_edit", args=["XA-2027"])))


def test_a_rule_that_cannot_be_is_refused_and_what_was_typed_stays(
    version: FrameworkVersion, opened: Opened
) -> None:
    url = reverse("parindex:framework_node", args=["XA-2027", "1.1"])
    response = sent(opened("quan-tri-bo"), url, **node_data(name="Tên mới", **{"rule-due": "32/01"}))
    assert response.status_code in (200, 422)
    assert "không đọc được" in text(response)
    assert 'value="Tên mới"' in response.content.decode()


def test_nodes_are_added_moved_and_removed(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    editor = reverse("parindex:framework_edit", args=["XA-2027"])
    add = reverse("parindex:framework_node_add", args=["XA-2027"])
    page = client.get(add, {"trong": "1"})
    assert 'value="1.4"' in page.content.decode()
    response = client.post(
        add,
        {
            "seen": hidden(page, "seen"),
            "trong": "1",
            "code": "1.4",
            "name": "Mới",
            "max": "1",
            "type": "ratio",
        },
    )
    assert response["Location"].endswith("/1.4/?kieu=ratio")
    for name, data in (("move", {"huong": "len"}), ("remove", {})):
        seen = hidden(client.get(editor), "seen")
        client.post(
            reverse(f"parindex:framework_node_{name}", args=["XA-2027", "1.4" if name == "move" else "1.3"]),
            {"seen": seen, **data},
        )
    framework = document.examine(FrameworkDraft.objects.get().text)[0]
    assert framework.node("1").children == ("1.1", "1.2", "1.4")


def test_a_stale_page_of_the_editor_says_who_was_there(
    place: Province, version: FrameworkVersion, opened: Opened
) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_node", args=["XA-2027", "1.1"])
    seen = hidden(client.get(url), "seen")
    factories.person(place, "dong-nghiep", Role.FRAMEWORK_MANAGER)
    frameworks.save_draft(place.scope("dong-nghiep"), "XA-2027", version.document + "#\n", version.digest)
    response = client.post(url, {"seen": seen, **node_data(name="Của tôi")})
    assert response.status_code == 422
    assert "Dong Nghiep đã sửa bản nháp" in text(response)
    assert 'value="Của tôi"' in response.content.decode()


def test_a_draft_that_cannot_be_read_is_mended_as_yaml(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_yaml", args=["XA-2027"])
    broken = version.document.replace('type: "binary"', 'type: "khac"')
    assert sent(client, url, text=broken).status_code == 302
    response = client.get(reverse("parindex:framework_edit", args=["XA-2027"]), follow=True)
    assert response.redirect_chain[0][0] == url
    words = text(response)
    assert "loại quy tắc không có" in words
    assert re.search(r"dòng \d+", words)
    assert sent(client, url, text=version.document).status_code == 302
    assert "Không có lỗi" in text(client.get(reverse("parindex:framework_edit", args=["XA-2027"])))


def test_a_node_as_yaml(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_node_yaml", args=["XA-2027", "2"])
    page = client.get(url)
    assert "zero_if" in page.content.decode()
    response = sent(client, url, text='code: "2"\nname: "Kết quả"\nmax: 4\n')
    assert response.status_code == 302
    assert document.examine(FrameworkDraft.objects.get().text)[0].node("2").knockout is None
    assert sent(client, url, text="code: [").status_code == 422


def test_the_head_and_the_leaf_map(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    head = reverse("parindex:framework_head", args=["XA-2027"])
    data = {
        "name": "Bộ năm 2027",
        "max": "10",
        "year": "2027",
        "legal_basis": "QĐ 1\n\nQĐ 2",
        "valid_from": "01/01/2027",
    }
    assert sent(client, head, **data).status_code == 302
    leaf_map = reverse("parindex:framework_map", args=["XA-2027"])
    assert sent(client, leaf_map, leaf0="9.9").status_code == 422
    assert sent(client, leaf_map, leaf0="1.1, 1.2", leaf1="").status_code == 302
    framework = document.examine(FrameworkDraft.objects.get().text)[0]
    assert (framework.name, framework.legal_basis) == ("Bộ năm 2027", ("QĐ 1", "QĐ 2"))
    assert framework.leaf_map == {"1.1": ("1.1", "1.2")}


def test_a_draft_is_thrown_away(version: FrameworkVersion, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    sent(client, reverse("parindex:framework_yaml", args=["XA-2027"]), text="framework: [")
    seen = hidden(client.get(reverse("parindex:framework_yaml", args=["XA-2027"])), "seen")
    client.post(reverse("parindex:framework_discard", args=["XA-2027"]), {"seen": seen})
    assert not FrameworkDraft.objects.exists()


# --- import ----------------------------------------------------------------------------------------------------------


def upload(client: Client, content: bytes, name: str = "a.yaml") -> Any:
    return client.post(reverse("parindex:framework_import"), {"file": SimpleUploadedFile(name, content)})


def test_a_document_is_shown_before_it_is_stored(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    page = upload(client, small.TEXT.encode())
    assert "Không có lỗi: 7 tiêu chí chấm điểm, 10 điểm" in text(page)
    assert not FrameworkVersion.objects.exists()
    response = client.post(reverse("parindex:framework_import"), {"text": small.TEXT, "luu": "1"})
    assert response["Location"] == reverse("parindex:framework", args=["XA-NHO"])
    assert FrameworkVersion.objects.get().locality == place.unit


def test_a_broken_document_is_listed_and_may_be_mended_there(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    broken = small.TEXT.replace("max: 6", "max: 7")
    page = upload(client, broken.encode())
    assert "Tệp có 2 lỗi; chưa có gì được lưu" in text(page)
    assert "1: các mục con cộng lại bằng 6, điểm tối đa là 7" in text(page)
    kept = client.post(reverse("parindex:framework_import"), {"text": broken, "luu": "1"})
    assert "Tệp có 2 lỗi" in text(kept)
    assert not FrameworkVersion.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"%PDF-1.4", b"PK\x03\x04", b"<html><body>x</body></html>"],
    ids=range(5),
)
def test_what_is_no_criteria_set_changes_nothing(place: Province, opened: Opened, content: bytes) -> None:
    response = upload(opened("quan-tri-bo"), content, "a.xlsx")
    assert response.status_code in (200, 422)
    assert "chưa có gì được lưu" in text(response) or "Hãy" in text(response)
    assert not FrameworkVersion.objects.exists()


def test_our_own_workbook_needs_no_answers(place: Province, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    page = upload(client, spreadsheet_export.workbook(document.read(small.TEXT)), "a.xlsx")
    assert "Mọi câu hỏi đã được trả lời" in text(page)
    url = reverse("parindex:framework_import_sheet")
    data = {
        "packed": hidden(page, "packed"),
        "code": "XA-NHO",
        "name": "Bộ nhỏ",
        "subject": "commune",
        "year": "2024",
    }
    response = client.post(url, {**data, "luu": "1"})
    assert response.status_code == 302
    assert framework_of(FrameworkVersion.objects.get()) == document.read(small.TEXT)


def test_a_workbook_of_officials_is_asked_about_and_nothing_is_stored_before_the_end(
    place: Province, opened: Opened
) -> None:
    factories.framework("department")
    client = opened("quan-tri-bo")
    url = reverse("parindex:framework_import_sheet")
    page = upload(client, shared("scoring-sheets", "haiphong_212_2025_mau_1.xlsx").read_bytes(), "mau 1.xlsx")
    assert "phải chăng là 20 với chú thích 7?" in text(page)
    page = client.post(url, {"packed": hidden(page, "packed")})
    assert "Còn 6 chỗ chưa rõ" in text(page), "unanswered questions are asked again"
    for _ in range(3):
        if "Trả lời và đọc tiếp" not in text(page):
            break
        chosen = dict(re.findall(r'name="(q\d+)" value="([^"]+)"', page.content.decode())[::-1])
        page = client.post(url, {"packed": hidden(page, "packed"), **chosen})
    assert "điểm tối đa là 2 nhưng hướng dẫn cho cao nhất 1" in text(page)
    data = {
        "packed": hidden(page, "packed"),
        "code": "HP-212",
        "name": "Hải Phòng",
        "subject": "department",
        "year": "2026",
    }
    assert client.post(url, {**data, "base": ""}).status_code == 422
    preview = client.post(url, {**data, "base": "SO-2025"})
    assert "II.5.1.a" in text(preview)
    assert not FrameworkVersion.objects.filter(code="HP-212").exists()
    response = client.post(url, {**data, "base": "SO-2025", "luu": "1"})
    assert response.status_code == 302
    assert framework_of(FrameworkVersion.objects.get(code="HP-212")).node("II.5").max_points == 20


def test_a_preview_that_was_tampered_with_is_refused(place: Province, opened: Opened) -> None:
    response = opened("quan-tri-bo").post(reverse("parindex:framework_import_sheet"), {"packed": "x"})
    assert response.status_code == 422


# --- rounds ----------------------------------------------------------------------------------------------------------


def test_a_round_is_opened_with_all_units_of_the_year(place: Province, opened: Opened) -> None:
    small.version()
    client = opened("quan-tri-bo")
    assert "Mở đợt" in text(client.get(reverse("parindex:rounds", args=[2026])))
    url = reverse("parindex:round_open", args=[2026, place.unit.pk, "commune"])
    response = client.post(url, {"framework": "XA-NHO", "everybody": "on"})
    made = Round.objects.get()
    assert response["Location"] == reverse("parindex:round", args=[2026, made.pk])
    assert set(made.participants.values_list("block", flat=True)) == {"xa", "phuong"}
    assert client.get(url).status_code == 404, "there is one already"


def test_a_round_shows_its_units_and_keeps_its_set_once_in_use(
    place: Province, made: Round, opened: Opened
) -> None:
    client = opened("quan-tri-bo")
    url = reverse("parindex:round", args=[2026, made.pk])
    assert "Đổi bộ chỉ số" in text(client.get(url))
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    assert "Năm 2026 đã có số liệu, nên không đổi bộ chỉ số được nữa" in text(client.get(url))
    factories.framework()
    refused = client.post(
        reverse("parindex:round_framework", args=[2026, made.pk]), {"framework": "XA-2025", "reason": "thử"}
    )
    assert "Năm 2026 đang dùng bộ XA-NHO" in text(refused)
    assert client.get(reverse("parindex:round", args=[2025, made.pk])).status_code == 404


def test_dates_units_blocks_and_scoring_again(place: Province, made: Round, opened: Opened) -> None:
    client = opened("quan-tri-bo")
    dates = reverse("parindex:round_dates", args=[2026, made.pk])
    assert client.post(dates, {"day-plan": "12/01/2026", "reason": "KH 5/KH-UBND"}).status_code == 302
    member = small.member(made, place.communes[0])
    assert member.round.dates == {"plan": "2026-01-12"}
    url = reverse("parindex:participant", args=[2026, made.pk, member.pk])
    assert client.post(url, {"block": "phuong", "not_ranked": "mới lập", "reason": "QĐ"}).status_code == 302
    assert client.post(
        reverse("parindex:participant_remove", args=[2026, made.pk, member.pk]), {"reason": "x"}
    )
    assert made.participants.count() == 3
    add = reverse("parindex:round_add", args=[2026, made.pk])
    assert "Chưa chọn đơn vị nào" in text(client.post(add, {}))
    client.post(add, {"unit": str(place.communes[0].pk), f"block-{place.communes[0].pk}": "phuong"})
    assert small.member(made, place.communes[0]).block == "phuong"
    again = client.post(reverse("parindex:round_rescore", args=[2026, made.pk]), follow=True)
    assert "Đã chấm lại: kết quả không đổi" in text(again)


def test_a_reader_sees_rounds_and_manages_none(made: Round, opened: Opened) -> None:
    client = opened("chu-tich")
    assert "Chấm lại" not in text(client.get(reverse("parindex:round", args=[2026, made.pk])))
    assert client.post(reverse("parindex:round_rescore", args=[2026, made.pk])).status_code == 403
    assert client.get(reverse("parindex:latest_rounds"))["Location"] == reverse(
        "parindex:rounds", args=[2026]
    )


# --- facts -----------------------------------------------------------------------------------------------------------


def leaf_url(place: Province, code: str, name: str = "fact") -> str:
    return reverse(f"parindex:{name}", args=[2026, place.communes[0].pk, code])


def test_the_sheet_of_a_unit(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    url = reverse("parindex:facts", args=[2026, place.communes[0].pk])
    assert client.get(reverse("parindex:own_facts"))["Location"] == url
    facts.enter(
        SYSTEM, small.member(made, place.communes[0]).pk, "1.2", {"num": 48, "den": 50}, illustration=True
    )
    words = text(client.get(url))
    assert "1 / 7 tiêu chí" in words
    assert "minh họa" in words
    missing = text(client.get(url, {"loc": "thieu"}))
    assert "1.1 Kế hoạch" in missing
    assert "1.2 Tỷ lệ" not in missing
    elsewhere = reverse("parindex:facts", args=[2026, place.communes[1].pk])
    assert client.get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("code", "sent_", "inputs", "points"),
    [
        ("1.1", {"in-date": "15/01/2026"}, {"date": "2026-01-15"}, "2"),
        ("1.1", {"in-date-none": "on"}, {"date": None}, "0"),
        ("1.2", {"in-num": "1.250,0", "in-den": "2500"}, {"num": Decimal("1250.0"), "den": 2500}, "1"),
        ("1.2", {"in-num": "12,5", "in-den": "25"}, {"num": Decimal("12.5"), "den": 25}, "1"),
        ("1.3", {"in-items": ["1"]}, {"items": [False, True]}, "1"),
        ("2.1", {"in-done": "no"}, {"done": False}, "0"),
        ("2.2", {"in-option": "0"}, {"option": 0}, "1"),
        (
            "2.3",
            {"in-points": "0,75", "in-reason": "Hội đồng"},
            {"points": Decimal("0.75"), "reason": "Hội đồng"},
            "0.75",
        ),
    ],
)
def test_each_kind_of_leaf_has_its_form(
    place: Province,
    made: Round,
    opened: Opened,
    code: str,
    sent_: dict[str, Any],
    inputs: dict[str, Any],
    points: str,
) -> None:
    response = opened("dau-moi").post(leaf_url(place, code), {"version": "0", "source": "Báo cáo", **sent_})
    assert response.status_code == 302, text(response)[:800]
    assert Fact.objects.get().inputs == inputs
    score = NodeScore.objects.get(participant__unit=place.communes[0], code=code)
    assert score.points == Decimal(points)


@pytest.mark.parametrize(
    ("code", "sent_", "words"),
    [
        ("1.1", {}, "Hãy ghi ngày ký, hoặc đánh dấu"),
        ("1.1", {"in-date": "15/01/2026", "in-date-none": "on"}, "bỏ dấu “Không ban hành”"),
        ("1.1", {"in-date": "31/02/2026"}, "không phải ngày có thật"),
        ("1.2", {"in-num": "1.250", "in-den": "2500"}, "Hãy nhập một số"),
        ("1.2", {"in-num": "-1", "in-den": "5"}, "không được âm"),
        ("1.2", {"in-num": "5", "in-den": "0"}, "mẫu số bằng 0 mà tử số là 5"),
        ("2.1", {}, "Hãy nhập ô này"),
        ("2.3", {"in-points": "2", "in-reason": "x"}, "cao hơn điểm tối đa"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_stays(
    place: Province, made: Round, opened: Opened, code: str, sent_: dict[str, Any], words: str
) -> None:
    response = opened("dau-moi").post(
        leaf_url(place, code), {"version": "0", "source": "Nguồn của tôi", **sent_}
    )
    assert response.status_code == 422
    assert words in text(response)
    assert "Nguồn của tôi" in response.content.decode()
    assert not Fact.objects.exists()


def test_points_are_shown_as_one_types(place: Province, made: Round, opened: Opened) -> None:
    client, url = opened("dau-moi"), leaf_url(place, "1.2", "fact_trial")
    assert "48 / 50 × 100 = 96 %" in text(client.post(url, {"in-num": "48", "in-den": "50"}))
    assert "mẫu số bằng 0 mà tử số" in text(client.post(url, {"in-num": "1", "in-den": "0"}))
    assert "Không phát sinh" in text(client.post(url, {"in-num": "0", "in-den": "0"}))
    assert "khi đã nhập đủ" in text(client.post(url, {"in-num": "", "in-den": "0"}))
    assert not Fact.objects.exists()


def test_two_who_save_at_once_see_both_values_and_lose_none(
    place: Province, made: Round, opened: Opened
) -> None:
    member = small.member(made, place.communes[0])
    facts.enter(place.scope("dau-moi-tinh"), member.pk, "1.2", {"num": 40, "den": 50})
    client, url = opened("dau-moi"), leaf_url(place, "1.2")
    response = client.post(url, {"version": "0", "in-num": "48", "in-den": "50"})
    words = text(response)
    assert "Dau Moi Tinh đã lưu số liệu này lúc" in words
    assert "Hai giá trị khác nhau" in words
    assert 'value="48"' in response.content.decode()
    assert re.search(r"Số việc xong 40", words, re.IGNORECASE)
    assert hidden(response, "version") == "1"
    assert (
        client.post(
            url, {"version": "1", "in-num": "48", "in-den": "50", "reason": "đối chiếu lại"}
        ).status_code
        == 302
    )
    assert Entry.objects.get(action="fact.changed").reason == "đối chiếu lại"


def test_saving_may_go_on_to_the_next_leaf(place: Province, made: Round, opened: Opened) -> None:
    response = opened("dau-moi").post(leaf_url(place, "2.1"), {"version": "0", "in-done": "yes", "tiep": "1"})
    assert response["Location"] == leaf_url(place, "2.2")


def test_a_leaf_is_declared_not_applicable_and_back(place: Province, made: Round, opened: Opened) -> None:
    client, url = opened("dau-moi"), leaf_url(place, "1.2", "fact_not_applicable")
    assert "loại khỏi điểm tối đa" in text(client.get(url))
    assert client.post(url, {"declared": "on", "reason": "không có việc nào"}).status_code == 302
    assert "không áp dụng" in text(client.get(leaf_url(place, "1.2")))
    assert Participant.objects.get(unit=place.communes[0]).not_applicable == ["1.2"]
    assert client.post(url, {"reason": "có việc mới"}).status_code == 302
    assert Participant.objects.get(unit=place.communes[0]).not_applicable == []
    refused = client.post(leaf_url(place, "2.1", "fact_not_applicable"), {"declared": "on", "reason": "x"})
    assert "không cho phép khai" in text(refused)


def test_a_fact_is_withdrawn_with_a_reason(place: Province, made: Round, opened: Opened) -> None:
    facts.enter(SYSTEM, small.member(made, place.communes[0]).pk, "2.1", {"done": True})
    client, url = opened("dau-moi"), leaf_url(place, "2.1", "fact_withdraw")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "nhầm đơn vị"}).status_code == 302
    assert not Fact.objects.exists()


def test_bonus_penalty_and_attributes(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi")
    url = reverse("parindex:facts_extras", args=[2026, place.communes[0].pk])
    data = {"bonus-T1": "2", "penalty-P1": "", "attributes-no_procedures": "yes", "reason": "QĐ 9"}
    assert client.post(url, data).status_code == 302
    member = Participant.objects.get(unit=place.communes[0])
    assert (member.bonus, member.penalty, member.attributes) == ({"T1": 2}, {}, {"no_procedures": True})
    assert client.post(url, {**data, "bonus-T1": "hai"}).status_code == 422


def test_a_reader_sees_the_facts_and_has_no_form(place: Province, made: Round, opened: Opened) -> None:
    page = opened("chu-tich").get(leaf_url(place, "1.2"))
    assert page.status_code == 200
    assert 'name="in-num"' not in page.content.decode()
    assert (
        opened("chu-tich").post(leaf_url(place, "2.1"), {"version": "0", "in-done": "yes"}).status_code == 403
    )


# --- facts from a file -----------------------------------------------------------------------------------------------


def loaded(client: Client, made: Round, content: bytes, name: str) -> Any:
    url = reverse("parindex:facts_import", args=[2026])
    return client.post(
        url, {"round": str(made.pk), "file": SimpleUploadedFile(name, content), "source": "Sổ"}
    )


def test_a_json_file_is_shown_then_loaded(place: Province, made: Round, opened: Opened) -> None:
    client = opened("dau-moi-tinh")
    data = {"units": [{"unit": place.communes[0].name, "inputs": {"1.2": {"num": 1, "den": 3}}}]}
    page = loaded(client, made, json.dumps(data).encode(), "f.json")
    assert "1 đơn vị: 1 số mới, 0 số thay đổi" in text(page)
    assert not Fact.objects.exists()
    response = client.post(reverse("parindex:facts_import", args=[2026]), {"packed": hidden(page, "packed")})
    assert response["Location"] == reverse("parindex:round", args=[2026, made.pk])
    assert Fact.objects.get().source == "Sổ"


def test_the_template_filled_in_is_loaded(place: Province, made: Round, opened: Opened) -> None:
    import openpyxl

    client = opened("dau-moi-tinh")
    template = client.get(reverse("parindex:facts_template", args=[2026, made.pk]))
    workbook = openpyxl.load_workbook(io.BytesIO(template.content))
    page = workbook.active
    assert page is not None
    for row in page.iter_rows(min_row=2):
        if row[2].value == "2.1":
            row[6].value = "có"
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert "4 đơn vị: 4 số mới" in text(loaded(client, made, buffer.getvalue(), "f.xlsx"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "không phải JSON hợp lệ"),
        (b'{"units": []}', "ít nhất một đơn vị"),
        (b'{"units": [{"unit": "X\xc3\xa3 9", "inputs": {}}]}', "không có trong đợt"),
        (b'{"units": [{"unit": 1}]}', "phải là tên đơn vị"),
        (b'{"a": NaN}', "không phải JSON hợp lệ"),
    ],
)
def test_a_wrong_file_of_facts_changes_nothing(
    place: Province, made: Round, opened: Opened, content: bytes, words: str
) -> None:
    page = loaded(opened("dau-moi-tinh"), made, content, "f.json")
    assert words in text(page)
    assert "Nạp số liệu này" not in text(page)
    assert not Fact.objects.exists()

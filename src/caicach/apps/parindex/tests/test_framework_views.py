"""The screens of criteria sets and of their editor: what stands on them, what forms do and what they refuse."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from caicach.apps.parindex.actions import frameworks
from caicach.apps.parindex.models import FrameworkDraft, FrameworkVersion, Round
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import Province
from caicach.apps.parindex.tests.screens import Opened, sent
from caicach.core.parindex import document
from caicach.platform.access import Role
from caicach.platform.spreadsheets import read_table
from screens import hidden, text

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


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

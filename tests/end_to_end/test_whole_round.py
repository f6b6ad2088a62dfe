"""One unit and one appraiser walk through a whole round in the browser: opened, scored, proved, locked, appraised, explained,
appraised again, disputed, decided, approved, published; and what was published can be computed again.
"""

import json
import re
from pathlib import Path
from random import Random

from playwright.sync_api import Locator, Page, expect

from caicach.cli.bench_inputs import drawn_input
from caicach.core.parindex import document, record
from caicach.platform import clock
from visiting import PHONE, YEAR, Axe, Visit

NEXT = YEAR + 1
UNIT = "Sở Công Thương"
QUESTIONED, LOWERED = "1.1.4", "1.1.2"
PDF = b"%%PDF-1.4\n%% %s\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n"
APPRAISERS = ("noivu", "tuphap", "taichinh", "khcn", "vanphong")


def test_a_unit_and_an_appraiser_walk_through_a_whole_round(visit: Visit, axe: Axe, tmp_path: Path) -> None:
    manager, focal, head = visit("bochiso"), visit("daumoi.so"), visit("lanhdao.so")
    secretary, appraiser = visit("thuky"), visit("thamdinh.noivu")
    focal.goto("/chi-so/so-lieu/")
    unit = focal.url.split("/don-vi/")[1].split("/")[0]
    home = f"/chi-so/{NEXT}/don-vi/{unit}"

    council = f"/chi-so/{NEXT}/dot/{open_round(manager)}/hoi-dong/"
    load_inputs(focal, tmp_path)
    prove(focal, unit, home, pdf(tmp_path, "minh-chung"))
    lock(head, f"{home}/chot/", pdf(tmp_path, "bao-cao"))

    take(secretary, "Bắt đầu thẩm định", "thẩm định lần 1")
    appraise(appraiser)
    for name in APPRAISERS:
        agree_with_the_rest(visit(f"thamdinh.{name}"), unit)
    take(secretary, "Gửi yêu cầu giải trình", "đang giải trình")
    explain(focal, head, home, pdf(tmp_path, "giai-trinh"))
    take(secretary, "Thẩm định lần 2", "thẩm định lần 2")
    appraise_again(appraiser)
    take(secretary, "Trình hội đồng", "chờ hội đồng")

    dispute(head, home)
    member = visit("hoidong")
    decide(member, council)
    axe(member)
    approve(secretary, council)
    chair = visit("chutich")
    publish(chair, council)
    axe(chair)

    told = secretary.request.get(f"{council}cong-bo/1/").text()
    assert record.verify(told) == ()
    assert UNIT in told
    phone = visit("lanhdao.so", width=PHONE)
    phone.goto(f"{home}/cac-lop/")
    expect(phone.locator("main")).to_contain_text(LOWERED)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE


def open_round(page: Page) -> str:
    """The round of the coming year with this one unit in it; returns its number."""
    page.goto(f"/chi-so/{NEXT}/dot/")
    page.locator("main a[href*='/department/']").click()
    page.get_by_label("Đưa mọi đơn vị").uncheck()
    page.get_by_role("button", name="Mở đợt đánh giá").click()
    expect(page.locator("main")).to_contain_text("Đã mở đợt")
    number = page.url.rstrip("/").split("/")[-1]
    page.goto(f"/chi-so/{NEXT}/dot/{number}/moc-ngay/")
    page.locator("main form input[type=text]").first.fill(f"01/12/{YEAR}")
    page.locator("textarea[name=reason]").fill("kế hoạch của tỉnh")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"/chi-so/{NEXT}/dot/{number}/them-don-vi/")
    for box in page.locator("tbody").get_by_role("checkbox").all():
        box.uncheck()
    page.locator("tr", has_text=UNIT).get_by_role("checkbox").check()
    page.get_by_role("button", name="Đưa vào đợt").click()
    expect(page.locator("main")).to_contain_text(UNIT)
    return number


def load_inputs(page: Page, folder: Path) -> None:
    """The inputs of all leaves from a file, looked at before they are taken."""
    framework, chance = document.shipped("department"), Random(NEXT)
    inputs = {leaf.code: drawn_input(leaf.rule, chance) for leaf in framework.leaves}
    file = folder / "so-lieu.json"
    told = {"year": NEXT, "units": [{"unit": UNIT, "block": "so", "inputs": inputs}]}
    file.write_text(json.dumps(told, default=float), encoding="utf-8")
    page.goto(f"/chi-so/{NEXT}/du-lieu/")
    page.locator("main input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name=re.compile("Lưu|Nạp")).last.click()
    expect(page.locator("main")).to_contain_text("Đã nạp")


def prove(page: Page, unit: str, home: str, file: Path) -> None:
    """A file dropped on one leaf, an explanation of the others."""
    page.goto(f"{home}/so-lieu/{LOWERED}/")
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name="Tải lên").first.click()
    expect(page.locator("#minh-chung")).to_contain_text("minh-chung")
    for leaf in document.shipped("department").leaves:
        address = f"/api/units/{unit}/facts/{leaf.code}/note?year={NEXT}"
        answer = page.request.put(
            address, headers=token(page), data={"text": "Theo sổ của đơn vị", "version": 0}
        )
        assert answer.ok, answer.text()


def lock(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.locator("input[type=file]").first.set_input_files(file)
    page.get_by_role("button", name="Chốt điểm tự chấm").click()
    page.get_by_role("dialog").get_by_role("button", name="Chốt điểm tự chấm").click()
    expect(page.get_by_text("đã chốt tự chấm").first).to_be_visible()


def take(page: Page, step: str, stage: str) -> None:
    """A step of the whole round, looked at before it is taken."""
    page.goto(f"/chi-so/{NEXT}/tham-dinh/?bo=department")
    page.get_by_label("Bước thực hiện").select_option(label=f"{step} (1 sẵn sàng)")
    page.get_by_role("button", name=re.compile("Mọi đơn vị đã sẵn sàng")).click()
    page.get_by_role("button", name=re.compile(step)).last.click()
    expect(page.locator("tr", has_text=UNIT).first).to_contain_text(stage)


def appraise(page: Page) -> None:
    """One leaf loses what it has, one is asked about; both are saved as they are typed."""
    row = row_of(page, LOWERED)
    row.locator("input[name$=points]").fill("0")
    row.locator("textarea[name$=reason]").fill("kế hoạch không nêu kinh phí")
    row.locator("textarea[name$=reason]").press("Tab")
    expect(row).to_contain_text("Đã lưu")
    row = row_of(page, QUESTIONED)
    row.locator("textarea[name$=question]").fill("nêu số nhiệm vụ hoàn thành")
    row.locator("textarea[name$=question]").press("Tab")
    expect(row).to_contain_text("Đã lưu")


def agree_with_the_rest(page: Page, unit: str) -> None:
    """Every leaf of the fields that has no points yet takes those of the self-score."""
    page.goto(f"/chi-so/{NEXT}/tham-dinh/?bo=department")
    for link in page.locator("main a[href*='/department/']").all():
        code = (link.get_attribute("href") or "").rstrip("/").split("/")[-1]
        shown = page.request.get(f"/api/appraisal/{NEXT}/department/{code}").json()
        row = next(row for row in shown if str(row["unit_id"]) == unit)
        if row["version"] == 0:
            answer = page.request.put(
                f"/api/appraisal/{NEXT}/units/{unit}/points/{code}",
                headers=token(page), data={"points": row["self_points"], "reason": "", "version": 0},
            )  # fmt: skip
            assert answer.ok, answer.text()


def explain(page: Page, head: Page, home: str, file: Path) -> None:
    page.goto(f"{home}/so-lieu/{QUESTIONED}/")
    page.get_by_label("Giải trình", exact=True).fill("45 trên 50 nhiệm vụ, theo biểu kèm báo cáo")
    page.get_by_role("button", name="Lưu giải trình").click()
    expect(page.locator("#giai-trinh")).to_contain_text("45 trên 50")
    head.goto(f"{home}/chot/")
    head.locator("input[type=file]").first.set_input_files(file)
    head.get_by_role("button", name="Gửi giải trình").click()
    head.get_by_role("dialog").get_by_role("button", name="Gửi giải trình").click()
    expect(head.get_by_text("đã giải trình").first).to_be_visible()


def appraise_again(page: Page) -> None:
    row = row_of(page, QUESTIONED)
    row.get_by_role("button", name=re.compile("Đồng ý")).click()
    expect(row).to_contain_text("Đã lưu")


def dispute(page: Page, home: str) -> None:
    page.goto(f"{home}/cac-lop/{LOWERED}/")
    page.get_by_role("link", name="Đưa ra hội đồng").click()
    page.get_by_label("Nội dung tranh chấp").fill("kinh phí nêu ở phụ lục 2")
    page.get_by_role("button", name="Gửi hội đồng").click()
    expect(page.locator("main")).to_contain_text("Đã đưa tiêu chí")


def decide(page: Page, council: str) -> None:
    page.goto(council)
    expect(page.locator("main")).to_contain_text("kinh phí nêu ở phụ lục 2")
    page.get_by_role("link", name="Quyết định", exact=True).click()
    page.get_by_label("Điểm hội đồng quyết định").fill("0,25")
    page.locator("textarea[name=reason]").fill("phụ lục 2 nêu một phần")
    page.get_by_role("button", name=re.compile("Ghi|Lưu|Quyết định")).last.click()
    expect(page.locator("main")).to_contain_text("đã quyết định")


def approve(page: Page, council: str) -> None:
    page.goto(f"{council}phe-duyet/")
    page.get_by_label("Số biên bản").fill("01/BB-HĐTĐ")
    page.get_by_label("Ngày họp").fill(f"{clock.today():%d/%m/%Y}")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("01/BB-HĐTĐ")


def publish(page: Page, council: str) -> None:
    page.goto(f"{council}cong-bo/")
    page.get_by_label("Số quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Ngày ban hành").fill(f"{clock.today():%d/%m/%Y}")
    page.locator("main form button[type=submit]").last.click()
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("15/QĐ-UBND")


def pdf(folder: Path, name: str) -> Path:
    """A small file, different from those of other names."""
    made = folder / f"{name}.pdf"
    made.write_bytes(PDF % name.encode())
    return made


def row_of(page: Page, code: str) -> Locator:
    page.goto(f"/chi-so/{NEXT}/tham-dinh/department/{code}/")
    return page.locator("tr", has_text=UNIT).first


def token(page: Page) -> dict[str, str]:
    """The header against forged requests, as the browser's own scripts send it."""
    found = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    return {"X-CSRFToken": found}

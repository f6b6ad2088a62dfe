"""A commune's counter for a day, in the browser: a plain dossier, one that lacks a paper, one that will be late, one of several
parts, each from its desk to the citizen; and what the day leaves in the lists, in the book, in the figures of the unit and in its
leaf of the index.

What was handed in on the days before was received then, by the same actions (`counter_world`): the clock of the server is right.
"""

import datetime as dt
import io
import re
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from caicach.core.letters.figures import day_text
from caicach.platform import clock
from counter_hands import (
    Matter,
    agree,
    begin,
    carry_on,
    choose,
    end,
    finish_step,
    give_back,
    hand_over,
    introduce,
    number,
    opened,
    rate,
    received,
    settle,
    show,
)
from visiting import AtSite, Visit

OFFICER, HANDLER, HEAD, FOCAL = "quay-ngay", "thu-ly-ngay", "lanh-dao-quay-ngay", "dau-moi-ngay"
HANDLING = "Lê Văn"
REGISTERING = Matter("dang ky thu trong ngay", "Đăng ký thử trong ngày")
CARD = "Cấp thẻ thử trong ngày"
SUPPLEMENT, APOLOGY = "Yêu cầu bổ sung (mẫu 02)", "Soạn phiếu xin lỗi, hẹn lại"
ON_TIME_LEAF = "3.3.1"
LAW = "Nghị định số 118/2025/NĐ-CP"
MOMENT = re.compile(r"(\d\d):(\d\d) (\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True)
class Day:
    """The people of the counter at their screens, the citizen at his, and what lies on the desks in the morning."""

    officer: Page
    handler: Page
    head: Page
    citizen: Page
    dossiers: dict[str, tuple[int, str]]
    due_on: dt.date
    new_day: dt.date
    unit: tuple[int, str]
    forgotten_in: int
    """The year of the dossier that was left lying: in January the last one."""


def test_a_counter_day_from_reception_to_return(visit: Visit, counters: Any, at_site: AtSite) -> None:
    day = Day(
        officer=visit(OFFICER),
        handler=visit(HANDLER),
        head=visit(HEAD),
        citizen=visit(),
        dossiers=counters["dossiers"],
        due_on=dt.date.fromisoformat(counters["due_on"]),
        new_day=dt.date.fromisoformat(counters["new_day"]),
        unit=counters["unit"],
        forgotten_in=counters["forgotten_in"],
    )
    codes = [plain(day), lacking(day), slow(day), *interlinked(day), forgotten(day)]

    day.officer.goto("/mot-cua/ho-so/?xem=chua-tra")
    expect(day.officer.get_by_role("main")).to_contain_text("không có việc nào đang chờ")
    assert booked(day) == sorted(codes)
    figures(day)
    indexed(day, visit, at_site)
    morning_after = day.due_on + dt.timedelta(days=1)
    found = at_site("violations_on.py", morning_after.isoformat(), day.unit[1])
    tell(f"Vi phạm tìm thấy ngày {morning_after:%d/%m/%Y}: {found}")
    # The browser is quick: out of working hours what it settles within a minute is rightly a batch (V9).
    assert [one for one in found if one[0] != "V9"] == [["V3", day.dossiers["forgotten"][1]]], (
        "the apology came in time, the date of the supplement moved"
    )


def plain(day: Day) -> str:
    """Received with its receipt, given over, worked on in two steps, given back, rated."""
    page = day.officer
    received(page, "034194000058", "Nguyễn Thị Mẫu", matter=REGISTERING)
    promised = moment(page.locator(".cc-receipt-due").inner_text())
    code = page.locator(".cc-receipt-code").inner_text()
    receipt = printed(page, page.get_by_role("link", name="In giấy tiếp nhận").get_attribute("href") or "")
    assert code in receipt
    assert f"{promised:%H giờ %M} phút, {day_text(promised.date())}" in receipt
    dossier = opened(page)
    assert due(page, dossier) == promised
    hand_over(page, HANDLING)

    show(day.handler, dossier)
    finish_step(day.handler)
    settle(day.handler)
    page.goto("/mot-cua/ho-so/?xem=chua-tra")
    page.get_by_role("link", name=code).press("Enter")
    give_back(page)
    rate(page)
    expect(looked_up(day, code, "5678")).to_contain_text("Đã trả kết quả.")
    return code


def lacking(day: Day) -> str:
    """Asked once for what it lacks, while the clock stands; counted anew when the paper has come; never asked again."""
    dossier, code = day.dossiers["lacking"]
    before = due(day.handler, dossier)
    begin(day.handler, SUPPLEMENT)
    ask_for_a_paper(day.handler)
    end(day.handler, "đồng hồ dừng đến khi nhận đủ", is_asked=True)
    expect(day.handler.get_by_role("main")).to_contain_text("đồng hồ dừng, chờ người nộp")
    expect(looked_up(day, code, "5602")).to_contain_text("tính lại khi ông/bà đã bổ sung")

    show(day.officer, dossier)
    carry_on(day.officer, "Nhận hồ sơ bổ sung")
    end(day.officer, "thời hạn tính lại từ đầu")
    after = due(day.officer, dossier)
    assert after > before
    day.officer.get_by_role("link", name="ngày hẹn trả").press("Enter")
    expect(day.officer.get_by_role("dialog")).to_contain_text("tính lại từ đầu")

    barred(day.handler, dossier, SUPPLEMENT, "không được yêu cầu bổ sung lần thứ hai")
    day.handler.goto(f"/mot-cua/ho-so/{dossier}/viec/yeu-cau-bo-sung/")
    ask_for_a_paper(day.handler)
    day.handler.keyboard.press("F9")
    agree(day.handler)
    expect(day.handler.get_by_role("alert")).to_contain_text(f"Điều 19 khoản 4 {LAW}")
    expect(day.handler.get_by_label("Giấy tờ, nội dung cần bổ sung")).to_have_value("Bản sao có chứng thực")

    show(day.handler, dossier)
    finish_step(day.handler)
    settle(day.handler)
    show(day.officer, dossier)
    give_back(day.officer)
    return code


def slow(day: Day) -> str:
    """Its date will not be kept: an apology with one new date, drafted, signed and sent; there is no second one."""
    dossier, code = day.dossiers["slow"]
    show(day.handler, dossier)
    begin(day.handler, APOLOGY)
    apologise(day.handler, day.new_day)
    end(day.handler, "chờ lãnh đạo ký")

    day.head.goto("/")
    day.head.get_by_role("link", name=f"Ký phiếu xin lỗi hồ sơ {code}").press("Enter")
    expect(day.head.get_by_role("main")).to_contain_text("Kho lưu trữ chưa trả lời")
    end(day.head, "Đã ký phiếu xin lỗi", is_asked=True)
    assert due(day.officer, dossier).date() == day.due_on, (
        "a signed apology that nobody has sent moves nothing"
    )

    day.officer.goto("/")
    day.officer.get_by_role("link", name=f"Gửi phiếu xin lỗi hồ sơ {code}").press("Enter")
    expect(day.officer.get_by_role("button", name="Gửi phiếu xin lỗi")).to_be_visible()
    end(day.officer, "có ngày hẹn mới", is_asked=True)
    assert due(day.officer, dossier).date() == day.new_day

    told = looked_up(day, code, "5603")
    for words in ("Xin lỗi ông/bà", "Kho lưu trữ chưa trả lời", f"Ngày hẹn mới: {day.new_day:%d/%m/%Y}"):
        expect(told).to_contain_text(words)

    barred(day.handler, dossier, APOLOGY, "không được hẹn lại lần thứ hai")
    day.handler.goto(f"/mot-cua/ho-so/{dossier}/viec/xin-loi/")
    apologise(day.handler, day.new_day + dt.timedelta(days=7))
    day.handler.keyboard.press("F9")
    expect(day.handler.get_by_role("alert")).to_contain_text("không được hẹn lại lần thứ hai")
    expect(day.handler.get_by_role("alert")).to_contain_text(LAW)
    return code


def interlinked(day: Day) -> list[str]:
    """Two dossiers of one matter: handed in once, one date for the citizen, the second begins when the first is settled."""
    page = day.officer
    choose(page, REGISTERING)
    page.get_by_role("button", name="Tiếp nhận liên thông").press("Enter")
    introduce(page, "034195000066", "Vũ Văn Ví Dụ", "0912 345 604")
    page.keyboard.press("F8")
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ liên thông")
    promised = moment(page.locator(".cc-receipt-due").inner_text())
    first_row, second_row = (page.get_by_role("row", name=name) for name in (REGISTERING.name, CARD))
    codes = [row.locator("th .cc-num").inner_text() for row in (first_row, second_row)]
    expect(second_row).to_contain_text(f"bắt đầu khi xong {codes[0]}")
    assert moment(first_row.inner_text()) < moment(second_row.inner_text()) == promised

    first = opened(page)
    for code in codes:
        expect(looked_up(day, code, "5604")).to_contain_text(f"{promised:%d/%m/%Y}")
    hand_over(page, HANDLING)
    show(day.handler, first)
    finish_step(day.handler)
    settle(day.handler)

    show(page, first)
    page.get_by_role("link", name=CARD).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(codes[1])
    expect(page.get_by_text("Được tiếp nhận").first).to_be_visible()
    second = number(page)
    hand_over(page, HANDLING)
    show(day.handler, second)
    settle(day.handler)
    for dossier in (first, second):
        show(page, dossier)
        give_back(page)
    return codes


def forgotten(day: Day) -> str:
    """Found late on the desk, without an apology: settled today, and a violation on the head's list."""
    dossier, code = day.dossiers["forgotten"]
    show(day.handler, dossier)
    finish_step(day.handler)
    settle(day.handler)
    show(day.officer, dossier)
    give_back(day.officer)
    day.head.goto(f"/mot-cua/vi-pham/{day.forgotten_in}/danh-sach/")
    rows = day.head.locator("#vi-pham tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(code)
    expect(rows).to_contain_text("V3")
    return code


def indexed(day: Day, visit: Visit, at_site: AtSite) -> None:
    """The dossiers of the day are the figures of their leaf of the index, and the figures lead back to the dossiers."""
    year, number = at_site("index_world.py", "join", str(day.unit[0]))
    try:
        manager, focal, chair = visit("bochiso"), visit(FOCAL), visit("chutich")
        manager.goto(f"/chi-so/{year}/dot/{number}/")
        manager.get_by_role("button", name="Đếm lại").press("Enter")
        expect(manager.get_by_role("status").first).to_contain_text("số liệu hệ thống đếm")
        focal.goto(f"/chi-so/{year}/don-vi/{day.unit[0]}/so-lieu/{ON_TIME_LEAF}/")
        expect(focal.get_by_label("Số hồ sơ giải quyết đúng hạn và trước hạn")).to_have_value("4")
        expect(focal.get_by_label("Số hồ sơ đã giải quyết và hồ sơ quá hạn chưa giải quyết")).to_have_value(
            "5"
        )
        expect(focal.locator("#diem")).to_contain_text("80 % < 95 % → 0")
        expect(focal.locator("#so-dem")).to_contain_text("đang dùng số này")
        chair.goto(f"/chi-so/{year}/don-vi/{day.unit[0]}/vi-sao/{ON_TIME_LEAF}/")
        chair.get_by_role("link", name="Xem những gì được đếm").press("Enter")
        expect(chair.get_by_role("main")).to_contain_text("4 / 5 hồ sơ đúng hạn hoặc trước hạn")
    finally:
        at_site("index_world.py", "leave", str(day.unit[0]))


def ask_for_a_paper(page: Page) -> None:
    expect(page.get_by_label("Giấy tờ, nội dung cần bổ sung")).to_be_focused()
    page.keyboard.type("Bản sao có chứng thực")
    page.keyboard.press("Tab")
    page.keyboard.type("Bản sao không rõ chữ")


def apologise(page: Page, new_day: dt.date) -> None:
    expect(page.get_by_role("textbox", name="Lý do")).to_be_focused()
    page.keyboard.type("Kho lưu trữ chưa trả lời")
    page.keyboard.press("Tab")
    page.keyboard.type(f"{new_day:%d/%m/%Y}")


def barred(page: Page, dossier: int, act: str, why: str) -> None:
    """The page of the dossier says with the article why the act cannot be done, and does not lead to it."""
    show(page, dossier)
    expect(page.get_by_role("link", name=act)).to_have_count(0)
    said = page.locator(".cc-act-barred", has_text=act)
    expect(said).to_contain_text(why)
    expect(said).to_contain_text(LAW)


def looked_up(day: Day, code: str, digits: str) -> Any:
    """What the citizen reads of a dossier, who types its code and his last digits."""
    page = day.citizen
    page.goto(f"/cong-khai/ho-so/?ma={code}")
    page.get_by_label("Bốn số cuối").focus()
    page.keyboard.type(digits)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hồ sơ {code}")
    return page.get_by_role("main")


def booked(day: Day) -> list[str]:
    """The codes in the book of receptions (form 06); around New Year it is two books."""
    page, codes = day.head, []
    for year in {clock.today().year, (clock.today() - dt.timedelta(days=30)).year}:
        page.goto(f"/mot-cua/so/nam/{year}/")
        book = page.locator("#books").get_by_role("link", name="Sổ theo dõi hồ sơ")
        if book.count():
            book.press("Enter")
            expect(page.locator("#lines")).to_be_visible()
            codes += page.locator("#lines tbody th").all_inner_texts()
    return sorted(codes)


def figures(day: Day) -> None:
    """Five dossiers are settled, one of them late: in the evaluation of the unit, and in what the index counts of it."""
    page, year, late = day.head, clock.today().year, [day.dossiers["forgotten"][1]]
    page.goto("/mot-cua/danh-gia/")
    tell(page.locator("#danh-gia").inner_text())
    expect(page.get_by_role("main")).to_contain_text("5 hồ sơ đã giải quyết trong kỳ, ở 1 đơn vị")
    page.goto(f"/mot-cua/danh-gia/{year}/ho-so/?cs=1&diem=0")
    expect(page.locator("#danh-gia-ho-so tbody th")).to_have_text(late)
    page.goto(f"/mot-cua/danh-gia/{year}/chi-so/{day.unit[0]}/?phan=tre")
    expect(page.get_by_role("main")).to_contain_text("4 / 5 hồ sơ đúng hạn hoặc trước hạn")
    expect(page.locator("#tinh-vao-chi-so tbody th")).to_have_text(late)


def tell(figures: str) -> None:
    """For whoever reads the report of the test."""
    sys.stdout.write(f"{figures}\n")


def due(page: Page, dossier: int) -> dt.datetime:
    """The moment that the page of the dossier says the citizen was promised."""
    show(page, dossier)
    return moment(page.locator("#thong-tin div", has=page.get_by_text("Hẹn trả", exact=True)).inner_text())


def moment(text: str) -> dt.datetime:
    """The first moment in a text."""
    found = MOMENT.search(text)
    assert found, text
    hour, minute, day, month, year = map(int, found.groups())
    return dt.datetime(year, month, day, hour, minute, tzinfo=clock.VIETNAM)


def printed(page: Page, address: str) -> str:
    """The text of a slip."""
    content = page.request.get(address).body()
    return " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages).split())

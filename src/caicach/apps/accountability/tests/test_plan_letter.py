"""The plan of a unit as Word and PDF: what it stands on, its two lists, who signs, who may have it."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader

from caicach.apps.accountability import letters
from caicach.apps.accountability.actions import plans
from caicach.apps.accountability.models import RemedyPlan
from caicach.apps.accountability.queries import plans as queries
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import World, world
from caicach.apps.accountability.tests.test_plan_actions import DUE, filled
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.offices import (
    head_of,
)
from caicach.core.letters import Letter, Table, faults, laid_out
from caicach.platform.access import NotFound

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]


def letter(world: World, who: str = "dau-moi", year: int = 2025) -> Letter:
    return letters.plan(queries.printable(world.scope(who), year, world.own.pk), 2026)


def rows(made: Letter, annex: int) -> list[tuple[str, ...]]:
    (table,) = made.annexes[annex].blocks
    assert isinstance(table, Table)
    return [row.cells for row in table.rows]


def words(made: Letter) -> str:
    layout = laid_out(made)
    return "\n".join(part.text for part in (*layout.bases, *layout.parts) if hasattr(part, "text"))


def test_a_plan_stands_on_the_decision_and_is_a_draft_until_the_head_approves(world: World) -> None:
    filled(world)
    draft = letter(world)
    assert faults(draft) == ()
    assert draft.draft
    assert draft.signatures[0].name == ""
    layout = laid_out(draft)
    assert "/KH-UBND" in layout.number
    assert "Căn cứ Quyết định số 15/QĐ-UBND-2025 ngày 01 tháng 10 năm 2026" in words(draft)
    assert layout.signatures[0].lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    plans.approve(world.scope("lanh-dao"), world.member.pk)
    signed = letter(world)
    assert not signed.draft
    assert signed.signatures[0].name == "Lanh Dao"


def test_the_two_lists_say_what_who_when_and_the_points(world: World) -> None:
    filled(world)
    made = letter(world)
    held, repaired = rows(made, 0), rows(made, 1)
    assert {row[1].split()[0] for row in held} == {"1.3", "2.1", "2.3", "2.10"}
    assert all(row[-1] for row in held), "who answers, or that nobody does"
    assert repaired[0][1].startswith("1.2 ")
    assert repaired[0][2:] == (
        *("2", "0", "2", "nộp muộn", "Việc của 1.2", "Can Bo"),
        DUE.strftime("%d/%m/%Y"),
    )
    assert repaired[-1][1:5] == ("Cộng", "", "", "4")
    assert "4 tiêu chí" in words(made)
    assert "3 tiêu chí mất 4 điểm" in words(made)


def test_reports_of_progress_are_asked_for_at_their_days(world: World) -> None:
    said = words(letter(world))
    for month, due in ((3, "01/01/2027"), (6, "01/04/2027"), (9, "01/07/2027"), (12, "01/10/2027")):
        assert f"Kỳ {month} tháng: chậm nhất ngày {due}" in said


def test_a_correction_is_the_basis_from_then_on(world: World) -> None:
    published.correct(world, **{"1.1": published.D(2)})
    made = letter(world)
    assert "31/QĐ-UBND" in words(made)
    assert "điều chỉnh kết quả" in words(made)
    assert [row[1].split()[0] for row in rows(made, 1)] == ["1.2", "2.2", "Cộng"]


def test_a_unit_that_lost_nothing_has_one_list(world: World) -> None:
    found = queries.printable(world.scope("chu-tich"), 2025, world.sister.pk)
    made = letters.plan(found, 2026)
    assert faults(made) == ()
    assert len(made.annexes) == 1
    assert "không mất điểm ở tiêu chí nào" in words(made)


def test_it_is_vietnamese_for_who_reads_english_and_comes_as_word_and_pdf(world: World) -> None:
    filled(world)
    client = world.client("dau-moi")
    client.cookies["django_language"] = "en"
    here = f"/khac-phuc/2025/{world.own.pk}/"
    page = client.get(here).content.decode()
    for format in ("docx", "pdf"):
        assert f"{here}van-ban/{format}/" in page
    word = client.get(f"{here}van-ban/docx/")
    told = "\n".join(one.text for one in Document(io.BytesIO(word.content)).paragraphs)
    assert "KẾ HOẠCH" in told
    pdf = PdfReader(io.BytesIO(client.get(f"{here}van-ban/pdf/").content))
    assert "Việc của 1.2" in " ".join("".join(one.extract_text() for one in pdf.pages).split())
    assert client.get(f"{here}van-ban/exe/").status_code == 404


def test_without_a_plan_there_is_no_letter(world: World) -> None:
    RemedyPlan.objects.filter(participant=world.member).delete()
    with pytest.raises(NotFound, match="chưa có kế hoạch khắc phục"):
        letter(world)


def test_only_who_sees_the_units_results_gets_it(world: World) -> None:
    here = f"/khac-phuc/2025/{world.own.pk}/van-ban/pdf/"
    assert world.client("dau-moi-ben").get(here).status_code in (403, 404)


@pytest.mark.parametrize(
    ("name", "kind", "position"),
    [
        ("Sở Nội vụ", Kind.DEPARTMENT, "Giám đốc"),
        ("Văn phòng Ủy ban nhân dân", Kind.DEPARTMENT, "Chánh Văn phòng"),
        ("Ban Dân tộc", Kind.DEPARTMENT, "Trưởng ban"),
        ("Cục Thống kê", Kind.DEPARTMENT, "Thủ trưởng"),
        ("Xã Một", Kind.COMMUNE, "Chủ tịch"),
    ],
)
def test_the_head_signs_by_the_position_of_the_office(name: str, kind: Kind, position: str) -> None:
    assert head_of(Unit(name=name, kind=kind)).position == position

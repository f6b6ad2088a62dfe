"""Kế hoạch khắc phục of a unit: what it holds, what it repairs, who by when, and when it reports; signed by its head.

The two lists are those of CT-1a, TH-1 and TH-2 (`core.accountability.lists`). The words are Vietnamese in every language of the
screen, because the law's documents are (Nghị định số 30/2020/NĐ-CP, kế hoạch); an official edits them in Word.
"""

from __future__ import annotations

from collections.abc import Iterator

from caicach.apps.accountability.queries.plan_model import Held, Line, PlanPage
from caicach.apps.parindex.letters.offices import (
    INDEX,
    NONE,
    cited,
    dateline,
    number,
    points,
    signed,
)
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.units.offices import (
    committee_of,
    has_committee,
    head_of,
)
from caicach.core.accountability.plan import Status
from caicach.core.accountability.terms import Terms
from caicach.core.letters import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Letter,
    Mark,
    Paragraph,
    Points,
    Row,
    Sender,
    Table,
)
from caicach.core.vietnamese import date_text, decimal_text

SYMBOL, SYMBOL_OF_COMMITTEE = "KH", "KH-UBND"
_RIGHT, _CENTER = Align.RIGHT, Align.CENTER


def plan(found: PlanPage, year_of_issue: int) -> Letter:
    """The plan as a letter, a draft until the head has approved it; `found` has a plan (`queries.plans.printable`)."""
    member, publication, own_terms = _facts(found)
    unit, locality = found.unit, member.round.locality
    of_committee = has_committee(unit)
    approved = found.plan.approved_by if found.plan else None
    return Letter(
        sender=Sender(committee_of(unit), "" if of_committee else committee_of(locality)),
        number=number(SYMBOL_OF_COMMITTEE if of_committee else SYMBOL),
        dateline=dateline(unit if of_committee else locality, None, year_of_issue),
        kind="plan",
        subject=f"Giữ vững, nâng cao {INDEX} sau kết quả năm {found.year}",
        bases=(f"Căn cứ {_decision(publication)}",),
        blocks=tuple(_blocks(found, own_terms)),
        signatures=(head_of(unit, approved.display_name if approved else ""),),
        recipients=(committee_of(locality), "Phòng, đơn vị, cá nhân nêu tại các Phụ lục"),
        annexes=tuple(_annexes(found, own_terms)),
        draft=found.status is Status.DRAFT,
    )


def _facts(found: PlanPage) -> tuple[Participant, Publication, Terms]:
    assert found.participant is not None
    assert found.publication is not None
    assert found.terms is not None
    return found.participant, found.publication, found.terms


def _decision(publication: Publication) -> str:
    """The decision that the plan stands on, or its correction, with its subject."""
    round = publication.round
    what = "điều chỉnh kết quả" if publication.edition > 1 else "phê duyệt và công bố"
    issued = cited("Quyết định", publication.number, publication.issued_on)
    return f"{issued} của Chủ tịch {committee_of(round.locality)} về việc {what} {INDEX} năm {round.year}"


# --- the body --------------------------------------------------------------------------------------------------------


def _blocks(found: PlanPage, own_terms: Terms) -> Iterator[Block]:
    after = found.year + 1
    yield Paragraph(
        f"{committee_of(found.unit)} ban hành Kế hoạch giữ vững, nâng cao {INDEX} sau kết quả năm {found.year} "
        "như sau:"
    )
    yield Heading("I. Mục đích, yêu cầu")
    yield Points(
        (
            "Giữ vững các tiêu chí đã đạt điểm tối đa, điểm cao; khắc phục triệt để các tồn tại, hạn chế làm mất điểm năm "
            f"{found.year}, nâng {INDEX} năm {after}.",
            "Mỗi tiêu chí mất điểm có nguyên nhân, việc cần làm, người chịu trách nhiệm và thời hạn hoàn thành cụ thể.",
            "Kết quả thực hiện là căn cứ kiểm điểm trách nhiệm, đánh giá, xếp loại tập thể, cá nhân được giao.",
        )
    )
    yield Heading("II. Nội dung")
    yield Points((_to_hold(found, own_terms), _to_repair(found)))
    yield Heading("III. Báo cáo tiến độ")
    yield Paragraph(
        "Người chịu trách nhiệm báo cáo kết quả, khó khăn và số điểm dự kiến lấy lại của từng tiêu chí theo các kỳ sau ngày "
        "công bố:"
    )
    told = [
        f"Kỳ {one.period.month} tháng: chậm nhất ngày {date_text(one.period.due)}" for one in found.periods
    ]
    yield Points((*(f"{one};" for one in told[:-1]), f"{told[-1]}."), Mark.DASH)
    yield Heading("IV. Tổ chức thực hiện")
    yield Points(
        (
            "Phòng, đơn vị, cá nhân nêu tại các Phụ lục tổ chức thực hiện phần việc được giao, báo cáo ngay khi có khó khăn, "
            "vướng mắc.",
            "Cán bộ đầu mối cải cách hành chính theo dõi, đôn đốc, tổng hợp báo cáo theo từng kỳ.",
            f"{_chief(found)} chỉ đạo, kiểm tra và chịu trách nhiệm về kết quả thực hiện Kế hoạch này.",
        )
    )


def _chief(found: PlanPage) -> str:
    """Who leads the unit, inside a sentence of its own plan."""
    return f"{head_of(found.unit).position} {committee_of(found.unit)}"


def _to_hold(found: PlanPage, own_terms: Terms) -> str:
    if not found.hold:
        return "Tiêu chí cần giữ vững: chưa có tiêu chí nào đạt điểm cao."
    at = "Phụ lục I" if found.lines else "Phụ lục"
    share = decimal_text(own_terms.hold_share * 100, 0)
    return (
        f"Tiêu chí cần giữ vững: {len(found.hold)} tiêu chí đạt từ {share}% điểm tối đa trở lên, chi tiết tại {at}. "
        f"Người được nêu duy trì mức điểm đã đạt, thực hiện thường xuyên đến kỳ đánh giá năm {found.year + 1}."
    )


def _to_repair(found: PlanPage) -> str:
    if not found.lines:
        return "Tiêu chí cần khắc phục: đơn vị không mất điểm ở tiêu chí nào."
    at = "Phụ lục II" if found.hold else "Phụ lục"
    return (
        f"Tiêu chí cần khắc phục: {len(found.lines)} tiêu chí mất {points(found.lost)} điểm; việc cần làm, người chịu trách "
        f"nhiệm và thời hạn của từng tiêu chí tại {at}."
    )


# --- the two lists ---------------------------------------------------------------------------------------------------


def _annexes(found: PlanPage, own_terms: Terms) -> Iterator[Annex]:
    year = found.year
    if found.hold:
        yield Annex(f"Tiêu chí cần giữ vững sau kết quả năm {year}", (_held_table(found),), landscape=True)
    if found.lines:
        yield Annex(f"Tiêu chí cần khắc phục sau kết quả năm {year}", (_repair_table(found),), landscape=True)


def _held_table(found: PlanPage) -> Table:
    return Table(
        (
            Column("TT", 7, _CENTER),
            Column("Tiêu chí", 80),
            Column("Điểm tối đa", 12, _RIGHT),
            Column("Điểm đạt", 12, _RIGHT),
            Column(f"So với năm {found.year - 1}", 14, _RIGHT),
            Column("Người chịu trách nhiệm", 45),
        ),
        tuple(_held(at, one) for at, one in enumerate(found.hold, 1)),
    )


def _held(at: int, one: Held) -> Row:
    item = one.item
    names = "; ".join(
        holder.full_name if holder.is_lead else f"{holder.full_name} (phối hợp)" for holder in one.holders
    )
    return Row(
        (
            str(at),
            f"{item.code} {one.name}",
            points(item.max_points),
            points(item.points),
            signed(item.change),
            names or "Chưa phân công",
        )
    )


def _repair_table(found: PlanPage) -> Table:
    total = ("", "Cộng", "", "", points(found.lost), "", "", "", "")
    return Table(
        (
            Column("TT", 7, _CENTER),
            Column("Tiêu chí", 42),
            Column("Điểm tối đa", 10, _RIGHT),
            Column("Điểm đạt", 10, _RIGHT),
            Column("Điểm mất", 10, _RIGHT),
            Column("Nguyên nhân", 32),
            Column("Việc cần làm", 42),
            Column("Người chịu trách nhiệm", 28),
            Column("Thời hạn", 17, _CENTER),
        ),
        (*(_repaired(at, one) for at, one in enumerate(found.lines, 1)), Row(total, strong=True)),
    )


def _repaired(at: int, one: Line) -> Row:
    due = one.remedy.due_on
    return Row(
        (
            str(at),
            f"{one.code} {one.name}",
            points(one.max_points),
            points(one.points),
            points(one.lost),
            one.remedy.cause,
            one.remedy.what,
            one.owner,
            date_text(due) if due else NONE,
        )
    )

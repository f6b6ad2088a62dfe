"""Quyết định phê duyệt và công bố Chỉ số CCHC, and the decision that corrects one; in the name of the committee's chair.

Process page of the domain papers, step 11: issued by the chair with annexes of ranks by block and results by area.
"""

from __future__ import annotations

from caicach.apps.parindex.letters.decision_annexes import annexes
from caicach.apps.parindex.letters.offices import (
    COUNCIL,
    INDEX,
    cited,
    dateline,
    is_province,
    level_of,
    number,
    of_subject,
)
from caicach.apps.parindex.queries.letters import DecisionData
from caicach.apps.units.offices import (
    committee_of,
    in_sentence,
)
from caicach.core.letters import Article, Block, Letter, Sender, Signature

SYMBOL = "QĐ-UBND"


def decision(data: DecisionData) -> Letter:
    """The decision with its annexes; a draft where none has been recorded."""
    committee = committee_of(data.locality)
    issued = data.issued
    return Letter(
        sender=Sender(committee),
        number=number(SYMBOL, issued.number if issued else ""),
        dateline=dateline(data.locality, issued.day if issued else None, data.year_of_issue),
        kind="decision",
        subject=_subject(data),
        authority=f"Chủ tịch {committee}",
        bases=tuple(_bases(data)),
        blocks=_articles(data),
        signatures=(Signature("Chủ tịch", data.signer),),
        recipients=(
            "Như Điều 3",
            f"Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân {level_of(data.locality)}".rstrip(),
            f"Thành viên {COUNCIL}",
        ),
        filed="VT, SNV" if is_province(data.locality) else "VT",
        annexes=annexes(data.results),
        draft=issued is None,
    )


def _subject(data: DecisionData) -> str:
    what = f"{INDEX} năm {data.results.year} của {of_subject(data.subject, data.locality)}"
    return f"Điều chỉnh kết quả {what}" if data.corrected else f"Phê duyệt và công bố {what}"


def _bases(data: DecisionData) -> list[str]:
    """The law that the criteria set names, the minutes of the council, the decision that is corrected, and who proposes."""
    found = [f"Căn cứ {basis.removeprefix('Căn cứ ')}" for basis in data.results.framework.legal_basis]
    if data.corrected:
        found.append(f"Căn cứ {cited('Quyết định', data.corrected.number, data.corrected.day)}")
    found += [f"Căn cứ {cited('Biên bản', one.number, one.day)} của {COUNCIL}" for one in data.minutes]
    proposer = "Giám đốc Sở Nội vụ" if is_province(data.locality) else COUNCIL
    return [*found, f"Theo đề nghị của {proposer}"]


def _articles(data: DecisionData) -> tuple[Block, ...]:
    results = data.results
    whom = of_subject(data.subject, data.locality)
    what = f"{INDEX} năm {results.year} của {len(results.units)} đơn vị thuộc {whom}"
    annexed = "chi tiết tại các Phụ lục kèm theo"
    if data.corrected:
        corrected = cited("Quyết định", data.corrected.number, data.corrected.day)
        first = (
            f"Điều chỉnh kết quả {INDEX} năm {results.year} đã công bố tại {corrected}. Lý do: {data.reason}."
        )
        first += f" Kết quả sau điều chỉnh của {len(results.units)} đơn vị: {annexed}."
    else:
        first = f"Phê duyệt và công bố {what}, xác định theo {results.framework.name} ({annexed})."
    home = f" {in_sentence(data.locality.name)}" if level_of(data.locality) else ""
    offices = f"Chánh Văn phòng Ủy ban nhân dân{home}"
    offices += ", Giám đốc Sở Nội vụ" if is_province(data.locality) else ""
    return (
        Article(1, first),
        Article(
            2,
            f"Căn cứ kết quả {INDEX} năm {results.year}, người đứng đầu các đơn vị phân tích từng tiêu chí mất điểm, "
            "làm rõ nguyên nhân, trách nhiệm của tập thể, cá nhân và ban hành kế hoạch khắc phục.",
        ),
        Article(
            3,
            f"Quyết định này có hiệu lực kể từ ngày ký. {offices}, người đứng đầu các đơn vị nêu tại Phụ lục I và các tổ "
            "chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
        ),
    )

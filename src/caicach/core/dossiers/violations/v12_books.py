"""V12: the software does not say what the book or a report says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import Evidence, Facts, UnitDetector, UnitYear, Violation, Watch
from caicach.core.words import Words

MOST_NAMED = 200
KINDS = {
    "received": Words("hồ sơ tiếp nhận", "dossiers received"),
    "settled": Words("hồ sơ đã giải quyết", "dossiers settled"),
    "late": Words("hồ sơ quá hạn", "late dossiers"),
}


class FiguresDiffer(UnitDetector):
    """One violation for each dossier that book 06 of its year lacks, and one for the unit where the book leaves out numbers or
    has dossiers that do not belong there, or a report tells another total. Without a book or report nothing is compared.
    """

    code = "V12"
    title = Words("Số liệu phần mềm khác sổ, báo cáo", "Software differs from book or report")
    rule = Words(
        "Số hồ sơ trong phần mềm phải khớp với sổ theo dõi hồ sơ (mẫu 06), không thừa, không thiếu, không cách số, và khớp "
        "với số liệu báo cáo.",
        "The dossiers of the software equal those of the book (form 06), none too many, none missing, no number left out, and "
        "the totals of reports.",
    )
    basis = Words(
        "Công văn ngày 20/4/2023 của Ủy ban nhân dân xã Tân Hồng, mục 2: số liệu phần mềm, sổ và báo cáo phải khớp nhau",
        "Dispatch of 20/4/2023 of the People's Committee of Tân Hồng commune, section 2: software, book and report are equal",
    )

    def watch(self, unit: UnitYear, at: Facts) -> Watch:
        return _Figures(self, unit, at)

    def explain(self, evidence: Evidence) -> Words:
        if evidence["what"] == "missing":
            told = [Words("Hồ sơ không có trong sổ.", "The dossier is not in the book.")]
        else:
            told = [*_of_book(evidence), *(_of_report(one) for one in evidence["reports"])]
        if evidence["entries"] is not None:
            year, entries, dossiers = evidence["year"], evidence["entries"], evidence["dossiers"]
            told.append(
                Words(
                    f"Sổ năm {year} có {entries} dòng, phần mềm có {dossiers} hồ sơ.",
                    f"The book of {year} has {entries} lines, the software {dossiers} dossiers.",
                )
            )
        return Words(" ".join(one.vi for one in told), " ".join(one.en for one in told))


def _of_book(evidence: Evidence) -> Iterator[Words]:
    if evidence["gaps"]:
        gaps = ", ".join(str(number) for number in evidence["gaps"])
        yield Words(f"Sổ bỏ cách số {gaps}.", f"The book leaves out numbers {gaps}.")
    if evidence["foreign"]:
        foreign = ", ".join(evidence["foreign"])
        yield Words(
            f"Sổ ghi hồ sơ không thuộc đơn vị, năm này: {foreign}.",
            f"The book has dossiers of another unit or year: {foreign}.",
        )


def _of_report(one: Evidence) -> Words:
    kind = KINDS[one["kind"]]
    month = (
        Words(f"tháng {one['month']}", f"month {one['month']}")
        if one["month"]
        else Words("cả năm", "the year")
    )
    return Words(
        f"Báo cáo “{one['source']}”, {month.vi}: {one['told']} {kind.vi}, phần mềm có {one['software']}.",
        f"Report “{one['source']}”, {month.en}: {one['told']} {kind.en}, the software has {one['software']}.",
    )


class _Figures(Watch):
    """The book says what is missing; of the dossiers it needs only who answers for those."""

    def __init__(self, detector: FiguresDiffer, unit: UnitYear, at: Facts) -> None:
        self.detector, self.unit, self.at = detector, unit, at
        self.named = {one.id for one in unit.book.missing} if unit.book else set()
        self.missing: dict[int, DossierRecord] = {}

    def see(self, record: DossierRecord) -> None:
        if record.id in self.named:
            self.missing[record.id] = record

    def found(self) -> Iterator[Violation]:
        code, unit, book, reports = self.detector.code, self.unit.unit, self.unit.book, self.unit.reports
        start = datetime(self.unit.year, 1, 1, tzinfo=self.at.now.tzinfo)
        totals: dict[str, Any] = {
            "year": self.unit.year,
            "entries": book.entries if book else None,
            "dossiers": book.dossiers if book else None,
        }
        for dossier in book.missing if book else ():
            record = self.missing.get(dossier.id)
            officer, received = (record.officer, record.received_at) if record else (None, None)
            yield Violation(code, dossier, unit, officer, received or start, {"what": "missing", **totals})
        if reports or (book and (book.gaps or book.foreign)):
            evidence = {
                "what": "totals",
                "gaps": list(book.gaps[:MOST_NAMED]) if book else [],
                "foreign": [one.name for one in book.foreign[:MOST_NAMED]] if book else [],
                "reports": [
                    {
                        "kind": one.kind,
                        "month": one.month,
                        "software": one.software,
                        "told": one.told,
                        "source": one.source,
                    }
                    for one in reports
                ],
                **totals,
            }
            yield Violation(code, None, unit, None, start, evidence)

"""V12: the software and the book do not say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import Evidence, Facts, UnitDetector, UnitYear, Violation, Watch
from caicach.core.words import Words

MOST_NAMED = 200


class BookDiffers(UnitDetector):
    """Book 06 of a year against the dossiers received in it: one violation for each dossier that it lacks, and one for the
    unit where it has dossiers that do not belong there or leaves out numbers. Where no book is kept there is nothing to compare.
    """

    code = "V12"
    title = Words("Số liệu phần mềm khác sổ", "Software and book differ")
    rule = Words(
        "Số hồ sơ trong phần mềm phải khớp với sổ theo dõi hồ sơ (mẫu 06), không thừa, không thiếu, không cách số.",
        "The dossiers of the software equal those of the book (form 06): none too many, none missing, no number left out.",
    )
    basis = Words(
        "Công văn ngày 20/4/2023 của Ủy ban nhân dân xã Tân Hồng, mục 2: số liệu phần mềm, sổ và báo cáo phải khớp nhau",
        "Dispatch of 20/4/2023 of the People's Committee of Tân Hồng commune, section 2: software, book and report are equal",
    )

    def watch(self, unit: UnitYear, at: Facts) -> Watch:
        return _Books(self, unit, at)

    def explain(self, evidence: Evidence) -> Words:
        totals = Words(
            f"Sổ năm {evidence['year']} có {evidence['entries']} dòng, phần mềm có {evidence['dossiers']} hồ sơ.",
            f"The book of {evidence['year']} has {evidence['entries']} lines, the software {evidence['dossiers']} dossiers.",
        )
        if evidence["what"] == "missing":
            first = Words("Hồ sơ không có trong sổ.", "The dossier is not in the book.")
        else:
            gaps = ", ".join(str(number) for number in evidence["gaps"]) or "–"
            foreign = ", ".join(evidence["foreign"]) or "–"
            first = Words(
                f"Sổ bỏ cách số: {gaps}; ghi hồ sơ không thuộc đơn vị, năm này: {foreign}.",
                f"The book leaves out numbers: {gaps}; has dossiers of another unit or year: {foreign}.",
            )
        return Words(f"{first.vi} {totals.vi}", f"{first.en} {totals.en}")


class _Books(Watch):
    """The books say what is missing; of the dossiers it needs only who answers for those."""

    def __init__(self, detector: BookDiffers, unit: UnitYear, at: Facts) -> None:
        self.detector, self.unit, self.at = detector, unit, at
        self.named = {one.id for book in unit.books for one in book.missing}
        self.missing: dict[int, DossierRecord] = {}

    def see(self, record: DossierRecord) -> None:
        if record.id in self.named:
            self.missing[record.id] = record

    def found(self) -> Iterator[Violation]:
        code, unit = self.detector.code, self.unit.unit
        for book in self.unit.books:
            totals = {"year": book.year, "entries": book.entries, "dossiers": book.dossiers}
            start = datetime(book.year, 1, 1, tzinfo=self.at.now.tzinfo)
            for dossier in book.missing:
                record = self.missing.get(dossier.id)
                officer, received = (record.officer, record.received_at) if record else (None, None)
                yield Violation(
                    code, dossier, unit, officer, received or start, {"what": "missing", **totals}
                )
            if book.gaps or book.foreign:
                evidence = {
                    "what": "book",
                    "gaps": list(book.gaps[:MOST_NAMED]),
                    "foreign": [one.name for one in book.foreign[:MOST_NAMED]],
                    **totals,
                }
                yield Violation(code, None, unit, None, start, evidence)

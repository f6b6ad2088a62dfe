"""V4: a second re-appointment."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import Form
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation
from caicach.core.words import Words


class RepeatedReappointment(DossierDetector):
    """Forms 04, or the number of re-appointments that an import tells, against what the law allows."""

    code = "V4"
    title = Words("Hẹn lại quá một lần", "More than one re-appointment")
    rule = Words(
        "Chỉ được hẹn lại ngày trả kết quả một lần. Đếm số phiếu xin lỗi và hẹn lại (mẫu 04).",
        "The result may be re-appointed once. Apologies with a new date (form 04) are counted.",
    )
    article = "apology"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        allowed = at.law(record).most_reappointments
        slips = record.slips_of(Form.APOLOGY)
        count = max(len(slips), record.reappointed)
        if count <= allowed or record.received_at is None:
            return
        since = (
            slips[allowed].drafted_at if len(slips) > allowed else record.first_due_at or record.received_at
        )
        evidence = {
            "count": count,
            "allowed": allowed,
            "drafted_at": [at.iso(slip.drafted_at) for slip in slips],
            "new_due_at": [at.iso(slip.new_due_at) for slip in slips if slip.new_due_at],
        }
        yield self.violation(record, since, evidence)

    def explain(self, evidence: Evidence) -> Words:
        when = f" ({telling.days(evidence['drafted_at'])})" if evidence["drafted_at"] else ""
        return Words(
            f"Đã hẹn lại {evidence['count']} lần{when}, được phép {evidence['allowed']} lần.",
            f"Re-appointed {evidence['count']} times{when}, {evidence['allowed']} allowed.",
        )

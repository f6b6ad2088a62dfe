"""V8: refused without form 03 or without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, actor
from caicach.core.words import Words


class UnfoundedRefusal(DossierDetector):
    """A dossier that was not received, and no form 03 or one without a reason. An import that brought no slips is not asked."""

    code = "V8"
    title = Words("Từ chối không có phiếu, không nêu lý do", "Refused without form or reason")
    rule = Words(
        "Hồ sơ không được tiếp nhận phải có phiếu từ chối (mẫu 03) nêu rõ lý do.",
        "A dossier that is not received has a slip of refusal (form 03) with the reason.",
    )
    article = "refuse"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        if record.status is not Status.NOT_RECEIVED or not record.slips_kept:
            return
        slips = record.slips_of(Form.REFUSAL)
        if any(slip.reason.strip() for slip in slips):
            return
        refused = record.ended_at or record.submitted_at
        evidence = {"refused_at": at.iso(refused), "slip": bool(slips), "reason": ""}
        yield self.violation(record, refused, evidence, actor(record, "refuse"))

    def explain(self, evidence: Evidence) -> Words:
        when = telling.day(evidence["refused_at"])
        if evidence["slip"]:
            return Words(
                f"Từ chối ngày {when}, phiếu từ chối không nêu lý do.",
                f"Refused on {when}; the slip gives no reason.",
            )
        return Words(
            f"Từ chối ngày {when} mà không có phiếu từ chối.", f"Refused on {when} without a slip of refusal."
        )

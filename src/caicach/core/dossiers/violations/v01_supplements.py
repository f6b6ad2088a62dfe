"""V1: more than one request for a supplement."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord, PauseKind
from caicach.core.dossiers.status import Form
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation
from caicach.core.words import Words


class RepeatedSupplement(DossierDetector):
    """Forms 02 and times of waiting for papers against what the law allows. Guidance before reception is one of the forms 02."""

    code = "V1"
    title = Words("Yêu cầu bổ sung quá một lần", "More than one supplement request")
    rule = Words(
        "Mỗi hồ sơ chỉ được yêu cầu bổ sung, hoàn thiện một lần, đầy đủ, bằng phiếu; phiếu hướng dẫn trước khi tiếp nhận cũng là "
        "một lần. Đếm số phiếu (mẫu 02) và số lần hồ sơ chờ bổ sung, lấy số lớn hơn.",
        "Papers are asked for once, completely and in writing; guidance before reception is that once, too. Forms 02 and waits "
        "for papers are counted; the larger number holds.",
    )
    article = "supplement"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        allowed = at.law(record).most_supplements
        asked = [slip.drafted_at for slip in record.slips_of(Form.SUPPLEMENT)]
        waits = sorted(pause.started_at for pause in record.pauses if pause.kind is PauseKind.SUPPLEMENT)
        moments = max(asked, waits, key=len)
        if len(moments) > allowed:
            evidence = {
                "count": len(moments),
                "allowed": allowed,
                "asked_at": [at.iso(moment) for moment in moments],
            }
            yield self.violation(record, moments[allowed], evidence)

    def explain(self, evidence: Evidence) -> Words:
        when = telling.days(evidence["asked_at"])
        return Words(
            f"Đã yêu cầu bổ sung {evidence['count']} lần ({when}), được phép {evidence['allowed']} lần.",
            f"Asked for a supplement {evidence['count']} times ({when}), {evidence['allowed']} allowed.",
        )

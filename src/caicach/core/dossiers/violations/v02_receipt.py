"""V2: received without a receipt."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, actor
from caicach.core.words import Words


class NoReceipt(DossierDetector):
    """No form 01, unless the result was given the same day. An import that brought no slips is not asked."""

    code = "V2"
    title = Words("Không có giấy tiếp nhận", "No receipt")
    rule = Words(
        "Hồ sơ đã tiếp nhận phải có giấy tiếp nhận và hẹn trả kết quả (mẫu 01), trừ hồ sơ giải quyết ngay trong ngày.",
        "A dossier that was received has a receipt with its due date (form 01), unless it is settled the same day.",
    )
    article = "receipt"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        if record.received_at is None or record.status is Status.NOT_RECEIVED or record.same_day:
            return
        if record.receipt_number or not record.slips_kept or record.slips_of(Form.RECEIPT):
            return
        evidence = {"received_at": at.iso(record.received_at), "receipt_number": None}
        yield self.violation(record, record.received_at, evidence, actor(record, "receive"))

    def explain(self, evidence: Evidence) -> Words:
        when = telling.moment(evidence["received_at"])
        return Words(
            f"Tiếp nhận lúc {when} mà không có giấy tiếp nhận và hẹn trả kết quả.",
            f"Received at {when} without a receipt.",
        )

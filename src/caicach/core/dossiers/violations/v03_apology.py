"""V3: overdue without an apology, or with one that came too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import WAITING, Form, Status
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.appointment import given_at, promised
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, end_of
from caicach.core.words import Words


class NoApologyInTime(DossierDetector):
    """The first apology (form 04) against the day that was promised before it. Days are compared, not hours."""

    code = "V3"
    title = Words("Quá hạn không xin lỗi đúng hạn", "Overdue without an apology in time")
    rule = Words(
        "Hồ sơ sẽ quá hạn phải có phiếu xin lỗi và hẹn lại (mẫu 04) gửi người nộp ít nhất 01 ngày trước ngày hẹn trả. "
        "So sánh theo ngày; ngày hẹn là ngày đã hẹn trước khi hẹn lại; khi đồng hồ dừng chờ thì hồ sơ chưa quá hạn.",
        "A dossier that is going to be late has an apology with a new date (form 04), sent at least one day before the due "
        "date. Days are compared; the due date is the one before the re-appointment; a dossier that waits is not late.",
    )
    article = "apology"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        due = promised(record, at)
        if due is None or record.received_at is None or record.status is Status.NOT_RECEIVED:
            return
        apology = next(iter(record.slips_of(Form.APOLOGY)), None)
        given = given_at(apology, record) if apology else None
        latest = at.day(due) - timedelta(days=at.law(record).apology_days_before_due)
        evidence = {"due_at": at.iso(due), "ended_at": at.iso(record.closed_at), "latest": latest.isoformat()}
        if given is not None:
            if at.day(given) > latest:
                yield self.violation(record, end_of(latest, at), {**evidence, "apology_at": at.iso(given)})
        elif record.slips_kept and self._late(record, due, at):
            overdue = end_of(at.day(due), at)
            yield self.violation(record, overdue, {**evidence, "apology_at": None})

    def _late(self, record: DossierRecord, due: datetime, at: Facts) -> bool:
        """Whether the day promised went by. The clock of a dossier that waits stopped when the wait began."""
        ended = record.closed_at or at.now
        if record.status in WAITING:
            ended = min((pause.started_at for pause in record.pauses if pause.ended_at is None), default=due)
        return at.day(ended) > at.day(due)

    def explain(self, evidence: Evidence) -> Words:
        due = telling.day(evidence["due_at"])
        if evidence["apology_at"]:
            sent, latest = telling.day(evidence["apology_at"]), telling.day(evidence["latest"])
            return Words(
                f"Hẹn trả {due}; xin lỗi ngày {sent}, chậm nhất phải là {latest}.",
                f"Due {due}; apologised on {sent}, at the latest on {latest}.",
            )
        if evidence["ended_at"]:
            ended = telling.day(evidence["ended_at"])
            return Words(
                f"Hẹn trả {due}, kết thúc {ended}, không có phiếu xin lỗi.",
                f"Due {due}, ended {ended}, no apology.",
            )
        return Words(
            f"Hẹn trả {due}, chưa xong, không có phiếu xin lỗi.", f"Due {due}, not done, no apology."
        )

"""V5: a supplement asked for too long after reception."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord, PauseKind
from caicach.core.dossiers.status import Form
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.appointment import given_at
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, end_of
from caicach.core.words import Words


class LateSupplementNotice(DossierDetector):
    """The first form 02 after reception, or the first wait for papers, against working days from reception.

    What was asked for at the counter before reception is guidance and has no such limit.
    """

    code = "V5"
    title = Words("Thông báo bổ sung chậm", "Supplement notice too late")
    rule = Words(
        "Hồ sơ đã tiếp nhận mà cần bổ sung thì phải thông báo trong 03 ngày làm việc kể từ ngày tiếp nhận; "
        "ngày tiếp nhận không tính.",
        "Where a received dossier needs a supplement, the notice goes out within 3 working days of reception; the day of "
        "reception does not count.",
    )
    article = "supplement"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        received = record.received_at
        if received is None:
            return
        told = [
            given_at(slip, record) or slip.drafted_at
            for slip in record.slips_of(Form.SUPPLEMENT)
            if slip.drafted_at >= received
        ]
        waits = [pause.started_at for pause in record.pauses if pause.kind is PauseKind.SUPPLEMENT]
        if not (told or waits):
            return
        first = min(told or waits)
        allowed = at.law(record).supplement_notice_working_days
        latest = at.clock.calendar.add(at.day(received), allowed)
        if at.day(first) > latest:
            evidence = {
                "received_at": at.iso(received),
                "notice_at": at.iso(first),
                "latest": latest.isoformat(),
                "working_days": allowed,
            }
            yield self.violation(record, end_of(latest, at), evidence)

    def explain(self, evidence: Evidence) -> Words:
        received, notice = telling.day(evidence["received_at"]), telling.day(evidence["notice_at"])
        latest = telling.day(evidence["latest"])
        return Words(
            f"Tiếp nhận {received}, yêu cầu bổ sung {notice}; chậm nhất phải là {latest}.",
            f"Received {received}, supplement asked for {notice}; at the latest {latest}.",
        )

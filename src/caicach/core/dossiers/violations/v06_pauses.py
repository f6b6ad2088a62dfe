"""V6: paused or stopped without a legal ground, or paused for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from caicach.core.dossiers.record import DossierRecord, PauseKind, PauseRecord
from caicach.core.dossiers.status import Form, Status
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation
from caicach.core.words import Words

NO_GROUND, NO_SLIP, TOO_LONG, STOPPED = "no_ground", "no_slip", "too_long", "stopped_without_notice"
WHAT = {
    NO_GROUND: Words("tạm dừng không ghi căn cứ", "paused without a legal ground"),
    NO_SLIP: Words("chờ bổ sung mà không có phiếu (mẫu 02)", "waiting for papers without form 02"),
    TOO_LONG: Words("tạm dừng quá lâu", "paused for too long"),
    STOPPED: Words(
        "dừng giải quyết mà không có thông báo ghi lý do", "stopped without a notice that gives a reason"
    ),
}


class GroundlessPause(DossierDetector):
    """Waits and stops without ground or document, and open waits older than the setting."""

    code = "V6"
    title = Words("Tạm dừng không có căn cứ hoặc quá lâu", "Pause without ground or too long")
    rule = Words(
        "Đồng hồ chỉ dừng khi có căn cứ: chờ bổ sung phải có phiếu yêu cầu (mẫu 02), chờ nghĩa vụ tài chính phải có căn cứ, "
        "dừng giải quyết phải có thông báo ghi lý do. Hồ sơ đang tạm dừng quá số ngày do đơn vị đặt cũng được nêu.",
        "The clock stands on legal grounds only: a wait for papers has form 02, a wait for a financial duty its ground, a stop "
        "a notice with the reason. Dossiers that wait longer than the days set by the office are listed too.",
    )
    article = "stop"

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        faults = sorted(self._faults(record, at), key=lambda fault: fault[1])
        if faults:
            evidence = {
                "faults": [
                    {"what": what, "from": at.iso(since), "started_at": at.iso(started)}
                    for what, since, started in faults
                ],
                "paused_days": at.settings.paused_days,
            }
            yield self.violation(record, faults[0][1], evidence)

    def _faults(self, record: DossierRecord, at: Facts) -> Iterator[tuple[str, datetime, datetime]]:
        """What is wrong, since when, and when the wait or stop began."""
        for pause in record.pauses:
            if record.slips_kept and (what := self._unfounded(pause, record)):
                yield what, pause.started_at, pause.started_at
            allowed = pause.started_at + timedelta(days=at.settings.paused_days)
            if pause.ended_at is None and at.now > allowed:
                yield TOO_LONG, allowed, pause.started_at
        told = any(slip.reason.strip() for slip in record.slips_of(Form.STOP))
        if record.status is Status.STOPPED and record.ended_at and record.slips_kept and not told:
            yield STOPPED, record.ended_at, record.ended_at

    def _unfounded(self, pause: PauseRecord, record: DossierRecord) -> str:
        for_papers = pause.kind is PauseKind.SUPPLEMENT
        if for_papers and not record.slips_of(Form.SUPPLEMENT):
            return NO_SLIP
        # Imports tell no ground: there form 02 is the ground of a wait for papers.
        return "" if pause.basis.strip() or (for_papers and record.imported) else NO_GROUND

    def explain(self, evidence: Evidence) -> Words:
        def sentence(language: str) -> str:
            told = (
                f"{getattr(WHAT[fault['what']], language)} ({telling.day(fault['started_at'])})"
                for fault in evidence["faults"]
            )
            text = "; ".join(told)
            return f"{text[:1].upper()}{text[1:]}."

        return Words(sentence("vi"), sentence("en"))

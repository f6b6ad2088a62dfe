"""V7: dates that cannot be, and due dates that the procedure does not give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.status import Form
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, actor
from caicach.core.dossiers.violations.hours import is_day_alone
from caicach.core.words import Words

BEFORE_RECEPTION, FUTURE, SHORTER, LONGER = (
    "before_reception",
    "in_the_future",
    "due_shorter",
    "due_longer",
)
NAMES = {
    "received_at": Words("ngày tiếp nhận", "reception"),
    "finished_at": Words("ngày xử lý xong", "end of work"),
    "returned_at": Words("ngày trả kết quả", "return"),
    "ended_at": Words("ngày kết thúc", "end"),
}


class ImpossibleDates(DossierDetector):
    """Ends before reception or in the future, and a first due date that is not the one of the procedure's limit."""

    code = "V7"
    title = Words("Ngày tháng bất hợp lý", "Dates that cannot be")
    rule = Words(
        "Kết quả không thể có trước khi tiếp nhận, ngày kết thúc không thể ở tương lai, và ngày hẹn trả lần đầu phải đúng "
        "thời hạn của thủ tục tính theo lịch làm việc (so sánh theo ngày).",
        "No result before reception, no end in the future, and the first due date is that of the procedure's limit by the "
        "working calendar (days are compared).",
    )
    composed = True

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        faults = [*self._impossible(record, at), *self._wrong_due(record, at)]
        if faults:
            received = record.received_at or record.submitted_at
            evidence = {"received_at": at.iso(received), "faults": faults}
            yield self.violation(record, received, evidence, actor(record, "receive"))

    def _impossible(self, record: DossierRecord, at: Facts) -> Iterator[dict[str, str | None]]:
        moments: dict[str, datetime | None] = {
            "finished_at": record.finished_at,
            "returned_at": record.returned_at,
            "ended_at": record.ended_at,
        }
        for name, moment in moments.items():
            if moment and record.received_at and self._before(moment, record.received_at, record, at):
                yield {"what": BEFORE_RECEPTION, "field": name, "at": at.iso(moment)}
        for name, moment in {"received_at": record.received_at, **moments}.items():
            if moment and moment > at.now:
                yield {"what": FUTURE, "field": name, "at": at.iso(moment)}

    def _before(self, moment: datetime, received: datetime, record: DossierRecord, at: Facts) -> bool:
        if is_day_alone(moment, record, at):
            return at.day(moment) < at.day(received)
        return moment < received

    def _wrong_due(self, record: DossierRecord, at: Facts) -> Iterator[dict[str, str | None]]:
        told = self._first_due(record)
        if told is None or record.limit is None or record.received_at is None:
            return
        if record.limit.ends_within_a_day and is_day_alone(record.received_at, record, at):
            return
        expected = at.due_on(record.received_at, record.limit)
        if at.day(told) != expected:
            what = SHORTER if at.day(told) < expected else LONGER
            yield {
                "what": what,
                "at": at.iso(told),
                "expected": expected.isoformat(),
                "limit": f"{record.limit.amount.normalize():f} {record.limit.kind}",
            }

    def _first_due(self, record: DossierRecord) -> datetime | None:
        """The date on the receipt; an import that tells only the last date is believed where nothing can have moved it."""
        moved = record.pauses or record.reappointed or record.slips_of(Form.APOLOGY)
        if record.imported and record.first_due_at in (None, record.due_at):
            return None if moved else record.due_at
        return record.first_due_at

    def explain(self, evidence: Evidence) -> Words:
        told = [_fault(fault, evidence["received_at"]) for fault in evidence["faults"]]
        return Words(" ".join(one.vi for one in told), " ".join(one.en for one in told))


def _fault(fault: Evidence, received_at: str) -> Words:
    shown, received = telling.day(fault["at"]), telling.day(received_at)
    if fault["what"] in (SHORTER, LONGER):
        expected = telling.day(fault["expected"])
        kind = Words("ngắn hơn", "shorter") if fault["what"] == SHORTER else Words("dài hơn", "longer")
        return Words(
            f"Tiếp nhận {received}, hẹn trả {shown}, {kind.vi} thời hạn của thủ tục (phải là {expected}).",
            f"Received {received}, due {shown}, {kind.en} than the limit of the procedure (should be {expected}).",
        )
    name = NAMES[fault["field"]]
    if fault["what"] == FUTURE:
        return Words(
            f"{name.vi.capitalize()} {shown} ở tương lai.",
            f"{name.en.capitalize()} {shown} is in the future.",
        )
    return Words(
        f"{name.vi.capitalize()} {telling.moment(fault['at'])} trước khi tiếp nhận {telling.moment(received_at)}.",
        f"{name.en.capitalize()} {telling.moment(fault['at'])} is before reception {telling.moment(received_at)}.",
    )

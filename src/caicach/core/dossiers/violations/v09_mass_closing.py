"""V9: many dossiers closed in one minute, out of hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from caicach.core.dossiers.record import DossierRecord, Ref
from caicach.core.dossiers.status import SETTLED
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import Evidence, Facts, UnitDetector, UnitYear, Violation, Watch
from caicach.core.dossiers.violations.hours import in_hours, is_day_alone
from caicach.core.words import Words

MOST_NAMED = 50


class MassClosing(UnitDetector):
    """One violation for each batch; its dossier is the first one of the batch, its evidence names the others."""

    code = "V9"
    title = Words("Đóng hồ sơ hàng loạt ngoài giờ", "Batch closing out of hours")
    rule = Words(
        "Nhiều hồ sơ của một đơn vị được kết thúc trong cùng một phút ngoài giờ làm việc (thường sau 23:59 của ngày cuối) "
        "là dấu hiệu đóng hồ sơ để kịp hạn trên phần mềm. Số hồ sơ coi là hàng loạt do đơn vị đặt.",
        "Many dossiers of a unit ended in one minute out of hours (often after 23:59 of the last day) look like dossiers closed "
        "to be on time in the software. How many make a batch is a setting.",
    )
    composed = True

    def watch(self, unit: UnitYear, at: Facts) -> Watch:
        return _Minutes(self, unit.unit, at)

    def explain(self, evidence: Evidence) -> Words:
        minute, count = telling.moment(evidence["minute"]), evidence["count"]
        on_last_day = evidence["on_last_day"]
        return Words(
            f"{count} hồ sơ được kết thúc trong cùng phút {minute}, ngoài giờ làm việc; {on_last_day} hồ sơ đúng ngày hẹn trả.",
            f"{count} dossiers ended in the same minute, {minute}, out of hours; {on_last_day} on their due day.",
        )


class _Minutes(Watch):
    """Keeps what was closed out of hours, minute by minute."""

    def __init__(self, detector: MassClosing, unit: Ref, at: Facts) -> None:
        self.detector, self.unit, self.at = detector, unit, at
        self.closed: dict[datetime, list[tuple[Ref, Ref | None, bool]]] = defaultdict(list)

    def see(self, record: DossierRecord) -> None:
        if record.status not in SETTLED or record.finished_at is None:
            return
        minute = self.at.local(record.finished_at).replace(second=0, microsecond=0)
        if in_hours(minute, self.at) or is_day_alone(record.finished_at, record, self.at):
            return
        on_last_day = record.due_at is not None and self.at.day(record.due_at) == minute.date()
        self.closed[minute].append((Ref(record.id, record.code), record.officer, on_last_day))

    def found(self) -> Iterator[Violation]:
        for minute, batch in sorted(self.closed.items()):
            if len(batch) < self.at.settings.mass_closing:
                continue
            batch.sort(key=lambda one: one[0].id)
            first, officer, _ = batch[0]
            officers = {one.id for _, one, _ in batch if one is not None}
            evidence = {
                "minute": self.at.iso(minute),
                "count": len(batch),
                "on_last_day": sum(last for _, _, last in batch),
                "dossiers": [dossier.name for dossier, _, _ in batch[:MOST_NAMED]],
            }
            owner = officer if len(officers) == 1 else None
            yield Violation(self.detector.code, first, self.unit, owner, minute, evidence)

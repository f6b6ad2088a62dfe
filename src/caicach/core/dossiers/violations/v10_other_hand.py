"""V10: a step done by another than the one it was given to, out of hours."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations import telling
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation
from caicach.core.dossiers.violations.hours import in_hours
from caicach.core.words import Words


class OtherHandOutOfHours(DossierDetector):
    """Steps finished by somebody else and out of hours: both together. A dossier without a log of steps proves nothing."""

    code = "V10"
    title = Words("Người khác xử lý ngoài giờ", "Processed by another, out of hours")
    rule = Words(
        "Bước giải quyết được xử lý ngoài giờ làm việc bởi người không được giao bước đó là dấu hiệu dùng chung tài khoản "
        "hoặc xử lý thay không phân công lại. Xét theo nhật ký các bước.",
        "A step finished out of hours by somebody it was not given to looks like a shared account or work done without being "
        "reassigned. Found from the log of steps.",
    )
    composed = True

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        steps = [
            step
            for step in sorted(record.steps, key=lambda step: step.order)
            if step.finished_at and step.officer and step.done_by and step.officer.id != step.done_by.id
            if not in_hours(step.finished_at, at)
        ]
        if steps:
            told = [
                {
                    "order": step.order,
                    "assigned": step.officer.name if step.officer else None,
                    "done_by": step.done_by.name if step.done_by else None,
                    "finished_at": at.iso(step.finished_at),
                }
                for step in steps
            ]
            since = steps[0].finished_at
            assert since is not None
            yield self.violation(record, since, {"steps": told}, steps[0].done_by)

    def explain(self, evidence: Evidence) -> Words:
        told = evidence["steps"]
        return Words(
            " ".join(
                f"Bước {one['order']} giao {one['assigned']}, do {one['done_by']} xử lý lúc {telling.moment(one['finished_at'])}."
                for one in told
            ),
            " ".join(
                f"Step {one['order']}, given to {one['assigned']}, was done by {one['done_by']} at "
                f"{telling.moment(one['finished_at'])}."
                for one in told
            ),
        )

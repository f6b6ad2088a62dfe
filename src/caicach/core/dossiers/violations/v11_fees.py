"""V11: a fee that the schedule does not know, or not in this amount."""

from __future__ import annotations

from collections.abc import Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import DossierDetector, Evidence, Facts, Violation, actor
from caicach.core.words import Words, figure


class UnscheduledFee(DossierDetector):
    """Each fee charged against the schedule of the procedure. Nothing charged where nothing is scheduled is as it should be."""

    code = "V11"
    title = Words("Thu phí, lệ phí không đúng mức", "Fee not as scheduled")
    rule = Words(
        "Chỉ thu phí, lệ phí có trong quy định của thủ tục và đúng mức. Miễn, giảm theo quy định thì giải trình.",
        "Only fees of the procedure are charged, in the amounts of its schedule. Lawful exemptions are explained.",
    )
    composed = True

    def find(self, record: DossierRecord, at: Facts) -> Iterator[Violation]:
        wrong = [
            fee
            for fee in record.fees
            if (fee.amount != fee.scheduled if fee.scheduled is not None else fee.amount > 0)
        ]
        if wrong:
            charged = [fee.paid_at for fee in wrong if fee.paid_at]
            evidence = {
                "fees": [
                    {
                        "name": fee.name,
                        "amount": int(fee.amount),
                        "scheduled": None if fee.scheduled is None else int(fee.scheduled),
                        "paid_at": at.iso(fee.paid_at),
                    }
                    for fee in wrong
                ]
            }
            since = min(charged, default=record.received_at or record.submitted_at)
            yield self.violation(record, since, evidence, actor(record, "receive"))

    def explain(self, evidence: Evidence) -> Words:
        told = [_told(fee) for fee in evidence["fees"]]
        return Words(" ".join(one.vi for one in told), " ".join(one.en for one in told))


def _told(fee: Evidence) -> Words:
    name, amount, scheduled = fee["name"], fee["amount"], fee["scheduled"]
    if scheduled is None:
        return Words(
            f"Thu {figure(amount, 'vi')} đồng “{name}” mà thủ tục không có khoản này.",
            f"{figure(amount, 'en')} đồng charged for “{name}”, which the procedure does not have.",
        )
    return Words(
        f"Thu {figure(amount, 'vi')} đồng “{name}”, mức quy định {figure(scheduled, 'vi')} đồng.",
        f"{figure(amount, 'en')} đồng charged for “{name}”, scheduled {figure(scheduled, 'en')} đồng.",
    )

"""Making slips: numbered without gaps per counter, form and year, with everything that stands on them kept as it was.

What a slip says is composed by `dossiers.slips.compose` and kept as JSON: it prints the same for ever, whatever happens to the
dossier.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from caicach.apps.dossiers.actions import numbering
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.slips.compose import SYMBOL
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.access import Scope


@dataclass(frozen=True, slots=True)
class Given:
    """What a slip row says beside its content. A slip handed over the desk is signed and sent as it is made."""

    reason: str = ""
    reason_code: str = ""
    new_due_at: dt.datetime | None = None
    is_draft: bool = False


def make(scope: Scope, dossier: Dossier, content: letters.Slip, given: Given) -> Slip:
    """Number and keep a slip of the counter's."""
    now = clock.now()
    form = letters.FORMS[type(content)]
    number = numbering.next_slip(dossier.unit_id, form, now.year)
    slip = Slip(
        dossier=dossier,
        unit_id=dossier.unit_id,
        form=form.value,
        year=now.year,
        number=number,
        reason=given.reason,
        reason_code=given.reason_code,
        new_due_at=given.new_due_at,
        drafted_at=now,
        drafted_by_id=scope.user_id,
        signed_at=None if given.is_draft else now,
        signed_by_id=None if given.is_draft else scope.user_id,
        sent_at=None if given.is_draft else now,
        content=letters.to_plain(numbered(content, number)),
    )
    slip.save(force_insert=True)
    return slip


def numbered(content: letters.Slip, number: int) -> letters.Slip:
    """The same slip with its number."""
    return replace(content, head=replace(content.head, number=number))


def number_of(slip: Slip) -> str:
    """The number as it is written: "12/TTPVHCC"."""
    return f"{slip.number:02d}/{SYMBOL}"

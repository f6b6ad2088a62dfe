"""Doing once what was sent twice: a double click at the counter, or a page that was sent again after the network broke."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction

from caicach.apps.dossiers.models import Dossier, Submission
from caicach.platform.access import Scope


@transaction.atomic
def once(scope: Scope, token: uuid.UUID, act: Callable[[], Dossier]) -> Dossier:
    """The dossier that `act` makes, or the one that it made when the same person sent the same form before.

    The row of the token is locked until the transaction ends: of two clicks at the same moment the second waits for the first and
    finds its dossier. An `act` that raises leaves no token behind, so that the corrected form may be sent. It authorises itself.
    """
    Submission.objects.bulk_create([Submission(token=token, by_id=scope.user_id)], ignore_conflicts=True)
    row = Submission.objects.select_for_update().filter(token=token, by_id=scope.user_id).first()
    if row is None:  # somebody else's token: nothing was sent before by this person
        return act()
    if row.dossier_id is None:
        row.dossier = act()
        row.save(update_fields=["dossier"])
    assert row.dossier is not None
    return row.dossier

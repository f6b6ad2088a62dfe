"""Passing a gate, and giving an attempt back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from caicach.platform import clock
from caicach.platform.throttle.models import Window


@dataclass(frozen=True, slots=True)
class Gate:
    """`most` attempts of one key within a window of time that begins with the first of them."""

    name: str
    most: int
    within: dt.timedelta


@transaction.atomic
def admits(gate: Gate, who: str) -> bool:
    """Count an attempt of `who` and say whether it may be made; counted before it is made, so that no two slip through."""
    key, now = _key(gate, who), clock.now()
    Window.objects.bulk_create([Window(key=key, started_at=now)], ignore_conflicts=True)
    window = Window.objects.select_for_update().get(key=key)
    if window.started_at + gate.within <= now:
        window.started_at, window.count = now, 0
    if window.count >= gate.most:
        return False
    window.count += 1
    window.save(update_fields=["started_at", "count"])
    return True


def give_back(gate: Gate, who: str) -> None:
    """An attempt that succeeded is not counted."""
    Window.objects.filter(key=_key(gate, who), count__gt=0).update(count=F("count") - 1)


def forget(before: dt.datetime) -> None:
    """Drop the windows that began before a moment."""
    Window.objects.filter(started_at__lt=before).delete()


def _key(gate: Gate, who: str) -> str:
    return salted_hmac(f"caicach.throttle.{gate.name}", who, algorithm="sha256").hexdigest()

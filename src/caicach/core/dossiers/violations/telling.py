"""Days and moments of evidence in sentences."""

from __future__ import annotations

from datetime import datetime

from caicach.core.vietnamese import date_text


def day(iso: str) -> str:
    """ "2026-03-02T16:10:00+07:00" as "02/03/2026"."""
    return date_text(datetime.fromisoformat(iso))


def moment(iso: str) -> str:
    """ "2026-03-02T16:10:00+07:00" as "16:10 02/03/2026"."""
    at = datetime.fromisoformat(iso)
    return f"{at:%H:%M} {date_text(at)}"


def days(texts: list[str]) -> str:
    """Days one after the other, with commas."""
    return ", ".join(day(text) for text in texts)

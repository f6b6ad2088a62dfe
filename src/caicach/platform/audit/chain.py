"""The arithmetic of the hash chain: canonical text of an entry and its SHA-256.

Pure functions, so that somebody who has only a dump of the table can repeat them: the hash of an entry is the SHA-256 of the
canonical JSON of its content, in which the hash of the entry before it stands under "previous".

Canonical JSON: UTF-8, text in NFC, keys sorted, no spaces; Decimals, dates and times as text; no floating-point numbers at
all, because they print differently in different programs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import Enum
from uuid import UUID

GENESIS = "0" * 64

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says; `before` and `after` are canonical JSON text, or "" for none."""

    sequence: int
    at: dt.datetime
    actor_id: int | None
    actor: str
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    subject_label: str
    unit_path: str
    before: str
    after: str
    reason: str
    reference: str
    previous: str


def text(value: str) -> str:
    """NFC, without the NUL character, which PostgreSQL cannot store."""
    return unicodedata.normalize("NFC", value).replace("\x00", "")


def plain(value: object) -> Json:
    """`value` with everything that JSON does not know turned into text; TypeError for what has no exact text."""
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int():
            return value
        case str():
            return text(value)
        case Decimal():
            return format(value, "f")
        case dt.datetime():
            if value.tzinfo is None:
                raise TypeError("a time without a zone does not go into the audit trail")
            return moment(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {text(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(
                (plain(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False)
            )
    raise TypeError(
        f"{type(value).__name__} does not go into the audit trail: give text, Decimal, int or a date"
    )


def canonical(value: object) -> str:
    """Canonical JSON text of `value`."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment(at: dt.datetime) -> str:
    """A time as it stands in the canonical text: UTC to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def digest(content: Content) -> str:
    """The hash of an entry, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(asdict(content)).encode()).hexdigest()

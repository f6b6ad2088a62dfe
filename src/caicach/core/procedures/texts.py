"""Time limits and fees as catalogues write them, channel by channel: "3" "Ngày làm việc", "50,000 Việt Nam Đồng".

A catalogue tells each channel apart and often several cases of one procedure, without saying which is which. What all of it
agrees on is taken; what it does not is kept in words for somebody to decide, because a wrong limit makes a wrong promise.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.dossiers.status import Channel
from caicach.core.vietnamese import decimal_text, fold
from caicach.core.worktime.limits import Limit, LimitKind

CHANNELS = {
    "truc tiep": Channel.DIRECT,
    "truc tuyen": Channel.ONLINE,
    "dich vu buu chinh": Channel.POST,
}
UNITS = {
    "ngay lam viec": LimitKind.WORKING_DAYS,
    "ngay": LimitKind.CALENDAR_DAYS,
    "gio lam viec": LimitKind.WORKING_HOURS,
    "gio": LimitKind.WORKING_HOURS,
}
"""Months are missing on purpose: how many days a month of a limit has is not for a table to say."""

LONGEST = {LimitKind.WORKING_DAYS: 400, LimitKind.CALENDAR_DAYS: 730, LimitKind.WORKING_HOURS: 80}
"""A limit beyond this is a misread one; it is kept in words."""

LEAST_FEE = Decimal(1000)
"""Below it an amount in đồng is the remainder of a sum or a rate of something; it is kept in words."""

_FREE = "mien phi"
_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_DONG = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,12}) (?:viet nam dong|vnd|dong)")


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A line of the catalogue: a channel, a value with its unit, a fee; each as written, None where nothing is."""

    channel: str
    value: str | None = None
    unit: str | None = None
    fee: str | None = None


@dataclass(frozen=True, slots=True)
class ReadLimit:
    """The limit that all lines agree on, else None with what they say in `note`."""

    limit: Limit | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadFees:
    """Amounts in đồng by channel (None: the same in every one), 0 where a line says it is free; the rest in `note`."""

    amounts: tuple[tuple[int | None, Decimal], ...]
    note: str = ""


def channel_of(text: str) -> Channel | None:
    """The channel of a word of the catalogue."""
    return CHANNELS.get(" ".join(fold(text).split()))


def limit_of(rows: Iterable[ChannelRow]) -> ReadLimit:
    """The time limit of the lines of a procedure."""
    said: dict[str, Limit | None] = {}
    for row in rows:
        if row.value:
            said.setdefault(_said(row), _limit(row))
    limits = set(said.values())
    if len(limits) == 1 and (only := next(iter(limits))) is not None:
        return ReadLimit(only)
    return ReadLimit(None, "; ".join(said))


def fees_of(rows: Sequence[ChannelRow]) -> ReadFees:
    """The fees of the lines of a procedure, in the order of channels and amounts."""
    by_channel: dict[int, set[Decimal]] = {}
    words: dict[str, None] = {}
    for row in rows:
        channel = channel_of(row.channel)
        if row.fee is None or channel is None:
            continue
        amount = _amount(row.fee)
        if amount is None:
            words.setdefault(f"{row.channel}: {row.fee}")
        else:
            by_channel.setdefault(channel.value, set()).add(amount)
    used = {found.value for row in rows if (found := channel_of(row.channel)) is not None}
    everywhere = set(by_channel) == used and len({frozenset(one) for one in by_channel.values()}) == 1
    channels: list[int | None] = [None] if everywhere and by_channel else [*sorted(by_channel)]
    amounts = tuple(
        (channel, amount)
        for channel in channels
        for amount in sorted(by_channel[next(iter(by_channel)) if channel is None else channel])
    )
    return ReadFees(amounts, "; ".join(words))


def _limit(row: ChannelRow) -> Limit | None:
    kind = UNITS.get(" ".join(fold(row.unit or "").split()))
    if kind is None:
        return None
    amount = _number(row.value or "")
    return Limit(kind, amount) if amount is not None and 0 < amount <= LONGEST[kind] else None


def _amount(text: str) -> Decimal | None:
    words = " ".join(fold(text).split())
    if words == _FREE:
        return Decimal(0)
    found = _DONG.fullmatch(words)
    amount = Decimal(found[1].replace(",", "")) if found else None
    return amount if amount is not None and amount >= LEAST_FEE else None


def _said(row: ChannelRow) -> str:
    unit = row.unit or "(không rõ đơn vị tính)"
    amount = _number(row.value or "")
    return f"{row.value if amount is None else decimal_text(amount)} {unit}"


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None

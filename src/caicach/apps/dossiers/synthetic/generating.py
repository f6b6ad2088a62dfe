"""A synthetic year into the database of this installation, once, however often it is asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.synthetic.ground import counters
from caicach.apps.dossiers.synthetic.lives import Life, Plan, draw
from caicach.apps.dossiers.synthetic.writing import Batch, taken_by_others
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

MARK = "Số liệu minh họa"
_KNOWN = re.compile(
    rf"{MARK} \(hạt giống (\d+), (\d+) hồ sơ năm (\d+)(?:, gài ([V\d=,]+))?, đến (\d{{4}}-\d\d-\d\dT\d\d:\d\d)\)"
)


YOUNG = dt.timedelta(days=180)
"""A year that began less than this ago has few dossiers, and hardly any that were settled long enough ago to be planted."""
FEWEST = 20
"""Dossiers of a counter, at the least: fewer at each would be no year, and no place for a batch."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: so many dossiers of a year at so many counters, with violations planted."""

    count: int
    seed: int
    year: int
    units: int
    plants: Mapping[str, int]

    @property
    def planted(self) -> str:
        return ",".join(f"{code}={number}" for code, number in self.plants.items())

    def mark(self, now: dt.datetime) -> str:
        """What stands as content of every dossier of this batch."""
        plants = f", gài {self.planted}" if self.plants else ""
        return f"{MARK} (hạt giống {self.seed}, {self.count} hồ sơ năm {self.year}{plants}, đến {now:%Y-%m-%dT%H:%M})"


@dataclass(slots=True)
class Generation:
    """One run. `run` yields how many dossiers have passed; afterwards `written` and `planted` tell what came of it."""

    scope: Scope
    asked: Asked
    batch: Batch
    planted: list[tuple[str, str]]

    @property
    def written(self) -> int:
        return self.batch.written

    @property
    def there(self) -> int:
        return self.batch.there

    def run(self) -> Iterator[int]:
        yield from self.batch.write(self._watched(draw(self.batch.plan)))
        if self.written:
            with transaction.atomic():
                after = {"dossiers": self.written, "seed": self.asked.seed, "plants": self.asked.planted}
                record(
                    self.scope, "dossiers.generated", Subject("dossiers", self.asked.seed, MARK), None, after
                )
        self.planted.sort(key=lambda one: (int(one[0][1:]), one[1]))

    def _watched(self, lives: Iterator[Life]) -> Iterator[Life]:
        for life in lives:
            if life.is_named:
                self.planted.append((life.planted, life.record.code))
            if not life.in_book:
                self.batch.left_out.setdefault(life.office, set()).add(life.record.code)
            yield life


def generation(scope: Scope, asked: Asked, *, among_real: bool = False) -> Generation:
    """Prepare a run: counters, people, procedures; the same moment as a run of the same batch that was cut short.

    Raises Conflict where real dossiers stand and nobody said that synthetic ones may stand among them, Invalid for a year that
    has not begun.
    """
    if asked.year > clock.today().year:
        raise Invalid(
            _("Năm %(year)s chưa bắt đầu nên chưa có hồ sơ nào.") % {"year": asked.year},
            _("Hãy chọn năm nay hoặc một năm đã qua."),
        )
    if (
        not among_real
        and not settings.CAICACH_DEMO
        and Dossier.objects.exclude(content__startswith=MARK).exists()
    ):
        raise Conflict(
            _("Cơ sở dữ liệu này đã có hồ sơ thật; chưa sinh hồ sơ minh họa nào."),
            _("Hãy dùng một cơ sở dữ liệu khác, hoặc thêm --among-real nếu chắc chắn."),
        )
    now = _begun(asked) or _until(asked.year)
    with transaction.atomic():
        found = counters(scope, min(asked.units, max(1, asked.count // FEWEST)))
    mark = asked.mark(now)
    offices = tuple(replace(one.office, taken=taken_by_others(one.office.agency, mark)) for one in found)
    plan = Plan(asked.count, asked.seed, asked.year, now, offices, asked.plants)
    return Generation(scope, asked, Batch(plan, found, mark), [])


def year_to_tell(today: dt.date) -> int:
    """The year to draw when none is asked for: this one, or the last as long as this one is young."""
    return (today - YOUNG).year


def _until(year: int) -> dt.datetime:
    """Up to when the year is told: this minute, or a while after a year that is over, when all of it has ended."""
    now = clock.now().astimezone(clock.VIETNAM).replace(second=0, microsecond=0)
    return now if year >= now.year else min(now, dt.datetime(year + 1, 6, 1, 8, 0, tzinfo=clock.VIETNAM))


def _begun(asked: Asked) -> dt.datetime | None:
    """The moment of an earlier run of the same batch."""
    begins = f"{MARK} (hạt giống {asked.seed}, {asked.count} hồ sơ năm {asked.year}"
    content = Dossier.objects.filter(content__startswith=begins).values_list("content", flat=True).distinct()
    for one in content:
        known = _KNOWN.fullmatch(one)
        if known is not None and (known[4] or "") == asked.planted:
            return dt.datetime.fromisoformat(known[5]).replace(tzinfo=clock.VIETNAM)
    return None

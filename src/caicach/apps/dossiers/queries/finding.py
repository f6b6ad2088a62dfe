"""What somebody typed into the search of a list: a code, a personal number, a telephone number or the beginning of a name.

Which of them it is shows in its letters and figures, so that each is answered by its own index over millions of dossiers.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from caicach.apps.dossiers.models import Applicant, Dossier
from caicach.core.vietnamese import fold, tidy

MOST_NAMESAKES = 3_000
"""People of a name whose dossiers are looked through; beyond it one types more of the name, or the number."""

_CODE = re.compile(r"[A-Za-z0-9.]+-[\w.-]*")
_DAY_OF_CODE = re.compile(r"[A-Za-z0-9.]+-\d{4,6}")
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """The dossiers that may be meant, whoever asks, each part by one index; `too_many`: not all people of that name were
    looked through.
    """

    dossiers: tuple[QuerySet[Dossier], ...]
    too_many: bool = False


def find(localities: Collection[int], text: str) -> Found:
    """What `text` stands for; people are sought among those known in `localities`."""
    wanted = tidy(text)
    digits = re.sub(r"[\s.]", "", wanted)
    if _CODE.fullmatch(wanted):
        return Found((_by_code(wanted.upper()),))
    people = Applicant.objects.filter(locality_id__in=localities)
    if digits.isdecimal() and len(digits) >= 6:
        return Found((_of(people.filter(number=digits)), _of(people.filter(phone=digits))))
    name = fold(wanted)
    if not name:
        return Found(())
    named = people.filter(_starting("folded", name))
    beyond = named.values_list("pk", flat=True)[MOST_NAMESAKES : MOST_NAMESAKES + 1]
    return Found((_of(named[:MOST_NAMESAKES]),), too_many=bool(beyond))


def _by_code(code: str) -> QuerySet[Dossier]:
    """Exactly this code, or those that begin with it when at least agency, year and month are told."""
    if _DAY_OF_CODE.match(code):
        return Dossier.objects.filter(_starting("code", code))
    return Dossier.objects.filter(code=code)


def _of(people: QuerySet[Applicant]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(applicant_id__in=people.values("pk"))


def _starting(column: str, text: str) -> Q:
    """Rows whose `column` begins with `text`, in the form that each database finds by its index (as for paths of units)."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text + _AFTER_ALL})
    return Q(**{f"{column}__startswith": text})

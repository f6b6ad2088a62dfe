"""Turning what was decided into rows: versions with their papers, steps and fees, and what the trail says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from caicach.apps.procedures import checks
from caicach.apps.procedures.content import DETAILS, Details, FeeData, PaperData, StepData, label_of
from caicach.apps.procedures.models import (
    FOLDED_LENGTH,
    NAME_LENGTH,
    SORT_KEY_LENGTH,
    Decision,
    Fee,
    Field,
    Level,
    Paper,
    Procedure,
    Step,
    Version,
)
from caicach.core.vietnamese import fold, sort_key, tidy_paragraphs
from caicach.platform.audit.actions import Subject

_LENGTHS = {
    "category": 200,
    "issuer": 300,
    "ministry_decision": 200,
    "deciding": 1000,
    "limit_note": 2000,
    "fee_note": 2000,
    "audience": 1000,
    "result": 1000,
    "register": 20,
}
LEGAL_BASIS_LENGTH = 20_000
LEVELS = [Level.COMMUNE, Level.PROVINCE, Level.MINISTRY, Level.OTHER]
"""The one nearest to the citizen first."""


def cleaned(given: Details) -> Details:
    """The values as they are stored; Invalid for what cannot be right."""
    known: dict[str, Any] = {
        name: checks.text(getattr(given, name), label_of(name), longest) for name, longest in _LENGTHS.items()
    }
    limit = checks.limit(given.limit_kind, given.limit_amount, label_of("limit_amount"))
    second = checks.limit(given.second_kind, given.second_amount, label_of("second_amount"))
    level = checks.choice("level", given.level)
    others = {checks.choice("level", one) for one in given.other_levels} - {level}
    return replace(
        given,
        **known,
        name=checks.text(given.name, label_of("name"), NAME_LENGTH, required=True),
        field=checks.text(given.field, label_of("field"), 300, required=True),
        level=level,
        other_levels=tuple(one.value for one in LEVELS if one in others),
        executing=lines(given.executing),
        online=checks.choice("online", given.online),
        limit_kind=limit[0],
        limit_amount=limit[1],
        second_kind=second[0],
        second_amount=second[1],
        legal_basis=tidy_paragraphs(given.legal_basis)[:LEGAL_BASIS_LENGTH],
    )


def lines(executing: str) -> str:
    """Agencies, each once, one in a line."""
    named = [checks.text(one, label_of("executing"), 1000) for one in executing.splitlines()]
    found = "\n".join(dict.fromkeys(one for one in named if one))
    checks.text(found.replace("\n", " "), label_of("executing"), 1000)
    return found


def fields_named(names: Iterable[str]) -> dict[str, Field]:
    """The fields of procedures by name; those that there are not yet are made."""
    wanted = set(names)
    known = {one.name: one for one in Field.objects.filter(name__in=wanted)}
    missing = [
        Field(name=one, sort_key=sort_key(one)[:900], folded=fold(one)) for one in sorted(wanted - set(known))
    ]
    Field.objects.bulk_create(missing)
    return known | {one.name: one for one in missing}


def fill(version: Version, code: str, details: Details, field: Field) -> Version:
    """Put the single values into a version, and into the columns that search and sorting use. Nothing is saved."""
    for name in DETAILS:
        if name not in ("field", "other_levels"):
            setattr(version, name, getattr(details, name))
    version.field = field
    version.other_levels = ",".join(details.other_levels)
    version.sort_key = sort_key(details.name)[:SORT_KEY_LENGTH]
    version.folded = fold(f"{code} | {details.name}")[:FOLDED_LENGTH]
    return version


def paper_rows(version: Version, papers: Sequence[PaperData]) -> list[Paper]:
    return [
        Paper(
            version=version,
            order=at,
            code=one.code,
            name=one.name,
            form=one.form,
            copies=one.copies,
            required=one.required,
            digitisable=one.digitisable,
        )
        for at, one in enumerate(papers, 1)
    ]


def step_rows(version: Version, steps: Sequence[StepData]) -> list[Step]:
    return [
        Step(version=version, order=at, name=one.name, post=one.post, days=one.days)
        for at, one in enumerate(steps, 1)
    ]


def fee_rows(version: Version, fees: Sequence[FeeData]) -> list[Fee]:
    return [Fee(version=version, name=one.name, amount=one.amount, channel=one.channel) for one in fees]


def write_lists(version: Version, parts: dict[str, tuple[Any, ...]]) -> None:
    """Give a saved version papers, steps and fees; those that `parts` names replace what is there."""
    if "papers" in parts:
        version.papers.all().delete()
        Paper.objects.bulk_create(paper_rows(version, parts["papers"]))
    if "steps" in parts:
        version.steps.all().delete()
        Step.objects.bulk_create(step_rows(version, parts["steps"]))
    if "fees" in parts:
        version.fees.all().delete()
        Fee.objects.bulk_create(fee_rows(version, parts["fees"]))


def end_before(version: Version, day: dt.date) -> None:
    """The version ends on the day before `day`."""
    version.valid_to = day - dt.timedelta(days=1)


def subject(procedure: Procedure, name: str) -> Subject:
    return Subject("procedure", procedure.pk, f"{procedure.code} {name}", f"{procedure.locality_id}/")


def decision_subject(decision: Decision) -> Subject:
    return Subject("procedure_decision", decision.pk, decision.number, f"{decision.locality_id}/")

"""Writing an import: thousands of versions in a handful of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caicach.apps.procedures import queries
from caicach.apps.procedures.actions import writing
from caicach.apps.procedures.content import lists_of
from caicach.apps.procedures.models import Change, Fee, Paper, Procedure, Step, Version
from caicach.core.vietnamese import spelling_key

if TYPE_CHECKING:
    from caicach.apps.procedures.actions.importing import Offer, Setting

CHUNK = 500
_IN_PLACE = [
    "name", "sort_key", "folded", "field", "level", "other_levels", "category", "issuer", "ministry_decision",
    "executing", "deciding", "online", "by_post", "limit_kind", "limit_amount", "limit_note", "fee_note", "audience",
    "revision",
]  # fmt: skip


def take(setting: Setting, offers: Sequence[Offer]) -> None:
    """Write what the offers say; new and changed ones only, inside the caller's transaction."""
    fields = writing.fields_named(one.details.field for one in offers if one.details)
    procedures = _procedures(setting, [one.row.code for one in offers])
    begun: list[tuple[Offer, Version]] = []
    ended: list[Version] = []
    corrected: list[tuple[Offer, Version]] = []
    for one in offers:
        assert one.details is not None
        before, code = one.version, one.row.code
        if before is not None and before.valid_from == setting.day:
            before.revision += 1
            corrected.append((one, writing.fill(before, code, one.details, fields[one.details.field])))
            continue
        if before is not None:
            writing.end_before(before, setting.day)
            ended.append(before)
        version = Version(
            procedure=procedures[code],
            change=Change.AMENDED if before else Change.NEW,
            decision_id=setting.decision_id,
            valid_from=setting.day,
            source=setting.source[:300],
        )
        begun.append((one, writing.fill(version, code, one.details, fields[one.details.field])))
    Version.objects.bulk_update(ended, ["valid_to"], CHUNK)
    Version.objects.bulk_update([version for _one, version in corrected], _IN_PLACE, CHUNK)
    Version.objects.bulk_create([version for _one, version in begun], CHUNK)
    _lists(begun, corrected)
    _links(setting, begun, corrected)


def _procedures(setting: Setting, codes: Sequence[str]) -> dict[str, Procedure]:
    known = {
        one.code: one
        for start in range(0, len(codes), CHUNK)
        for one in Procedure.objects.filter(
            locality_id=setting.locality_id, code__in=codes[start : start + CHUNK]
        )
    }
    missing = [Procedure(locality_id=setting.locality_id, code=code) for code in codes if code not in known]
    Procedure.objects.bulk_create(missing, CHUNK)
    return known | {one.code: one for one in missing}


def _lists(begun: Sequence[tuple[Offer, Version]], corrected: Sequence[tuple[Offer, Version]]) -> None:
    """Papers and steps are taken over from the version before, fees too unless the file states them."""
    papers: list[Paper] = []
    steps: list[Step] = []
    fees: list[Fee] = []
    for one, version in begun:
        kept = lists_of(one.version) if one.version is not None else {"papers": (), "steps": (), "fees": ()}
        papers += writing.paper_rows(version, kept["papers"])
        steps += writing.step_rows(version, kept["steps"])
        fees += writing.fee_rows(version, kept["fees"] if one.fees is None else one.fees)
    restated = [(one, version) for one, version in corrected if one.fees is not None]
    Fee.objects.filter(version__in=[version for _one, version in restated]).delete()
    for one, version in restated:
        fees += writing.fee_rows(version, one.fees or ())
    Paper.objects.bulk_create(papers, CHUNK)
    Step.objects.bulk_create(steps, CHUNK)
    Fee.objects.bulk_create(fees, CHUNK)


def _links(
    setting: Setting, begun: Sequence[tuple[Offer, Version]], corrected: Sequence[tuple[Offer, Version]]
) -> None:
    """Executing agencies that are units of the locality by name; interlinked procedures and units of the version before."""
    by_name: dict[str, list[int]] = {}
    for unit in queries.units_of_locality(setting.locality_id):
        by_name.setdefault(spelling_key(unit.name), []).append(unit.pk)
    units, interlinked = Version.executing_units.through, Version.interlinked.through
    wanted: set[tuple[int, int]] = set()
    before: dict[int, int] = {}
    for one, version in (*begun, *corrected):
        for agency in version.executing.splitlines():
            known = by_name.get(spelling_key(agency), [])
            if len(known) == 1:
                wanted.add((version.pk, known[0]))
        if one.version is not None and one.version.pk != version.pk:
            before[one.version.pk] = version.pk
    for old, unit_id in units.objects.filter(version_id__in=before).values_list("version_id", "unit_id"):
        wanted.add((before[old], unit_id))
    units.objects.bulk_create(
        [units(version_id=version_id, unit_id=unit_id) for version_id, unit_id in sorted(wanted)],
        CHUNK,
        ignore_conflicts=True,
    )
    linked = interlinked.objects.filter(version_id__in=before).values_list("version_id", "procedure_id")
    interlinked.objects.bulk_create(
        [interlinked(version_id=before[old], procedure_id=procedure_id) for old, procedure_id in linked],
        CHUNK,
    )

"""What goes wrong with dossiers against the law: the detectors V1 to V12, and how they are run.

A new one is a small class in a file of its own, added to `DOSSIER_DETECTORS` or `UNIT_DETECTORS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations.base import (
    BookTotal,
    Detector,
    DossierDetector,
    Evidence,
    Facts,
    Settings,
    UnitDetector,
    UnitYear,
    Violation,
)
from caicach.core.dossiers.violations.v01_supplements import RepeatedSupplement
from caicach.core.dossiers.violations.v02_receipt import NoReceipt
from caicach.core.dossiers.violations.v03_apology import NoApologyInTime
from caicach.core.dossiers.violations.v04_reappointment import RepeatedReappointment
from caicach.core.dossiers.violations.v05_supplement_notice import LateSupplementNotice
from caicach.core.dossiers.violations.v06_pauses import GroundlessPause
from caicach.core.dossiers.violations.v07_dates import ImpossibleDates
from caicach.core.dossiers.violations.v08_refusal import UnfoundedRefusal
from caicach.core.dossiers.violations.v09_mass_closing import MassClosing
from caicach.core.dossiers.violations.v10_other_hand import OtherHandOutOfHours
from caicach.core.dossiers.violations.v11_fees import UnscheduledFee
from caicach.core.dossiers.violations.v12_books import BookDiffers
from caicach.core.worktime.calendar import UnknownYear

__all__ = [
    "DETECTORS",
    "DOSSIER_DETECTORS",
    "UNIT_DETECTORS",
    "BookTotal",
    "Detector",
    "Evidence",
    "Facts",
    "Search",
    "Settings",
    "UnitYear",
    "Violation",
    "detect",
    "detect_all",
]

DOSSIER_DETECTORS: tuple[DossierDetector, ...] = (
    RepeatedSupplement(),
    NoReceipt(),
    NoApologyInTime(),
    RepeatedReappointment(),
    LateSupplementNotice(),
    GroundlessPause(),
    ImpossibleDates(),
    UnfoundedRefusal(),
    OtherHandOutOfHours(),
    UnscheduledFee(),
)
UNIT_DETECTORS: tuple[UnitDetector, ...] = (MassClosing(), BookDiffers())
DETECTORS: dict[str, Detector] = {
    one.code: one
    for one in sorted((*DOSSIER_DETECTORS, *UNIT_DETECTORS), key=lambda one: int(one.code.removeprefix("V")))
}
"""All detectors by code, V1 first."""


class Search:
    """Looks through the dossiers of one unit, walked through once and not kept."""

    def __init__(self, unit: UnitYear, at: Facts) -> None:
        self.at = at
        self.watches = [detector.watch(unit, at) for detector in UNIT_DETECTORS]

    def one(self, record: DossierRecord) -> Iterator[Violation]:
        """What this dossier proves by itself; it is remembered as far as `together` needs it."""
        for watch in self.watches:
            watch.see(record)
        yield from detect(record, self.at)

    def together(self) -> Iterator[Violation]:
        """What all dossiers seen prove together."""
        for watch in self.watches:
            yield from watch.found()


def detect(record: DossierRecord, at: Facts) -> Iterator[Violation]:
    """What one dossier proves by itself. Where the calendar has no days off for a year, what rests on it is not known and
    so not found.
    """
    for detector in DOSSIER_DETECTORS:
        try:
            yield from detector.find(record, at)
        except UnknownYear:
            continue


def detect_all(unit: UnitYear, records: Iterable[DossierRecord], at: Facts) -> Iterator[Violation]:
    """What the dossiers of a unit prove, one by one and together."""
    search = Search(unit, at)
    for record in records:
        yield from search.one(record)
    yield from search.together()

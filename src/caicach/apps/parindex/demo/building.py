"""The demonstration, step by step: units, people, criteria sets, rounds with their facts, targets.

Everything goes through the actions that the screens use, in the name of the system. What is built depends on the
options alone, not on the clock: the same options give the same ranking.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from caicach.apps.parindex.actions import counting, facts, frameworks, rounds, targets
from caicach.apps.parindex.actions.process import set_deadlines
from caicach.apps.parindex.demo import figures, leaf_work, people, process, province
from caicach.apps.parindex.demo.province import Province
from caicach.apps.parindex.demo.published import inputs, published
from caicach.apps.parindex.models import IndexKind, Round, Subject
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Unit
from caicach.core.parindex import Framework, document
from caicach.platform import clock
from caicach.platform.access import Scope

SEED = 2026
THIS_YEAR = 2026
BEGUN_ON = dt.date(2025, 7, 1)
SCORED_ON = {2024: dt.date(2025, 7, 3), 2025: dt.date(2026, 1, 6), 2026: dt.date(2026, 10, 12)}
"""When the figures of a year were stated; those of this year for a round before its end."""
COMMUNES_WITH_PEOPLE = 6
COMMUNES_WITH_TWO_NOTICES = 2
ROUNDS = (
    (2024, Subject.DISTRICT),
    (2025, Subject.COMMUNE),
    (2025, Subject.DEPARTMENT),
    (2026, Subject.COMMUNE),
    (2026, Subject.DEPARTMENT),
)
PUBLISHED_BY = "000/QĐ-UBND (minh họa)"
DEADLINES = {
    "self_score": dt.date(2026, 10, 31),
    "appraisal_1": dt.date(2026, 12, 15),
    "explanation": dt.date(2026, 12, 25),
    "appraisal_2": dt.date(2027, 1, 10),
    "council": dt.date(2027, 1, 20),
    "publication": dt.date(2027, 1, 31),
}
COMMUNES_ON_THEIR_WAY = 36
"""Communes whose results of this year are locked, appraised, explained, disputed; the others still score themselves."""
# The province of today issued its first plan after it began.
DATES = {(2025, Subject.DEPARTMENT): {"province_plan": dt.date(2025, 7, 21)}}
TARGETS = (
    (IndexKind.PAR_INDEX, Decimal(80), True, Decimal("89.80")),
    (IndexKind.SATISFACTION, Decimal(95), False, None),
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is to be built: the seed of the drawn figures, and how many communes take part (all by default)."""

    seed: int = SEED
    communes: int | None = None

    @property
    def source(self) -> str:
        """What stands as source beside every drawn figure."""
        return f"Số liệu minh họa, sinh tự động (hạt giống {self.seed})"


def _on(day: dt.date, step: Callable[[], None]) -> Callable[[], None]:
    def act() -> None:
        with clock.told(day):
            step()

    return act


@dataclass(slots=True)
class Building:
    """One run. `steps` are to be taken in their order; each is a transaction."""

    options: Options = field(default_factory=Options)
    scope: Scope = field(default_factory=lambda: Scope.system("caicach demo"))
    _sets: dict[str, str] = field(default_factory=dict)
    _province: Province | None = None

    @property
    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """What each step does, in the words of the screen, and the step: work of months, each on its day."""
        scored = [
            (year, f"Số liệu và chấm điểm: {Subject(subject).label} {year}", self._scoring(year, subject))
            for year, subject in ROUNDS
        ]
        steps: list[tuple[dt.date, str, Callable[[], None]]] = [
            (BEGUN_ON, "Đơn vị: tỉnh, xã, phường, sở, ngành và các đơn vị trước sắp xếp", self._units),
            (BEGUN_ON, "Ba bộ chỉ số đi kèm", self._frameworks),
            (BEGUN_ON, "Tài khoản, vị trí công tác, thông báo phân công", self._people),
            *((SCORED_ON[year], title, step) for year, title, step in scored if year < THIS_YEAR),
            (process.LOCKED_ON, "Kết quả năm 2025: chốt, thẩm định, hội đồng, công bố", self._publish),
            *((SCORED_ON[year], title, step) for year, title, step in scored if year == THIS_YEAR),
            (SCORED_ON[THIS_YEAR], "Chỉ tiêu của các đơn vị", self._targets),
            (leaf_work.GIVEN_ON, "Phân việc tự chấm năm 2026", self._distribute),
            (process.IN_TIME, "Tự chấm và thẩm định năm 2026", self._midway),
            (leaf_work.WRITTEN_ON, "Trao đổi về tiêu chí năm 2026", self._exchange),
        ]
        return tuple((title, _on(day, step)) for day, title, step in steps)

    def run(self) -> None:
        """All steps at once."""
        for _title, step in self.steps:
            step()

    def count(self) -> None:
        """What the one-stop service of the demonstration tells the index of this year; taken after that was built."""
        for made in Round.objects.filter(year=THIS_YEAR).order_by("pk"):
            counting.recount(self.scope, made.pk)

    @property
    def province(self) -> Province:
        if self._province is None:
            raise RuntimeError("the step that loads the units comes first")
        return self._province

    @transaction.atomic
    def _units(self) -> None:
        self._province = province.load(self.scope, self.options.communes)

    @transaction.atomic
    def _frameworks(self) -> None:
        for subject in Subject.values:
            version = frameworks.import_document(
                self.scope, document.shipped_text(subject), "Bộ mẫu đi kèm phần mềm"
            )
            self._sets[subject] = version.code

    @transaction.atomic
    def _people(self) -> None:
        with people.quick_hashing():
            self._seat()

    def _seat(self) -> None:
        people.seat_province(self.scope, self.province)
        sets: dict[str, Framework] = {
            subject: document.shipped(subject) for subject in (Subject.COMMUNE, Subject.DEPARTMENT)
        }
        people.assign_fields(self.scope, self.province, sets)
        by_name = {one.name: one for one in self.province.communes}
        first = [by_name.pop(name) for name in published().units if name in by_name]
        shown = (first + list(by_name.values()))[:COMMUNES_WITH_PEOPLE]
        for place, unit in enumerate(shown):
            commune = province.divide(self.scope, unit)
            persons = people.seat_commune(self.scope, place, commune)
            people.assign_commune(self.scope, commune, persons, again=place < COMMUNES_WITH_TWO_NOTICES)

    def _scoring(self, year: int, subject: Subject) -> Callable[[], None]:
        @transaction.atomic
        def score() -> None:
            locality = self.province.before if subject == Subject.DISTRICT else self.province.unit
            dates = DATES.get((year, subject), {})
            opened = rounds.open_round(self.scope, locality.pk, year, subject, self._sets[subject], dates)
            units = list(self._participants(subject))
            rounds.add_participants(self.scope, opened.pk, [(unit.pk, block) for unit, block in units])
            framework = framework_of(opened.framework)
            drawn = self._facts(framework, year, dates, units)
            facts.load(self.scope, opened.pk, drawn, source=self.options.source, illustration=True)

        return score

    @transaction.atomic
    def _publish(self) -> None:
        for subject in (Subject.COMMUNE, Subject.DEPARTMENT):
            process.publish(self.scope, self._round(2025, subject), PUBLISHED_BY)
        people.read_everything()

    @transaction.atomic
    def _midway(self) -> None:
        for subject in (Subject.DEPARTMENT, Subject.COMMUNE):
            made = self._round(THIS_YEAR, subject)
            set_deadlines(self.scope, made.pk, DEADLINES, "Số liệu minh họa: kế hoạch đánh giá năm 2026")
            made.refresh_from_db()
            process.midway(self.scope, made, COMMUNES_ON_THEIR_WAY)

    @transaction.atomic
    def _distribute(self) -> None:
        leaf_work.distribute(self._round(THIS_YEAR, Subject.COMMUNE), "daumoi.xa", "canbo.xa")

    @transaction.atomic
    def _exchange(self) -> None:
        departments, communes = (self._round(THIS_YEAR, one) for one in (Subject.DEPARTMENT, Subject.COMMUNE))
        for made, focal in ((communes, "daumoi.xa"), (departments, "daumoi.so")):
            leaf_work.exchange(made, focal, "thamdinh.noivu")
        leaf_work.before_the_council(departments, "thuky", "hoidong")

    def _round(self, year: int, subject: Subject) -> Round:
        found = Round.objects.select_related("framework", "locality")
        return found.get(locality=self.province.unit, year=year, subject=subject)

    def _participants(self, subject: Subject) -> Iterable[tuple[Unit, str]]:
        """The units of a round with their ranking blocks."""
        match subject:
            case Subject.COMMUNE:
                return ((unit, unit.subkind) for unit in self.province.communes)
            case Subject.DEPARTMENT:
                return ((unit, "so") for unit in self.province.departments.values())
            case _:
                return self.province.districts

    def _facts(
        self, framework: Framework, year: int, dates: Mapping[str, dt.date], units: Sequence[tuple[Unit, str]]
    ) -> dict[str, Any]:
        """A facts file: what was published of the year with its source, everything else drawn."""
        news = published()
        known = {name: unit.figures for name, unit in news.units.items()} if year == news.year else {}
        subjects = [
            figures.Subject(
                unit.name,
                block,
                unit.valid_from,
                province.ATTRIBUTES.get(unit.name, {}),
                known.get(unit.name, {}),
            )
            for unit, block in units
        ]
        drawn = figures.draw(figures.Plan(framework, year, self.options.seed, dates), subjects)
        for row, subject in zip(drawn, subjects, strict=True):
            for code, given in inputs(framework, subject.known).items():
                row["inputs"][code] = {**given, "source": news.source, "illustration": False}
        return {"year": year, "units": drawn}

    @transaction.atomic
    def _targets(self) -> None:
        year = published().year
        text = f"Số liệu minh họa: kế hoạch CCHC năm {year} của tỉnh"
        for unit in (*self.province.communes, *self.province.departments.values()):
            for kind, minimum, strict, aim in TARGETS:
                targets.set_target(self.scope, unit.pk, year, kind, minimum, strict, aim, text)

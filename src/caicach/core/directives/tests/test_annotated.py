"""How well dispatches of the corpus are read: against `annotated.json`, made by reading them, in four parts.

The rules were made with the part "tuned"; "unseen", "later" and "latest" were measured before anything was mended for them.
`annotated.json` holds short quotes with their lines; the documents themselves stay in the shared data.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from caicach.core.directives import Quote, Reading, Target, Task, TaskKind, read
from caicach.core.vietnamese import fold
from caicach.core.vietnamese.legacy import convert
from shared_data import corpus, directive, shared

ANNOTATED: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("annotated.json").read_text(encoding="utf-8")
)
PARTS = ("tuned", "unseen", "later", "latest")


@dataclass
class Count:
    right: int = 0
    all: int = 0
    missed: list[object] = field(default_factory=list)

    def add(self, right: bool, what: object) -> None:
        self.all += 1
        self.right += right
        if not right:
            self.missed.append(what)

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 1.0


@cache
def reading(at: int) -> Reading:
    return read(corpus()[at])


def of(part: str, key: str) -> Iterator[tuple[dict[str, Any], Reading]]:
    for known in ANNOTATED:
        if known["part"] == part and known.get(key) is not None:
            yield known, reading(known["at"])


def same(one: str | None, other: str | None) -> bool:
    return (one and fold(" ".join(one.split()))) == (other and fold(" ".join(other.split())))


def value(quote: Quote | None) -> str | None:
    return quote.value if quote else None


def header_fields(part: str) -> Count:
    count = Count()
    for known, found in of(part, "doc_type"):
        header, signer = found.header, found.header.signer
        for name in ("number", "place", "issuing_body"):
            count.add(
                same(value(getattr(header, name)), known[name]), (known["at"], name, getattr(header, name))
            )
        count.add(header.doc_type == known["doc_type"], (known["at"], "doc_type", header.doc_type))
        count.add(str(header.date) == known["date"], (known["at"], "date", header.date))
        subject = fold(value(header.subject) or "")
        begin, end = (fold(part or "") for part in known["subject"])
        count.add(
            subject.startswith(begin) and subject.endswith(end), (known["at"], "subject", header.subject)
        )
        for part in ("name", "title", "authority"):
            read_part = value(getattr(signer, part)) if signer else None
            count.add(same(read_part, known["signer"][part]), (known["at"], part, read_part))
        if known["recipients"] is not None:
            first, number = known["recipients"] or (None, 0)
            right = len(header.recipients) == number and (
                not number or same(header.recipients[0].value, first)
            )
            count.add(right, (known["at"], "recipients", header.recipients))
        if known["cc"] is not None:
            first, last, number = known["cc"]
            right = (
                len(header.cc) == number
                and same(header.cc[0].value, first)
                and same(header.cc[-1].value, last)
            )
            count.add(right, (known["at"], "cc", header.cc))
    return count


def is_target(found: Target, known: dict[str, Any]) -> bool:
    return (
        found.line == known["line"]
        and found.value == Decimal(str(known["value"]))
        and found.operator.value in known["operator_accept"]
        and (found.unit == "%") == (known["unit"] == "%")
        and ("deadline" not in known or str(found.deadline) == known["deadline"])
    )


def targets(part: str) -> tuple[Count, Count]:
    recall, precision = Count(), Count()
    for known, found in of(part, "targets"):
        for one in known["targets"]:
            if not one.get("optional"):
                recall.add(any(is_target(target, one) for target in found.targets), (known["at"], one))
        for target in found.targets:
            if not target.optional:
                right = any(is_target(target, one) for one in known["targets"])
                precision.add(
                    right,
                    (
                        known["at"],
                        target.line,
                        target.operator,
                        target.value,
                        target.unit,
                        target.deadline,
                        target.text[:90],
                    ),
                )
    return recall, precision


def is_task(found: Task, known: dict[str, Any]) -> bool:
    leads = [fold(name) for name in found.leads]
    return (
        found.line == known["line"]
        and all(any(fold(name) in lead for lead in leads) for name in known["responsible"])
        and ("deadline" not in known or str(found.deadline) == known["deadline"])
        and ("recurrence" not in known or found.recurrence == known["recurrence"])
        and ("kind" not in known or found.kind == known["kind"])
    )


def tasks(part: str) -> Count:
    count = Count()
    for known, found in of(part, "tasks"):
        for one in known["tasks"]:
            count.add(any(is_task(task, one) for task in found.tasks), (known["at"], one))
    return count


def test_the_texts_are_those_that_were_read() -> None:
    for known in ANNOTATED:
        text = corpus()[known["at"]]
        assert sha256(text.encode()).hexdigest() == known["sha256"]
        lines = text.split("\n")
        for one in (*known.get("targets", ()), *known.get("tasks", ())):
            assert one["text"] in lines[one["line"] - 1]


@pytest.mark.parametrize("part", PARTS)
def test_header_fields_are_read(part: str) -> None:
    count = header_fields(part)
    assert count.share >= 0.95, count.missed


@pytest.mark.parametrize("part", PARTS)
def test_targets_are_found_and_nothing_else_is(part: str) -> None:
    recall, precision = targets(part)
    assert recall.share >= 0.85, recall.missed
    assert precision.share >= 0.85, precision.missed


@pytest.mark.parametrize("part", PARTS)
def test_tasks_with_a_named_unit_or_a_date_are_found(part: str) -> None:
    count = tasks(part)
    assert count.share >= 0.8, count.missed


DIRECTIVES = ("cao-lanh-2023", "thac-mo-2024")


def known_directive(name: str) -> tuple[dict[str, Any], Reading]:
    known = json.loads(shared("directives-annotated", f"{name}.json").read_text(encoding="utf-8"))
    return known, read(convert(directive(f"{name}.txt")).text)


@pytest.mark.parametrize("name", DIRECTIVES)
def test_the_targets_of_the_directives_annotated_by_hand_are_found_and_nothing_else_is(name: str) -> None:
    known, found = known_directive(name)
    for one in known["targets"]:
        matching = [
            target for target in found.targets if is_target(target, one | {"deadline": str(one["deadline"])})
        ]
        assert matching, one
        assert any(
            target.period == one["period"] and target.optional == one.get("optional", False)
            for target in matching
        ), one
        assert all((target.base is None) or one["denominator"] for target in matching), one
    allowed = {
        (one["line"], number)
        for one in known["targets"]
        for number in (one["value"], one.get("secondary_value"))
    }
    assert {(one.line, float(one.value)) for one in found.targets} <= allowed
    assert not found.results


@pytest.mark.parametrize("name", DIRECTIVES)
def test_the_tasks_of_the_directives_annotated_by_hand_are_found(name: str) -> None:
    known, found = known_directive(name)
    for one in known["tasks"]:
        words = fold(" ".join(one["text"].split())).rstrip(":")
        assert any(
            task.line == one["line"] and words in fold(" ".join(task.text.split())) for task in found.tasks
        ), one


def test_results_reached_already_are_told_apart() -> None:
    found = read(directive("tan-hong-2023.txt"))
    assert [(one.value, one.unit, one.period) for one in found.results] == [
        (Decimal(1), "/16", "2022"),
        (Decimal("87.03"), "%", "2022"),
    ]
    assert {one.value for one in found.targets} == {Decimal(100)}


def test_what_is_forbidden_and_what_follows_are_kinds_of_their_own() -> None:
    found = read(directive("cao-lanh-2023.txt"))
    assert [one.line for one in found.tasks if one.kind is TaskKind.PROHIBITION] == [45, 47, 49, 51]
    old = read(convert(directive("thac-mo-2024.txt")).text)
    assert [one.line for one in old.tasks if one.kind is TaskKind.SANCTION] == [93, 95, 97]

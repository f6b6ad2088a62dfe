"""From a sheet without open questions to a criteria set, checked as every document is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caicach.core.vietnamese import fold, tidy

from .. import document
from ..errors import FrameworkErrors
from ..framework import Framework, Subject
from .machine import Machine
from .model import Line, Reading
from .writer import rule_words


@dataclass(frozen=True, slots=True)
class Heading:
    """What a sheet of officials does not say. `base` lends classes, blocks, rounding, bonus and penalty to such a sheet."""

    code: str
    name: str
    subject: Subject
    year: int
    base: Framework | None = None


def heading_of(machine: Machine) -> Heading:
    """The heading that our own export holds."""
    head = machine.head["framework"]
    return Heading(
        str(head.get("code", "")),
        str(head.get("name", "")),
        head.get("subject", "commune"),
        head.get("year", 0),
    )


def framework_of(reading: Reading, heading: Heading, machine: Machine | None = None) -> Framework:
    """The criteria set of a reading without open questions. Raises FrameworkErrors, as `document.read` does."""
    assert not reading.questions, "a sheet is composed when nothing is open"
    head = dict(machine.head) if machine else _borrowed(heading)
    if machine is None:
        agencies = _agencies(reading)
        head["agencies"] = [{"code": code, "name": name} for name, code in agencies.items()]
    else:
        agencies = {tidy(item["name"]): item["code"] for item in head.get("agencies", ())}
    head["framework"] = {
        **head.get("framework", {}),
        "code": heading.code,
        "name": heading.name,
        "subject": heading.subject,
        "year": heading.year,
        "max": reading.total,
    }
    tree = [_node(line, agencies, machine) for line in reading.areas]
    framework, problems = document.examine_data({**head, "tree": tree})
    if problems:
        raise FrameworkErrors(problems)
    return framework


def edited_rules(reading: Reading, machine: Machine, framework: Framework) -> list[Line]:
    """Leaves whose words in the column of rules are no longer those of the rule that is kept beside the sheet."""
    return [
        line
        for line in reading.lines
        if machine.has_rule(line.code)
        and line.rule_words
        and tidy(line.rule_words) != tidy(rule_words(framework, framework.node(line.code)))
    ]


def _node(line: Line, agencies: Mapping[str, str], machine: Machine | None) -> dict[str, Any]:
    """A node of the document; what the sheet repeats unchanged stays as the machine's sheet has it."""
    kept = dict(machine.nodes.get(line.code, {})) if machine else {}
    guide = "\n".join(line.guide)
    stated = {"name": line.name, "evidence": line.evidence, "guide": guide}
    node: dict[str, Any] = {"code": line.code}
    node |= {key: value for key, value in kept.items() if key not in ("code", "rule")}
    for key, value in stated.items():
        if tidy(str(kept.get(key, ""))) != tidy(value):
            node[key] = value
    if kept.get("max") != line.max_points:
        node["max"] = line.max_points
    agency = agencies.get(tidy(line.agency), line.agency)
    if kept.get("agency", "") != agency:
        node["agency"] = agency
    if line.na:
        node["na"] = line.na
    if line.is_leaf:
        node["rule"] = kept.get("rule") or _rule(line)
    else:
        node["children"] = [_node(child, agencies, machine) for child in line.children]
    return {key: value for key, value in node.items() if value not in ("", None)}


def _rule(line: Line) -> dict[str, Any]:
    if line.rule == "choice":
        return {
            "type": "choice",
            "options": [{"text": text, "points": points} for text, points in line.scale],
        }
    return {"type": "manual"}


def _borrowed(heading: Heading) -> dict[str, Any]:
    """Classes and all that from another set; conditions that look at its criteria do not come along."""
    if heading.base is None:
        return {"classes": []}
    whole = document.to_document(heading.base).model_dump(mode="python", by_alias=True, exclude_defaults=True)
    lent = ("rounding", "attributes", "blocks", "classes", "bonus", "penalty")
    head: dict[str, Any] = {key: whole[key] for key in lent if key in whole}
    for band in head["classes"]:
        band["conditions"] = [
            item
            for item in band.get("conditions", ())
            if not re.search(r"\b(index_of|points_of)\b", item["require"])
        ]
    return head


def _agencies(reading: Reading) -> dict[str, str]:
    """The names in the column of agencies, each with a code made from it."""
    found: dict[str, str] = {}
    for line in reading.lines:
        name = tidy(line.agency)
        if name and name not in found:
            code = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:40] or f"co_quan_{len(found) + 1}"
            found[name] = code if code not in found.values() else f"{code}_{len(found) + 1}"
    return found

"""Reading criteria sets: the list, one with its rules in words, its draft, two versions side by side."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import FrameworkDraft, FrameworkVersion, Round
from caicach.apps.parindex.queries.drafts import Parsed, parsed
from caicach.apps.parindex.queries.loading import digest_of, framework_of, leaf_map
from caicach.apps.units.queries import ids_of, latest
from caicach.core.parindex import Framework, Node, Problem
from caicach.core.parindex.editing import Outline, Sum, sum_of
from caicach.core.parindex.framework import POLICY_WORDS
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language

# A figure with a decimal point, not a code in quotes and not one of three parts.
_DECIMAL = re.compile(r"(?<![\d.“])(\d+)\.(\d+)(?![\d.”])")


@dataclass(frozen=True, slots=True)
class Row:
    """A version in the list. `years` are those whose rounds use it: with any, it never changes again."""

    version: FrameworkVersion
    years: tuple[int, ...]
    draft: FrameworkDraft | None
    may_edit: bool

    @property
    def in_use(self) -> bool:
        return bool(self.years)


@dataclass(frozen=True, slots=True)
class Line:
    """A node as people read it: rule, policy and agency in words, and whether what stands below it adds up."""

    node: Node
    name: str
    rule: str
    policy: str
    agency: str
    sum: Sum | None
    problems: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.node.code


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being made of a version: the draft, or the document itself while nobody has begun."""

    version: FrameworkVersion
    text: str
    digest: str
    parsed: Parsed
    kept: FrameworkDraft | None

    @property
    def outline(self) -> Outline:
        return self.parsed.outline

    @property
    def framework(self) -> Framework | None:
        return self.outline.framework

    @property
    def is_changed(self) -> bool:
        return self.kept is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """A leaf in two versions: `kind` is same, moved, points, rule, text, new or gone."""

    kind: str
    new: Node | None
    old: tuple[Node, ...]
    new_rule: str = ""
    old_rule: str = ""

    @property
    def old_points(self) -> Decimal:
        return sum((node.max_points for node in self.old), Decimal(0))


def visible(scope: Scope) -> QuerySet[FrameworkVersion]:
    """The versions that the scope may read, without their documents: shared ones and those of its localities."""
    scope.require(Permission.FRAMEWORK_READ, what=_("bộ chỉ số"))
    reach = scope.reach(Permission.FRAMEWORK_READ)
    found = FrameworkVersion.objects.select_related("locality", "previous").defer(
        "document", "previous__document"
    )
    if "" in reach:
        return found
    return found.filter(Q(locality__isnull=True) | Q(locality_id__in={ids_of(prefix)[0] for prefix in reach}))


def rows(scope: Scope, subject: str = "") -> list[Row]:
    """The list, by subject, the newest year first. Four queries."""
    found = visible(scope)
    if subject:
        found = found.filter(subject=subject)
    versions = list(found.order_by("subject", "-year", "code"))
    years: defaultdict[int, set[int]] = defaultdict(set)
    for framework_id, year in Round.objects.filter(framework__in=versions).values_list(
        "framework_id", "year"
    ):
        years[framework_id].add(year)
    drafts = {
        draft.version_id: draft
        for draft in FrameworkDraft.objects.filter(version__in=versions)
        .select_related("changed_by")
        .defer("text")
    }
    return [
        Row(version, tuple(sorted(years[version.pk])), drafts.get(version.pk), may_edit(scope, version))
        for version in versions
    ]


def find(scope: Scope, code: str) -> Row:
    """One version with its document; NotFound when there is none within reach."""
    version = visible(scope).filter(code=code.replace("\x00", "")).first()
    if version is None:
        raise NotFound(
            _("Không có bộ chỉ số “%(code)s” trong phạm vi của anh/chị.") % {"code": code},
            _("Hãy chọn một bộ trong danh sách bộ chỉ số."),
        )
    years = tuple(sorted({*Round.objects.filter(framework=version).values_list("year", flat=True)}))
    draft = FrameworkDraft.objects.filter(version=version).select_related("changed_by").first()
    return Row(version, years, draft, may_edit(scope, version))


def may_edit(scope: Scope, version: FrameworkVersion) -> bool:
    """Whether the scope may change a version, were it not in use."""
    if version.locality_id is None or scope.everything:
        return scope.may(Permission.FRAMEWORK_EDIT)
    return any(ids_of(prefix)[0] == version.locality_id for prefix in scope.reach(Permission.FRAMEWORK_EDIT))


def problem_words(problem: Problem) -> str:
    """The reason of a problem as the reader's language writes it: "2,75" on a Vietnamese screen."""
    text = problem.reason.text(language())
    return _DECIMAL.sub(r"\1,\2", text) if language() == "vi" else text


def lines(framework: Framework, shown: Outline | None = None) -> list[Line]:
    """Every node in printed order, in words."""
    agencies = {item.code: item.words.text(language()) for item in framework.agencies}
    problems: defaultdict[str, list[str]] = defaultdict(list)
    for problem in shown.problems if shown else ():
        problems[problem.code].append(problem_words(problem))
    return [
        Line(
            node=node,
            name=node.words.text(language()),
            rule=rule_words(framework, node),
            policy=POLICY_WORDS[node.na].text(language()) if node.na else "",
            agency=agencies.get(node.agency, node.agency),
            sum=None if node.is_leaf else sum_of(framework, node),
            problems=tuple(problems[node.code]),
        )
        for node in framework.nodes
    ]


def rule_words(framework: Framework, node: Node) -> str:
    """The rule of a leaf in a sentence, "" for other nodes."""
    return node.rule.words(framework.leaf(node.code), language()) if node.rule else ""


def draft(scope: Scope, code: str) -> Draft:
    """What is being made of a version; asks for FRAMEWORK_EDIT."""
    row = find(scope, code)
    if not row.may_edit:
        owner = latest(row.version.locality_id) if row.version.locality_id else None
        scope.require(Permission.FRAMEWORK_EDIT, owner.path if owner else None, what=code)
    text = row.draft.text if row.draft else row.version.document
    return Draft(row.version, text, digest_of(text), parsed(text), row.draft)


def compare(scope: Scope, code: str, other: str = "") -> tuple[Row, Row | None, list[Difference]]:
    """A version beside an older one (by default the one it was made from), leaf by leaf through the leaf map."""
    new = find(scope, code)
    wanted = other or (new.version.previous.code if new.version.previous else "")
    if not wanted:
        return new, None, []
    old = find(scope, wanted)
    mapping = leaf_map(new.version, old.version)
    return new, old, differences(framework_of(new.version), framework_of(old.version), mapping or {})


def differences(new: Framework, old: Framework, mapping: Mapping[str, tuple[str, ...]]) -> list[Difference]:
    """The leaves of the new set in its order, then those of the old one that nothing came from."""
    found = []
    for leaf in new.leaves:
        was = tuple(old.node(code) for code in mapping.get(leaf.code, ()) if code in old.by_code)
        found.append(
            Difference(
                _kind(leaf, was),
                leaf,
                was,
                rule_words(new, leaf),
                "; ".join(rule_words(old, node) for node in was),
            )
        )
    kept = {code for codes in mapping.values() for code in codes}
    return found + [
        Difference("gone", None, (leaf,), "", rule_words(old, leaf))
        for leaf in old.leaves
        if leaf.code not in kept
    ]


def _kind(leaf: Node, was: tuple[Node, ...]) -> str:
    if not was:
        return "new"
    if sum((node.max_points for node in was), Decimal(0)) != leaf.max_points:
        return "points"
    if len(was) > 1 or was[0].rule != leaf.rule:
        return "rule"
    if was[0].code != leaf.code:
        return "moved"
    return (
        "same"
        if (was[0].name, was[0].guide, was[0].evidence) == (leaf.name, leaf.guide, leaf.evidence)
        else "text"
    )


def usable(scope: Scope, year: int, subject: str, locality_id: int) -> list[FrameworkVersion]:
    """The versions by which a locality may score this kind of unit in a year, the newest first."""
    found = visible(scope).filter(subject=subject, year__lte=year)
    owned = found.filter(Q(locality__isnull=True) | Q(locality_id=locality_id))
    in_force = owned.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=dt.date(year, 1, 1)))
    return list(in_force.order_by("-year", "code"))

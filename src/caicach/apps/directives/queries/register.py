"""The register: which directives a person may read, one of them, pages of them.

Whoever works in a unit reads its directives and those of the units below it, as everywhere; and those of the units above it,
because a dispatch of the higher level is to be made known to all staff (CL-1); and whatever he was asked to read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from caicach.apps.directives import checks
from caicach.apps.directives.models import Directive, DirectiveLink, Reader, Standing
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Succession, Unit
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.fulltext import queries as fulltext
from caicach.platform.fulltext.actions import Text

PAGE_SIZE = 50
MOST_COUNTED = 10_000
MOST_KINDS = 40
KIND = "directive"
"""Of things in search and in the trail."""
READ, MANAGE = Permission.DIRECTIVES_READ, Permission.DIRECTIVES_MANAGE


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed to; empty fields narrow nothing. Withdrawn directives are left out unless asked for.

    `unit_id` means the unit and all below it.
    """

    year: int | None = None
    unit_id: int | None = None
    doc_type: str = ""
    state: str = ""
    search: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register, the newest first. `before` and `after` are ids to page on with, None at the ends."""

    directives: Sequence[Directive]
    before: int | None
    after: int | None
    count: int
    count_is_complete: bool


def readable(scope: Scope) -> QuerySet[Directive]:
    """All directives that the scope may read, withdrawn or not."""
    found = Directive.objects.all()
    reach = scope.reach(READ)
    if "" in reach:
        return found
    placed = Placement.objects.filter(units.in_force(scope.today), units.under(reach)).values("unit_id")
    ended = Succession.objects.filter(successor_id__in=placed).values("predecessor_id")
    posts = [post for post in scope.posts if post.holds(READ, None, None)]
    above = {unit_id for post in posts for unit_id in units.ids_of(post.unit_path)}
    asked = Reader.objects.filter(user_id=scope.user_id or 0).values("directive_id")
    return found.filter(Q(unit_id__in=placed) | Q(unit_id__in=ended) | Q(unit_id__in=above) | Q(pk__in=asked))


def directive(scope: Scope, directive_id: int, permission: Permission = READ) -> Directive:
    """A directive with its unit and its file; NotFound where the scope may not read it, Refused where it lacks `permission`."""
    found = readable(scope).select_related("unit", "file", "registered_by", "confirmed_by")
    one = found.filter(pk=directive_id).first() if scope.may(READ) else None
    if one is None:
        raise checks.no_such_directive(directive_id)
    if permission is not READ:
        in_sight(scope, one, permission)
    return one


def in_sight(scope: Scope, one: Directive, permission: Permission = MANAGE) -> Unit:
    """The unit of a directive that may be read, with its place; Refused where the scope does not hold `permission` there."""
    unit = units.latest(one.unit_id)
    assert unit is not None
    scope.require(permission, unit.path, what=one.title)
    return unit


def manages(scope: Scope, one: Directive) -> bool:
    """Whether the scope may change the directive now."""
    unit = units.latest(one.unit_id)
    return unit is not None and not one.is_withdrawn and scope.may(MANAGE, unit.path)


def unit_for(scope: Scope, unit_id: int, permission: Permission = MANAGE) -> Unit:
    """The unit, where the scope holds `permission`; NotFound for one that it does not even see, Refused for one that it sees."""
    seen = units.find(scope, unit_id)
    try:
        return units.find(scope, unit_id, permission)
    except NotFound:
        scope.require(permission, seen.path, what=seen.name)
        raise


def own_unit(scope: Scope) -> Unit | None:
    """The unit in whose register somebody works: that of the first post that manages directives."""
    for post in scope.posts:
        if post.holds(MANAGE, post.reach, None):
            return units.latest(units.last_id(post.reach))
    return None


def same_file(unit: Unit, sha256: str) -> Directive | None:
    """The directive of a unit's register that is this very file, for the check before another is put in."""
    return Directive.objects.filter(unit_id=unit.pk, file__sha256=sha256, withdrawn_at__isnull=True).first()


def directives(scope: Scope, narrowed: RegisterFilter) -> QuerySet[Directive]:
    """The register in reach, narrowed, the newest first; Refused for whoever reads no directives anywhere."""
    scope.require(READ)
    found = readable(scope).select_related("unit")
    if not narrowed.withdrawn:
        found = found.filter(withdrawn_at__isnull=True)
    if narrowed.year is not None:
        found = found.filter(year=narrowed.year)
    if narrowed.unit_id is not None:
        found = found.filter(unit_id__in=below(scope, narrowed.unit_id))
    if narrowed.doc_type:
        found = found.filter(doc_type=narrowed.doc_type)
    if narrowed.state:
        found = found.filter(state=narrowed.state)
    sql, parameters = fulltext.found(narrowed.search, KIND)
    if sql:
        found = found.filter(pk__in=RawSQL(sql, parameters))
    return found.order_by("-id")


def page_of_directives(
    scope: Scope, narrowed: RegisterFilter, *, after: int | None = None, before: int | None = None
) -> RegisterPage:
    """One page, found by where the last one ended; each directive carries `waiting`, its findings that nobody has decided."""
    register = directives(scope, narrowed)
    count = register.order_by()[: MOST_COUNTED + 1].count()
    rows = _light(register)
    if before is not None:
        rows = rows.filter(pk__gt=before).reverse()
    elif after is not None:
        rows = rows.filter(pk__lt=after)
    rows = rows.annotate(waiting=Count("findings", filter=Q(findings__standing=Standing.SUGGESTED)))
    fetched = list(rows[: PAGE_SIZE + 1])
    more = len(fetched) > PAGE_SIZE
    shown = fetched[:PAGE_SIZE]
    backwards = before is not None
    if backwards:
        shown.reverse()
    return RegisterPage(
        shown,
        before=shown[0].pk if shown and (more if backwards else after is not None) else None,
        after=shown[-1].pk if shown and (more or backwards) else None,
        count=min(count, MOST_COUNTED),
        count_is_complete=count <= MOST_COUNTED,
    )


def found_directives(scope: Scope, text: str, limit: int) -> list[Directive]:
    """What the search box finds: directives that have all words of `text` in title or text, the best first."""
    if not scope.may(READ):
        return []
    within = readable(scope).filter(withdrawn_at__isnull=True).values("pk")
    hits = fulltext.search(fulltext.Question(text, KIND, within, limit=limit)).hits
    found = _light(readable(scope).select_related("unit")).in_bulk([hit.id for hit in hits])
    return [found[hit.id] for hit in hits if hit.id in found]


def texts(after: int, limit: int) -> list[Text]:
    """The texts of directives by their ids, for rebuilding what search knows of them, whoever asks."""
    found = Directive.objects.filter(pk__gt=after).order_by("pk")[:limit]
    return [Text(one.pk, one.heading, one.text) for one in found]


def doc_types(scope: Scope, year: int | None) -> list[str]:
    """The kinds of documents that stand in the register of a year."""
    found = readable(scope).exclude(doc_type="")
    if year is not None:
        found = found.filter(year=year)
    return list(found.order_by("doc_type").values_list("doc_type", flat=True).distinct()[:MOST_KINDS])


def years(scope: Scope) -> list[int]:
    """The years that have directives, the latest first."""
    if not scope.may(READ):
        return []
    return list(readable(scope).order_by("-year").values_list("year", flat=True).distinct())


def latest_year(scope: Scope) -> int:
    """The latest year up to this one that has directives; this one where there are none."""
    return max((year for year in years(scope) if year <= scope.today.year), default=scope.today.year)


def links_of(scope: Scope, one: Directive) -> tuple[list[DirectiveLink], list[DirectiveLink]]:
    """What a directive names, and the directives in reach that name it; both with the other one where it may be read."""
    seen = readable(scope)
    out = list(one.links.select_related("other").order_by("relation", "id"))
    known = set(
        seen.filter(pk__in=[link.other_id for link in out if link.other_id]).values_list("pk", flat=True)
    )
    for link in out:
        if link.other_id not in known:
            link.other = None
    into = DirectiveLink.objects.filter(other=one, directive__in=seen, directive__withdrawn_at__isnull=True)
    return out, list(into.select_related("directive").order_by("id")[:MOST_KINDS])


def by_number(scope: Scope, numbers: Collection[str], *, besides: int | None = None) -> dict[str, int]:
    """The directives in reach that have one of the numbers, the latest where several have it; `besides` is left out."""
    found = readable(scope).filter(number__in=numbers, withdrawn_at__isnull=True).exclude(pk=besides or 0)
    return dict(found.order_by("pk").values_list("number", "pk"))


def _light(found: QuerySet[Directive]) -> QuerySet[Directive]:
    """Without the texts, for lists."""
    return found.defer("text", "original", "conversions")


def below(scope: Scope, unit_id: int) -> list[int]:
    """The unit and all below it today; NotFound for a unit that the scope does not see."""
    unit = units.find(scope, unit_id)
    placed = Placement.objects.filter(units.in_force(scope.today), units.under([unit.path]))
    return [unit.pk, *placed.exclude(unit_id=unit.pk).values_list("unit_id", flat=True)]

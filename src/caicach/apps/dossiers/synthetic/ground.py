"""The counters of an installation as a synthetic year needs them: who works there, what they are asked for.

Units, people and procedures that are there are taken; what lacks is made, with names that say that nobody is real.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.actions.numbering import agency_of
from caicach.apps.dossiers.demo import catalogue
from caicach.apps.dossiers.synthetic.lives import Desk, Matter, Office, ScheduledFee, StepPlan, person
from caicach.apps.procedures.models import Level, Version
from caicach.apps.units.actions import PostData, UnitData, assign_post, create_unit
from caicach.apps.units.models import Kind, Post, Unit
from caicach.apps.units.queries import ids_of, in_force, standing, under
from caicach.core.dossiers.record import Ref
from caicach.core.vietnamese import fold
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User
from caicach.platform.errors import Invalid

FEWEST_PROCEDURES = 5
COMMUNES = 5
"""Communes of the province that is made where there is none."""
PROVINCE_SHARE = 4.0
"""How many dossiers the province's centre has for one of a commune."""
WHY = "Số liệu minh họa"
SINCE = dt.date(2025, 7, 1)
STAFF = ((Role.ONE_STOP_OFFICER, 2), (Role.DOSSIER_HANDLER, 2), (Role.CENTRE_HEAD, 1))


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter: the unit that receives, the offices that it hands over to, the unit that numbers its dossiers."""

    unit: Unit
    offices: tuple[Unit, ...]
    agency_id: int
    office: Office


def counters(scope: Scope, most: int, communes_made: int = COMMUNES) -> list[Counter]:
    """At most `most` counters of a province, each with people and procedures; made where there are none."""
    locality = _locality(scope, communes_made)
    catalogue_of(locality.pk)
    below = list(standing(scope.today).filter(under([locality.path], "place__path")))
    staffed = _staffed(scope, below)
    communes = [one for one in below if one.kind == Kind.COMMUNE]
    communes.sort(key=lambda one: one.pk not in staffed)  # those with people at the desk first
    centres = [one for one in below if one.kind == Kind.SERVICE_CENTRE]
    of_province = [
        one for one in centres if not any(one.path.startswith(commune.path) for commune in communes)
    ]
    wanted = most - len(of_province[:1]) if most > 1 else 1
    chosen = _with_codes_of_their_own(communes, below, of_province[:1])[:wanted]
    made = [_counter(scope, commune, below, Level.COMMUNE, place) for place, commune in enumerate(chosen)]
    if of_province and len(made) < most:
        made.append(_counter(scope, of_province[0], below, Level.PROVINCE, len(made)))
    if not made:
        raise Invalid(
            "Không có xã, phường nào để sinh hồ sơ.", "Hãy nạp danh mục đơn vị trước: caicach unit load"
        )
    return made


def _with_codes_of_their_own(
    communes: Sequence[Unit], below: Sequence[Unit], others: Sequence[Unit]
) -> list[Unit]:
    """The communes whose dossiers bear a code that no other's bear: two of them would draw the same numbers."""
    given = {agency_of(one)[0] for one in others}
    kept = []
    for commune in communes:
        agency, _code = agency_of(
            _receiving(commune, [one for one in below if one.path.startswith(commune.path)])
        )
        if agency not in given:
            given.add(agency)
            kept.append(commune)
    return kept


def _receiving(unit: Unit, inside: Sequence[Unit]) -> Unit:
    """Where a commune or the province receives: its service centre where it has one."""
    return next((one for one in inside if one.kind == Kind.SERVICE_CENTRE), unit)


def catalogue_of(locality_id: int) -> None:
    """Make sure that the locality has procedures that dossiers can be drawn for."""
    if _versions(locality_id, Level.COMMUNE).count() < FEWEST_PROCEDURES:
        catalogue.load(locality_id)


def _staffed(scope: Scope, below: Sequence[Unit]) -> set[int]:
    """The units that somebody receives dossiers in or below."""
    posts = Post.objects.filter(in_force(scope.today), role=Role.ONE_STOP_OFFICER, user__is_active=True)
    at = set(posts.values_list("unit_id", flat=True))
    return {pk for one in below if one.pk in at for pk in ids_of(one.path)}


def _locality(scope: Scope, communes_made: int) -> Unit:
    """The province with the most communes in force, a made-up one where there is none."""
    found = list(standing(scope.today).filter(kind=Kind.PROVINCE))
    for province in found:
        communes = standing(scope.today).filter(under([province.path], "place__path"), kind=Kind.COMMUNE)
        if communes.exists():
            return province
    top = create_unit(
        scope, UnitData(Kind.PROVINCE, "Tỉnh Minh Họa", SINCE, identification_code="H99", code="99"), WHY
    )
    for number in range(1, communes_made + 1):
        data = UnitData(
            Kind.COMMUNE,
            f"Xã Minh Họa {number}",
            SINCE,
            parent_id=top.pk,
            subkind="xa",
            identification_code=f"H99.{100 + number}",
            code=f"99{number:03d}",
        )
        create_unit(scope, data, WHY)
    return standing(scope.today).get(pk=top.pk)


def _counter(scope: Scope, unit: Unit, below: Sequence[Unit], level: Level, place: int) -> Counter:
    """The counter of a commune (its service centre where it has one) or of the province."""
    inside = [one for one in below if one.path.startswith(unit.path)]
    receiving = _receiving(unit, inside)
    offices = tuple(one for one in inside if one.kind == Kind.DIVISION) or (receiving,)
    receivers = _people(scope, receiving, [Role.ONE_STOP_OFFICER, Role.CENTRE_HEAD], unit.path)
    heads = _people(scope, receiving, [Role.CENTRE_HEAD, Role.UNIT_HEAD], unit.path)
    desks = tuple(
        Desk(_ref(office), _people(scope, office, [Role.DOSSIER_HANDLER], unit.path), heads)
        for office in offices
    )
    agency_id, code = agency_of(receiving)
    crowd = 2_000
    office = Office(
        unit=_ref(receiving),
        agency=code,
        clock=clock_of(receiving.pk),
        receivers=receivers,
        desks=desks,
        matters=matters(ids_of(unit.path)[0], level),
        weight=PROVINCE_SHARE if level == Level.PROVINCE else 0.6 + 0.2 * (place * 7 % 5),
        crowd=crowd,
        first_person=place * crowd,
    )
    return Counter(receiving, offices, agency_id, office)


def matters(locality_id: int, level: Level) -> tuple[Matter, ...]:
    """The procedures of a level in force that have a time limit, as counters are asked for them."""
    habits = catalogue.habits()
    found = []
    fields: dict[int, int] = {}
    for version in _versions(locality_id, level).prefetch_related("steps", "fees"):
        limit = version.limit
        assert limit is not None
        habit = habits.get(version.procedure.code, catalogue.Habit())
        steps = tuple(
            StepPlan(step.name, step.days, by_head=fold(step.post).startswith("lanh dao"))
            for step in sorted(version.steps.all(), key=lambda one: one.order)
        )
        fees = tuple(ScheduledFee(fee.name, fee.amount, fee.channel) for fee in version.fees.all())
        desk = fields.setdefault(version.field_id, len(fields))
        code = version.procedure.code
        found.append(
            Matter(version.pk, code, limit, habit.weight, steps, fees, habit.online, habit.duty, desk)
        )
    return tuple(found)


def _versions(locality_id: int, level: Level) -> QuerySet[Version]:
    found = Version.objects.filter(procedure__locality_id=locality_id, level=level, valid_to=None)
    return found.exclude(limit_kind="").select_related("procedure").order_by("procedure__code", "pk")


def _ref(unit: Unit) -> Ref:
    return Ref(unit.pk, unit.name)


def _people(scope: Scope, unit: Unit, roles: Sequence[Role], path: str) -> tuple[Ref, ...]:
    """Who holds one of the roles in the unit, else within the commune or centre; else somebody made for it."""
    posts = Post.objects.filter(in_force(scope.today), role__in=roles, user__is_active=True)
    near = posts.filter(unit_id__in=standing(scope.today).filter(under([path], "place__path")).values("pk"))
    for found in (posts.filter(unit_id=unit.pk), near):
        if refs := _refs(found.select_related("user").order_by("pk")):
            return refs
    number = next(number for role, number in STAFF if role is roles[0])
    return tuple(_made(scope, unit, roles[0], place) for place in range(number))


def _refs(posts: Iterable[Post]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(Ref(post.user_id, post.user.display_name) for post in posts))


def _made(scope: Scope, unit: Unit, role: Role, place: int) -> Ref:
    """Somebody who does not exist, with an account that nobody can sign in with."""
    username = f"minhhoa.{role.value}.{unit.pk}.{place}"
    user = User(username=username, display_name=person(7_919 * (unit.pk + 1) + 31 * place).name)
    user.set_unusable_password()
    user.save()
    assign_post(scope, PostData(user.pk, unit.pk, role, SINCE, title=role.label), WHY)
    return Ref(user.pk, user.display_name)

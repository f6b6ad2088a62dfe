"""The world in which every route is tried: two provinces that look alike, one person for each role in the first.

Everything is made through the actions. In each province a commune with a division, a notice, a former commune that went into
it and people; a sister commune; a round of 2026 with three communes, facts, a target; that of 2025 published, with plans and a
case for a person; and a criteria set of the province's own that no round uses. Sets are small, because every page of them is
asked for thirteen times. Names of the second province hold a word that no page of the first may show.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.apps.accountability.actions import consequences
from caicach.apps.accountability.models import Consequence
from caicach.apps.accountability.tests.published import WORSE, decided
from caicach.apps.calendars import actions as calendars
from caicach.apps.calendars import checks as calendar_checks
from caicach.apps.documents import actions as documents
from caicach.apps.dossiers.actions import deliveries
from caicach.apps.parindex.actions import facts, frameworks, rounds, targets
from caicach.apps.parindex.models import Participant, Publication
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.tests import small
from caicach.apps.parindex.tests.factories import drawn
from caicach.apps.procedures import actions as procedures
from caicach.apps.procedures.content import Details
from caicach.apps.procedures.models import Version
from caicach.apps.units import actions as units
from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.queries import latest
from caicach.core.parindex import Framework
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.models import User
from caicach.platform.audit.models import Entry
from caicach.platform.tests.papers import PDF

from .counter import worked
from .directive import directive_of

TODAY = dt.date(2026, 11, 20)
YEAR = 2026
PUBLISHED = 2025
SINCE = dt.date(2025, 7, 1)
BEFORE = dt.date(2020, 1, 1)
SYSTEM = Scope.system("tests", TODAY)

FOREIGN = "Viễn Phương"
"""In the name of everything of the other province."""

LEAF, FIELD = "1.2", "tu_phap"
"""The leaf that routes with a leaf ask for, which may be declared not applicable, and the agency that appraises it."""
OTHER_LEAF = "1.1"
SOURCE = "Báo cáo số 17 của kiểm thử"

# Roles that the world puts into the commune; the others stand in the province, where such posts stand.
IN_THE_COMMUNE = (
    Role.FOCAL_OFFICER,
    Role.ASSIGNEE,
    Role.UNIT_HEAD,
    Role.ONE_STOP_OFFICER,
    Role.DOSSIER_HANDLER,
    Role.CENTRE_HEAD,
)
WITHOUT_POSTS, ANONYMOUS = "without_posts", "anonymous"
PERSONS = (*(role.value for role in Role), WITHOUT_POSTS, ANONYMOUS)


@dataclass(frozen=True)
class Place:
    """A commune with all that routes ask for; the names of its fields are those of the parts of addresses."""

    name: str
    path: str
    locality_path: str
    locality_id: int
    unit_id: int
    division_id: int
    participant_id: int
    round_id: int
    notice_id: int
    document_id: int
    user_id: int
    post_id: int
    succession_id: int
    predecessor_id: int
    sequence: int
    case_id: int
    dossier_id: int
    violation_id: int
    paper_id: int
    book_id: int
    total_id: int
    publication_id: int
    set_code: str
    set_text: str = field(repr=False)
    set_digest: str
    dossier_version: int
    counter_version_id: int
    version_id: int
    fee_id: int
    slip_id: int
    consultation_id: int
    procedure_id: int
    decision_id: int
    dispatch_id: int
    hours_id: int
    directive_id: int
    finding_id: int
    named_id: int
    reader_id: int
    delivery_id: int
    year: int = YEAR
    format: str = "xlsx"
    subject: str = "commune"
    node: str = LEAF


@dataclass(frozen=True)
class World:
    """`own` is where the people of the world work, `sister` lies beside it, `elsewhere` in the other province."""

    own: Place
    sister: Place
    elsewhere: Place
    scopes: dict[str, Scope]
    sessions: dict[str, str]


def build() -> World:
    """The world; whoever calls has opened a transaction, and rolls it back."""
    criteria = framework_of(small.version())
    own, sister = _province("Tỉnh Gần", "GAN", criteria)
    elsewhere, _ = _province(f"Tỉnh {FOREIGN}", "XA", criteria)
    people = {role.value: _person(role, own) for role in Role}
    people[WITHOUT_POSTS] = _account(WITHOUT_POSTS)
    _assignment(own.unit_id, people[Role.ASSIGNEE], "14/TB-UBND")
    scopes = {name: scope_of(user, TODAY) for name, user in people.items()}
    sessions = {name: session(user) for name, user in people.items()}
    scopes[ANONYMOUS] = Scope.nobody(TODAY)
    return World(own, sister, elsewhere, scopes, sessions)


def _province(name: str, short: str, criteria: Framework) -> tuple[Place, Place]:
    """A province; its first commune and a sister of it."""
    top = _unit(Kind.PROVINCE, name, None)
    former = [
        _unit(Kind.COMMUNE, f"Xã Cũ {n} {name}", top, BEFORE, SINCE - dt.timedelta(days=1)) for n in (1, 2)
    ]
    communes = [_unit(Kind.COMMUNE, f"Xã {n} {name}", top) for n in (1, 2, 3)]
    manager = scope_of(holder(f"quan-ly-{short.lower()}", top, Role.FRAMEWORK_MANAGER), TODAY)
    own_set = frameworks.new_version(manager, criteria.code, f"XA-{short}", YEAR)
    opened = rounds.open_round(SYSTEM, top.pk, YEAR, "commune", criteria.code)
    rounds.add_participants(SYSTEM, opened.pk, [(unit.pk, "xa") for unit in communes])
    facts.load(SYSTEM, opened.pk, {"units": [_stated(unit, criteria) for unit in communes]}, source=SOURCE)
    _published(top, communes[:2], criteria)
    first, second = [
        _commune(unit, top, old, opened.pk, (own_set.code, own_set.document, own_set.digest))
        for unit, old in zip(communes, former, strict=False)
    ]
    return first, second


def _published(top: Unit, communes: list[Unit], criteria: Framework) -> None:
    """The year before, published: each commune scored 0 at LEAF."""
    last = rounds.open_round(SYSTEM, top.pk, PUBLISHED, "commune", criteria.code)
    rounds.add_participants(SYSTEM, last.pk, [(unit.pk, "xa") for unit in communes])
    decided(last, TODAY, {unit.pk: WORSE for unit in communes})


def _commune(unit: Unit, top: Unit, former: Unit, round_id: int, own_set: tuple[str, str, str]) -> Place:
    division = _unit(Kind.DIVISION, f"Phòng của {unit.name}", unit)
    succession = units.record_succession(
        SYSTEM, units.SuccessionData(former.pk, unit.pk, "full", "Nghị quyết 1")
    )
    clerk = holder(f"can-bo-{unit.pk}", unit, Role.READER, f"Cán bộ {unit.name}")
    notice = _assignment(unit.pk, clerk, "12/TB-UBND")
    targets.set_target(SYSTEM, unit.pk, YEAR, "par_index", Decimal(80), document="Kế hoạch 1")
    placed = latest(unit.pk)
    assert placed is not None
    last = Participant.objects.get(unit=unit, round__year=PUBLISHED)
    consequences.propose(SYSTEM, last.round_id)
    case = Consequence.objects.filter(participant=last, person=clerk)[0]
    consequences.notify(SYSTEM, [case.pk])
    entry = (
        Entry.objects.filter(unit_path=placed.path).exclude(subject_kind=consequences.KIND).latest("sequence")
    )
    counter = worked(SYSTEM, unit, top, division)
    return Place(
        name=unit.name,
        path=placed.path,
        locality_path=f"{top.pk}/",
        locality_id=top.pk,
        unit_id=unit.pk,
        division_id=division.pk,
        participant_id=Participant.objects.get(unit=unit, round=round_id).pk,
        publication_id=Publication.objects.get(round=last.round_id).pk,
        round_id=round_id,
        notice_id=notice,
        document_id=_document(unit),
        user_id=clerk.pk,
        post_id=clerk.posts.get().pk,
        succession_id=succession.pk,
        predecessor_id=former.pk,
        sequence=entry.sequence,
        case_id=case.pk,
        **asdict(counter),
        set_code=own_set[0],
        set_text=own_set[1],
        set_digest=own_set[2],
        **_procedure(top),
        **_calendar(unit),
        **directive_of(unit, clerk.pk),
        delivery_id=_delivery(unit),
    )


def _delivery(unit: Unit) -> int:
    """A file of dossiers of another system, sent for the counter of a unit and not confirmed yet."""
    file = SimpleUploadedFile("ho-so.csv", f"MaHoSo,MaTTHC,TrangThaiHoSo\nX-{unit.pk},1,4\n".encode())
    return deliveries.begin(SYSTEM, unit.pk, file, "Hệ thống cũ").pk


def _procedure(top: Unit) -> dict[str, int]:
    """A procedure of communes in the catalogue of the province, announced by a decision; the same for all of its communes."""
    version = Version.objects.filter(procedure__locality=top, decision__isnull=False).first()
    if version is None:
        data = procedures.DecisionData(
            "10/QĐ-UBND", TODAY, TODAY, f"UBND {top.name}", f"Công bố ở {top.name}"
        )
        decision = procedures.register_decision(SYSTEM, top.pk, data)
        file = SimpleUploadedFile("10.pdf", PDF + top.name.encode())
        procedures.attach_decision(SYSTEM, decision.pk, file)
        details = Details(f"Đăng ký khai sinh ở {top.name}", "Hộ tịch", "commune")
        version = procedures.announce(SYSTEM, decision.pk, procedures.Announcement("1.001193", details))
    assert version.decision_id is not None
    return {
        "procedure_id": version.procedure_id,
        "version_id": version.pk,
        "decision_id": version.decision_id,
    }


def _calendar(unit: Unit) -> dict[str, int]:
    """A dispatch with its file and hours of the unit."""
    days = (calendar_checks.GivenDays(dt.date(2026, 12, 28), "off"),)
    given = calendar_checks.DispatchData(unit.pk, "97/TB-UBND", "UBND", SINCE, f"Nghỉ {unit.name}", days)
    made = calendars.enter(SYSTEM, given)
    calendars.attach(SYSTEM, made.pk, SimpleUploadedFile("97.pdf", PDF + unit.name.encode()))
    week = ("07:30-11:30,13:30-17:00",) * 5 + ("", "")
    hours = calendars.set_hours(SYSTEM, calendar_checks.HoursData(unit.pk, SINCE, f"Giờ {unit.name}", week))
    return {"dispatch_id": made.pk, "hours_id": hours.pk}


def _document(unit: Unit) -> int:
    """A document on the shelf of the unit."""
    file = SimpleUploadedFile(f"{unit.name}.pdf", PDF + unit.name.encode())
    (received,) = documents.receive(SYSTEM, unit.pk, [file])
    described = documents.DocumentData(f"Kế hoạch của {unit.name}", "plan", YEAR)
    return documents.add(SYSTEM, unit.pk, [documents.Addition(received, described)])[0].pk


def _unit(
    kind: Kind, name: str, parent: Unit | None, start: dt.date = SINCE, end: dt.date | None = None
) -> Unit:
    above = parent.pk if parent else None
    subkind = "xa" if kind == Kind.COMMUNE else ""
    start = BEFORE if kind == Kind.PROVINCE else start
    return units.create_unit(
        SYSTEM, units.UnitData(kind, name, start, parent_id=above, subkind=subkind, valid_to=end)
    )


def _stated(unit: Unit, criteria: Framework) -> dict[str, object]:
    inputs = {leaf.code: drawn(leaf, f"{unit.name}|{YEAR}", YEAR) for leaf in criteria.leaves}
    return {"unit": unit.name, "inputs": inputs}


def _person(role: Role, own: Place) -> User:
    unit = Unit.objects.get(pk=own.unit_id if role in IN_THE_COMMUNE else own.locality_id)
    fields = (FIELD,) if role is Role.APPRAISER else ()
    return holder(role.value, unit, role, fields=fields)


def holder(username: str, unit: Unit, role: Role, name: str = "", fields: tuple[str, ...] = ()) -> User:
    """Somebody with one post."""
    user = _account(username, name)
    units.assign_post(SYSTEM, units.PostData(user.pk, unit.pk, role.value, SINCE, fields=fields))
    return user


def _account(username: str, name: str = "") -> User:
    user = User(username=username, display_name=name or f"Người {username}")
    user.set_unusable_password()
    user.save()
    return user


def _assignment(unit_id: int, user: User, number: str) -> int:
    """A notice by which `user` answers for LEAF in the unit."""
    rows = (units.Assignment(LEAF, holder_user_id=user.pk),)
    return units.issue_notice(SYSTEM, units.NoticeData(unit_id, number, SINCE, SINCE, rows)).pk


def session(user: User) -> str:
    """The session cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value

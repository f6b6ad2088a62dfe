"""The people of the demonstration: a login for every role, and who answers for what.

Nobody here is real: a person is called "Mẫu" (sample), "Thử" (trial) or "Ví Dụ" (example) and counted on. All share
one password, which everybody may know; it opens nothing but a demonstration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher

from caicach.apps.parindex.demo import province as places
from caicach.apps.parindex.demo.province import Commune, Province
from caicach.apps.units.actions import Assignment, NoticeData, PostData, assign_post, issue_notice
from caicach.apps.units.models import Responsibility, Unit
from caicach.apps.units.queries import path_on
from caicach.core.parindex import Framework
from caicach.core.vietnamese import fold
from caicach.platform.access import Role, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.accounts.actions import NewUser, create_user
from caicach.platform.accounts.models import User
from caicach.platform.notices.actions import mark_all_read

PASSWORD = "demo-CCHC-2026"
SINCE = dt.date(2025, 7, 1)

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Thị", "Văn")
GIVEN = ("Mẫu", "Thử", "Ví Dụ")
NUMBERS = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")


@dataclass(frozen=True, slots=True)
class Seat:
    """A login and the post behind it. `where` is the name of a department, "" for the province itself."""

    username: str
    role: Role
    where: str
    title: str
    fields: tuple[str, ...] = ()


SEATS = (
    Seat("quantri", Role.ADMINISTRATOR, "", "Quản trị hệ thống"),
    Seat("chutich", Role.CHAIR, "", "Chủ tịch UBND tỉnh"),
    Seat("tracuu", Role.READER, "", "Chuyên viên tổng hợp"),
    Seat("bochiso", Role.FRAMEWORK_MANAGER, "Sở Nội vụ", "Trưởng phòng Cải cách hành chính"),
    Seat("thuky", Role.COUNCIL_SECRETARY, "Sở Nội vụ", "Thư ký Hội đồng thẩm định"),
    Seat("hoidong", Role.COUNCIL_MEMBER, "Sở Nội vụ", "Thành viên Hội đồng thẩm định"),
    Seat("thanhtra", Role.INSPECTOR, "Thanh tra tỉnh", "Thanh tra viên"),
    Seat(
        "thamdinh.noivu", Role.APPRAISER, "Sở Nội vụ", "Tổ thẩm định, lĩnh vực nội vụ", ("noi_vu", "dieu_tra")
    ),
    Seat("thamdinh.tuphap", Role.APPRAISER, "Sở Tư pháp", "Tổ thẩm định, lĩnh vực tư pháp", ("tu_phap",)),
    Seat(
        "thamdinh.taichinh",
        Role.APPRAISER,
        "Sở Tài chính",
        "Tổ thẩm định, lĩnh vực tài chính",
        ("tai_chinh",),
    ),
    Seat(
        "thamdinh.khcn",
        Role.APPRAISER,
        "Sở Khoa học và Công nghệ",
        "Tổ thẩm định, chuyển đổi số",
        ("khcn", "tttt"),
    ),
    Seat("thamdinh.vanphong", Role.APPRAISER, places.OFFICE, "Tổ thẩm định, kiểm soát TTHC", ("vp_ubnd",)),
    Seat(
        "kiemsoat.tthc",
        Role.PROCEDURE_MANAGER,
        places.OFFICE,
        "Trưởng phòng Kiểm soát thủ tục hành chính",
    ),
    Seat("lanhdao.ttpvhcc", Role.CENTRE_HEAD, places.PROVINCE_SERVICE_CENTRE, "Giám đốc Trung tâm"),
    Seat("motcua.tinh", Role.ONE_STOP_OFFICER, places.PROVINCE_SERVICE_CENTRE, "Viên chức tiếp nhận hồ sơ"),
    Seat(
        "giaiquyet.tinh",
        Role.DOSSIER_HANDLER,
        places.PROVINCE_SERVICE_CENTRE,
        "Chuyên viên giải quyết hồ sơ tại Trung tâm",
    ),
    Seat("lanhdao.so", Role.UNIT_HEAD, "Sở Công Thương", "Giám đốc Sở"),
    Seat("daumoi.so", Role.FOCAL_OFFICER, "Sở Công Thương", "Chánh Văn phòng Sở"),
)
"""Logins of the province and its departments."""

COMMUNE_SEATS = (
    ("lanhdao", Role.UNIT_HEAD, "Chủ tịch UBND"),
    ("daumoi", Role.FOCAL_OFFICER, "Chánh Văn phòng HĐND và UBND"),
    ("canbo", Role.ASSIGNEE, "Công chức Trung tâm Phục vụ hành chính công"),
    ("phutrach", Role.CENTRE_HEAD, "Giám đốc Trung tâm Phục vụ hành chính công"),
    ("motcua", Role.ONE_STOP_OFFICER, "Công chức một cửa"),
    ("giaiquyet", Role.DOSSIER_HANDLER, "Công chức Văn hóa - Xã hội"),
)
"""Logins of each commune that has divisions: "lanhdao.xa" in the first, "lanhdao.hycuong" in Hy Cương."""
DIVISION_OF_SEAT = {
    Role.CENTRE_HEAD: places.SERVICE_CENTRE,
    Role.ONE_STOP_OFFICER: places.SERVICE_CENTRE,
    Role.DOSSIER_HANDLER: places.CULTURE,
}
"""Where a seat of a commune stands, when not in the commune itself."""
FIRST_COMMUNE = "xa"

DEPARTMENT_OF_AGENCY = {
    "noi_vu": "Sở Nội vụ",
    "tu_phap": "Sở Tư pháp",
    "tai_chinh": "Sở Tài chính",
    "khcn": "Sở Khoa học và Công nghệ",
    "vp_ubnd": places.OFFICE,
    "thanh_tra": "Thanh tra tỉnh",
    "dieu_tra": "Sở Nội vụ",
}

# What a division of a commune leads: areas and a criterion of the commune set.
NODES_OF_DIVISION = {
    places.CHANCERY: ("1", "2", "4", "8"),
    places.SERVICE_CENTRE: ("3", "7.1", "7.2"),
    places.CULTURE: ("5", "7"),
}
NODE_OF_ECONOMY = "6"
NODE_OF_HEAD = "9"
LEAVES_OF_ASSIGNEE = ("3.3.1", "3.3.2", "7.1.2", "7.2.1", "7.2.2", "7.2.3")


def name_of(number: int) -> str:
    """The name of a fictional person: 0 is Nguyễn Thị Mẫu Một."""
    return " ".join(
        (
            SURNAMES[(number + number // 30) % len(SURNAMES)],
            MIDDLES[number % len(MIDDLES)],
            GIVEN[number // len(NUMBERS) % len(GIVEN)],
            NUMBERS[number % len(NUMBERS)],
        )
    )


@contextmanager
def quick_hashing() -> Iterator[None]:
    """Within, a password is hashed in a few rounds: it protects nothing here, and half a second for each account adds up.

    Django hashes it again in the usual way when somebody signs in.
    """
    hasher = get_hasher()
    if not isinstance(hasher, PBKDF2PasswordHasher):
        yield
        return
    usual = hasher.iterations
    hasher.iterations = 1000
    try:
        yield
    finally:
        hasher.iterations = usual


def seat_province(scope: Scope, province: Province) -> None:
    """Accounts and posts of the province and its departments."""
    for number, seat in enumerate(SEATS):
        _seat(scope, number, seat, province.place(seat.where))


def seat_commune(scope: Scope, place: int, commune: Commune) -> dict[Role, User]:
    """Accounts and posts of the commune that stands at `place` among those with divisions, from 0; the people by role."""
    ending = fold(commune.unit.short_name).replace(" ", "") if place else FIRST_COMMUNE
    first = len(SEATS) + place * len(COMMUNE_SEATS)
    return {
        role: _seat(scope, number, Seat(f"{start}.{ending}", role, "", title), _where(commune, role))
        for number, (start, role, title) in enumerate(COMMUNE_SEATS, start=first)
    }


def _where(commune: Commune, role: Role) -> Unit:
    division = DIVISION_OF_SEAT.get(role)
    return commune.divisions[division] if division else commune.unit


def _seat(scope: Scope, number: int, seat: Seat, unit: Unit) -> User:
    path = path_on(unit.pk, SINCE)
    new = NewUser(
        seat.username,
        name_of(number),
        PASSWORD,
        email=f"{seat.username}@demo.example",  # a domain that cannot exist (RFC 2606)
        must_change_password=False,
        unit_path=path,
    )
    user = create_user(scope, new)
    assign_post(
        scope, PostData(user.pk, unit.pk, seat.role, SINCE, title=seat.title, fields=seat.fields), _WHY
    )
    return user


_WHY = "Tài khoản của bản trình diễn"


def read_everything() -> None:
    """Everybody has read what was told so far: news of last year is not new."""
    for user in User.objects.filter(is_active=True):
        mark_all_read(scope_of(user))


def assign_fields(scope: Scope, province: Province, frameworks: Mapping[str, Framework]) -> None:
    """The province's notice: which department answers for which part of the sets, by appraising agency."""
    rows = [
        Assignment(code, province.departments[DEPARTMENT_OF_AGENCY[agency]].pk, subject=subject)
        for subject, framework in frameworks.items()
        for code, agency in nodes_by_agency(framework)
    ]
    data = NoticeData(
        province.unit.pk,
        "26/TB-UBND",
        dt.date(2025, 7, 25),
        dt.date(2025, 7, 25),
        tuple(rows),
        title="Phân công cơ quan phụ trách, thẩm định lĩnh vực, tiêu chí Chỉ số CCHC (minh họa)",
    )
    issue_notice(scope, data)


def nodes_by_agency(framework: Framework) -> Iterator[tuple[str, str]]:
    """The highest nodes all of whose leaves one agency appraises, with that agency, in printed order."""
    covered: set[str] = set()
    for node in framework.nodes:
        agencies = {leaf.agency for leaf in framework.below(node.code)}
        if node.parent in covered:
            covered.add(node.code)
        elif len(agencies) == 1 and agencies <= DEPARTMENT_OF_AGENCY.keys():
            covered.add(node.code)
            yield node.code, agencies.pop()


def assign_commune(scope: Scope, commune: Commune, people: Mapping[Role, User], *, again: bool) -> None:
    """The commune's notice by divisions; `again`: a second one in the year after, which names a person for some leaves."""
    divisions = commune.divisions
    head, focal, assignee = (people[role] for role in (Role.UNIT_HEAD, Role.FOCAL_OFFICER, Role.ASSIGNEE))
    economy = next(name for name in divisions if name.startswith("Phòng Kinh tế"))
    rows = [
        Assignment(code, divisions[name].pk, _answering(name, people).pk)
        for name, codes in NODES_OF_DIVISION.items()
        for code in codes
    ]
    rows += [
        Assignment(NODE_OF_ECONOMY, divisions[economy].pk, focal.pk),
        Assignment(NODE_OF_HEAD, holder_user_id=head.pk),
        Assignment(NODE_OF_HEAD, divisions[places.CHANCERY].pk, part=Responsibility.Part.SUPPORT),
    ]
    _issue(scope, commune, "07/TB-UBND", dt.date(2025, 8, 20), rows)
    if again:
        leaves = [
            Assignment(code, divisions[places.SERVICE_CENTRE].pk, assignee.pk) for code in LEAVES_OF_ASSIGNEE
        ]
        _issue(scope, commune, "12/TB-UBND", dt.date(2026, 1, 16), leaves)


def _answering(division: str, people: Mapping[Role, User]) -> User:
    return people[Role.ASSIGNEE if division == places.SERVICE_CENTRE else Role.FOCAL_OFFICER]


def _issue(scope: Scope, commune: Commune, number: str, day: dt.date, rows: Sequence[Assignment]) -> None:
    title = "Phân công phụ trách lĩnh vực, tiêu chí Chỉ số CCHC (minh họa)"
    issue_notice(scope, NoticeData(commune.unit.pk, number, day, day, tuple(rows), title=title))

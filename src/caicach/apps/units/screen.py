"""What this app adds to the shell: navigation, search, the home page, words for the audit trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.apps.units import queries
from caicach.apps.units.models import Kind, Subkind, Unit
from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.worklist import WorkItem
from caicach.web import switchers

MANNED = (Kind.PROVINCE, Kind.DEPARTMENT, Kind.COMMUNE)
MOST_NAMED = 3


def register() -> None:
    """Called once when Django is ready."""
    for order, title, url_name, permission in (
        (100, gettext_lazy("Đơn vị"), "units:home", Permission.UNITS_READ),
        (110, gettext_lazy("Cán bộ"), "units:people_home", Permission.UNITS_READ),
    ):
        navigation.register(navigation.Entry(Section.ADMINISTRATION, title, url_name, permission, order))
    navigation.register(
        navigation.Entry(
            Section.INDEX,
            gettext_lazy("Phân công trách nhiệm"),
            "units:notices_home",
            Permission.UNITS_READ,
            order=500,
        )
    )
    search.register(find_units)
    search.register(find_people)
    worklist.register(waiting)
    switchers.register_unit_page(unit_page)
    labels.register(AUDIT_WORDS)


AUDIT_WORDS = {
    "unit": gettext_lazy("Đơn vị"),
    "post": gettext_lazy("Vị trí công tác"),
    "notice": gettext_lazy("Thông báo phân công"),
    "unit.created": gettext_lazy("Thêm đơn vị"),
    "unit.amended": gettext_lazy("Sửa thông tin đơn vị"),
    "unit.renamed": gettext_lazy("Đổi tên đơn vị"),
    "unit.moved": gettext_lazy("Chuyển cấp trên"),
    "unit.ended": gettext_lazy("Kết thúc hoạt động của đơn vị"),
    "unit.succeeded": gettext_lazy("Ghi đơn vị trước"),
    "unit.succession_withdrawn": gettext_lazy("Bỏ quan hệ kế thừa"),
    "unit.succession_imported": gettext_lazy("Nhập quan hệ sắp xếp"),
    "unit.nation_loaded": gettext_lazy("Nạp danh mục tỉnh, xã"),
    "post.assigned": gettext_lazy("Giao vị trí công tác"),
    "post.ended": gettext_lazy("Kết thúc vị trí công tác"),
    "notice.issued": gettext_lazy("Nhập thông báo phân công"),
    "notice.ended": gettext_lazy("Kết thúc hiệu lực thông báo"),
}


def unit_page(unit_id: int, year: int) -> str:
    """The page of a unit in a year."""
    return reverse("units:detail", args=[year, unit_id])


def find_units(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """Units of today by name (with or without tone marks), former name or code."""
    if not scope.may(Permission.UNITS_READ):
        return
    year = scope.today.year
    for unit in queries.found_units(scope, text, limit):
        detail = " · ".join(part for part in (_kind(unit), unit.identification_code or unit.code) if part)
        yield Hit(_("Đơn vị"), unit.shown_name, detail, unit_page(unit.pk, year))


def find_people(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """People with a post in force, by name or login name."""
    if not scope.may(Permission.UNITS_READ):
        return
    year = scope.today.year
    for post in queries.found_people(scope, text, limit):
        detail = f"{post.title or post.role_label}, {post.unit.name}"
        yield Hit(_("Người"), str(post.user), detail, reverse("units:person", args=[year, post.user_id]))


def waiting(scope: Scope, year: int) -> Iterator[WorkItem]:
    """For whoever manages people: the units in which nobody holds a post yet."""
    if not scope.may(Permission.USERS_MANAGE):
        return
    unmanned = queries.units_without_posts(scope, year, MANNED)
    number = unmanned.count()
    if not number:
        return
    names = ", ".join(unit.shown_name for unit in unmanned[:MOST_NAMED])
    title = ngettext(
        "%(number)s đơn vị chưa có ai giữ vị trí công tác",
        "%(number)s đơn vị chưa có ai giữ vị trí công tác",
        number,
    ) % {"number": number}
    detail = names if number <= MOST_NAMED else _("%(names)s và các đơn vị khác") % {"names": names}
    yield WorkItem(title, detail, reverse("units:add_person", args=[year]), "todo", weight=1)


def _kind(unit: Unit) -> str:
    return str(Subkind(unit.subkind).label if unit.subkind else Kind(unit.kind).label)

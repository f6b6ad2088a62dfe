"""What this app adds: navigation, the desk, words for the trail and who may read it, what follows from a publication."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from caicach.apps.accountability import reminders
from caicach.apps.accountability import worklist as waiting
from caicach.apps.accountability.actions import consequences, plans
from caicach.apps.parindex import views_common
from caicach.apps.parindex.actions import publication
from caicach.platform import navigation, worklist
from caicach.platform.access import Permission
from caicach.platform.audit import guards, labels
from caicach.platform.navigation import Section
from caicach.platform.notices import deadlines

ENTRIES = (
    (150, _("Khắc phục"), "accountability:latest", Permission.RESULTS_READ),
    (160, _("Hệ quả thi đua"), "accountability:latest_cases", Permission.CONSEQUENCES_READ),
)

AUDIT_WORDS = {
    "remedy_plan": _("Kế hoạch khắc phục"),
    "remedy_plan.opened": _("Mở kế hoạch khắc phục"),
    "remedy_plan.redrawn": _("Lập lại danh sách khắc phục theo quyết định điều chỉnh"),
    "remedy_plan.approved": _("Phê duyệt kế hoạch khắc phục"),
    "remedy_plan.closed": _("Kết thúc kế hoạch khắc phục"),
    "remedy": _("Việc khắc phục"),
    "remedy.changed": _("Sửa việc khắc phục"),
    "remedy.reported": _("Báo cáo tiến độ khắc phục"),
    "remedy_terms": _("Quy định khắc phục"),
    "remedy_terms.set": _("Đặt quy định khắc phục"),
    "consequence": _("Hệ quả thi đua, khen thưởng"),
    "consequence.proposed": _("Đề xuất hệ quả"),
    "consequence.notified": _("Thông báo hệ quả"),
    "consequence.objected": _("Ghi ý kiến phản đối"),
    "consequence.decided": _("Quyết định hệ quả"),
    "consequence.moot": _("Ghi hết căn cứ"),
    "consequence.reasons_changed": _("Sửa căn cứ theo quyết định điều chỉnh"),
}


def register() -> None:
    """Called once when Django is ready. Nothing is registered for search: a name must not lead to anybody's case."""
    for order, title, url_name, permission in ENTRIES:
        navigation.register(navigation.Entry(Section.INDEX, title, url_name, permission, order))
    navigation.register(
        navigation.Entry(Section.DESK, _("Hệ quả của tôi"), "accountability:own_cases", None, order=110)
    )
    worklist.register(waiting.items)
    views_common.add_unit_tab(plan_tab)
    publication.follow(plans.follow)
    publication.follow(consequences.follow)
    labels.register(AUDIT_WORDS)
    deadlines.register(reminders.owed)
    guards.guard(consequences.KIND, Permission.CONSEQUENCES_READ)


def plan_tab(year: int, unit_id: int) -> tuple[str, str]:
    """The tab that leads from the pages of a unit to its plan."""
    return now("Khắc phục"), reverse("accountability:plan", args=[year, unit_id])

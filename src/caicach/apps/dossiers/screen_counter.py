"""What the counter and the page of a dossier add to the shell: navigation, the worklist, search, words for the audit trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.apps.dossiers import worklist as work
from caicach.apps.dossiers.queries import waiting
from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.uploads import limits

AUDIT_WORDS = {
    "dossier": gettext_lazy("Hồ sơ"),
    "dossier_group": gettext_lazy("Nhóm hồ sơ liên thông"),
    "dossier.register": gettext_lazy("Đăng ký hồ sơ"),
    "dossier.guide": gettext_lazy("Hướng dẫn bổ sung hồ sơ"),
    "dossier.receive": gettext_lazy("Tiếp nhận hồ sơ"),
    "dossier.refuse": gettext_lazy("Từ chối tiếp nhận hồ sơ"),
    "dossier.hand_over": gettext_lazy("Chuyển hồ sơ đi giải quyết"),
    "dossier.finish_step": gettext_lazy("Xong một bước của hồ sơ"),
    "dossier.consult": gettext_lazy("Lấy ý kiến về hồ sơ"),
    "dossier.answer": gettext_lazy("Trả lời ý kiến về hồ sơ"),
    "dossier.ask_supplement": gettext_lazy("Yêu cầu bổ sung hồ sơ"),
    "dossier.supplemented": gettext_lazy("Nhận hồ sơ bổ sung"),
    "dossier.ask_payment": gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    "dossier.paid": gettext_lazy("Đã thực hiện nghĩa vụ tài chính"),
    "dossier.fee_paid": gettext_lazy("Đã nộp phí, lệ phí"),
    "dossier.apology_drafted": gettext_lazy("Soạn phiếu xin lỗi"),
    "dossier.apology_signed": gettext_lazy("Ký phiếu xin lỗi"),
    "dossier.apologise": gettext_lazy("Gửi phiếu xin lỗi, hẹn lại"),
    "dossier.finish": gettext_lazy("Kết thúc giải quyết hồ sơ"),
    "dossier.give_back": gettext_lazy("Trả kết quả"),
    "dossier.withdraw": gettext_lazy("Công dân rút hồ sơ"),
    "dossier.stop": gettext_lazy("Dừng giải quyết hồ sơ"),
    "dossier.correct": gettext_lazy("Đính chính hồ sơ"),
    "dossier.reassign": gettext_lazy("Phân công lại hồ sơ"),
    "dossier.rate": gettext_lazy("Ghi phiếu đánh giá"),
    "dossier_group.received": gettext_lazy("Tiếp nhận hồ sơ liên thông"),
}


def register() -> None:
    """Called once when Django is ready."""
    receive = Permission.DOSSIERS_RECEIVE
    desk = navigation.Entry(
        Section.ONE_STOP, gettext_lazy("Quầy tiếp nhận"), "dossiers:counter", receive, 300
    )
    waiting_list = navigation.Entry(
        Section.ONE_STOP, gettext_lazy("Chờ tiếp nhận"), "dossiers:waiting", receive, 305
    )
    navigation.register(desk)
    navigation.register(waiting_list)
    worklist.register(work.items)
    search.register(find_dossier)
    labels.register(AUDIT_WORDS)
    for name in ("dossiers:counter", "dossiers:act"):
        limits.allow(name, lambda: settings.CAICACH_MAX_FILES)


def find_dossier(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """The dossier of a code."""
    found = waiting.by_code(scope, text)
    if found is not None:
        detail = f"{found.get_status_display()} · {found.unit.name}"
        yield Hit(_("Hồ sơ"), found.code, detail, reverse("dossiers:dossier", args=[found.pk]))

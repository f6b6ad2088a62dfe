"""What the acts on dossiers add to the shell: words for the audit trail, reminders, the size of scans over the API."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers import reminders
from caicach.platform.audit import labels
from caicach.platform.notices import deadlines
from caicach.platform.uploads import limits

AUDIT_WORDS = {
    "dossier": _("Hồ sơ một cửa"),
    "dossier.register": _("Đăng ký hồ sơ"),
    "dossier.guide": _("Hướng dẫn bằng phiếu yêu cầu bổ sung"),
    "dossier.receive": _("Tiếp nhận hồ sơ"),
    "dossier.refuse": _("Từ chối tiếp nhận hồ sơ"),
    "dossier.hand_over": _("Chuyển hồ sơ đi giải quyết"),
    "dossier.finish_step": _("Hoàn thành bước xử lý"),
    "dossier.consult": _("Lấy ý kiến cơ quan khác"),
    "dossier.answer": _("Ghi ý kiến trả lời"),
    "dossier.ask_supplement": _("Yêu cầu bổ sung hồ sơ"),
    "dossier.supplemented": _("Nhận hồ sơ bổ sung"),
    "dossier.ask_payment": _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    "dossier.paid": _("Ghi nhận đã thực hiện nghĩa vụ tài chính"),
    "dossier.fee_paid": _("Ghi nhận đã nộp phí, lệ phí"),
    "dossier.apology_drafted": _("Soạn phiếu xin lỗi"),
    "dossier.apology_signed": _("Ký phiếu xin lỗi"),
    "dossier.apologise": _("Gửi phiếu xin lỗi và hẹn lại ngày trả"),
    "dossier.finish": _("Kết thúc giải quyết hồ sơ"),
    "dossier.give_back": _("Trả kết quả"),
    "dossier.withdraw": _("Công dân rút hồ sơ"),
    "dossier.stop": _("Dừng giải quyết hồ sơ"),
    "dossier.correct": _("Đính chính hồ sơ"),
    "dossier.reassign": _("Phân công lại hồ sơ"),
    "dossier.rate": _("Ghi phiếu đánh giá"),
    "dossier_group": _("Hồ sơ liên thông"),
    "dossier_group.received": _("Tiếp nhận hồ sơ liên thông"),
}


def register() -> None:
    """Called once when Django is ready."""
    labels.register(AUDIT_WORDS)
    deadlines.register(reminders.owed)
    limits.allow("api:dossier_files", lambda: settings.CAICACH_MAX_FILE)

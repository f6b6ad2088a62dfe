"""What this app adds to the shell: navigation, search, the home page, the years to choose from, words for the audit trail."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex import jobs, reminders
from caicach.apps.parindex import search as finding
from caicach.apps.parindex import worklist as waiting
from caicach.apps.parindex.queries import leaves, rounds
from caicach.platform import navigation, search, worklist, yardsticks
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.jobs import Daily, every_day
from caicach.platform.navigation import Section
from caicach.platform.notices import deadlines
from caicach.platform.uploads import limits
from caicach.web import figures, switchers

ENTRIES = (
    (100, _("Kết quả xếp hạng"), "parindex:index", Permission.RESULTS_READ),
    (110, _("Phân tích điểm mất"), "parindex:latest_analysis", Permission.RESULTS_READ),
    (120, _("Chỉ tiêu"), "parindex:latest_targets", Permission.RESULTS_READ),
    (130, _("Qua các năm"), "parindex:trend", Permission.RESULTS_READ),
    (200, _("Nhập số liệu"), "parindex:own_facts", Permission.FACTS_ENTER),
    (210, _("Thẩm định"), "parindex:latest_appraisal", Permission.APPRAISE),
    (211, _("Điều hành thẩm định"), "parindex:lead_appraisal", Permission.APPRAISAL_MANAGE),
    (300, _("Đợt đánh giá"), "parindex:latest_rounds", Permission.FRAMEWORK_READ),
    (310, _("Bộ chỉ số"), "parindex:frameworks", Permission.FRAMEWORK_READ),
)

STANDS_FOR = {"parindex:lead_appraisal": "parindex:latest_appraisal"}
"""Whoever leads the appraisal works on the pages of the appraisers."""

TAKE_EVIDENCE = ("fact_upload", "self_score_lock", "explanation_send")
"""Routes that take files of the size of evidence."""

AUDIT_WORDS = {
    "framework": _("Bộ chỉ số"),
    "round": _("Đợt đánh giá"),
    "participant": _("Đơn vị trong đợt"),
    "fact": _("Số liệu đầu vào"),
    "target": _("Chỉ tiêu"),
    "framework.imported": _("Nhập bộ chỉ số"),
    "framework.version_made": _("Tạo phiên bản bộ chỉ số"),
    "framework.changed": _("Sửa bộ chỉ số"),
    "framework.draft_discarded": _("Bỏ bản nháp bộ chỉ số"),
    "framework.deleted": _("Xóa bộ chỉ số"),
    "round.opened": _("Mở đợt đánh giá"),
    "round.framework_changed": _("Đổi bộ chỉ số của đợt"),
    "round.dates_changed": _("Ghi mốc ngày của đợt"),
    "round.participants_added": _("Thêm đơn vị vào đợt"),
    "round.participant_removed": _("Đưa đơn vị ra khỏi đợt"),
    "round.rescored": _("Chấm lại đợt"),
    "participant.changed": _("Sửa thông tin đơn vị trong đợt"),
    "fact.entered": _("Nhập số liệu"),
    "fact.changed": _("Sửa số liệu"),
    "fact.withdrawn": _("Rút số liệu"),
    "facts.loaded": _("Nạp số liệu từ tệp"),
    "facts.counted": _("Nhận số liệu hệ thống đếm"),
    "facts.taken": _("Nhận số liệu từ phiếu chấm điểm"),
    "self_score.locked": _("Chốt điểm tự chấm"),
    "self_score.withdrawn": _("Rút bản tự chấm đã chốt"),
    "self_score.unlocked": _("Mở khóa điểm tự chấm"),
    "proof.attached": _("Gắn minh chứng"),
    "proof.detached": _("Gỡ minh chứng"),
    "evidence.packed": _("Tải gói minh chứng"),
    "note.changed": _("Sửa giải thích của đơn vị"),
    "note.removed": _("Bỏ giải thích của đơn vị"),
    "comment.written": _("Trao đổi về một tiêu chí"),
    "comment.withdrawn": _("Rút trao đổi về một tiêu chí"),
    "tasks.assigned": _("Phân việc tự chấm"),
    "tasks.taken_back": _("Thu hồi việc đã giao"),
    "round.deadlines_set": _("Đặt thời hạn của đợt"),
    "question.asked": _("Yêu cầu giải trình"),
    "question.removed": _("Bỏ yêu cầu giải trình"),
    "question.answered": _("Giải trình một tiêu chí"),
    "explanation.asked": _("Gửi yêu cầu giải trình cho đơn vị"),
    "explanation.sent": _("Gửi giải trình"),
    "appraisal.started": _("Bắt đầu thẩm định"),
    "appraisal.scored": _("Chấm thẩm định"),
    "appraisal.agreed": _("Đồng ý với điểm tự chấm"),
    "appraisal.second_started": _("Bắt đầu thẩm định lần 2"),
    "appraisal.referred": _("Trình hội đồng"),
    "dispute.raised": _("Đưa tiêu chí ra hội đồng"),
    "council.decided": _("Hội đồng quyết định điểm"),
    "council.approved": _("Hội đồng phê duyệt"),
    "round.published": _("Công bố kết quả"),
    "round.corrected": _("Điều chỉnh kết quả đã công bố"),
    "result.corrected": _("Điều chỉnh điểm đã công bố"),
    "target.set": _("Đặt chỉ tiêu"),
    "target.removed": _("Bỏ chỉ tiêu"),
}


def register() -> None:
    """Called once when Django is ready."""
    for order, title, url_name, permission in ENTRIES:
        also = STANDS_FOR.get(url_name, "")
        navigation.register(navigation.Entry(Section.INDEX, title, url_name, permission, order, also))
    search.register(finding.hits)
    yardsticks.register(leaves.of_year)
    worklist.register(waiting.items)
    deadlines.register(reminders.owed)
    figures.register(waiting.figures)
    every_day(Daily("parindex.count", 5, jobs.count_leaves))
    switchers.register_years(years)
    labels.register(AUDIT_WORDS)
    for route in TAKE_EVIDENCE:
        limits.allow(f"parindex:{route}", lambda: int(settings.CAICACH_MAX_FILES))


def years(scope: Scope) -> Iterable[int]:
    """The years that have rounds where the scope reads anything of them."""
    return rounds.years(scope) if scope.may(Permission.FRAMEWORK_READ) else ()

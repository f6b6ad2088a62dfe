"""Roles, permissions, and which role holds what: the table of `GRANTS`.

The roles are those of the yearly scoring process as provinces lay it down in their plans (the process page of the domain
papers, section 2.3); the comment beside each row repeats what that source lets the role do, and why a permission that is
not named there follows from it.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a post lets its holder be; a person may hold several posts."""

    ADMINISTRATOR = "administrator"
    FRAMEWORK_MANAGER = "framework_manager"
    FOCAL_OFFICER = "focal_officer"
    ASSIGNEE = "assignee"
    UNIT_HEAD = "unit_head"
    APPRAISER = "appraiser"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBER = "council_member"
    CHAIR = "chair"
    INSPECTOR = "inspector"
    READER = "reader"
    PROCEDURE_MANAGER = "procedure_manager"
    ONE_STOP_OFFICER = "one_stop_officer"
    DOSSIER_HANDLER = "dossier_handler"
    CENTRE_HEAD = "centre_head"

    @property
    def label(self) -> str:
        return str(_ROLE_LABELS[self])


class Permission(StrEnum):
    """What may be done; every page and every action asks for one of these."""

    RESULTS_READ = "results.read"
    CONSEQUENCES_READ = "consequences.read"
    CONSEQUENCES_DECIDE = "consequences.decide"
    REMEDIES_PLAN = "remedies.plan"
    REMEDIES_APPROVE = "remedies.approve"
    FACTS_READ = "facts.read"
    FACTS_ENTER = "facts.enter"
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_ADD = "evidence.add"
    TARGETS_SET = "targets.set"
    RESPONSIBILITY_ASSIGN = "responsibility.assign"
    FRAMEWORK_READ = "framework.read"
    FRAMEWORK_EDIT = "framework.edit"
    ROUND_MANAGE = "round.manage"
    SELF_SCORE_LOCK = "self_score.lock"
    APPRAISE = "appraisal.score"
    APPRAISAL_MANAGE = "appraisal.manage"
    COUNCIL_READ = "council.read"
    COUNCIL_DECIDE = "council.decide"
    RESULTS_PUBLISH = "results.publish"
    UNITS_READ = "units.read"
    UNITS_MANAGE = "units.manage"
    USERS_MANAGE = "users.manage"
    AUDIT_READ = "audit.read"
    CALENDAR_MANAGE = "calendar.manage"
    PROCEDURES_READ = "procedures.read"
    PROCEDURES_MANAGE = "procedures.manage"
    PROCEDURES_POST = "procedures.post"
    DOSSIERS_READ = "dossiers.read"
    DOSSIERS_RECEIVE = "dossiers.receive"
    DOSSIERS_HANDLE = "dossiers.handle"
    DOSSIERS_SIGN = "dossiers.sign"
    DOSSIERS_MANAGE = "dossiers.manage"
    DIRECTIVES_READ = "directives.read"
    DIRECTIVES_MANAGE = "directives.manage"

    @property
    def label(self) -> str:
        return str(_PERMISSION_LABELS[self])


_ROLE_LABELS: dict[Role, Promise] = {
    Role.ADMINISTRATOR: _("Quản trị hệ thống"),
    Role.FRAMEWORK_MANAGER: _("Quản trị bộ chỉ số"),
    Role.FOCAL_OFFICER: _("Cán bộ đầu mối đơn vị"),
    Role.ASSIGNEE: _("Người được giao tiêu chí"),
    Role.UNIT_HEAD: _("Lãnh đạo đơn vị"),
    Role.APPRAISER: _("Thành viên tổ thẩm định"),
    Role.COUNCIL_SECRETARY: _("Thư ký hội đồng thẩm định"),
    Role.COUNCIL_MEMBER: _("Thành viên hội đồng thẩm định"),
    Role.CHAIR: _("Chủ tịch Ủy ban nhân dân"),
    Role.INSPECTOR: _("Thanh tra, đoàn kiểm tra"),
    Role.READER: _("Lãnh đạo, tra cứu"),
    Role.PROCEDURE_MANAGER: _("Cán bộ kiểm soát thủ tục hành chính"),
    Role.ONE_STOP_OFFICER: _("Công chức một cửa"),
    Role.DOSSIER_HANDLER: _("Công chức giải quyết hồ sơ"),
    Role.CENTRE_HEAD: _("Lãnh đạo trung tâm phục vụ hành chính công"),
}

_PERMISSION_LABELS: dict[Permission, Promise] = {
    Permission.RESULTS_READ: _("xem kết quả chấm điểm"),
    Permission.CONSEQUENCES_READ: _("xem hệ quả về thi đua, khen thưởng"),
    Permission.CONSEQUENCES_DECIDE: _("đề xuất, quyết định hệ quả về thi đua, khen thưởng"),
    Permission.REMEDIES_PLAN: _("lập kế hoạch khắc phục và báo cáo tiến độ"),
    Permission.REMEDIES_APPROVE: _("phê duyệt kế hoạch khắc phục"),
    Permission.FACTS_READ: _("xem số liệu đầu vào"),
    Permission.FACTS_ENTER: _("nhập số liệu đầu vào"),
    Permission.EVIDENCE_READ: _("xem tài liệu minh chứng"),
    Permission.EVIDENCE_ADD: _("thêm tài liệu minh chứng"),
    Permission.TARGETS_SET: _("đặt chỉ tiêu của đơn vị"),
    Permission.RESPONSIBILITY_ASSIGN: _("phân công tiêu chí"),
    Permission.FRAMEWORK_READ: _("xem bộ chỉ số"),
    Permission.FRAMEWORK_EDIT: _("sửa bộ chỉ số"),
    Permission.ROUND_MANAGE: _("quản lý đợt chấm điểm"),
    Permission.SELF_SCORE_LOCK: _("chốt điểm tự chấm của đơn vị"),
    Permission.APPRAISE: _("thẩm định điểm"),
    Permission.APPRAISAL_MANAGE: _("điều hành thẩm định"),
    Permission.COUNCIL_READ: _("xem hồ sơ của hội đồng"),
    Permission.COUNCIL_DECIDE: _("quyết định tiêu chí tranh chấp"),
    Permission.RESULTS_PUBLISH: _("công bố kết quả"),
    Permission.UNITS_READ: _("xem danh mục đơn vị"),
    Permission.UNITS_MANAGE: _("quản lý danh mục đơn vị"),
    Permission.USERS_MANAGE: _("quản lý tài khoản và vị trí công tác"),
    Permission.AUDIT_READ: _("xem nhật ký hệ thống"),
    Permission.CALENDAR_MANAGE: _("nhập lịch làm việc"),
    Permission.PROCEDURES_READ: _("xem danh mục thủ tục hành chính"),
    Permission.PROCEDURES_MANAGE: _("quản lý danh mục thủ tục hành chính"),
    Permission.PROCEDURES_POST: _("xác nhận niêm yết, công khai thủ tục hành chính"),
    Permission.DOSSIERS_READ: _("xem hồ sơ thủ tục hành chính"),
    Permission.DOSSIERS_RECEIVE: _("tiếp nhận hồ sơ và trả kết quả"),
    Permission.DOSSIERS_HANDLE: _("giải quyết hồ sơ"),
    Permission.DOSSIERS_SIGN: _("ký phiếu, ký kết quả giải quyết hồ sơ"),
    Permission.DOSSIERS_MANAGE: _("phân công, đính chính hồ sơ và khóa sổ"),
    Permission.DIRECTIVES_READ: _("đọc văn bản chỉ đạo"),
    Permission.DIRECTIVES_MANAGE: _("vào sổ, xác nhận văn bản chỉ đạo"),
}

_P = Permission

# What everybody who works with the index needs to follow a number down to what it was made from: "no number on a screen is a
# dead end". Where a person may look is the matter of the reach of the post, not of this table.
_FOLLOW_NUMBERS = frozenset(
    {_P.RESULTS_READ, _P.FACTS_READ, _P.FRAMEWORK_READ, _P.UNITS_READ, _P.PROCEDURES_READ}
    | {_P.DIRECTIVES_READ}
)

# The documents themselves name people and matters of offices: read by those who prove, appraise, decide or inspect, not by
# whoever only follows the figures.
_FOLLOW_TO_EVIDENCE = _FOLLOW_NUMBERS | {_P.EVIDENCE_READ}

# The one-stop service (Nghị định 118/2025/NĐ-CP). Dossiers name citizens and their matters: read by those who receive,
# handle, sign or supervise them and by nobody who only follows figures. The catalogue of procedures is public by law (the
# portal shows it).
_AT_THE_COUNTER = frozenset({_P.UNITS_READ, _P.PROCEDURES_READ, _P.DOSSIERS_READ, _P.DIRECTIVES_READ})

# Directives are to be made known to all staff (Công văn của UBND thành phố Cao Lãnh ngày 05/6/2023, mục 1) and hold no personal
# data: whoever holds a post reads them. They are registered and confirmed by whoever assembles for the unit and by its head; for
# the locality as such by those who manage the framework and by the office of its chair, who both lack it in its units
# (AT_THE_TOP): what a unit makes of a directive is the unit's own matter.

# What a score means for the titles and commendations of people (Công văn 46/UBND ngày 16/7/2024, mục 11) is told to those who
# answer for the unit and to those who decide or propose in the locality, and to nobody else: `CONSEQUENCES_READ` below. The text
# does not say who decides; `CONSEQUENCES_DECIDE` is with those who manage the round and decide its results, and nobody decides
# his own case (`accountability.actions.consequences`).
#
# A unit's plan to win lost points back (step 13 of the process, "units"): drawn up and reported by whoever assembles for the
# unit, `REMEDIES_PLAN`, signed by its head, `REMEDIES_APPROVE`. A person reports on the remedies he is named for without either.
GRANTS: dict[Role, frozenset[Permission]] = {
    # "users, units, catalogues; never points": reads frameworks as a catalogue, sees neither points nor facts. Answers for the
    # accounts, hence for the trail of who did what.
    Role.ADMINISTRATOR: frozenset(
        {_P.USERS_MANAGE, _P.UNITS_MANAGE, _P.UNITS_READ, _P.FRAMEWORK_READ, _P.AUDIT_READ}
        | {_P.CALENDAR_MANAGE, _P.PROCEDURES_READ, _P.DIRECTIVES_READ}
    ),
    # "framework versions, rounds, deadlines, unlock with reason": the trail is where the reasons stand. Registers the targets
    # that the province sets for all its units.
    Role.FRAMEWORK_MANAGER: _FOLLOW_TO_EVIDENCE
    | {
        _P.FRAMEWORK_EDIT,
        _P.ROUND_MANAGE,
        _P.TARGETS_SET,
        _P.AUDIT_READ,
        _P.COUNCIL_READ,
        _P.CONSEQUENCES_READ,
        _P.CONSEQUENCES_DECIDE,
        _P.DIRECTIVES_MANAGE,
    },
    # "distribute leaves, assemble, submit": types in what the head has signed, so targets too.
    Role.FOCAL_OFFICER: _FOLLOW_TO_EVIDENCE
    | {_P.FACTS_ENTER, _P.EVIDENCE_ADD, _P.RESPONSIBILITY_ASSIGN, _P.TARGETS_SET}
    | {_P.REMEDIES_PLAN, _P.CONSEQUENCES_READ, _P.DIRECTIVES_MANAGE},
    # "fill one leaf, attach evidence": which leaf is the matter of the notice of responsibility, checked where facts are entered.
    Role.ASSIGNEE: _FOLLOW_TO_EVIDENCE | {_P.FACTS_ENTER, _P.EVIDENCE_ADD},
    # "lock, sign, answer": answers for the unit, so sees who changed what in it; enters no facts.
    Role.UNIT_HEAD: _FOLLOW_TO_EVIDENCE
    | {_P.SELF_SCORE_LOCK, _P.EVIDENCE_ADD}
    | {_P.TARGETS_SET, _P.RESPONSIBILITY_ASSIGN, _P.AUDIT_READ, _P.CONSEQUENCES_READ}
    | {_P.REMEDIES_PLAN, _P.REMEDIES_APPROVE, _P.DIRECTIVES_MANAGE}
    # Head of the office that handles the dossiers: signs results and apologies, is warned when his unit is going to be late.
    | {_P.DOSSIERS_READ, _P.DOSSIERS_SIGN, _P.DOSSIERS_MANAGE, _P.PROCEDURES_POST},
    # "read and score leaves of his field, ask for explanation": bound to the fields of the post, see FIELD_BOUND.
    Role.APPRAISER: _FOLLOW_TO_EVIDENCE | {_P.APPRAISE},
    # "overview, compare members, prepare minutes": files the signed minutes, see AT_THE_TOP.
    Role.COUNCIL_SECRETARY: _FOLLOW_TO_EVIDENCE
    | {_P.APPRAISAL_MANAGE, _P.COUNCIL_READ, _P.EVIDENCE_ADD, _P.CONSEQUENCES_READ},
    # "decide disputed leaves".
    Role.COUNCIL_MEMBER: _FOLLOW_TO_EVIDENCE
    | {_P.COUNCIL_READ, _P.COUNCIL_DECIDE, _P.CONSEQUENCES_READ, _P.CONSEQUENCES_DECIDE},
    # "publication": files the signed decision, see AT_THE_TOP.
    Role.CHAIR: _FOLLOW_TO_EVIDENCE
    | {_P.COUNCIL_READ, _P.RESULTS_PUBLISH, _P.EVIDENCE_ADD, _P.CONSEQUENCES_READ, _P.CONSEQUENCES_DECIDE}
    | {_P.DOSSIERS_READ, _P.DIRECTIVES_MANAGE},
    # "inspection module, read evidence": an inspection asks who changed a figure and when.
    Role.INSPECTOR: _FOLLOW_TO_EVIDENCE | {_P.AUDIT_READ, _P.DOSSIERS_READ},
    # "read dashboards".
    Role.READER: _FOLLOW_NUMBERS,
    # Keeps the catalogue and the calendar of the locality, follows what is posted and what goes wrong at the counters.
    Role.PROCEDURE_MANAGER: _AT_THE_COUNTER | {_P.PROCEDURES_MANAGE, _P.PROCEDURES_POST, _P.CALENDAR_MANAGE},
    # Guides, receives, gives receipts, returns results; posts procedures at the desk.
    Role.ONE_STOP_OFFICER: _AT_THE_COUNTER | {_P.DOSSIERS_RECEIVE, _P.PROCEDURES_POST},
    # Handles the steps of the internal process that are given to him; never receives.
    Role.DOSSIER_HANDLER: _AT_THE_COUNTER | {_P.DOSSIERS_HANDLE},
    # Runs the desk: whatever is done there, gives dossiers to officers, corrects with a record, closes the books, signs
    # apologies.
    Role.CENTRE_HEAD: _AT_THE_COUNTER
    | {_P.DOSSIERS_RECEIVE, _P.DOSSIERS_HANDLE, _P.DOSSIERS_SIGN, _P.DOSSIERS_MANAGE, _P.PROCEDURES_POST},
}

# Roles whose reach is the whole locality (the province at the top of the tree) and not only the subtree of the unit that the
# post stands in: since July 2025 the province appraises its communes directly, so the Department of Home Affairs, where
# these posts stand, works in all of them.
LOCALITY_WIDE = frozenset(
    {
        Role.FRAMEWORK_MANAGER,
        Role.APPRAISER,
        Role.COUNCIL_SECRETARY,
        Role.COUNCIL_MEMBER,
        Role.CHAIR,
        Role.INSPECTOR,
        Role.PROCEDURE_MANAGER,
    }
)

# What a locality-wide role holds on the locality itself and on no unit of it: whoever appraises or publishes files the papers of
# the locality, and neither adds to nor withdraws from what the units prove themselves with, nor
# keeps their registers of directives.
AT_THE_TOP = frozenset({Permission.EVIDENCE_ADD, Permission.DIRECTIVES_MANAGE})

# Roles that hold whatever they hold only in the fields named by the post; without a field they hold nothing.
FIELD_BOUND = frozenset({Role.APPRAISER})


def reach_of(role: Role, unit_path: str) -> str:
    """The path prefix in which a post of `role` in the unit at `unit_path` ("12/345/") works.

    Raises ValueError for a path that is empty or does not end in a slash: an empty prefix would reach everything.
    """
    if not unit_path or not unit_path.endswith("/"):
        raise ValueError(f"a unit path looks like '12/345/', not {unit_path!r}")
    return unit_path.split("/", 1)[0] + "/" if role in LOCALITY_WIDE else unit_path

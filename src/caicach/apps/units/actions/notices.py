"""Numbered notices say who answers for what (clauses CL-2, CL-5 and DT-7 of the directives)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.units.actions import checks
from caicach.apps.units.models import CODE_LENGTH, Post, Responsibility, ResponsibilityNotice, Unit
from caicach.apps.units.queries import default_subject, in_force, standing, under
from caicach.core.vietnamese import date_text, tidy
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.accounts.models import User
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

MOST_ROWS = 1000
_NODE_CODE = re.compile(r"[0-9A-Za-z]+([.\-][0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row of a notice: a node, by its printed code, and the division or the person (or both) that answers for it."""

    node_code: str
    holder_unit_id: int | None = None
    holder_user_id: int | None = None
    part: str = Responsibility.Part.LEAD
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NoticeData:
    """A notice of a unit with its rows."""

    unit_id: int
    number: str
    date: dt.date
    valid_from: dt.date
    assignments: tuple[Assignment, ...]
    valid_to: dt.date | None = None
    title: str = ""


@transaction.atomic
def issue_notice(scope: Scope, data: NoticeData) -> ResponsibilityNotice:
    """Enter a notice with its rows; asks for RESPONSIBILITY_ASSIGN in the unit."""
    unit = checks.locked(data.unit_id)
    checks.require(scope, Permission.RESPONSIBILITY_ASSIGN, unit)
    number = checks.text(data.number, _("số, ký hiệu thông báo"), required=True, longest=50)
    checks.day(data.date, _("ngày ban hành"))
    checks.span(data.valid_from, data.valid_to)
    checks.in_force_on(unit, data.valid_from)
    _check_number(unit, number, data.date)
    rows = _rows(unit, data)
    notice = ResponsibilityNotice.objects.create(
        unit=unit,
        number=number,
        date=data.date,
        title=checks.text(data.title, _("trích yếu"), longest=500),
        valid_from=data.valid_from,
        valid_to=data.valid_to,
    )
    for row in rows:
        row.notice = notice
    Responsibility.objects.bulk_create(rows)
    record(scope, "notice.issued", _subject(notice, unit), None, _story(notice, rows), number)
    return notice


@transaction.atomic
def end_notice(scope: Scope, notice_id: int, on: dt.date, reason: str) -> ResponsibilityNotice:
    """End a notice: `on` is the last day on which it holds."""
    notice = ResponsibilityNotice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise NotFound
    unit = checks.existing(notice.unit_id)
    checks.require(scope, Permission.RESPONSIBILITY_ASSIGN, unit)
    why = checks.reason(reason)
    checks.span(notice.valid_from, on)
    if notice.valid_to is not None and notice.valid_to <= on:
        raise Conflict(
            _("Thông báo này đã hết hiệu lực từ ngày %(day)s.") % {"day": date_text(notice.valid_to)},
            _("Không cần làm gì thêm."),
        )
    before = {"valid_to": notice.valid_to}
    notice.valid_to = on
    notice.save(update_fields=["valid_to"])
    record(scope, "notice.ended", _subject(notice, unit), before, {"valid_to": on}, why)
    return notice


def node_code(value: str) -> str:
    """A printed code as it is stored ("3.3." as "3.3"); Invalid for what cannot be one."""
    cleaned = tidy(value).rstrip(".")
    if not _NODE_CODE.fullmatch(cleaned) or len(cleaned) > CODE_LENGTH:
        raise Invalid(
            _("“%(code)s” không phải mã tiêu chí.") % {"code": tidy(value)},
            _("Hãy nhập mã như in trong bộ chỉ số, ví dụ: 3, 3.3, 3.3.1, II."),
        )
    return cleaned


def _check_number(unit: Unit, number: str, date: dt.date) -> None:
    same = ResponsibilityNotice.objects.filter(unit=unit, number__iexact=number, date__year=date.year).first()
    if same is not None:
        raise Conflict(
            _("%(unit)s đã có thông báo số %(number)s ngày %(day)s.")
            % {"unit": unit.name, "number": same.number, "day": date_text(same.date)},
            _(
                "Hãy kiểm tra lại số; nếu thông báo cũ nhập sai, hãy kết thúc hiệu lực của nó và nhập số đúng."
            ),
        )


def _rows(unit: Unit, data: NoticeData) -> list[Responsibility]:
    if not data.assignments:
        raise Invalid(
            _("Thông báo chưa có dòng phân công nào."),
            _("Hãy nhập ít nhất một mã tiêu chí và phòng hoặc người chịu trách nhiệm."),
        )
    if len(data.assignments) > MOST_ROWS:
        raise Invalid(
            _("Thông báo có %(count)s dòng, quá %(most)s dòng cho phép.")
            % {"count": len(data.assignments), "most": MOST_ROWS},
            _(
                "Hãy phân công ở mức tiêu chí thay cho từng tiêu chí thành phần, hoặc chia thành nhiều thông báo."
            ),
        )
    holders = _Holders.of(unit, data)
    rows, problems = [], []
    for place, assignment in enumerate(data.assignments, start=1):
        try:
            rows.append(_row(unit, assignment, holders))
        except Invalid as fault:
            problems.append(_("Dòng %(row)s: %(fault)s") % {"row": place, "fault": fault})
    problems += _repeated(rows)
    if problems:
        raise Invalid(
            _("Có %(count)s dòng phân công chưa hợp lệ; chưa có gì được lưu.") % {"count": len(problems)},
            _("Hãy sửa các dòng nêu dưới đây rồi gửi lại."),
            problems,
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Holders:
    """Who may be named: the units in the subtree of the unit, and the people with a post there, when the notice begins."""

    units: dict[int, Unit]
    users: dict[int, User]

    @classmethod
    def of(cls, unit: Unit, data: NoticeData) -> _Holders:
        on = data.valid_from
        inside = standing(on).filter(under([unit.path], "place__path"))
        unit_ids = {row.holder_unit_id for row in data.assignments if row.holder_unit_id is not None}
        user_ids = {row.holder_user_id for row in data.assignments if row.holder_user_id is not None}
        posts = Post.objects.filter(
            in_force(on), user_id__in=user_ids, unit_id__in=inside.order_by().values("pk")
        )
        users = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
        return cls(
            {one.pk: one for one in inside.filter(pk__in=unit_ids)},
            {one.pk: one for one in users},
        )


def _row(unit: Unit, assignment: Assignment, holders: _Holders) -> Responsibility:
    code = node_code(assignment.node_code)
    subject = assignment.subject or default_subject(unit)
    if subject not in Responsibility.Subject.values:
        raise Invalid(
            _("chưa rõ mã %(code)s thuộc bộ chỉ số nào.") % {"code": code},
            _("Hãy chọn bộ chỉ số cấp xã, sở ngành hoặc cấp huyện."),
        )
    if assignment.part not in Responsibility.Part.values:
        raise Invalid(_("vai trò phải là chủ trì hoặc phối hợp."), _("Hãy chọn một trong hai."))
    if assignment.holder_unit_id is None and assignment.holder_user_id is None:
        raise Invalid(
            _("mã %(code)s chưa có phòng hoặc người chịu trách nhiệm.") % {"code": code}, _("Hãy chọn.")
        )
    if assignment.holder_unit_id is not None and assignment.holder_unit_id not in holders.units:
        raise Invalid(
            _("đơn vị được giao không thuộc %(unit)s.") % {"unit": unit.name},
            _("Hãy chọn chính đơn vị hoặc phòng, ban trực thuộc đang hoạt động."),
        )
    if assignment.holder_user_id is not None and assignment.holder_user_id not in holders.users:
        raise Invalid(
            _("người được giao không có vị trí công tác tại %(unit)s vào ngày thông báo có hiệu lực.")
            % {"unit": unit.name},
            _("Hãy giao vị trí công tác cho người này trước, hoặc chọn người khác."),
        )
    return Responsibility(
        node_code=code,
        subject=subject,
        holder_unit=holders.units.get(assignment.holder_unit_id or 0),
        holder_user=holders.users.get(assignment.holder_user_id or 0),
        part=assignment.part,
    )


def _repeated(rows: Sequence[Responsibility]) -> list[str]:
    """A node has one lead in a notice, and nobody stands twice for the same node."""
    problems = []
    leads: set[tuple[str, str]] = set()
    seen: set[tuple[str, str, int | None, int | None]] = set()
    for row in rows:
        node = (row.subject, row.node_code)
        who = (*node, row.holder_unit_id, row.holder_user_id)
        if who in seen:
            problems.append(_("Mã %(code)s được giao hai lần cho cùng một nơi.") % {"code": row.node_code})
        elif row.part == Responsibility.Part.LEAD and node in leads:
            problems.append(
                _("Mã %(code)s có hai nơi chủ trì; chỉ một nơi chủ trì, nơi khác là phối hợp.")
                % {"code": row.node_code}
            )
        seen.add(who)
        if row.part == Responsibility.Part.LEAD:
            leads.add(node)
    return problems


def _subject(notice: ResponsibilityNotice, unit: Unit) -> Subject:
    return Subject("notice", notice.pk, f"{notice.number}, {unit.name}", unit.path)


def _story(notice: ResponsibilityNotice, rows: Sequence[Responsibility]) -> dict[str, object]:
    return {
        "number": notice.number,
        "date": notice.date,
        "title": notice.title,
        "valid_from": notice.valid_from,
        "valid_to": notice.valid_to,
        "assignments": [
            {
                "code": row.node_code,
                "subject": row.subject,
                "part": row.part,
                "unit": row.holder_unit.name if row.holder_unit else "",
                "person": row.holder_user.get_username() if row.holder_user else "",
            }
            for row in rows
        ],
    }

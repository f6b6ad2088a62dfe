"""Totals that reports told: entered to be compared with software and book, corrected by entering them again, taken out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import ReportedTotal
from caicach.apps.dossiers.models.books import Total
from caicach.apps.dossiers.queries import reconciliation, slips
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import tidy
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

MANAGE = Permission.DOSSIERS_MANAGE
FIRST_YEAR = 2018
SOURCE_LENGTH = 300
MOST = 10_000_000
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What a report told: the total of a month, or of the whole year (`month` None)."""

    year: int
    month: int | None
    kind: str
    value: int
    source: str


@transaction.atomic
def report(scope: Scope, unit_id: int, told: Told) -> ReportedTotal:
    """Enter a total of a report; the same of the same report again corrects it. Asks for DOSSIERS_MANAGE in the unit."""
    unit = slips.counter(scope, unit_id)
    scope.require(MANAGE, unit.path, what=unit.name)
    source = _checked(told, scope.today.year)
    key = {"unit_id": unit.pk, "year": told.year, "month": told.month, "kind": told.kind, "source": source}
    kept = ReportedTotal.objects.select_for_update().filter(**key).first()
    before = None if kept is None else {"value": kept.value}
    if kept is not None and kept.value == told.value:
        return kept
    kept = kept or ReportedTotal(**key)
    kept.value, kept.entered_at, kept.entered_by_id = told.value, clock.now(), scope.user_id
    kept.save()
    record(scope, "reported_total.entered", _subject(kept, unit), before, {"value": kept.value})
    return kept


@transaction.atomic
def withdraw(scope: Scope, total_id: int) -> None:
    """Take a total out that was entered by mistake; the trail keeps it. Asks for DOSSIERS_MANAGE in the unit."""
    kept, unit = reconciliation.reported(scope, total_id, MANAGE)
    record(scope, "reported_total.withdrawn", _subject(kept, unit), {"value": kept.value}, None)
    kept.delete()


def _checked(told: Told, this_year: int) -> str:
    """The name of the report as it is kept; Invalid for what cannot be right."""
    if told.kind not in Total.values:
        raise Invalid(
            _("Không có loại số liệu “%(kind)s”.") % {"kind": told.kind},
            _("Hãy chọn một trong: %(kinds)s.") % {"kinds": ", ".join(str(one) for one in Total.labels)},
        )
    if not FIRST_YEAR <= told.year <= this_year:
        raise Invalid(
            _("Năm %(year)s nằm ngoài khoảng từ %(first)s đến %(last)s.")
            % {"year": told.year, "first": FIRST_YEAR, "last": this_year},
            _("Hãy nhập năm của kỳ báo cáo."),
        )
    if told.month is not None and not 1 <= told.month <= DECEMBER:
        raise Invalid(
            _("Không có tháng %(month)s.") % {"month": told.month},
            _("Hãy chọn tháng từ 1 đến 12, hoặc cả năm."),
        )
    if not 0 <= told.value <= MOST:
        raise Invalid(
            _("Số báo cáo %(value)s nằm ngoài khoảng từ 0 đến %(most)s.")
            % {"value": told.value, "most": MOST},
            _("Hãy nhập đúng số ghi trong báo cáo."),
        )
    source = tidy(told.source)
    if not source:
        raise Invalid(
            _("Thiếu tên báo cáo."),
            _("Hãy ghi số, ký hiệu và ngày của báo cáo, ví dụ 12/BC-UBND ngày 05/11/2026."),
        )
    if len(source) > SOURCE_LENGTH:
        raise Invalid(
            _("Tên báo cáo dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"length": len(source), "longest": SOURCE_LENGTH},
            _("Hãy rút ngắn lại."),
        )
    return source


def _subject(total: ReportedTotal, unit: Unit) -> Subject:
    period = f"{total.month:02d}/{total.year}" if total.month else str(total.year)
    return Subject(
        "reported_total", total.pk, f"{total.get_kind_display()} {period}: {total.source}", unit.path
    )

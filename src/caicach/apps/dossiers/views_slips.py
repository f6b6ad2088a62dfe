"""/mot-cua/phieu/: slips as PDF and Word, the control slip of a dossier as it stands, the receipts of a day in one file."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.dossiers.queries import dossier as dossiers
from caicach.apps.dossiers.queries import slips as queries
from caicach.apps.dossiers.slips import compose, printing
from caicach.apps.units import queries as units
from caicach.core.vietnamese import date_text, read_date
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.letters.pdf import PDF_TYPE


@require_safe
def slip(request: Request, slip_id: int, format: str) -> HttpResponse:
    """A slip as it was given."""
    found = queries.slip(request.scope, slip_id)
    return printing.handed(printing.letter_of(found), printing.made_on(found), format)


@require_safe
def control(request: Request, dossier_id: int, format: str) -> HttpResponse:
    """The control slip with the steps as they stand now, at any time."""
    found = dossiers.find(request.scope, dossier_id)
    if found.received_at is None:
        raise Conflict(
            _("Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát."),
            _("Hãy tiếp nhận hồ sơ trước khi in phiếu."),
        )
    return printing.handed(compose.control(found), request.scope.today, format)


@require_safe
def receipts(request: Request, unit_id: int) -> HttpResponse:
    """The receipts that a counter gave on the day ?ngay= (today without one), in one PDF."""
    queries.counter(request.scope, unit_id)
    day = _day(request.GET.get("ngay", ""), request.scope.today)
    unit, given = queries.receipts_of_day(request.scope, unit_id, day)
    if not given:
        raise Invalid(
            _("%(unit)s không có giấy tiếp nhận nào ngày %(day)s.")
            % {"unit": unit.name, "day": date_text(day)},
            _("Hãy chọn ngày khác: thêm ?ngay=20/11/2026 vào địa chỉ, hoặc mở từ sổ theo dõi hồ sơ."),
        )
    name = f"giay-tiep-nhan-{day:%Y-%m-%d}"
    return printing.file(printing.pdf(given, name), PDF_TYPE, f"{name}.pdf", shown=True)


def _day(given: str, today: dt.date) -> dt.date:
    if not given:
        return today
    try:
        day = dt.date.fromisoformat(given) if "-" in given else read_date(given)
    except ValueError as error:
        raise Invalid(
            _("“%(given)s” không phải là ngày.") % {"given": given[:20]},
            _("Hãy ghi ngày như 20/11/2026."),
        ) from error
    units.day_of_year(day.year, today)
    return day

"""A unit states where and when it has posted what a decision announced."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.procedures import checks, queries
from caicach.apps.procedures.models import Decision, Posting
from caicach.core.vietnamese import date_text
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

_STORY = ("desk_on", "page_on", "page_url", "note")


@dataclass(frozen=True, slots=True)
class PostedData:
    """The days of posting; None where it has not been done there yet."""

    desk_on: dt.date | None = None
    page_on: dt.date | None = None
    page_url: str = ""
    note: str = ""


@transaction.atomic
def confirm_posted(scope: Scope, decision_id: int, unit_id: int, data: PostedData) -> Posting:
    """State (or correct) when a unit posted a decision's procedures; asks for PROCEDURES_POST in the unit or its service centre.

    Invalid for a day before the decision or after today, and for an address without a day.
    """
    Decision.objects.select_for_update().filter(pk=decision_id).first()
    duty = queries.duty(scope, decision_id, unit_id)
    if not duty.may_confirm:
        scope.require(Permission.PROCEDURES_POST, duty.unit.path, what=duty.unit.name)
    values = _checked(scope, duty.decision, data)
    posting = (
        Posting.objects.select_for_update(of=("self",))
        .filter(decision_id=decision_id, unit_id=unit_id)
        .first()
    )
    before = {name: getattr(posting, name) for name in _STORY} if posting else None
    if before == values:
        assert posting is not None
        return posting
    posting = posting or Posting(decision_id=decision_id, unit_id=unit_id)
    for name, value in values.items():
        setattr(posting, name, value)
    posting.by_id, posting.at = scope.user_id, clock.now()
    posting.save()
    subject = Subject(
        "procedure_posting", posting.pk, f"{duty.decision.number} – {duty.unit.name}", duty.unit.path
    )
    record(scope, "procedure_posting.confirmed", subject, before, values)
    return posting


def _checked(scope: Scope, decision: Decision, data: PostedData) -> dict[str, object]:
    if data.desk_on is None and data.page_on is None:
        raise Invalid(
            _("Chưa nhập ngày niêm yết nào."),
            _("Hãy nhập ngày niêm yết tại nơi tiếp nhận hoặc ngày công khai trên trang thông tin."),
        )
    for day in (data.desk_on, data.page_on):
        if day is not None and not decision.issued_on <= day <= scope.today:
            raise Invalid(
                _(
                    "Ngày niêm yết %(day)s không nằm trong khoảng từ ngày ký quyết định (%(issued)s) đến hôm nay."
                )
                % {"day": date_text(day), "issued": date_text(decision.issued_on)},
                _("Hãy nhập ngày đã niêm yết thật."),
            )
    url = checks.text(data.page_url, _("địa chỉ trang"), 500)
    if url:
        if data.page_on is None:
            raise Invalid(
                _("Có địa chỉ trang nhưng chưa có ngày công khai."), _("Hãy nhập cả ngày công khai.")
            )
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as fault:
            raise Invalid(
                _("“%(url)s” không phải địa chỉ trang web.") % {"url": url[:100]},
                _("Hãy chép nguyên địa chỉ bắt đầu bằng https://."),
            ) from fault
    return {
        "desk_on": data.desk_on,
        "page_on": data.page_on,
        "page_url": url,
        "note": checks.text(data.note, _("ghi chú"), 1000),
    }

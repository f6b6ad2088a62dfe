"""Procedures on paper and in files: the catalogue as a table, the rows that an import left out, the sheet to post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.procedures.actions import Import
from caicach.apps.procedures.content import (
    channel_words,
    fee_words,
    limit_explained,
    limit_words,
    lists_of,
    short_decimal,
)
from caicach.apps.procedures.models import Paper, Version
from caicach.apps.procedures.queries import ProcedurePage
from caicach.core.vietnamese import date_text
from caicach.platform.letters.pdf import compiled
from caicach.platform.letters.slip_pdf import square_svg
from caicach.platform.spreadsheets import Sheet


def catalogue(versions: Iterable[Version]) -> Sheet:
    """A catalogue as a table (versions read with procedure, field, decision and fees)."""
    sheet = Sheet(
        _("Thủ tục hành chính"),
        [
            _("Mã số"),
            _("Tên"),
            _("Lĩnh vực"),
            _("Cấp thực hiện"),
            _("Cơ quan thực hiện"),
            _("Thời hạn"),
            _("Ghi chú thời hạn"),
            _("Phí, lệ phí"),
            _("Dịch vụ công"),
            _("Qua bưu chính"),
            _("Quyết định công bố"),
            _("Có hiệu lực từ"),
        ],
    )
    for one in versions:
        fees = "; ".join(f"{fee.name}: {fee_words(fee.amount)}" for fee in one.fees.all())
        sheet.rows.append(
            [
                one.procedure.code,
                one.name,
                one.field.name,
                ", ".join(str(level.label) for level in one.levels),
                one.executing,
                limit_words(one.limit),
                one.limit_note,
                fees or one.fee_note,
                one.get_online_display(),
                _("có") if one.by_post else _("không"),
                one.decision.number if one.decision else one.ministry_decision,
                one.valid_from,
            ]
        )
    return sheet


def faulty_rows(plan: Import) -> Sheet:
    """The rows that an import leaves out, each with its reasons."""
    sheet = Sheet(_("Dòng lỗi"), [_("Dòng"), _("Mã số"), _("Tên"), _("Lý do")])
    for one in plan.offers:
        if one.status == "error":
            sheet.rows.append([one.row.number, one.row.code, one.row.name, "\n".join(one.problems)])
    return sheet


def lists_shown(version: Version) -> dict[str, Any]:
    """Papers, steps and fees in words, for pages and for print."""
    lists = lists_of(version)
    return {
        "papers": [
            {
                "name": one.name,
                "form": str(Paper.Form(one.form).label),
                "copies": one.copies,
                "required": one.required,
                "digitisable": one.digitisable,
            }
            for one in lists["papers"]
        ],
        "steps": [
            {"name": one.name, "post": one.post, "days": short_decimal(one.days)} for one in lists["steps"]
        ],
        "fees": [
            {"name": one.name, "amount": fee_words(one.amount), "channel": channel_words(one.channel)}
            for one in lists["fees"]
        ],
    }


def posting_sheet(page: ProcedurePage, made_on: dt.date) -> bytes:
    """The sheet of a procedure that hangs at the desk, A4; its QR leads to the public page of this installation."""
    version, shown = page.shown, lists_shown(page.shown)
    address = settings.CAICACH_BASE_URL + reverse("portal:procedure", args=[page.procedure.pk])
    rows = [
        (_("Mã thủ tục"), page.procedure.code),
        (_("Lĩnh vực"), version.field.name),
        (_("Cơ quan thực hiện"), ", ".join(version.executing.splitlines())),
        (_("Thời hạn giải quyết"), limit_words(version.limit) or version.limit_note),
        ("", limit_explained(version.limit)),
        (_("Phí, lệ phí"), "; ".join(_fee(one) for one in shown["fees"]) or version.fee_note),
        (_("Cách nộp"), _ways(version)),
        (_("Kết quả"), version.result),
        (_("Quyết định công bố"), _decision(version)),
    ]
    data = {
        "locality": page.procedure.locality.name,
        "title": _("Thủ tục hành chính"),
        "name": version.name,
        "rows": [[label, value[:1].upper() + value[1:]] for label, value in rows if value],
        "papers_title": _("Thành phần hồ sơ"),
        "papers": [
            [one["name"], one["form"], str(one["copies"]), _("bắt buộc") if one["required"] else _("nếu có")]
            for one in shown["papers"]
        ],
        "papers_head": [_("Giấy tờ"), _("Hình thức"), _("Số bản"), _("Bắt buộc")],
        "qr": square_svg(address),
        "address": address,
        "scan": _("Quét mã để xem đầy đủ và bản mới nhất"),
        "printed": _("In ngày %(day)s") % {"day": date_text(made_on)},
        "made": [made_on.year, made_on.month, made_on.day],
    }
    return compiled(_template(), "sheet", data)


def _fee(one: dict[str, str]) -> str:
    return f"{one['name']}: {one['amount']}" + (f" ({one['channel']})" if one["channel"] else "")


def _ways(version: Version) -> str:
    ways = [_("trực tiếp tại Một cửa")]
    if version.online != "none":
        ways.append(_("trực tuyến (%(reach)s)") % {"reach": version.get_online_display().lower()})
    if version.by_post:
        ways.append(_("qua bưu chính công ích"))
    return "; ".join(ways)


def _decision(version: Version) -> str:
    if version.decision is None:
        return version.ministry_decision
    return _("%(number)s ngày %(day)s") % {
        "number": version.decision.number,
        "day": date_text(version.decision.issued_on),
    }


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("posting_sheet.typ").read_bytes()

"""The working calendar: everybody who is signed in reads it, CALENDAR_MANAGE changes it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission
from caicach.platform.tests.papers import PDF

from .bodies import REASON, why
from .rows import SIGNED_IN, UNIT, Row
from .world import Place

P = Permission
READ, CHANGE = P.UNITS_READ, P.CALENDAR_MANAGE
DISPATCH = "/api/calendar-dispatches/{dispatch_id}"
USUAL = "07:30-11:30,13:30-17:00"


def typed(at: Place) -> dict[str, object]:
    rows = {
        "ngay-TOTAL_FORMS": "1",
        "ngay-INITIAL_FORMS": "0",
        "ngay-0-first": "30/12/2026",
        "ngay-0-kind": "off",
    }
    head = {"number": "98/TB-UBND", "issued_on": "01/11/2026", "issuer": "UBND", "title": REASON}
    return {**head, **rows}


def sent(at: Place) -> dict[str, object]:
    days = [{"first": "2026-12-31", "kind": "off"}]
    return {
        "number": "99/TB-UBND",
        "issuer": "UBND",
        "issued_on": "2026-11-01",
        "title": REASON,
        "days": days,
    }


def week(at: Place) -> dict[str, object]:
    hours = {f"day_{day}": USUAL for day in range(5)}
    return {"since": "01/02/2027", "basis": REASON, **hours}


def scan(at: Place) -> dict[str, object]:
    return {"file": SimpleUploadedFile("lich.pdf", PDF, "application/pdf")}


PAGES_OF_THE_CALENDAR = [
    Row("GET", "calendars:home", SIGNED_IN),
    Row("GET", "calendars:shipped", SIGNED_IN),
    Row("GET", "calendars:year", READ, UNIT),
    Row("GET", "calendars:dispatches", READ, UNIT),
    Row("GET", "calendars:enter", CHANGE, UNIT),
    Row("POST", "calendars:enter", CHANGE, UNIT, body=typed),
    Row("GET", "calendars:hours", READ, UNIT),
    Row("GET", "calendars:set_hours", CHANGE, UNIT),
    Row("POST", "calendars:set_hours", CHANGE, UNIT, body=week),
    Row("GET", "calendars:dispatch", READ, UNIT),
    Row("GET", "calendars:withdraw", CHANGE, UNIT),
    Row("POST", "calendars:withdraw", CHANGE, UNIT, body=why),
    Row("GET", "calendars:download", READ, UNIT),
    Row("POST", "calendars:attach", CHANGE, UNIT, body=scan),
    Row("GET", "calendars:withdraw_hours", CHANGE, UNIT),
    Row("POST", "calendars:withdraw_hours", CHANGE, UNIT, body=why),
]

API_OF_THE_CALENDAR = [
    Row("GET", "/api/units/{unit_id}/calendar/{year}", READ, UNIT),
    Row(
        "GET", "/api/units/{unit_id}/deadline", READ, UNIT,
        query=lambda at: {"received": "2026-11-20T10:00", "kind": "working_days", "amount": "3"},
    ),
    Row("GET", "/api/units/{unit_id}/calendar-dispatches", READ, UNIT),
    Row("POST", "/api/units/{unit_id}/calendar-dispatches", CHANGE, UNIT, body=sent),
    Row("POST", "/api/units/{unit_id}/calendar-dispatches/preview", CHANGE, UNIT, body=sent),
    Row("GET", DISPATCH, READ, UNIT),
    Row("POST", DISPATCH + "/withdraw", CHANGE, UNIT, body=why),
]  # fmt: skip

"""The routes of directives: read by whoever works where they are made known, kept by the unit whose register it is."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.platform.access import Permission

from .bodies import why
from .rows import UNIT, Of, Row
from .world import Place

P = Permission
READ, MANAGE = P.DIRECTIVES_READ, P.DIRECTIVES_MANAGE
DIRECTIVE = Of(READ)


def _of_unit(at: Place) -> dict[str, object]:
    return {"dv": at.unit_id}


def _file(at: Place) -> dict[str, object]:
    return {"file": SimpleUploadedFile("mới.txt", "V/v cải cách hành chính".encode())}


def _version(at: Place) -> dict[str, object]:
    return {"version": 2}


def _seen(at: Place) -> dict[str, object]:
    return {"seen": f"{at.finding_id}:2"}


def _header(at: Place) -> dict[str, object]:
    return {"version": 1, "subject": "Trích yếu", "year": at.year}


def _target(at: Place) -> dict[str, object]:
    return {"subject": "Hồ sơ đúng hạn", "operator": "=", "value": "100"}


def _mended(at: Place) -> dict[str, object]:
    return _target(at) | _version(at)


def _link(at: Place) -> dict[str, object]:
    return {"relation": "answers", "number": "9/UBND"}


def _task(at: Place) -> dict[str, object]:
    return {"kind": "task", "what": "Rà soát"}


PAGES_OF_DIRECTIVES = [
    Row("GET", "directives:home", READ),
    Row("GET", "directives:targets_home", READ),
    Row("GET", "directives:tasks_home", READ),
    Row("GET", "directives:list", READ),
    Row("GET", "directives:list", READ, UNIT, query=_of_unit),
    Row("GET", "directives:targets", READ),
    Row("GET", "directives:targets", READ, UNIT, query=_of_unit),
    Row("GET", "directives:tasks", READ),
    Row("GET", "directives:tasks", READ, UNIT, query=_of_unit),
    Row("GET", "directives:targets_download", READ, args={"format": "csv"}),
    Row("GET", "directives:targets_download", READ, UNIT, query=_of_unit, args={"format": "xlsx"}),
    Row("GET", "directives:tasks_download", READ, args={"format": "csv"}),
    Row("GET", "directives:tasks_download", READ, UNIT, query=_of_unit, args={"format": "xlsx"}),
    Row("GET POST", "directives:add", MANAGE, UNIT),
    Row("POST", "directives:add", MANAGE, UNIT, body=_file),
    Row("GET", "directives:directive", READ, DIRECTIVE),
    Row("GET", "directives:download", READ, DIRECTIVE),
    Row("GET", "directives:compare", READ, DIRECTIVE),
    Row("POST", "directives:confirm_rest", MANAGE, DIRECTIVE, body=_seen),
    Row("POST", "directives:pick_readings", MANAGE, DIRECTIVE, body=_version),
    Row("POST", "directives:undo_readings", MANAGE, DIRECTIVE, body=_version),
    Row("POST", "directives:finish", MANAGE, DIRECTIVE, body=_version),
    Row("POST", "directives:reread", MANAGE, DIRECTIVE),
    Row("GET", "directives:progress", READ, DIRECTIVE),
    Row("POST", "directives:stop_reading", MANAGE, DIRECTIVE),
    Row("GET POST", "directives:amend", MANAGE, DIRECTIVE),
    Row("POST", "directives:amend", MANAGE, DIRECTIVE, body=_header),
    Row("GET POST", "directives:withdraw", MANAGE, DIRECTIVE),
    Row("POST", "directives:withdraw", MANAGE, DIRECTIVE, body=why),
    Row("POST", "directives:link", MANAGE, DIRECTIVE, body=_link),
    Row("POST", "directives:unlink", MANAGE, DIRECTIVE),
    Row("GET POST", "directives:ask", MANAGE, DIRECTIVE),
    Row("POST", "directives:ask", MANAGE, DIRECTIVE, body=lambda at: {"roles": "reader"}),
    Row("POST", "directives:release", MANAGE, DIRECTIVE),
    Row("POST", "directives:mark_read", READ, DIRECTIVE),
    Row("GET POST", "directives:add_finding", MANAGE, DIRECTIVE, args={"kind": "chi-tieu"}),
    Row("POST", "directives:add_finding", MANAGE, DIRECTIVE, args={"kind": "chi-tieu"}, body=_target),
    Row("GET POST", "directives:mend", MANAGE, DIRECTIVE),
    Row("POST", "directives:mend", MANAGE, DIRECTIVE, body=_mended),
    Row("GET", "directives:link_to", MANAGE, DIRECTIVE),
    Row("POST", "directives:link_to", MANAGE, DIRECTIVE, body=_version),
    Row("POST", "directives:decide", MANAGE, DIRECTIVE, args={"act": "xac-nhan"}, body=_version),
    Row("POST", "directives:decide", MANAGE, DIRECTIVE, args={"act": "bo"}, body=_version),
]

_ONE, _FINDING = "/api/directives/{directive_id}", "/api/findings/{finding_id}"

API_OF_DIRECTIVES = [
    Row("GET", "/api/directives", READ),
    Row("GET", "/api/directives", READ, UNIT, query=lambda at: {"unit_id": at.unit_id}),
    Row("POST", "/api/units/{unit_id}/directives", MANAGE, UNIT, body=_file),
    Row("GET", _ONE, READ, DIRECTIVE),
    Row("GET", f"{_ONE}/file", READ, DIRECTIVE),
    Row("POST", f"{_ONE}/amend", MANAGE, DIRECTIVE, body=lambda at: {"version": 1, "number": "8/UBND"}),
    Row("POST", f"{_ONE}/confirm", MANAGE, DIRECTIVE, body=_version),
    Row("POST", f"{_ONE}/reread", MANAGE, DIRECTIVE),
    Row("GET", f"{_ONE}/reading", READ, DIRECTIVE),
    Row("POST", f"{_ONE}/stop-reading", MANAGE, DIRECTIVE),
    Row("POST", f"{_ONE}/withdraw", MANAGE, DIRECTIVE, body=why),
    Row("GET", f"{_ONE}/links", READ, DIRECTIVE),
    Row("POST", f"{_ONE}/links", MANAGE, DIRECTIVE, body=_link),
    Row("DELETE", f"{_ONE}/links/{{named_id}}", MANAGE, DIRECTIVE),
    Row("GET", f"{_ONE}/readers", READ, DIRECTIVE),
    Row("POST", f"{_ONE}/readers", MANAGE, DIRECTIVE, body=lambda at: {"roles": ["reader"]}),
    Row("DELETE", f"{_ONE}/readers/{{reader_id}}", MANAGE, DIRECTIVE),
    Row("POST", f"{_ONE}/read", READ, DIRECTIVE),
    Row("GET", f"{_ONE}/findings", READ, DIRECTIVE),
    Row(
        "POST",
        f"{_ONE}/findings/confirm",
        MANAGE,
        DIRECTIVE,
        body=lambda at: {"seen": {str(at.finding_id): 2}},
    ),
    Row("GET", f"{_ONE}/readings", READ, DIRECTIVE),
    Row(
        "POST", f"{_ONE}/readings", MANAGE, DIRECTIVE, body=lambda at: {"version": 1, "readings": {"0": "a"}}
    ),
    Row("POST", f"{_ONE}/readings/undo", MANAGE, DIRECTIVE, body=lambda at: {"version": 1, "starts": [0]}),
    Row("POST", f"{_ONE}/targets", MANAGE, DIRECTIVE, body=lambda at: {"target": _target(at)}),
    Row("POST", f"{_ONE}/tasks", MANAGE, DIRECTIVE, body=lambda at: {"task": _task(at)}),
    Row("GET", "/api/findings/{type}", READ, args={"type": "targets"}),
    Row("GET", "/api/yardsticks", READ, query=lambda at: {"year": at.year}),
    Row("POST", f"{_FINDING}/decide/{{act}}", MANAGE, DIRECTIVE, args={"act": "confirm"}, body=_version),
    Row(
        "POST",
        f"{_FINDING}/target",
        MANAGE,
        DIRECTIVE,
        body=lambda at: _version(at) | {"target": _target(at)},
    ),
    Row("POST", f"{_FINDING}/task", MANAGE, DIRECTIVE, body=lambda at: _version(at) | {"task": _task(at)}),
    Row("PUT", f"{_FINDING}/links", MANAGE, DIRECTIVE, body=lambda at: _version(at) | {"keys": []}),
]

"""What people do together at a leaf over HTTP: comments, and who is asked to fill it in this round."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from caicach.apps.parindex.actions import comments, tasks
from caicach.apps.parindex.actions.comments import TEXT_LENGTH
from caicach.apps.parindex.api_support import LARGEST_ID, Code, CodeIn, Id, IdIn, Year, scope_of
from caicach.apps.parindex.models import LeafComment
from caicach.apps.parindex.queries import comments as comment_queries
from caicach.apps.parindex.queries import tasks as task_queries

router = Router(tags=["self-score"])
UNIT, LEAF = "/units/{int:unit_id}", "/units/{int:unit_id}/facts/{str:code}"
PageNumber = Annotated[int | None, Query(ge=1, le=100_000, description="Trang; bỏ trống là trang cuối")]


class CommentOut(Schema):
    """Một trao đổi: `side` là unit, appraisal hoặc council; trao đổi đã rút không còn nội dung."""

    id: int
    side: str
    stage: str
    edition: int
    author: str
    text: str
    written_at: dt.datetime
    withdrawn_at: dt.datetime | None
    new: bool


class ThreadOut(Schema):
    """Trao đổi về một tiêu chí, cũ trước mới sau; `side` là bên mà anh/chị được viết, null khi chỉ xem."""

    code: str
    side: str | None
    count: int
    page: int
    pages: int
    comments: list[CommentOut]


class CommentIn(Schema):
    """Nội dung trao đổi; gửi rồi không sửa được."""

    text: str = Field(max_length=TEXT_LENGTH)


class TaskOut(Schema):
    """Một tiêu chí với người được giao; `version` là 0 khi chưa giao."""

    code: str
    name: str
    person_id: int | None
    person: str
    due_on: dt.date | None
    note: str
    version: int
    done: bool
    overdue: bool
    lacks_input: bool
    lacks_evidence: bool
    lacks_answer: bool


class WorkOut(Schema):
    """Phần việc của một người."""

    person_id: int
    person: str
    given: int
    filled: int
    lacking_evidence: int
    done: int
    overdue: int
    last_activity: dt.datetime | None


class DistributionOut(Schema):
    """Phân việc tự chấm của một đơn vị; `people` là người có thể được giao."""

    unit_id: int
    year: int
    tasks: list[TaskOut]
    work: list[WorkOut]
    people: list[tuple[int, str]]


class LeavesIn(Schema):
    """Các tiêu chí; `versions` là phiên bản đã xem của từng tiêu chí, bỏ trống để không so."""

    codes: list[CodeIn] = Field(min_length=1, max_length=500)
    versions: dict[str, Annotated[int, Field(ge=0, le=LARGEST_ID)]] | None = None


class AssignIn(LeavesIn):
    """Giao các tiêu chí cho một người."""

    person_id: IdIn
    due_on: dt.date | None = None
    note: str = Field(default="", max_length=300)


class DueIn(Schema):
    """Hạn giao."""

    due_on: dt.date | None = None


@router.get(
    f"{LEAF}/comments", response=ThreadOut, summary="Trao đổi về một tiêu chí", operation_id="comments"
)
def read(request: HttpRequest, unit_id: Id, code: Code, year: Year, page: PageNumber = None) -> Any:
    """Dành cho người của đơn vị được giao tiêu chí, tổ thẩm định của lĩnh vực và hội đồng."""
    return _thread(comment_queries.thread(scope_of(request), year, unit_id, code, page))


@router.post(
    f"{LEAF}/comments",
    response=ThreadOut,
    summary="Viết trao đổi về một tiêu chí",
    operation_id="comment_write",
)
def write(request: HttpRequest, unit_id: Id, code: Code, year: Year, given: CommentIn) -> Any:
    """Được ở mọi bước cho đến khi công bố."""
    scope = scope_of(request)
    found = comment_queries.thread(scope, year, unit_id, code)
    comments.write(scope, found.participant.pk, code, given.text)
    return _thread(comment_queries.thread(scope, year, unit_id, code))


@router.post(
    LEAF + "/comments/{int:comment_id}/withdraw",
    response={204: None},
    summary="Rút trao đổi của mình",
    operation_id="comment_withdraw",
)
def withdraw(request: HttpRequest, unit_id: Id, code: Code, comment_id: Id, year: Year) -> Any:
    """Người đọc chỉ thấy là đã rút; nhật ký giữ nội dung."""
    found = comment_queries.thread(scope_of(request), year, unit_id, code)
    comments.withdraw(scope_of(request), found.participant.pk, code, comment_id)
    return None


@router.get(f"{UNIT}/tasks", response=DistributionOut, summary="Phân việc tự chấm", operation_id="tasks")
def distribution(request: HttpRequest, unit_id: Id, year: Year) -> Any:
    """Ai được giao tiêu chí nào trong đợt này, đã xong gì theo số liệu và minh chứng."""
    return _distribution(request, year, unit_id)


@router.put(f"{UNIT}/tasks", response=DistributionOut, summary="Giao tiêu chí", operation_id="tasks_assign")
def assign(request: HttpRequest, unit_id: Id, year: Year, given: AssignIn) -> Any:
    """Trả lời 409 khi một tiêu chí đã được người khác phân lại sau phiên bản đã xem."""
    asked = tasks.Asked(given.person_id, given.due_on, given.note)
    tasks.assign(scope_of(request), _participant(request, year, unit_id), given.codes, asked, given.versions)
    return _distribution(request, year, unit_id)


@router.post(
    f"{UNIT}/tasks/take-back",
    response=DistributionOut,
    summary="Thu hồi việc đã giao",
    operation_id="tasks_take_back",
)
def take_back(request: HttpRequest, unit_id: Id, year: Year, given: LeavesIn) -> Any:
    """Số liệu đã nhập vẫn giữ nguyên."""
    tasks.take_back(scope_of(request), _participant(request, year, unit_id), given.codes, given.versions)
    return _distribution(request, year, unit_id)


@router.post(
    f"{UNIT}/tasks/from-notices",
    response=DistributionOut,
    summary="Giao theo thông báo phân công",
    operation_id="tasks_from_notices",
)
def from_notices(request: HttpRequest, unit_id: Id, year: Year, given: DueIn) -> Any:
    """Chỉ giao tiêu chí chưa giao ai, cho người chủ trì theo thông báo còn vị trí nhập số liệu ở đơn vị."""
    tasks.from_notices(scope_of(request), _participant(request, year, unit_id), given.due_on)
    return _distribution(request, year, unit_id)


def _participant(request: HttpRequest, year: int, unit_id: int) -> int:
    return task_queries.distribution(scope_of(request), year, unit_id).participant.pk


def _thread(found: comment_queries.Thread) -> dict[str, Any]:
    return {
        "code": found.node.code,
        "side": found.side,
        "count": found.count,
        "page": found.comments.number,
        "pages": found.comments.paginator.num_pages,
        "comments": [_comment(found, one) for one in found.comments],
    }


def _comment(found: comment_queries.Thread, one: LeafComment) -> dict[str, Any]:
    return {
        "id": one.pk,
        "side": one.side,
        "stage": one.stage,
        "edition": one.edition,
        "author": one.author.display_name if one.author else "",
        "text": "" if one.withdrawn_at else one.text,
        "written_at": one.written_at,
        "withdrawn_at": one.withdrawn_at,
        "new": found.is_new(one),
    }


def _distribution(request: HttpRequest, year: int, unit_id: int) -> dict[str, Any]:
    found = task_queries.distribution(scope_of(request), year, unit_id)
    return {
        "unit_id": unit_id,
        "year": year,
        "tasks": [_task(row) for row in found.rows],
        "work": [
            {
                "person_id": one.person.pk,
                "person": one.person.display_name,
                "given": one.given,
                "filled": one.filled,
                "lacking_evidence": one.unproved,
                "done": one.done,
                "overdue": one.overdue,
                "last_activity": one.last,
            }
            for one in found.work
        ],
        "people": [(one.pk, one.display_name) for one in found.people],
    }


def _task(row: task_queries.Row) -> dict[str, Any]:
    task = row.task
    return {
        "code": row.code,
        "name": row.line.name,
        "person_id": task.person_id if task else None,
        "person": task.person.display_name if task else "",
        "due_on": task.due_on if task else None,
        "note": task.note if task else "",
        "version": row.version,
        "done": row.is_done,
        "overdue": row.is_overdue,
        "lacks_input": row.lacks_input,
        "lacks_evidence": row.lacks_proof,
        "lacks_answer": row.lacks_answer,
    }

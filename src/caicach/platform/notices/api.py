"""The own notices over HTTP, below /api/my-notices."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from caicach.platform.access.scope import Scope
from caicach.platform.notices import actions, queries
from caicach.platform.notices.models import MailChoice, Notice

router = Router(tags=["Thông báo"])


class NoticeOut(Schema):
    """One notice; `read_at` is null until it has been read. `url` is a path of this site."""

    id: int
    kind: str
    title: str
    body: str
    url: str
    created_at: dt.datetime
    read_at: dt.datetime | None


class NoticesOut(Schema):
    """A page of notices, unread first, then the newest; `unread` counts to 100 at most."""

    notices: list[NoticeOut]
    page: int
    pages: int
    unread: int


class CountOut(Schema):
    """How many were changed."""

    count: int


class MailChoiceData(Schema):
    """How notices are wanted by mail."""

    mail: MailChoice


@router.get("", response=NoticesOut, summary="Thông báo của tôi, chưa đọc trước", operation_id="my_notices")
def notices(
    request: HttpRequest,
    page: Annotated[int, Query(ge=1)] = 1,
    limit: Annotated[int, Query(ge=1, le=200)] = queries.PAGE,
) -> dict[str, object]:
    found = queries.page(_scope(request), page, limit)
    return {
        "notices": list(found),
        "page": found.number,
        "pages": found.paginator.num_pages,
        "unread": queries.unread_count(_scope(request)),
    }


@router.post(
    "/read", response=CountOut, summary="Đánh dấu mọi thông báo là đã đọc", operation_id="read_notices"
)
def read_all(request: HttpRequest) -> dict[str, int]:
    return {"count": actions.mark_all_read(_scope(request))}


@router.post(
    "/{int:notice_id}/read", response=NoticeOut, summary="Đánh dấu đã đọc", operation_id="read_notice"
)
def read(request: HttpRequest, notice_id: int) -> Notice:
    return actions.mark_read(_scope(request), notice_id)


@router.get("/mail", response=MailChoiceData, summary="Cách nhận thư", operation_id="mail_choice")
def mail_choice(request: HttpRequest) -> dict[str, MailChoice]:
    return {"mail": queries.mail_choice(_scope(request))}


@router.put("/mail", response=MailChoiceData, summary="Chọn cách nhận thư", operation_id="choose_mail")
def choose_mail(request: HttpRequest, chosen: MailChoiceData) -> dict[str, str]:
    return {"mail": actions.choose_mail(_scope(request), chosen.mail).mail}


def _scope(request: HttpRequest) -> Scope:
    return request.scope  # type: ignore[attr-defined,no-any-return]

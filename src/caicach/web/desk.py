"""The three parts of the home page, with what each says while it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.platform.worklist import WorkItem


@dataclass(frozen=True, slots=True)
class Group:
    """One part: its items, or what will stand here and the first step."""

    kind: str
    title: str
    icon: str
    items: Sequence[WorkItem]
    empty_title: str
    empty_text: str
    first_url: str = ""
    first_step: str = ""


def groups(items: Sequence[WorkItem]) -> list[Group]:
    """Cần làm hôm nay, Đang rơi, Vừa xong; items keep the order of the work list."""

    def of(kind: str) -> list[WorkItem]:
        return [item for item in items if item.kind == kind]

    return [
        Group(
            "todo",
            _("Cần làm hôm nay"),
            "checklist",
            of("todo"),
            _("Không có việc nào đang chờ"),
            _(
                "Việc quá hạn, việc sắp đến hạn và việc chờ anh/chị quyết định sẽ hiện ở đây, việc gấp đứng trước."
            ),
            reverse("help") + "#vai-tro",
            _("Xem vai trò của anh/chị làm được gì"),
        ),
        Group(
            "risk",
            _("Đang rơi"),
            "trending-down",
            of("risk"),
            _("Chưa thấy điểm nào đang rơi"),
            _(
                "Tiêu chí mất điểm, thấp hơn năm trước hoặc chưa có số liệu sẽ hiện ở đây cùng người phụ trách."
            ),
        ),
        Group(
            "done",
            _("Vừa xong"),
            "circle-check",
            of("done"),
            _("Chưa có việc nào vừa xong"),
            _("Việc anh/chị và đơn vị vừa hoàn thành sẽ hiện ở đây để tiện xem lại."),
        ),
    ]

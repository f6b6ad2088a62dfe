"""The two answers of the access rules: "not for you" and "there is no such thing (for you)"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from caicach.platform.errors import Fault, Text


class Refused(Fault):
    """The person is known, the thing may be known to them, and their posts do not allow this."""

    status = 403
    kind = "refused"
    title = gettext_lazy("Không có quyền thực hiện")
    default_way_out = gettext_lazy(
        "Nếu công việc của anh/chị cần quyền này, hãy đề nghị quản trị hệ thống của đơn vị bổ sung vị trí công tác."
    )


class NotFound(Fault):
    """There is no such thing, or it lies outside the reach of the person: the answer is the same on purpose."""

    status = 404
    kind = "not-found"
    title = gettext_lazy("Không tìm thấy")
    default_way_out = gettext_lazy("Hãy kiểm tra lại đường dẫn, hoặc tìm theo tên ở ô tìm kiếm.")

    def __init__(self, message: Text = "", way_out: Text = "") -> None:
        super().__init__(
            message or gettext_lazy("Nội dung này không có, hoặc ngoài phạm vi của anh/chị."), way_out
        )

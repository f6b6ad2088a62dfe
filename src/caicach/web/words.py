"""The sentences that the scripts of the pages say, in the reader's language; they travel as JSON in the page."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """By the keys that frontend/src uses; {name} is filled in by the script."""
    return {
        "chartSource": _("Cải Cách, lập ngày {date}"),
        "close": _("Đóng"),
        "columns": _("Chọn cột"),
        "confirmAction": _("Đồng ý"),
        "confirmTitle": _("Xác nhận"),
        "copied": _("Đã sao chép"),
        "draftBack": _("Nội dung chưa gửi lần trước đã được lấy lại."),
        "drawerFailed": _("Chưa mở được"),
        "drawerFailedNetwork": _("Mất kết nối với máy chủ. Hãy kiểm tra mạng rồi mở lại."),
        "keepMine": _("Lưu giá trị của tôi"),
        "keepTheirs": _("Giữ giá trị đang lưu"),
        "loading": _("Đang mở…"),
        "loginAgain": _("Phiên làm việc đã hết; hãy đăng nhập lại ở cửa sổ khác rồi gõ tiếp."),
        "noValue": _("(chưa có số liệu)"),
        "median": _("Trung vị {value}"),
        "notCopied": _("Trình duyệt không cho sao chép; hãy chọn chữ rồi bấm Ctrl C."),
        "notSaved": _("Chưa lưu được. Nội dung vẫn còn trên màn hình; hãy bấm Lưu."),
        "notSavedNetwork": _(
            "Mất kết nối nên chưa lưu. Nội dung được giữ trên máy này và tự lưu khi có mạng lại."
        ),
        "saved": _("Đã lưu {time}"),
        "saving": _("Đang lưu…"),
        "standsNow": _("Đang lưu:"),
        "target": _("Mục tiêu {value}"),
        "twoValues": _("Chưa lưu: hai giá trị khác nhau, hãy chọn một."),
    }

"""The public look-up of a dossier: how often may be asked, and what is told in plain words.

Four digits are ten thousand guesses. Ten of them an hour for one code, from wherever, and forty a quarter of an hour from one
address make guessing pointless; a look-up that succeeds is not counted. Both are counted by what was typed, whether there is such
a dossier or not, so being shut out tells nothing either.
"""

from __future__ import annotations

import datetime as dt
import ipaddress

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.queries import public
from caicach.apps.dossiers.queries.public import PublicDossier
from caicach.core.dossiers.status import Status
from caicach.platform import clock
from caicach.platform.errors import Fault, Invalid
from caicach.platform.throttle.actions import Gate, admits, give_back

BY_CODE = Gate("dossier-code", most=10, within=dt.timedelta(hours=1))
BY_ADDRESS = Gate("dossier-address", most=40, within=dt.timedelta(minutes=15))
_PREFIX_OF_A_HOUSEHOLD = 64

WORDS: dict[Status, Promise] = {
    Status.REGISTERED: _("Đã nhận được hồ sơ gửi trực tuyến, đang chờ cán bộ kiểm tra và tiếp nhận."),
    Status.RECEIVED: _("Đã tiếp nhận hồ sơ, đang chuyển đến người giải quyết."),
    Status.NOT_RECEIVED: _("Hồ sơ không được tiếp nhận. Lý do ghi trong phiếu từ chối đã gửi cho ông/bà."),
    Status.IN_PROGRESS: _("Hồ sơ đang được giải quyết."),
    Status.SUPPLEMENT: _("Đang chờ ông/bà bổ sung giấy tờ theo phiếu đã gửi; thời hạn giải quyết tạm dừng."),
    Status.FINANCIAL_DUTY: _("Đang chờ ông/bà nộp phí, thuế theo thông báo; thời hạn giải quyết tạm dừng."),
    Status.WITHDRAWN: _("Hồ sơ đã được rút theo yêu cầu của ông/bà."),
    Status.STOPPED: _("Hồ sơ đã dừng giải quyết theo thông báo đã gửi cho ông/bà."),
    Status.DONE: _("Đã có kết quả. Mời ông/bà nhận theo cách đã đăng ký."),
    Status.RETURNED: _("Đã trả kết quả."),
}


class TooOften(Fault):
    """More attempts than a person who mistypes would make."""

    status = 429
    kind = "too-often"
    title = _("Tra cứu quá nhiều lần")


def look_up(address: str | None, code: str, digits: str) -> PublicDossier:
    """The dossier; Invalid for a wrong code and for wrong digits alike, `TooOften` for whoever has tried too often."""
    asked = code.strip().upper()
    household = _household(address)
    # Both are counted before anything is looked at, and both at every attempt.
    allowed = [admits(BY_ADDRESS, household), admits(BY_CODE, asked)]
    if not all(allowed):
        raise TooOften(
            _("Đã tra cứu quá nhiều lần với mã này hoặc từ mạng này."),
            _("Xin thử lại sau một giờ, hoặc hỏi trực tiếp tại nơi nhận hồ sơ."),
        )
    found = public.look_up(asked, digits.strip(), clock.now())
    if found is None:
        raise Invalid(
            _("Mã hồ sơ hoặc bốn số cuối không đúng."),
            _(
                "Mã hồ sơ in trên giấy tiếp nhận; bốn số cuối là của số điện thoại hoặc số định danh đã ghi khi nộp."
            ),
        )
    give_back(BY_ADDRESS, household)
    give_back(BY_CODE, asked)
    return found


def status_words(found: PublicDossier) -> str:
    """Where a dossier stands, in a sentence without terms of the office."""
    return str(WORDS[found.status])


def _household(address: str | None) -> str:
    """What one connection to the network can choose among counts as one: an IPv4 address, 64 bits of an IPv6 one."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, _PREFIX_OF_A_HOUSEHOLD), strict=False))

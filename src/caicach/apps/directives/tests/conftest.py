"""A province with two communes, the people who work with their directives, a folder for contents, and a dispatch to register."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from caicach.apps.directives import actions
from caicach.apps.directives.checks import TargetData, TaskData
from caicach.apps.directives.models import Directive
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from small_province import SmallProvince, small_province

TODAY = dt.date(2026, 3, 14)
SYSTEM = Scope.system("test", TODAY)
House = SmallProvince
IN_THE_COMMUNE = (Role.FOCAL_OFFICER, Role.UNIT_HEAD, Role.READER, Role.ASSIGNEE, Role.ONE_STOP_OFFICER)

DISPATCH = """ỦY BAN NHÂN DÂN
XÃ VÍ DỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 46/UBND-VX

Ví Dụ, ngày 05 tháng 01 năm 2026

V/v thực hiện nhiệm vụ cải cách hành chính năm 2026

Kính gửi:

- Các ban, ngành xã;
- Các thôn.

Thực hiện Kế hoạch số 26/KH-UBND ngày 04/01/2026 của Ủy ban nhân dân tỉnh về cải cách hành chính năm 2026;

Ủy ban nhân dân xã yêu cầu thực hiện các nội dung sau:

1. Đảm bảo 100% thủ tục hành chính thuộc thẩm quyền được giải quyết đúng hạn.

2. Tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận đạt tối thiểu 60%.

3. Giao Phòng Văn hóa chủ trì rà soát thủ tục hành chính, báo cáo kết quả trước ngày 15/12/2026.

Nơi nhận:

- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


def sent(text: str = DISPATCH, name: str = "van-ban.txt") -> SimpleUploadedFile:
    """A file as Django hands it over."""
    return SimpleUploadedFile(name, text.encode())


def registered(unit: Unit, text: str = DISPATCH, scope: Scope = SYSTEM) -> Directive:
    """A directive in the register of a unit, its findings as the reader finds them."""
    return actions.register(scope, unit.pk, sent(text))


def target(subject: str = "Hồ sơ đúng hạn", **fields: object) -> TargetData:
    return TargetData(
        **{"subject": subject, "operator": "=", "value": Decimal(100), "measured_in": "%", **fields}
    )


def task(what: str = "Rà soát thủ tục", **fields: object) -> TaskData:
    return TaskData(**{"kind": "task", "what": what, **fields})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.CAICACH_FILES = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """Today is TODAY for whoever asks the clock."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def house(db: None) -> House:
    return small_province(TODAY, IN_THE_COMMUNE)

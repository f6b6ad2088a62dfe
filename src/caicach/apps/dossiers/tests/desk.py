"""A commune with its counter, the people who work there, a procedure with papers, steps and fees: for tests of dossiers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from caicach.apps.dossiers.actions import intake, steps, violations
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.intake import Intake
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Dossier
from caicach.apps.procedures.models import Fee, Field, Paper, Procedure, Step, Version
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Status
from caicach.core.vietnamese import fold, sort_key
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 11, 18)
"""A Wednesday: three working days later it is Monday the 23rd; the 24th is a holiday."""
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)
NUMBER = "034190000017"


@dataclass
class Desk:
    """Units and people by short names; `version` is a procedure of three working days with two required papers."""

    province: Unit
    commune: Unit
    division: Unit
    sister: Unit
    people: dict[str, User]
    version: Version
    day: dt.date = TODAY
    fees: dict[str, Fee] = field(default_factory=dict)

    def scope(self, name: str, day: dt.date | None = None) -> Scope:
        return unit_queries.scope_of_user(self.people[name], day or clock.today())

    def papers(self, *, required: bool = True) -> list[Paper]:
        return list(self.version.papers.filter(required=required).order_by("order"))

    def intake(self, **changed: Any) -> Intake:
        """A complete dossier of a citizen."""
        given = [PaperIn(paper.pk) for paper in self.papers()]
        person = Person("Nguyễn Văn Mẫu", NUMBER, birth_date=dt.date(1990, 5, 1), phone="0912 345 678")
        complete = Intake(
            unit_id=self.commune.pk,
            version_id=self.version.pk,
            person=person,
            papers=given,
            fees=[FeeIn(fee.pk, paid=True) for fee in self.fees.values()],
        )
        return replace(complete, **changed)

    def received(self, **changed: Any) -> Dossier:
        return intake.receive(self.scope("officer"), self.intake(**changed))

    def settled(self, days: int = 0, **changed: Any) -> Dossier:
        """A dossier with its result `days` after (before) its due day; its violations and points are kept."""
        dossier = self.handed_over()
        assert dossier.due_at is not None
        done = dossier.due_at + dt.timedelta(days=days)
        ended = {"status": Status.DONE, "finished_at": done, "ended_at": done}
        Dossier.objects.filter(pk=dossier.pk).update(**ended | changed)
        dossier.refresh_from_db()
        violations.recheck(dossier)
        return dossier

    def handed_over(self, **changed: Any) -> Dossier:
        dossier = self.received(**changed)
        return steps.hand_over(self.scope("officer"), dossier.pk, dossier.version, self.people["handler"].pk)


def make_unit(kind: str, name: str, parent: Unit | None = None, **fields: str) -> Unit:
    if kind == "commune":
        fields.setdefault("subkind", "xa")
    data = units.UnitData(kind, name, SINCE, parent_id=parent.pk if parent else None, **fields)
    return units.create_unit(SYSTEM, data)


def seated(name: str, role: Role, unit: Unit, display: str = "") -> User:
    user = User(username=name, display_name=display or f"Trần Thị {name.title()} Mẫu")
    user.set_unusable_password()
    user.save()
    units.assign_post(SYSTEM, units.PostData(user.pk, unit.pk, role, SINCE, title=role.label))
    return user


def make_version(locality: Unit, code: str, name: str, **changed: Any) -> Version:
    """A version in force of a procedure that takes three working days unless told otherwise."""
    field_row, _made = Field.objects.get_or_create(
        name="Hộ tịch", defaults={"code": "HT", "sort_key": sort_key("Hộ tịch"), "folded": fold("Hộ tịch")}
    )
    values: dict[str, Any] = {"limit_kind": "working_days", "limit_amount": Decimal(3), "level": "commune"}
    return Version.objects.create(
        procedure=Procedure.objects.create(locality=locality, code=code),
        valid_from=SINCE,
        name=name,
        sort_key=sort_key(name),
        folded=fold(name),
        field=field_row,
        **(values | changed),
    )


def build() -> Desk:
    province = make_unit("province", "Tỉnh Mẫu", identification_code="H44", code="90")
    commune = make_unit("commune", "Xã Mẫu", province, identification_code="H44.100", code="90001")
    division = make_unit("division", "Phòng Kinh tế xã Mẫu", commune)
    sister = make_unit("commune", "Xã Thử", province, identification_code="H44.101", code="90002")
    people = {
        "officer": seated("officer", Role.ONE_STOP_OFFICER, commune),
        "handler": seated("handler", Role.DOSSIER_HANDLER, commune),
        "colleague": seated("colleague", Role.DOSSIER_HANDLER, division),
        "head": seated("head", Role.CENTRE_HEAD, commune),
        "stranger": seated("stranger", Role.ONE_STOP_OFFICER, sister),
        "adviser": seated("adviser", Role.DOSSIER_HANDLER, sister),
        "reader": seated("reader", Role.READER, province),
    }
    version = make_version(province, "1.013978", "Đăng ký khai sinh")
    for order, (name, required) in enumerate(
        [("Tờ khai đăng ký khai sinh", True), ("Giấy chứng sinh", True), ("Văn bản ủy quyền", False)], 1
    ):
        Paper.objects.create(version=version, order=order, name=name, required=required)
    for order, (name, days) in enumerate([("Thụ lý", "0.5"), ("Thẩm tra", "2"), ("Ký duyệt", "0.5")], 1):
        Step.objects.create(version=version, order=order, name=name, days=Decimal(days))
    fee = Fee.objects.create(version=version, name="Lệ phí hộ tịch", amount=Decimal(8000))
    return Desk(province, commune, division, sister, people, version, fees={"fee": fee})

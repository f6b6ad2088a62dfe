"""A commune with its counter, a procedure and dossiers, as what is printed needs them; rows are made as the acts make them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from caicach.apps.dossiers.actions import books
from caicach.apps.dossiers.models import Applicant, Dossier, DossierPaper, Fee, Slip, StepRun
from caicach.apps.dossiers.slips import compose
from caicach.apps.procedures.models import Field, Procedure, Version
from caicach.apps.units import actions as units
from caicach.apps.units import queries as unit_queries
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.core.letters.slips import to_plain
from caicach.core.vietnamese import fold, sort_key
from caicach.platform import clock
from caicach.platform.access import Role, Scope
from caicach.platform.accounts.models import User

TODAY = dt.date(2026, 11, 20)
SINCE = dt.date(2025, 7, 1)
SYSTEM = Scope.system("test", TODAY)
NAME = "Đăng ký khai sinh"


def at(day: dt.date = TODAY, hour: int = 8, minute: int = 5) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), clock.VIETNAM)


def make_unit(kind: str, name: str, parent: Unit | None = None) -> Unit:
    above = parent.pk if parent else None
    subkind = "xa" if kind == "commune" else ""
    return units.create_unit(SYSTEM, units.UnitData(kind, name, SINCE, parent_id=above, subkind=subkind))


def seated(role: Role, unit: Unit, name: str = "") -> User:
    user = User(username=name or role.value, display_name=f"Người {role.value}")
    user.set_unusable_password()
    user.save()
    units.assign_post(SYSTEM, units.PostData(user.pk, unit.pk, role, SINCE))
    return user


def scope_of(user: User) -> Scope:
    return unit_queries.scope_of_user(user, TODAY)


@dataclass
class Counter:
    """A province with two communes; `commune` has the counter and the procedure."""

    province: Unit
    commune: Unit
    sister: Unit
    version: Version
    made: int = 0
    people: dict[Role, User] = field(default_factory=dict)

    def scope(self, role: Role) -> Scope:
        if role not in self.people:
            self.people[role] = seated(role, self.commune)
        return scope_of(self.people[role])

    def dossier(
        self, received: dt.datetime | None = None, unit: Unit | None = None, **columns: object
    ) -> Dossier:
        """A received dossier; `columns` change what it has."""
        self.made += 1
        received = received or at()
        place = unit or self.commune
        applicant = Applicant.objects.create(
            locality=self.province,
            number=f"{self.made:012d}",
            name="Nguyễn Thị Ví Dụ",
            folded=fold("Nguyễn Thị Ví Dụ"),
        )
        fields = {
            "locality": self.province, "unit": place, "handling_unit": place, "procedure_version": self.version,
            "code": f"H42.15-{received:%y%m%d}-{self.made:04d}", "field": self.version.field, "status": Status.RECEIVED,
            "channel": Channel.DIRECT, "applicant": applicant, "applicant_name": applicant.name, "folded": applicant.folded,
            "address": "Số 5, đường Mẫu, xã Mẫu", "phone": "0900000001", "submitted_at": received, "received_at": received,
            "due_at": received + dt.timedelta(days=5), "first_due_at": received + dt.timedelta(days=5),
        }  # fmt: skip
        return Dossier.objects.create(**(fields | columns))

    def entered(self, received: dt.datetime | None = None, **columns: object) -> Dossier:
        """The same, with its line in the book."""
        made = self.dossier(received, **columns)
        books.enter(made)
        return made

    def receipt(self, dossier: Dossier, number: int = 1) -> Slip:
        """The receipt of a dossier, kept as it was given."""
        DossierPaper.objects.create(
            dossier=dossier, name="Giấy chứng sinh", form="original", copies=1, added_at=at()
        )
        Fee.objects.create(dossier=dossier, name="Lệ phí", amount=Decimal(5000))
        content = compose.receipt(dossier, number, "Lê Thị Mẫu", sequence=1)
        assert dossier.received_at is not None
        return Slip.objects.create(
            dossier=dossier, unit=dossier.unit, form=Form.RECEIPT, year=dossier.received_at.year, number=number,
            drafted_at=dossier.received_at, sent_at=dossier.received_at, content=to_plain(content),
        )  # fmt: skip

    def step(self, dossier: Dossier, order: int, **columns: object) -> StepRun:
        fields = {
            "name": f"Bước {order}", "unit": self.commune, "started_at": at(hour=8), "due_at": at(hour=10),
            "finished_at": at(hour=9),
        }  # fmt: skip
        return StepRun.objects.create(dossier=dossier, order=order, **(fields | columns))


def counter() -> Counter:
    province = make_unit("province", "Tỉnh Thử")
    commune = make_unit("commune", "Xã Mẫu", province)
    sister = make_unit("commune", "Xã Bên", province)
    version = procedure(province)
    return Counter(province, commune, sister, version)


def procedure(province: Unit, register: str = "civil_status") -> Version:
    field, _ = Field.objects.get_or_create(
        name="Hộ tịch", sort_key=sort_key("Hộ tịch"), folded=fold("Hộ tịch")
    )
    made = Procedure.objects.create(locality=province, code=f"1.{province.pk:06d}")
    return Version.objects.create(
        procedure=made, valid_from=SINCE, name=NAME, sort_key=sort_key(NAME), folded=fold(NAME), field=field, level="commune",
        limit_kind="working_days", limit_amount=Decimal(3), register=register,
    )  # fmt: skip

"""The units before the reorganisation of 2025-07-01 and what became of them, from a mapping file (see `mapping_file`).

The file says which old units each new one came from, no more: not since when the old ones existed, nor which district they lay
in. Which province they lay in is known from their codes (`caicach.apps.units.data`). A unit whose only predecessor is itself
(same code, same name, in full) goes on: it is the same unit, and only its beginning moves back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.units import data
from caicach.apps.units.actions import checks, writing
from caicach.apps.units.actions.mapping_file import Merge, NewProvince, NewUnit
from caicach.apps.units.actions.nation import SINCE, short_name
from caicach.apps.units.actions.succession_result import ProvinceResult, SuccessionResult
from caicach.apps.units.models import TERRITORIAL, Kind, Placement, Subkind, Succession, Unit
from caicach.apps.units.queries import reach_on, standing
from caicach.core.vietnamese import spelling_key
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Invalid

OLD_SINCE = dt.date(2021, 1, 1)
"""Since when old units count as existing: the file does not say. The term of the old councils and committees began in 2021."""

LAST_DAY = SINCE - dt.timedelta(days=1)
MOST_SHOWN = 200

_SUBKINDS = {
    "xã": Subkind.XA,
    "phường": Subkind.PHUONG,
    "thị trấn": Subkind.THI_TRAN,
    "đặc khu": Subkind.DAC_KHU,
}
_DISTRICT_WORDS = ("huyện ", "quận ", "thị xã ", "thành phố ")


def preview_succession(
    scope: Scope, mapping: Iterable[NewProvince], since: dt.date = OLD_SINCE
) -> SuccessionResult:
    """What `import_succession` would do; nothing is kept."""
    scope.require(Permission.UNITS_MANAGE, what=_("nhập quan hệ đơn vị trước và sau sắp xếp"))
    with transaction.atomic():
        result = _Import(scope, since, _("xem trước")).run(list(mapping))
        transaction.set_rollback(True)
    return result


def import_succession(
    scope: Scope,
    mapping: Iterable[NewProvince],
    basis: str,
    since: dt.date = OLD_SINCE,
    progress: Callable[[int, int], None] | None = None,
) -> SuccessionResult:
    """Make the old units of a mapping and record what they went into, all of it or nothing.

    Touches only provinces in which the scope may manage units. Running it again changes nothing. `basis` is the text of law, kept
    with each succession; `progress` is called with the provinces done and to do.
    """
    scope.require(Permission.UNITS_MANAGE, what=_("nhập quan hệ đơn vị trước và sau sắp xếp"))
    checked = checks.reason(basis)
    if not checks.EARLIEST <= since <= LAST_DAY:
        raise Invalid(
            _("Ngày bắt đầu của các đơn vị cũ phải trước ngày sắp xếp 01/07/2025."),
            _("Hãy nhập một ngày sớm hơn."),
        )
    with transaction.atomic():
        result = _Import(scope, since, checked).run(list(mapping), progress)
        if result.problems:
            raise Invalid(
                _("Tệp có %(count)s chỗ chưa hợp lệ; chưa có gì được lưu.") % {"count": len(result.problems)},
                _("Hãy sửa các chỗ nêu dưới đây rồi gửi lại."),
                result.problems[:MOST_SHOWN],
            )
        if result.can_be_confirmed:
            writing.refresh_statistics()
    return result


class _Import:
    """One run: what is there already, what has been made so far."""

    def __init__(self, scope: Scope, since: dt.date, basis: str) -> None:
        self.scope, self.since, self.basis = scope, since, basis
        self.result = SuccessionResult()
        self.new = {
            (unit.kind, unit.code): unit
            for unit in standing(SINCE).filter(kind__in=(Kind.PROVINCE, Kind.COMMUNE)).exclude(code="")
        }
        before = list(standing(LAST_DAY).filter(kind__in=TERRITORIAL).exclude(code=""))
        self.old = {(unit.kind, unit.code): unit for unit in before}
        self.recorded = set(Succession.objects.values_list("predecessor_id", "successor_id"))
        self.reach = reach_on(scope, Permission.UNITS_MANAGE, LAST_DAY)
        self.made: set[int] = set()
        self.pending: list[tuple[Unit, Unit, Merge]] = []

    def run(
        self, mapping: list[NewProvince], progress: Callable[[int, int], None] | None = None
    ) -> SuccessionResult:
        # All provinces first: an old commune may have lain in a province that went elsewhere.
        taken = [
            (given, unit, done)
            for given in mapping
            if (found := self._province(given))
            for unit, done in [found]
        ]
        for number, (given, unit, done) in enumerate(taken, start=1):
            self._communes(unit, given, done)
            self._record(unit, done)
            if progress is not None:
                progress(number, len(taken))
        return self.result

    def _province(self, given: NewProvince) -> tuple[Unit, ProvinceResult] | None:
        unit = self.new.get((Kind.PROVINCE, given.unit.code))
        if unit is None or not self.scope.may(Permission.UNITS_MANAGE, unit.path):
            self.result.absent.append(given.unit.name)
            return None
        done = ProvinceResult(given.unit.code, unit.name)
        self.result.provinces.append(done)
        if not self._is_same_unit(unit, given.unit):
            return None
        if self._goes_on(unit, given.unit):
            self._move_back(unit, None, done)
        else:
            self._make_old([(merge, Kind.PROVINCE, None) for merge in given.unit.merges], done)
            self._link(unit, given.unit, done)
        return unit, done

    def _communes(self, province: Unit, given: NewProvince, done: ProvinceResult) -> None:
        pairs = [(unit, commune) for commune in given.communes if (unit := self._commune(province, commune))]
        own = {merge.code for merge in given.unit.merges}
        wanted: dict[str, tuple[Merge, str, Unit | None]] = {}
        for unit, commune in pairs:
            if self._goes_on(unit, commune):
                self._move_back(unit, self._old_parent(commune.merges[0], commune, province, own), done)
                continue
            for merge in commune.merges:
                if merge.code not in wanted:
                    kind = Kind.DISTRICT if merge.name.lower().startswith(_DISTRICT_WORDS) else Kind.COMMUNE
                    wanted[merge.code] = (merge, kind, self._old_parent(merge, commune, province, own))
        self._make_old(list(wanted.values()), done)
        for unit, commune in pairs:
            if not self._goes_on(unit, commune):
                self._link(unit, commune, done)

    def _commune(self, province: Unit, given: NewUnit) -> Unit | None:
        unit = self.new.get((Kind.COMMUNE, given.code))
        if unit is None or not unit.path.startswith(province.path):
            self.result.problems.append(
                _(
                    "%(where)s: %(province)s không có xã, phường mã %(code)s (%(name)s). Danh mục đã nạp đủ chưa?"
                )
                % {"where": given.where, "province": province.name, "code": given.code, "name": given.name}
            )
            return None
        return unit if self._is_same_unit(unit, given) else None

    def _is_same_unit(self, unit: Unit, given: NewUnit) -> bool:
        """Whether code and name speak of one unit; a code that belongs to another name is asked about."""
        if spelling_key(short_name(given.name)) == spelling_key(unit.short_name or short_name(unit.name)):
            return True
        self.result.problems.append(
            _(
                "%(where)s: mã %(code)s trong tệp là %(name)s, trong hệ thống là %(unit)s. Tên nào đúng với mã này?"
            )
            % {"where": given.where, "code": given.code, "name": given.name, "unit": unit.name}
        )
        return False

    def _goes_on(self, unit: Unit, given: NewUnit) -> bool:
        if len(given.merges) != 1:
            return False
        only = given.merges[0]
        return (
            only.part == Succession.Part.FULL
            and only.code == given.code
            and spelling_key(only.name) == spelling_key(given.name)
        )

    def _old_parent(self, merge: Merge, given: NewUnit, province: Unit, own: set[str]) -> Unit | None:
        """The province that an old commune lay in, by its code; with a word when that is not one the new province came from."""
        code = data.old_province_of(merge.code) or ""
        if code not in own:
            self.result.warnings.append(
                _(
                    "%(where)s: theo mã %(code)s, %(name)s thuộc tỉnh cũ mã %(old)s, không phải tỉnh đã nhập vào %(province)s."
                )
                % {
                    "where": given.where,
                    "code": merge.code,
                    "name": merge.name,
                    "old": code or "?",
                    "province": province.name,
                }
            )
        own_codes = (code, province.code, *sorted(own))
        return next((found for one in own_codes if (found := self.old.get((Kind.PROVINCE, one)))), None)

    def _make_old(self, wanted: list[tuple[Merge, str, Unit | None]], done: ProvinceResult) -> None:
        """The old units that are not there yet, with their place in the tree until the last day."""
        rows = [
            (self._old_unit(merge, kind), parent) for merge, kind, parent in wanted if not self._there(merge)
        ]
        Unit.objects.bulk_create([unit for unit, _parent in rows], batch_size=500)
        placed = []
        for unit, parent in rows:
            unit.path = f"{parent.path if parent else ''}{unit.pk}/"
            placed.append(
                Placement(unit=unit, parent=parent, path=unit.path, valid_from=self.since, valid_to=LAST_DAY)
            )
            self.old[unit.kind, unit.code] = unit
            self.made.add(unit.pk)
        Placement.objects.bulk_create(placed, batch_size=500)
        done.old_units += len(rows)

    def _there(self, merge: Merge) -> Unit | None:
        return next(
            (self.old[kind, merge.code] for kind in TERRITORIAL if (kind, merge.code) in self.old), None
        )

    def _old_unit(self, merge: Merge, kind: str) -> Unit:
        word = next((one for one in _SUBKINDS if merge.name.lower().startswith(one)), "")
        name = f"{word.capitalize()}{merge.name[len(word) :]}" if word else merge.name
        unit = Unit(
            kind=kind,
            subkind=_SUBKINDS[word] if kind == Kind.COMMUNE and word else "",
            code=merge.code,
            name=name,
            short_name=short_name(name),
            valid_from=self.since,
            valid_to=LAST_DAY,
        )
        writing.derive(unit)
        return unit

    def _move_back(self, unit: Unit, old_parent: Unit | None, done: ProvinceResult) -> None:
        """Let a unit that goes on begin when the old ones do, under the province that it lay in then."""
        if unit.valid_from < SINCE:
            done.already += 1
            return
        Unit.objects.filter(pk=unit.pk).update(valid_from=self.since)
        unit.valid_from = self.since
        now = Placement.objects.get(unit=unit, valid_from=SINCE)
        if now.parent_id == (old_parent.pk if old_parent else None):
            now.valid_from = self.since
            now.save(update_fields=["valid_from"])
        else:
            above = old_parent.path if old_parent else ""
            Placement.objects.create(
                unit=unit,
                parent=old_parent,
                path=f"{above}{unit.pk}/",
                valid_from=self.since,
                valid_to=LAST_DAY,
            )
        self.old[unit.kind, unit.code] = unit
        done.continuing += 1

    def _link(self, unit: Unit, given: NewUnit, done: ProvinceResult) -> None:
        for merge in given.merges:
            old = self._there(merge)
            if old is None or old.pk == unit.pk:
                continue
            if (old.pk, unit.pk) in self.recorded:
                done.already += 1
            elif old.pk not in self.made and not old.path.startswith(self.reach):
                self.result.problems.append(
                    _("%(where)s: %(name)s nằm ngoài phạm vi quản lý của anh/chị.")
                    % {"where": given.where, "name": old.name}
                )
            else:
                self.recorded.add((old.pk, unit.pk))
                self.pending.append((old, unit, merge))

    def _record(self, province: Unit, done: ProvinceResult) -> None:
        Succession.objects.bulk_create(
            [
                Succession(predecessor=old, successor=unit, part=merge.part, basis=self.basis)
                for old, unit, merge in self.pending
            ],
            batch_size=500,
        )
        done.successions += len(self.pending)
        done.lines += [
            f"{old.code} {old.name} → {unit.code} {unit.name} ({merge.part})"
            for old, unit, merge in self.pending
        ]
        self.pending.clear()
        if done.successions or done.continuing:
            after = {"since": self.since, "continuing": done.continuing, "successions": done.lines}
            record(
                self.scope,
                "unit.succession_imported",
                writing.subject(province, province.path),
                None,
                after,
                self.basis,
            )

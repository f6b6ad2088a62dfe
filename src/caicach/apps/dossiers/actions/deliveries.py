"""A file of dossiers of another system: sent, gone through row by row, confirmed, taken.

A short file is gone through at once. A long one is the work of a job, done in turns (`platform.jobs.turns`): STEP rows are one
transaction, written together with how far it has come, so that a run that is killed, stopped or overtaken leaves nothing undone
and nothing done twice.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from caicach.apps.documents.queries import unit_for
from caicach.apps.dossiers.actions import checks, importing
from caicach.apps.dossiers.actions.import_file import KINDS, SentFile, rows_of, stored_rows
from caicach.apps.dossiers.actions.importing import Outcome, RowOutcome
from caicach.apps.dossiers.models import Delivery, DeliveryRow
from caicach.apps.dossiers.queries import importing as queries
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform import clock, uploads
from caicach.platform.access import Permission, Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.files import actions as files
from caicach.platform.jobs.turns import MOST_TRIES, Hold, TakenAway
from caicach.platform.notices.actions import News, notify

MOST_ROWS = 50_000
AT_ONCE = 200
"""Rows that nobody has to wait for."""
STEP = 200
"""Rows of one transaction: nobody at a counter waits long for the lock."""
SOURCE_LENGTH = 100
State = Delivery.State


def begin(scope: Scope, unit_id: int, file: uploads.File, source: str) -> Delivery:
    """Keep a file and go through its rows to say what would become of them. Asks for DOSSIERS_MANAGE in the unit.

    Raises Invalid or TooLarge for a file that is not one of dossiers, has no rows or more than MOST_ROWS.
    """
    unit = unit_for(scope, unit_id, Permission.DOSSIERS_MANAGE)
    name = checks.text(source, _("nguồn dữ liệu"), required=True, longest=SOURCE_LENGTH)
    upload = files.check(file, kinds=KINDS, limit=settings.CAICACH_MAX_FILE)
    sent = rows_of(upload)
    if not 0 < len(sent.rows) <= MOST_ROWS:
        raise Invalid(
            _("Tệp có %(count)s hồ sơ; mỗi lần nhập từ 1 đến %(most)s hồ sơ.")
            % {"count": len(sent.rows), "most": MOST_ROWS},
            _("Hãy chia tệp thành nhiều phần."),
        )
    with transaction.atomic():
        one = Delivery(
            unit=unit, source=name, file=files.keep(upload), name=upload.name, total=len(sent.rows)
        )
        _pass(scope, one, State.CHECKING, sent)
        _recorded(scope, one, "dossier.import_sent", {"source": name, "total": one.total})
    return one


@transaction.atomic
def confirm(scope: Scope, delivery_id: int) -> Delivery:
    """Take the rows that can be read. Once: a second confirmation finds it under way or done, and changes nothing."""
    one = _locked(scope, delivery_id)
    if one.state == State.CHECKING:
        raise Conflict(
            _("Tệp còn đang được xem xét, chưa có gì để xác nhận."), _("Hãy chờ xem xét xong rồi lưu.")
        )
    if one.state == State.CHECKED:
        one.rows.all().delete()
        _pass(scope, one, State.TAKING)
    return one


@transaction.atomic
def stop(scope: Scope, delivery_id: int) -> Delivery:
    """Go no further; what has been done stays done, and `go_on` goes on there."""
    one = _locked(scope, delivery_id)
    if not one.is_going_on:
        raise Conflict(_("Đợt nhập này không đang chạy."), _("Hãy tải lại trang để xem kết quả."))
    _halt(one, _("Đã dừng theo yêu cầu."))
    _recorded(scope, one, "dossier.import_stopped", {"done": one.done, "total": one.total})
    return one


@transaction.atomic
def go_on(scope: Scope, delivery_id: int) -> Delivery:
    """Go on where it was halted."""
    one = _locked(scope, delivery_id)
    if not one.halted:
        raise Conflict(_("Đợt nhập này không bị dừng."), _("Hãy tải lại trang để xem kết quả."))
    _ask(scope, one)
    _recorded(scope, one, "dossier.import_continued", {"done": one.done, "total": one.total})
    return one


@transaction.atomic
def discard(scope: Scope, delivery_id: int) -> None:
    """Forget a file of which nothing has been taken."""
    one = _locked(scope, delivery_id)
    if one.state not in (State.CHECKING, State.CHECKED):
        raise Conflict(_("Hồ sơ của đợt này đã được lưu nên không bỏ được."), _("Hãy xem danh sách hồ sơ."))
    _recorded(scope, one, "dossier.import_discarded", {"source": one.source, "total": one.total})
    one.delete()


def work_on(delivery_id: int) -> None:
    """What the job does: begin to go through the rows of a delivery, or go on. Nothing where nobody waits any more."""
    one = _taken_up(delivery_id)
    if one is None:
        return
    sent, hold = stored_rows(one.file, one.name), Hold()
    before = importing.places_of(sent.lines(0, one.done))
    scope = scope_of(one.asked_by, clock.today()) if one.asked_by else _background()
    try:
        while one.is_going_on:
            with transaction.atomic():
                _step(scope, one, sent, before)
                if one.is_going_on and hold.is_over:
                    _enqueue(one)
                    return
    except TakenAway:
        return


def _taken_up(delivery_id: int) -> Delivery | None:
    """The delivery, with the turn of this run; None where there is nothing to do or too many runs have died of it."""
    with transaction.atomic():
        found = Delivery.objects.select_for_update(of=("self",)).select_related("file", "unit", "asked_by")
        one = found.filter(pk=delivery_id).first()
        if one is None or not one.is_going_on:
            return None
        if one.take_turn():
            return one
        _halt(
            one,
            _("Bị ngắt giữa chừng %(count)s lần nên đã thôi; phần đã qua được giữ.") % {"count": MOST_TRIES},
        )
        _tell(one, gettext_noop("Nhập hồ sơ bị dừng: %(name)s"), one.halted)
        return None


def _pass(scope: Scope, one: Delivery, state: str, sent: SentFile | None = None) -> None:
    """Go through all rows from the first one: at once where they are few, else by a job."""
    one.state, one.done = state, 0
    one.new = one.changed = one.same = one.faulty = 0
    if one.total > AT_ONCE:
        _ask(scope, one)
        return
    one.asked_at, one.asked_by_id = clock.now(), scope.user_id
    one.save()
    _step(scope, one, sent or stored_rows(one.file, one.name), {})


def _ask(scope: Scope, one: Delivery) -> None:
    one.asked_at, one.asked_by_id = clock.now(), scope.user_id
    one.halted, one.seen_at, one.tries = "", None, 0
    one.save()
    _enqueue(one)


def _enqueue(one: Delivery) -> None:
    from caicach.apps.dossiers import jobs  # they build on these actions

    jobs.import_delivery.enqueue(one.pk)


def _step(scope: Scope, one: Delivery, sent: SentFile, before: dict[str, int]) -> None:
    """The next rows, in one transaction with how far it has come; the last of them end the pass. Raises `TakenAway`."""
    one.alive(tries=0)
    lines = sent.lines(one.done, one.done + STEP)
    unit = _unit(one)
    if one.state == State.TAKING:
        outcomes = importing.take(scope, unit, lines, before, one.source)
    else:
        outcomes = importing.look(unit, lines, before)
    for code, place in importing.places_of(lines).items():
        before.setdefault(code, place)
    _keep(one, outcomes)
    one.done += len(lines)
    if one.done >= one.total:
        one.state = State.TAKEN if one.state == State.TAKING else State.CHECKED
    one.save(update_fields=["state", "done", "new", "changed", "same", "faulty"])
    if one.state == State.TAKEN:
        counts = {outcome.value: getattr(one, outcome.value) for outcome in Outcome}
        _recorded(scope, one, "dossier.imported", {"source": one.source, **counts})
    if not one.is_going_on and one.total > AT_ONCE:
        _tell(one, *_ended(one))


def _keep(one: Delivery, outcomes: list[RowOutcome]) -> None:
    for outcome in Outcome:
        added = sum(row.outcome is outcome for row in outcomes)
        setattr(one, outcome.value, getattr(one, outcome.value) + added)
    DeliveryRow.objects.bulk_create(
        DeliveryRow(delivery=one, place=row.place, code=row.code, faults=list(row.faults))
        for row in outcomes
        if row.outcome in (Outcome.FAULTY, Outcome.CHANGED)
    )


def _halt(one: Delivery, why: str) -> None:
    one.halted = why
    one.save(update_fields=["halted"])
    one.end_turn()


def _locked(scope: Scope, delivery_id: int) -> Delivery:
    """The delivery, locked, with its unit; NotFound where it is out of sight."""
    list(Delivery.objects.select_for_update().filter(pk=delivery_id).values_list("pk"))
    return queries.delivery(scope, delivery_id)


def _unit(one: Delivery) -> Unit:
    unit = units.latest(one.unit_id)
    assert unit is not None
    return unit


def _recorded(scope: Scope, one: Delivery, act: str, after: dict[str, object]) -> None:
    unit = _unit(one)
    record(scope, act, Subject("unit", unit.pk, unit.name, unit.path), None, after)


def _background() -> Scope:
    return Scope.system("nhập hồ sơ", clock.today())


def _ended(one: Delivery) -> tuple[str, str]:
    faulty = ngettext("%(count)s dòng lỗi.", "%(count)s dòng lỗi.", one.faulty) % {"count": one.faulty}
    if one.state == State.TAKEN:
        return gettext_noop("Đã nhập xong hồ sơ: %(name)s"), faulty
    return gettext_noop("Đã xem xét xong, chờ xác nhận: %(name)s"), faulty


def _tell(one: Delivery, title: str, body: str) -> None:
    """Whoever asked is told how it ended: he has gone on to something else."""

    def words() -> tuple[str, str]:
        return _(title) % {"name": one.name}, body

    url = reverse("dossiers:delivery", args=[one.pk])
    people = [one.asked_by_id] if one.asked_by_id else []
    key = f"delivery:{one.pk}:turn:{one.turn}:{one.state}"
    notify(_background(), [News(people, "dossier.imported", key, words, url, _unit(one).path)])

"""Reading in the background what takes longer than somebody waits: asked for, done by a job, stopped.

It is done in turns (`platform.jobs.turns`). What a run has read it keeps page by page; the text comes into the directive in one
transaction, by whoever has the turn then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from caicach.apps.directives import checks
from caicach.apps.directives.actions import takingin
from caicach.apps.directives.actions.common import KIND, locked, subject_of
from caicach.apps.directives.actions.takingin import Taken
from caicach.apps.directives.models import Directive, Intake, IntakePage, State
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.access.loading import scope_of
from caicach.platform.audit.actions import record
from caicach.platform.jobs.turns import MOST_TRIES, Hold, TakenAway
from caicach.platform.notices.actions import News, notify
from caicach.platform.readers import Printed, Scans, Unreadable


class _Enough(Exception):
    """This run has worked long enough; the rest is for the next one."""


class _KeptPages(Scans):
    """Scanned pages that are kept one by one; those that an earlier run has kept are not read again."""

    most = 300
    seconds = 3_000.0

    def __init__(self, intake: Intake) -> None:
        self._intake, self._hold = intake, Hold()

    def begin(self, pages: Sequence[int]) -> Mapping[int, Sequence[Printed]]:
        self._intake.alive(pages=len(pages))
        return dict(IntakePage.objects.filter(intake=self._intake).values_list("number", "lines"))

    def keep(self, page: int, lines: Sequence[Printed]) -> None:
        with transaction.atomic():
            self._intake.alive(tries=0)
            IntakePage.objects.create(intake=self._intake, number=page, lines=list(lines))
        if self._hold.is_over:
            raise _Enough


def begin(scope: Scope, one: Directive, year: int | None) -> None:
    """Have a directive read that has been set to READING, in the transaction of the caller; what was read before is kept.

    `year` is the year of work that was given, None when the header is to say it.
    """
    from caicach.apps.directives import jobs  # they build on these actions

    asked = {"asked_at": clock.now(), "asked_by_id": scope.user_id, "seen_at": None, "tries": 0}
    Intake.objects.update_or_create(directive=one, defaults=asked, create_defaults=asked | {"year": year})
    jobs.read_directive.enqueue(one.pk)


@transaction.atomic
def stop(scope: Scope, directive_id: int) -> Directive:
    """Read no further; the pages that have been read are kept for the next time."""
    one, unit = locked(scope, directive_id)
    checks.being_read(one)
    _end(one, _("Đã dừng đọc tệp theo yêu cầu. Bấm “Đọc lại tệp” để đọc tiếp từ chỗ đã dừng."))
    record(
        scope,
        "directive.reading_stopped",
        subject_of(one, unit),
        {"state": State.READING},
        {"state": one.state},
    )
    return one


def read_on(directive_id: int) -> None:
    """What the job does: read a directive that waits for it, or go on with it. Nothing where nobody waits any more."""
    intake = _taken_up(directive_id)
    if intake is None:
        return
    one = intake.directive
    try:
        taken = takingin.take_in_stored(one.file, one.name, _KeptPages(intake))
    except TakenAway:
        return
    except _Enough:
        from caicach.apps.directives import jobs

        jobs.read_directive.enqueue(directive_id)
    except Unreadable as fault:
        _given_up(intake, str(fault))
    else:
        _finished(intake, taken)


def _taken_up(directive_id: int) -> Intake | None:
    """The reading, with the turn of this run; None where there is nothing to be read or too many runs have died of it."""
    with transaction.atomic():
        one = _waiting(directive_id)
        if one is None:
            return None
        intake: Intake = one.intake
        may_try = intake.take_turn()
        intake.directive = one
    if not may_try:
        _given_up(
            intake,
            _("Đọc tệp bị ngắt giữa chừng %(count)s lần nên đã thôi. Tệp gốc vẫn được giữ.")
            % {"count": MOST_TRIES}
            + " "
            + _("Hãy chia tệp thành nhiều phần, hoặc gửi tệp Word của văn bản."),
        )
        return None
    return intake


def _given_up(intake: Intake, why: str) -> None:
    with transaction.atomic():
        one = _waiting(intake.directive_id, intake.turn)
        if one is None:
            return
        _end(one, why)
        scope, unit = _background(), _unit(one)
        record(scope, "directive.unreadable", subject_of(one, unit), None, {"state": one.state}, why)
        title = gettext_noop("Không đọc được: %(title)s")
        notify(scope, [_news(intake, one, unit, title, why)])


def _finished(intake: Intake, taken: Taken) -> None:
    with transaction.atomic():
        one = _waiting(intake.directive_id, intake.turn)
        if one is None:
            return
        scope, unit = _background(), _unit(one)
        year = intake.year if one.version == 1 else one.year
        takingin.fill(one, taken, year, scope.today)
        one.version += 1
        one.save()
        asker = scope_of(intake.asked_by, scope.today) if intake.asked_by else scope
        takingin.store(asker, one, unit, taken)
        intake.delete()
        after = {"state": one.state, "pages": one.pages, "findings": taken.count}
        record(scope, "directive.taken_in", subject_of(one, unit), {"state": State.READING}, after)
        title = gettext_noop("Đã đọc xong, chờ đối chiếu: %(title)s")
        notify(scope, [_news(intake, one, unit, title, "")])


def _end(one: Directive, why: str) -> None:
    """The directive is unread again, with the reason; whoever reads it has lost his turn."""
    one.state, one.warnings = State.UNREAD, [why]
    one.save(update_fields=["state", "warnings"])
    one.intake.end_turn()


def _waiting(directive_id: int, turn: int | None = None) -> Directive | None:
    """The directive, locked, while it waits to be read (by the run that has `turn`)."""
    found = Directive.objects.select_for_update(of=("self",)).select_related("file", "intake__asked_by")
    one = found.filter(pk=directive_id, state=State.READING, withdrawn_at__isnull=True).first()
    return one if one is not None and turn in (None, one.intake.turn) else None


def _background() -> Scope:
    return Scope.system("đọc văn bản", clock.today())


def _unit(one: Directive) -> Unit:
    unit = units.latest(one.unit_id)
    assert unit is not None
    return unit


def _news(intake: Intake, one: Directive, unit: Unit, title: str, body: str) -> News:
    """Whoever asked for the reading is told how it ended: he has gone on to something else."""

    def words() -> tuple[str, str]:
        return _(title) % {"title": one.title}, body

    url = reverse("directives:directive", args=[one.year, one.pk])
    people = [intake.asked_by_id] if intake.asked_by_id else []
    return News(people, "directive.taken_in", f"{KIND}:{one.pk}:turn:{intake.turn}", words, url, unit.path)

"""A file comes into the register: checked, read, stored with all that was read out of it, in one transaction or not at all.

What takes long (old Word files, scans) is done before the transaction begins, so that nobody waits for it. A file in
which no text could be found, though it is safe, is kept all the same: its header is typed by hand, and it can be read again.
"""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions import takingin
from caicach.apps.directives.actions.common import Namesakes, locked, make_found, subject_of
from caicach.apps.directives.actions.takingin import Taken
from caicach.apps.directives.models import Directive, State
from caicach.apps.units.models import Unit
from caicach.platform import clock, uploads
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.files import actions as files
from caicach.platform.readers import KINDS

MANAGE = queries.MANAGE


def register(scope: Scope, unit_id: int, sent: UploadedFile[bytes], year: int | None = None) -> Directive:
    """Put a file into the register of a unit and read it. Asks for DIRECTIVES_MANAGE there.

    `year` is the year of work, by default that of the date in the header; Invalid for one that cannot be. Conflict for a file
    that the register holds already.
    """
    unit = queries.unit_for(scope, unit_id, MANAGE)
    if year is not None:
        checks.year_of_work(year, scope.today)
    upload = files.check(cast(uploads.File, sent), kinds=KINDS, limit=settings.CAICACH_MAX_FILE)
    checks.not_registered_yet(unit, queries.same_file(unit, files.sha256_of(upload)), upload.name)
    taken = takingin.take_in(upload)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        checks.not_registered_yet(unit, queries.same_file(unit, files.sha256_of(upload)), upload.name)
        one = Directive(
            unit_id=unit.pk,
            file=files.keep(upload),
            name=upload.name,
            registered_at=clock.now(),
            registered_by_id=scope.user_id,
        )
        _fill(scope, one, taken, year)
        one.save(force_insert=True)
        make_found(one)
        takingin.store_findings(one, taken, Namesakes(scope, unit))
        takingin.store_links(scope, one, taken)
        after = {"name": one.name, "sha256": one.file.sha256, "state": one.state, "findings": taken.count}
        record(scope, "directive.registered", subject_of(one, unit), None, after)
    return one


def reread(scope: Scope, directive_id: int) -> Directive:
    """Read a file again in which no text was found before, when the means have come since (text recognition, LibreOffice)."""
    one = queries.directive(scope, directive_id, MANAGE)
    checks.nothing_read_yet(one)
    taken = takingin.take_in_stored(one.file, one.name)
    with transaction.atomic():
        one, unit = locked(scope, directive_id)
        checks.nothing_read_yet(one)
        typed = {field: getattr(one, field) for field in takingin.HEADER}
        _fill(scope, one, taken, one.year)
        for field, value in typed.items():
            if value not in ("", None, [], "none"):
                setattr(one, field, value)
        one.version += 1
        one.save()
        make_found(one)
        takingin.store_findings(one, taken, Namesakes(scope, unit))
        takingin.store_links(scope, one, taken)
        record(
            scope,
            "directive.reread",
            subject_of(one, unit),
            {"state": State.UNREAD},
            {"state": one.state, "findings": taken.count},
        )
    return one


def _fill(scope: Scope, one: Directive, taken: Taken, year: int | None) -> None:
    """Set what was read."""
    for field, value in taken.fields.items():
        setattr(one, field, value)
    issued: dt.date | None = one.issued_on
    if issued is not None and not checks.EARLIEST <= issued <= scope.today:
        one.issued_on, one.precision = None, "none"
    one.year = year or (one.issued_on.year if one.issued_on else scope.today.year)
    one.state = State.READ if one.text else State.UNREAD

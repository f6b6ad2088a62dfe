"""A file comes into the register: checked, read, stored with all that was read out of it, in one transaction or not at all.

What takes seconds (old Word files) is done before the transaction begins, so that nobody waits for it; what takes longer (scans,
hundreds of pages) is read in the background, see `intake`. A file in which no text could be found, though it is safe, is kept all
the same: its header is typed by hand, and it can be read again.
"""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions import intake, takingin
from caicach.apps.directives.actions.common import locked, make_found, subject_of
from caicach.apps.directives.models import Directive, State
from caicach.apps.units.models import Unit
from caicach.platform import clock, uploads
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.files import actions as files
from caicach.platform.files import storage
from caicach.platform.readers import KINDS, takes_long
from caicach.platform.uploads import Kind

MANAGE = queries.MANAGE


def register(scope: Scope, unit_id: int, sent: UploadedFile[bytes], year: int | None = None) -> Directive:
    """Put a file into the register of a unit and read it, at once or (state READING) in the background.

    Asks for DIRECTIVES_MANAGE there. `year` is the year of work, by default that of the date in the header; Invalid for one
    that cannot be. Conflict for a file that the register holds already.
    """
    unit = queries.unit_for(scope, unit_id, MANAGE)
    if year is not None:
        checks.year_of_work(year, scope.today)
    upload = files.check(cast(uploads.File, sent), kinds=KINDS, limit=settings.CAICACH_MAX_FILE)
    checks.not_registered_yet(unit, queries.same_file(unit, files.sha256_of(upload)), upload.name)
    with takingin.placed(upload) as path:
        taken = None if takes_long(path, upload.kind) else takingin.take_in(path, upload.name)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        checks.not_registered_yet(unit, queries.same_file(unit, files.sha256_of(upload)), upload.name)
        one = Directive(
            unit_id=unit.pk,
            file=files.keep(upload),
            name=upload.name,
            registered_at=clock.now(),
            registered_by_id=scope.user_id,
            year=year or scope.today.year,
            state=State.READING,
        )
        if taken is not None:
            takingin.fill(one, taken, year, scope.today)
        one.save(force_insert=True)
        if taken is not None:
            takingin.store(scope, one, unit, taken)
        else:
            make_found(one)
            intake.begin(scope, one, year)
        after: dict[str, object] = {"name": one.name, "sha256": one.file.sha256, "state": one.state}
        if taken is not None:
            after["findings"] = taken.count
        record(scope, "directive.registered", subject_of(one, unit), None, after)
    return one


def reread(scope: Scope, directive_id: int) -> Directive:
    """Read a file again in which no text was found, or whose reading was stopped; at once or in the background."""
    one = queries.directive(scope, directive_id, MANAGE)
    checks.nothing_read_yet(one)
    is_long = takes_long(storage.place_of(one.file.sha256), Kind(one.file.kind))
    taken = None if is_long else takingin.take_in_stored(one.file, one.name)
    with transaction.atomic():
        one, unit = locked(scope, directive_id)
        checks.nothing_read_yet(one)
        if taken is None:
            one.state, one.warnings = State.READING, []
            one.save(update_fields=["state", "warnings"])
            intake.begin(scope, one, one.year)
        else:
            takingin.fill(one, taken, one.year, scope.today)
            one.version += 1
            one.save()
            takingin.store(scope, one, unit, taken)
        after: dict[str, object] = {"state": one.state}
        if taken is not None:
            after["findings"] = taken.count
        record(scope, "directive.reread", subject_of(one, unit), {"state": State.UNREAD}, after)
    return one

"""The header of a directive is put right, the whole of it confirmed, its links kept, and it is withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions.common import locked, make_found, subject_of
from caicach.apps.directives.checks import HeaderData, LinkData
from caicach.apps.directives.models import Directive, DirectiveLink, Standing, State
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

MOST_LINKS = 200


@transaction.atomic
def amend(scope: Scope, directive_id: int, data: HeaderData, version: int) -> Directive:
    """Put the header right; the file and its text stay as they came."""
    one, unit = locked(scope, directive_id)
    checks.seen(version, one.version)
    values = checks.header(data, scope.today)
    before = {field: getattr(one, field) for field in values}
    changed = [field for field in values if before[field] != values[field]]
    if not changed:
        return one
    for field in changed:
        setattr(one, field, values[field])
    one.version += 1
    one.save(update_fields=[*changed, "version"])
    make_found(one)
    told = [field for field in changed if not isinstance(values[field], list)]
    record(
        scope,
        "directive.amended",
        subject_of(one, unit),
        {field: before[field] for field in told},
        {field: values[field] for field in told},
    )
    return one


@transaction.atomic
def confirm_directive(scope: Scope, directive_id: int, version: int) -> Directive:
    """Everything that was read has been looked at and the header is right; Conflict while findings wait."""
    one, unit = locked(scope, directive_id)
    checks.seen(version, one.version)
    if one.state == State.CONFIRMED:
        raise Conflict(_("Văn bản này đã được xác nhận."))
    checks.not_being_read(one)
    if waiting := one.findings.filter(standing=Standing.SUGGESTED).count():
        raise Conflict(
            _("Còn %(count)s mục chưa được xác nhận hoặc bỏ.") % {"count": waiting},
            _("Hãy xem từng mục; mục đọc đúng thì xác nhận, mục thừa thì bỏ."),
        )
    one.state, one.confirmed_at, one.confirmed_by_id = State.CONFIRMED, clock.now(), scope.user_id
    one.version += 1
    one.save(update_fields=["state", "confirmed_at", "confirmed_by", "version"])
    after = {"confirmed": one.findings.filter(standing=Standing.CONFIRMED).count()}
    record(scope, "directive.confirmed", subject_of(one, unit), None, after)
    return one


@transaction.atomic
def link(scope: Scope, directive_id: int, data: LinkData) -> DirectiveLink:
    """Link a directive to a document by its number; to the directive of the register that has it, where there is one.

    A document that is linked already gets the relation that is given now.
    """
    one, unit = locked(scope, directive_id)
    values = checks.link(data)
    known = one.links.filter(doc_type=values["doc_type"], number=values["number"]).first()
    if known is None and one.links.count() >= MOST_LINKS:
        raise Invalid(_("Văn bản này đã có %(most)s liên kết.") % {"most": MOST_LINKS})
    made = known or DirectiveLink(directive=one)
    before = None if known is None else {"relation": known.relation}
    for field, value in values.items():
        setattr(made, field, value)
    made.other_id = queries.by_number(scope, [made.number], besides=one.pk).get(made.number)
    made.save()
    record(scope, "directive.linked", subject_of(one, unit), before, {"link": str(made)})
    return made


@transaction.atomic
def unlink(scope: Scope, directive_id: int, link_id: int) -> None:
    """Take a link away."""
    one, unit = locked(scope, directive_id)
    found = one.links.filter(pk=link_id).first()
    if found is None:
        raise Conflict(_("Liên kết này không còn nữa."))
    record(scope, "directive.unlinked", subject_of(one, unit), {"link": str(found)}, None)
    found.delete()


@transaction.atomic
def withdraw(scope: Scope, directive_id: int, reason: str) -> Directive:
    """Take a directive out of the register, and so its findings out of the lists. It can still be read, with the reason."""
    one, unit = locked(scope, directive_id)
    why = checks.reason(reason)
    one.withdrawn_at, one.withdrawn_reason = clock.now(), why
    one.version += 1
    one.save(update_fields=["withdrawn_at", "withdrawn_reason", "version"])
    record(scope, "directive.withdrawn", subject_of(one, unit), {"title": one.title}, None, why)
    return one

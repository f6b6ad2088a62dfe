"""The rounds of the demonstration on their way: last year's published, this year's in the middle of their appraisal.

Numbers of decisions and minutes say that they are illustrations, as every figure that was drawn does.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from zlib import crc32

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.apps.documents import actions as documents
from caicach.apps.documents.checks import DocumentData
from caicach.apps.parindex.actions import appraisal, council, evidence, process, publication, rounds
from caicach.apps.parindex.models import LeafPoints, Participant, Round, Subject
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Post
from caicach.core.parindex import Framework, Node
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform import clock
from caicach.platform.access import Role, Scope

LOCKED_ON, APPRAISED_ON = dt.date(2026, 1, 20), dt.date(2026, 2, 12)
MET_ON, PUBLISHED_ON = dt.date(2026, 3, 12), dt.date(2026, 3, 20)
IN_TIME, LATE, ASKED_ON = dt.date(2026, 10, 28), dt.date(2026, 11, 4), dt.date(2026, 11, 16)
LOWERED = 6
"""Leaves that an appraiser lowered in a round: enough to see differences, few enough to build quickly."""
MISSING_REASON = "Số liệu minh họa: đơn vị chưa nộp đủ số liệu"
REASON = "Số liệu minh họa: minh chứng chưa đủ"


def publish(scope: Scope, made: Round, number: str) -> None:
    """Take every unit of a round that has all its figures to the published decision; the others leave it unranked before."""
    members = _members(made)
    for member in Participant.objects.filter(round=made).exclude(pk__in=[one.pk for one in members]):
        rounds.set_participant(scope, member.pk, reason=MISSING_REASON, not_ranked=MISSING_REASON)
    framework = framework_of(made.framework)
    everybody = [member.pk for member in members]
    for member in members:
        _lock(scope, member)
    with clock.told(APPRAISED_ON):
        for member in members:
            process.start_appraisal(scope, member.pk)
        _lower(scope, framework, members[:LOWERED])
        appraisal.agree(scope, made.pk, [leaf.code for leaf in framework.leaves], everybody)
        for member in members:
            process.refer(scope, member.pk)
    with clock.told(MET_ON):
        council.approve(scope, made.pk, f"01/BB-HĐTĐ (minh họa {made.year})", MET_ON, everybody)
    with clock.told(PUBLISHED_ON):
        publication.publish(scope, made.pk, number, PUBLISHED_ON)


def midway(scope: Scope, made: Round, most: int) -> None:
    """A round in the middle of its appraisal: units that have not locked, in appraisal, explaining, appraised again, disputed.

    At most so many communes are taken so far, those with people first; every sixth has not locked, every other of the locked
    did so late.
    """
    members = _members(made)
    if made.subject == Subject.COMMUNE:
        members = _seated_first(members)[:most]
    _open, locked, appraising, explaining, again, disputing = _dealt(members, 6)
    for place, member in enumerate((*locked, *appraising, *explaining, *again, *disputing)):
        with clock.told(LATE if place % 2 else IN_TIME):
            _lock(scope, member)
    with clock.told(ASKED_ON):
        _appraise(scope, made, appraising, explaining, again, disputing)


def _appraise(
    scope: Scope,
    made: Round,
    appraising: list[Participant],
    explaining: list[Participant],
    again: list[Participant],
    disputing: list[Participant],
) -> None:
    """Take each group of locked units to where it stands."""
    framework = framework_of(made.framework)
    for member in (*appraising, *explaining, *again, *disputing):
        process.start_appraisal(scope, member.pk)
    questioned = [(member, _lowest(framework, member)) for member in (*explaining, *again)]
    for member, leaf in questioned:
        appraisal.question(scope, member.pk, leaf.code, "Số liệu minh họa: đề nghị nêu nguồn của số liệu này")
    _lower(scope, framework, (*explaining, *again, *disputing))
    ready = [member.pk for member in (*explaining, *again, *disputing)]
    appraisal.agree(scope, made.pk, [leaf.code for leaf in framework.leaves], ready)
    for member in (*explaining, *again):
        process.ask(scope, member.pk)
    for member, leaf in questioned:
        if member in again:
            appraisal.answer(scope, member.pk, leaf.code, "Số liệu minh họa: theo sổ theo dõi của đơn vị")
            _hand_in_explanation(scope, member)
            process.appraise_again(scope, member.pk)
    for member in disputing:
        process.refer(scope, member.pk)
        code = (
            LeafPoints.objects.filter(participant=member, layer=Layer.APPRAISED_1).exclude(reason="")[0].code
        )
        council.dispute(scope, member.pk, code, "Số liệu minh họa: đơn vị đề nghị giữ điểm tự chấm")


def _members(made: Round) -> list[Participant]:
    found = Participant.objects.filter(round=made).select_related("unit", "round__framework")
    return list(found.exclude(nodes__status__in=(MISSING, ERROR)).order_by("unit__sort_key", "pk"))


def _seated_first(members: list[Participant]) -> list[Participant]:
    """Units whose focal officer has a login before the others, in the order of the logins."""
    seats = Post.objects.filter(role=Role.FOCAL_OFFICER.value).order_by("-pk").values_list("unit_id", "pk")
    seat = dict(seats)
    return sorted(members, key=lambda one: seat.get(one.unit_id, math.inf))


def _lock(scope: Scope, member: Participant) -> None:
    report = _paper(scope, member, "Báo cáo tự chấm điểm")
    codes = [leaf.code for leaf in framework_of(member.round.framework).leaves]
    evidence.attach_to_several(scope, member.pk, codes, report)
    process.lock(scope, member.pk, report)


def _hand_in_explanation(scope: Scope, member: Participant) -> None:
    process.explain(scope, member.pk, _paper(scope, member, "Báo cáo giải trình"))


def _paper(scope: Scope, member: Participant, title: str) -> int:
    """A document of one page on the unit's shelf; returns its number."""
    year = member.round.year
    sent = SimpleUploadedFile(
        f"{title} {year}.pdf", _pdf(f"{title} {year}, {member.round.subject}"), "application/pdf"
    )
    (received,) = documents.receive(scope, member.unit_id, [sent])
    data = DocumentData(
        title=f"{title} năm {year} (tài liệu minh họa)",
        kind="report",
        year=year,
        number="",
        issued_on=None,
        issuer=member.unit.name,
    )
    (document,) = documents.add(scope, member.unit_id, [documents.Addition(received, data)])
    return document.pk


def _lower(scope: Scope, framework: Framework, members: Sequence[Participant]) -> None:
    """One leaf of each unit loses half a point (or what it has), with the reason."""
    for member in members:
        leaf = _lowest(framework, member, least=Decimal("0.5"))
        own = LeafPoints.objects.get(
            participant=member, edition=member.edition, code=leaf.code, layer=Layer.SELF
        ).points
        appraisal.give(scope, member.pk, leaf.code, (own or Decimal(0)) - Decimal("0.5"), REASON)


def _lowest(framework: Framework, member: Participant, least: Decimal = Decimal(0)) -> Node:
    """The first appraised leaf with at least so many points, another one for each unit."""
    points = dict(
        LeafPoints.objects.filter(participant=member, edition=member.edition, layer=Layer.SELF).values_list(
            "code", "points"
        )
    )
    able = [
        leaf
        for leaf in framework.leaves
        if leaf.kind != "survey" and (own := points.get(leaf.code)) is not None and own >= least
    ]
    # By the name, because the number of a row depends on what the database has seen before.
    return able[crc32(member.unit.name.encode()) % len(able)]


def _dealt(members: Sequence[Participant], hands: int) -> list[list[Participant]]:
    return [list(members[place::hands]) for place in range(hands)]


def _pdf(text: str) -> bytes:
    """A PDF of one page with one line; accents are left out, because the standard fonts have no Vietnamese."""
    from caicach.core.vietnamese import fold

    line = fold(text).encode("ascii", "replace")
    drawn = b"BT /F1 16 Tf 72 760 Td (Ban trinh dien: " + line + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)

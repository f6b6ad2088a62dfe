"""Comments about a leaf: who may read and write them, the thread of one leaf, how many there are and how many are new.

The unit's people speak for the unit about the leaves that they enter or lock; appraisers about the leaves of their fields;
whoever leads the appraisal for the appraisers; members of the council for the council. Whoever reads the council's papers
reads along. Nobody else sees that there is a comment.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import CommentsSeen, LeafComment, Participant, Side
from caicach.apps.parindex.queries.entering import Entering, entering, reaches
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import find_in_year, latest
from caicach.core.parindex import Node
from caicach.core.parindex.process import Stage
from caicach.platform.access import NotFound, Permission, Refused, Scope
from caicach.platform.wording import language

LARGEST_ID = 2**53
PER_PAGE = 20
LATEST = 5
"""How many comments stand on a page that is about something else."""


class Voices:
    """For which side somebody speaks about the leaves of one unit; asked for each leaf at the cost of no query."""

    def __init__(self, scope: Scope, participant: Participant, placed: Unit, allowed: Entering) -> None:
        top = f"{participant.round.locality_id}/"
        self.entering = allowed
        self._locks = reaches(scope, placed, Permission.SELF_SCORE_LOCK)
        self._fields = scope.fields(Permission.APPRAISE, top)
        self._leads = scope.may(Permission.APPRAISAL_MANAGE, top)
        self._decides = scope.may(Permission.COUNCIL_DECIDE, top)
        self._follows = scope.may(Permission.COUNCIL_READ, top)

    def side(self, node: Node) -> Side | None:
        """The side for which one may write; None for whoever may not."""
        if self._locks or self.entering.may(node.code):
            return Side.UNIT
        if self._leads or self._fields is None or node.agency in self._fields:
            return Side.APPRAISAL
        return Side.COUNCIL if self._decides else None

    def reads(self, node: Node) -> bool:
        return self._follows or self.side(node) is not None


@dataclass(frozen=True, slots=True)
class Talk:
    """How much was said about a leaf, and how much of it by others since the reader looked."""

    count: int = 0
    new: int = 0


SILENCE = Talk()


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments about a leaf, the oldest first. `side` is the one for which the reader may write, None for none."""

    participant: Participant
    unit: Unit
    node: Node
    name: str
    comments: Page[LeafComment]
    side: Side | None
    seen: int
    last: int
    reader: int | None
    own_last: int

    @property
    def count(self) -> int:
        return int(self.comments.paginator.count)

    def is_new(self, comment: LeafComment) -> bool:
        return comment.pk > self.seen and comment.author_id != self.reader

    @property
    def may_write(self) -> bool:
        """Whether there is something to say: with the publication all is said."""
        return self.side is not None and Stage(self.participant.stage) is not Stage.PUBLISHED

    @property
    def has_new(self) -> bool:
        return any(self.is_new(one) for one in self.comments)

    @property
    def is_whole(self) -> bool:
        return len(self.comments) == self.count


def voices(scope: Scope, participant: Participant, placed: Unit) -> Voices:
    """What the scope may say about the leaves of a unit. At most four queries."""
    framework = framework_of(participant.round.framework)
    return Voices(scope, participant, placed, entering(scope, placed, framework, participant.pk))


def thread(
    scope: Scope, year: int, unit_id: int, code: str, page: int | None = None, size: int = PER_PAGE
) -> Thread:
    """One page of the comments about a leaf, the last one unless said. Refused for whoever may not read them."""
    if unit_id > LARGEST_ID:
        raise NotFound
    unit = find_in_year(scope, year, unit_id)
    participant = (
        Participant.objects.filter(unit_id=unit_id, round__year=year)
        .select_related("round__framework", "round__locality", "unit")
        .defer("round__framework__document")
        .first()
    )
    if participant is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá nào của năm %(year)s.") % {"year": year})
    node, heard = speaking(scope, participant, unit, code)
    return _thread(scope, participant, unit, node, heard, page, size)


def speaking(scope: Scope, participant: Participant, unit: Unit, code: str) -> tuple[Node, Voices]:
    """The leaf and what the scope may say about it; NotFound for no leaf, Refused for whoever may not even read."""
    node = node_of(participant, code)
    heard = voices(scope, participant, latest(participant.unit_id) or unit)
    if not heard.reads(node):
        raise Refused(
            _("Trao đổi về tiêu chí %(code)s của %(unit)s không dành cho vị trí công tác của anh/chị.")
            % {"code": code, "unit": unit.name},
            _(
                "Người của đơn vị được giao tiêu chí, tổ thẩm định của lĩnh vực và hội đồng xem được trao đổi này."
            ),
        )
    return node, heard


def _thread(
    scope: Scope,
    participant: Participant,
    unit: Unit,
    node: Node,
    heard: Voices,
    page: int | None,
    size: int,
) -> Thread:
    found = LeafComment.objects.filter(participant=participant, code=node.code)
    pages = Paginator(found.select_related("author").order_by("pk"), size)
    # Beside something else stand the latest ones together, wherever a page of that size would end.
    shown = _latest(pages) if size == LATEST else pages.get_page(page or pages.num_pages)
    rows, seen, own = list(shown), None, None
    if rows:
        looked = CommentsSeen.objects.filter(participant=participant, code=node.code, person_id=scope.user_id)
        seen = looked.values_list("last", flat=True).first()
        own = found.filter(author_id=scope.user_id).aggregate(last=Max("pk"))["last"]
    return Thread(
        participant=participant,
        unit=unit,
        node=node,
        name=node.words.text(language()),
        comments=shown,
        side=heard.side(node),
        seen=seen or 0,
        last=rows[-1].pk if rows else 0,
        reader=scope.user_id,
        own_last=own or 0,
    )


def beside(
    scope: Scope, participant: Participant, unit: Unit, code: str, heard: Voices | None
) -> Thread | None:
    """The latest comments about a leaf for a page that is about something else; None for whoever may not read them."""
    node = node_of(participant, code)
    if heard is None or not heard.reads(node):
        return None
    return _thread(scope, participant, unit, node, heard, None, LATEST)


def node_of(participant: Participant, code: str) -> Node:
    """A node that is entered or scored; NotFound for any other code."""
    node = framework_of(participant.round.framework).by_code.get(code)
    if node is None or not (node.is_leaf or node.knockout is not None):
        raise NotFound(
            _("Bộ %(set)s không có tiêu chí %(code)s.")
            % {"set": participant.round.framework.code, "code": code}
        )
    return node


def talk(
    scope: Scope, participants: Collection[int], codes: Collection[str] | None = None
) -> dict[tuple[int, str], Talk]:
    """By participant and leaf how much was said and how much of it is new; two queries.

    The caller shows only what `Voices` lets the reader read.
    """
    narrowed = {"participant_id__in": list(participants)} | ({"code__in": list(codes)} if codes else {})
    rows = list(
        LeafComment.objects.filter(**narrowed).values_list("participant_id", "code", "pk", "author_id")
    )
    if not rows:
        return {}
    seen = {
        (participant, code): last
        for participant, code, last in CommentsSeen.objects.filter(
            person_id=scope.user_id, **narrowed
        ).values_list("participant_id", "code", "last")
    }
    found: dict[tuple[int, str], Talk] = {}
    for participant, code, pk, author in rows:
        key = participant, code
        known = found.get(key, SILENCE)
        is_new = pk > seen.get(key, 0) and author != scope.user_id
        found[key] = Talk(known.count + 1, known.new + is_new)
    return found


def _latest(pages: Paginator[LeafComment]) -> Page[LeafComment]:
    """The last comments as a page."""
    start = max(0, pages.count - pages.per_page)
    return Page(list(pages.object_list[start : pages.count]), pages.num_pages, pages)

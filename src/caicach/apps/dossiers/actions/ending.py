"""How a dossier ends: the result goes back, the applicant withdraws it, it is stopped on a legal ground; and what he says of
it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks, slips
from caicach.apps.dossiers.actions.deciding import Held, Told, decided, done, held
from caicach.apps.dossiers.models import Dossier, Rating, Slip
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.apps.dossiers.slips import compose
from caicach.core.dossiers.law import stop_grounds
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.errors import Invalid

SCORES = (1, 2, 3)
MOST_CONTACTS = 99


@dataclass(frozen=True, slots=True)
class Return:
    """How the result went back and who took it (at the desk: the name; by post: the consignment; online: the account).

    `announced`: the applicant was told before that an early result is there (Điều 20 khoản 4). `way` is one of `ReturnWay`.
    """

    way: str
    taker: str
    announced: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingIn:
    """The rating slip: `score` 1 (not content) to 3 (very content), how often and at how many agencies papers had to be
    completed.
    """

    score: int
    contacts: int = 0
    agencies: int = 0
    complaint: bool = False
    words: str = ""


@transaction.atomic
def give_back(scope: Scope, dossier_id: int, version: int, given: Return) -> Dossier:
    """Give the result back (status 10); an early result must have been announced first."""
    one = held(scope, dossier_id, version, Act.GIVE_BACK)
    dossier = one.dossier
    way = checks.choice(given.way, list(ReturnWay.values), _("Cách trả kết quả"))
    taker = checks.text(given.taker, _("người nhận kết quả"))
    early = not dossier.same_day and dossier.due_at is not None and _day(one.now) < _day(dossier.due_at)
    target = decided(one, Case(one.law, has_taker=bool(taker), early=early, announced=given.announced))
    dossier.returned_at, dossier.return_way = one.now, way
    data = {"way": way, "taker": taker, "early": early, "announced": given.announced}
    told = Told(checks.note(given.note), data, ("returned_at", "return_way"), None, {"way": way})
    return done(one, target, told)


@transaction.atomic
def withdraw(scope: Scope, dossier_id: int, version: int, reason: str) -> Dossier:
    """The applicant takes his dossier back (status 7)."""
    one = held(scope, dossier_id, version, Act.WITHDRAW)
    why = checks.note(reason)
    target = decided(one, Case(one.law, has_reason=bool(why)))
    _end(one)
    return done(one, target, Told(why, fields=("ended_at",)))


@transaction.atomic
def stop(scope: Scope, dossier_id: int, version: int, ground_code: str, reason: str) -> Slip:
    """Stop a dossier on a ground of `core.dossiers.law.stop_grounds`, with the signed notice (status 8); asks for
    DOSSIERS_SIGN.
    """
    one = held(scope, dossier_id, version, Act.STOP)
    dossier, why = one.dossier, checks.note(reason)
    ground = checks.ground(ground_code, stop_grounds())
    target = decided(one, Case(one.law, known_reason=ground is not None, has_reason=bool(why)))
    assert ground is not None
    words = f"{ground.name.vi}: {why}"
    content = compose.stop_notice(dossier, None, words, scope.today, scope.display_name)
    slip = slips.make(scope, dossier, content, slips.Given(why, ground.code))
    _end(one)
    done(one, target, Told(why, {"slip": slip.pk, "ground": ground.code}, ("ended_at",)))
    return slip


@transaction.atomic
def rate(scope: Scope, dossier_id: int, version: int, rating: RatingIn) -> Dossier:
    """Record the slip on which the citizen rates how he was served; once."""
    one = held(scope, dossier_id, version, Act.RATE)
    target = decided(one, Case(one.law, rated=Rating.objects.filter(dossier=one.dossier).exists()))
    if rating.score not in SCORES:
        raise Invalid(_("Mức hài lòng phải là 1, 2 hoặc 3."), _("Hãy chọn lại mức hài lòng."))
    if not (0 <= rating.contacts <= MOST_CONTACTS and 0 <= rating.agencies <= MOST_CONTACTS):
        raise Invalid(
            _("Số lần, số cơ quan phải liên hệ phải từ 0 đến %(most)s.") % {"most": MOST_CONTACTS},
            _("Hãy nhập lại."),
        )
    Rating.objects.create(
        dossier=one.dossier,
        score=rating.score,
        contacts=rating.contacts,
        agencies=rating.agencies,
        complaint=rating.complaint,
        words=checks.text(rating.words, _("ý kiến"), longest=2000),
        given_at=one.now,
    )
    return done(one, target, Told(data={"score": rating.score}))


def _end(one: Held) -> None:
    """The dossier is over: a wait and a step that were open end with it."""
    one.dossier.ended_at = one.now
    one.dossier.pauses.filter(ended_at=None).update(ended_at=one.now)
    one.dossier.steps.filter(finished_at=None).update(finished_at=one.now, note=_("Dừng cùng hồ sơ"))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.VIETNAM).date()

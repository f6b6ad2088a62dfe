"""Who is told what of a dossier: its officer, the unit that is asked. Never a person's name: only the code and what is to be
done.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.queries.dossier import officers_for
from caicach.apps.units.models import Unit
from caicach.platform.access import Scope
from caicach.platform.notices.actions import News, Words, notify


def address(dossier_id: int) -> str:
    """The page of a dossier."""
    return reverse("dossiers:dossier", args=[dossier_id])


def given(scope: Scope, dossier: Dossier) -> None:
    """The officer to whom the dossier goes now."""
    if dossier.officer_id is None:
        return

    def words() -> tuple[str, str]:
        return (
            _("Hồ sơ %(code)s được giao cho anh/chị") % {"code": dossier.code},
            _("Hãy mở hồ sơ để xem bước cần làm và thời hạn."),
        )

    key = f"dossiers:given:{dossier.pk}:{dossier.version}"
    _tell(scope, dossier, {dossier.officer_id}, key, words)


def asked(scope: Scope, dossier: Dossier, unit: Unit) -> None:
    """The people of the unit that is asked for its opinion."""

    def words() -> tuple[str, str]:
        return (
            _("Hồ sơ %(code)s cần ý kiến của %(unit)s") % {"code": dossier.code, "unit": unit.name},
            _("Hãy mở hồ sơ để xem nội dung hỏi và thời hạn trả lời."),
        )

    people = {user.pk for user in officers_for(scope, unit)}
    _tell(scope, dossier, people, f"dossiers:asked:{dossier.pk}:{dossier.version}", words)


def answered(scope: Scope, dossier: Dossier) -> None:
    """The officer who waits for an opinion."""
    if dossier.officer_id is None:
        return

    def words() -> tuple[str, str]:
        return (
            _("Hồ sơ %(code)s đã có ý kiến trả lời") % {"code": dossier.code},
            _("Hãy mở hồ sơ để giải quyết tiếp."),
        )

    _tell(scope, dossier, {dossier.officer_id}, f"dossiers:answered:{dossier.pk}:{dossier.version}", words)


def _tell(scope: Scope, dossier: Dossier, people: set[int], key: str, words: Words) -> None:
    url = address(dossier.pk)
    notify(scope, [News(people, "dossier.work", key, words, url, dossier.unit.path)])

"""The stages of the round as chips of the screen, and the names of its parts that may have a deadline."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.core.parindex.process import STAGE_WORDS, Stage
from caicach.platform.wording import language

PART_LABELS: dict[str, Promise] = {
    "self_score": _("Tự chấm và chốt điểm"),
    "appraisal_1": _("Thẩm định lần 1"),
    "explanation": _("Giải trình"),
    "appraisal_2": _("Thẩm định lần 2"),
    "council": _("Họp hội đồng"),
    "publication": _("Công bố kết quả"),
}

_CHIPS = {
    Stage.SELF_SCORING: ("running", "pencil"),
    Stage.SELF_LOCKED: ("waiting", "lock"),
    Stage.APPRAISING_1: ("running", "clipboard-check"),
    Stage.EXPLAINING: ("waiting", "message-2"),
    Stage.EXPLAINED: ("waiting", "message-2"),
    Stage.APPRAISING_2: ("running", "clipboard-check"),
    Stage.COUNCIL: ("waiting", "gavel"),
    Stage.APPROVED: ("done", "circle-check"),
    Stage.PUBLISHED: ("done", "circle-check"),
}


@dataclass(frozen=True, slots=True)
class StageChip:
    """A stage as `{% chip stage.kind stage.words icon=stage.icon %}` prints it."""

    stage: Stage
    kind: str
    words: str
    icon: str


def chip_of(stage: Stage | str) -> StageChip:
    """The chip of a stage, in the language of the reader."""
    known = Stage(stage)
    kind, icon = _CHIPS[known]
    return StageChip(known, kind, STAGE_WORDS[known].text(language()), icon)

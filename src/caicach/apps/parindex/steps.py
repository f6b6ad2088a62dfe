"""The steps of whoever leads the appraisal, by name: what a page or a request over HTTP calls."""

from __future__ import annotations

from collections.abc import Callable

from caicach.apps.parindex.actions import process
from caicach.apps.parindex.models import Participant
from caicach.core.parindex.process import Step
from caicach.platform.access import Scope

TAKE: dict[Step, Callable[[Scope, int], Participant]] = {
    Step.START_APPRAISAL: process.start_appraisal,
    Step.ASK: process.ask,
    Step.APPRAISE_AGAIN: process.appraise_again,
    Step.REFER: process.refer,
}

"""Criteria sets, rounds, facts and the work at them over HTTP: the same queries and actions as the screen."""

from ninja import Router

from caicach.apps.parindex.api_facts import router as facts
from caicach.apps.parindex.api_frameworks import router as frameworks
from caicach.apps.parindex.api_leaf_work import router as leaf_work
from caicach.apps.parindex.api_rounds import router as rounds
from caicach.apps.parindex.api_scoring_sheet import router as scoring_sheet
from caicach.apps.parindex.api_self_score import router as self_score

router = Router()
router.add_router("", frameworks)
router.add_router("", rounds)
router.add_router("", facts)
router.add_router("", scoring_sheet)
router.add_router("", self_score)
router.add_router("", leaf_work)

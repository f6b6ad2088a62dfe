"""The API of the index: criteria sets, rounds and facts; results; the appraisal; the council."""

from ninja import Router

from caicach.apps.parindex.api_appraisal import router as appraisal_router
from caicach.apps.parindex.api_council import router as council_router
from caicach.apps.parindex.api_input import router as input_router
from caicach.apps.parindex.api_results import router as results_router

router = Router()
router.add_router("", input_router)
router.add_router("", results_router)
router.add_router("", appraisal_router)
router.add_router("", council_router)

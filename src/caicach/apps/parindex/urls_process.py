"""The addresses of the yearly process: the unit's side, comments and tasks, the appraisal, the council."""

from caicach.apps.parindex import urls_appraisal, urls_council, urls_leaf_work, urls_self_score

urlpatterns = [
    *urls_self_score.urlpatterns,
    *urls_leaf_work.urlpatterns,
    *urls_appraisal.urlpatterns,
    *urls_council.urlpatterns,
]

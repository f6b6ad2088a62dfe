"""The addresses of the yearly process: the unit's side, the appraisal."""

from caicach.apps.parindex import urls_appraisal, urls_council, urls_self_score

urlpatterns = [*urls_self_score.urlpatterns, *urls_appraisal.urlpatterns, *urls_council.urlpatterns]

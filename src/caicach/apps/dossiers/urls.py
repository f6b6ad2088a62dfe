"""The addresses of the one-stop service, /mot-cua/: each group of pages keeps its own list, and this is the one place that
joins them.
"""

from caicach.apps.dossiers import urls_counter, urls_evaluation, urls_violations

app_name = "dossiers"
urlpatterns = [*urls_counter.urlpatterns, *urls_evaluation.urlpatterns, *urls_violations.urlpatterns]

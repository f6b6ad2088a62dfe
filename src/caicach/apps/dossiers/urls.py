"""Addresses of the one-stop service. Every part has a module of its own (`urls_counter`, `urls_lists`, ...); this one
joins them.
"""

from caicach.apps.dossiers import (
    urls_books,
    urls_counter,
    urls_evaluation,
    urls_importing,
    urls_lists,
    urls_slips,
    urls_violations,
)

app_name = "dossiers"
urlpatterns = [
    *urls_counter.urlpatterns,
    *urls_lists.urlpatterns,
    *urls_slips.urlpatterns,
    *urls_books.urlpatterns,
    *urls_violations.urlpatterns,
    *urls_evaluation.urlpatterns,
    *urls_importing.urlpatterns,
]

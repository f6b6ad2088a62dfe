"""The addresses of the one-stop service, /mot-cua/: each group of pages keeps its own list, and this is the one place that
joins them.
"""

from caicach.apps.dossiers import urls_books, urls_counter, urls_lists, urls_slips, urls_violations

app_name = "dossiers"
urlpatterns = [
    *urls_counter.urlpatterns,
    *urls_lists.urlpatterns,
    *urls_slips.urlpatterns,
    *urls_books.urlpatterns,
    *urls_violations.urlpatterns,
]

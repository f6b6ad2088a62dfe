"""The addresses of the index: criteria sets, rounds and facts; the yearly process; results."""

from caicach.apps.parindex import urls_input, urls_process, urls_results

app_name = "parindex"
urlpatterns = [*urls_input.urlpatterns, *urls_process.urlpatterns, *urls_results.urlpatterns]

"""The addresses of the index: criteria sets, rounds and facts; results."""

from caicach.apps.parindex import urls_input, urls_results

app_name = "parindex"
urlpatterns = [*urls_input.urlpatterns, *urls_results.urlpatterns]

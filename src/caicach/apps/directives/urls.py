urlpatterns = []
app_name = "directives"

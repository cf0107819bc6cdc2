app_name = "womens_programs"

urlpatterns = []

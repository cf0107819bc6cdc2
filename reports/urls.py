from django.urls import path

from reports.views import my_day, oversight, overview

app_name = "reports"

urlpatterns = [
    path("my-day/", my_day.my_day, name="my-day"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("reports/", overview.overview, name="overview"),
]

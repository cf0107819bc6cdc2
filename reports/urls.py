from django.urls import path

from reports.views import my_day, overview

app_name = "reports"

urlpatterns = [
    path("my-day/", my_day.my_day, name="my-day"),
    path("reports/", overview.overview, name="overview"),
]

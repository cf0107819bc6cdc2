from django.urls import path

from reports.views import my_day, oversight, overview, search

app_name = "reports"

urlpatterns = [
    path("my-day/", my_day.my_day, name="my-day"),
    path("search/", search.search, name="search"),
    path("search/notes/", search.search_notes, name="search-notes"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("reports/", overview.overview, name="overview"),
]

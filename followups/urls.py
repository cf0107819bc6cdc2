from django.urls import path

from followups.views import case

app_name = "followups"

urlpatterns = [
    path("cases/<int:case_id>/follow-up/", case.case_follow_up, name="case-follow-up"),
    path("cases/<int:case_id>/follow-up/<int:follow_up_id>/", case.outcome, name="outcome"),
]

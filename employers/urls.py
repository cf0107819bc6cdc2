from django.urls import path

from employers.views import applications, case_tab, checks, employers, events, openings

app_name = "employers"

urlpatterns = [
    path("", employers.employers, name="list"),
    path("add/", employers.add_employer, name="add-employer"),
    path("<int:pk>/", employers.employer, name="employer"),
    path("<int:pk>/edit/", employers.edit_employer, name="edit-employer"),
    path("<int:pk>/contacts/add/", employers.add_contact, name="add-contact"),
    path("<int:pk>/jobs/add/", openings.add_opening, name="add-opening"),
    path("jobs/", openings.openings, name="openings"),
    path("jobs/<int:pk>/", openings.opening, name="opening"),
    path("jobs/<int:pk>/edit/", openings.edit_opening, name="edit-opening"),
    path("jobs/<int:pk>/state/", openings.close_or_reopen, name="opening-state"),
    path("jobs/<int:pk>/put-forward/<int:case_id>/", openings.put_forward, name="put-forward"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/<slug:name>/", applications.step, name="step"),
    path("events/", events.events, name="events"),
    path("events/add/", events.add_event, name="add-event"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>/edit/", events.edit_event, name="edit-event"),
    path("events/<int:pk>/invite/", events.invite, name="invite"),
    path("events/<int:pk>/employers/add/", events.invite_employer, name="invite-employer"),
    path("events/<int:pk>/cancel/", events.cancel, name="cancel-event"),
    path("checks/", checks.checks, name="checks"),
    path("cases/<int:case_id>/", case_tab.case_work, name="case-work"),
    path("cases/<int:case_id>/profile/", case_tab.profile, name="profile"),
    path("cases/<int:case_id>/readiness/<slug:code>/", case_tab.readiness, name="readiness"),
]

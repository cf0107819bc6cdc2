from django.urls import path

from womens_programs.views import board, case_tab, catalogue, cohorts

app_name = "womens_programs"

urlpatterns = [
    path("", catalogue.programs, name="programs"),
    path("programs/<slug:code>/", catalogue.program, name="program"),
    path("programs/<slug:code>/cohorts/add/", cohorts.add_cohort, name="add-cohort"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<int:pk>/edit/", cohorts.edit_cohort, name="edit-cohort"),
    path("cohorts/<int:pk>/sheet/", cohorts.sheet, name="sheet"),
    path("cohorts/<int:pk>/board/", board.board, name="board"),
    path("sessions/<int:pk>/", cohorts.attendance, name="attendance"),
    path("enrollments/<int:pk>/move/", board.move, name="move"),
    path("cases/<int:case_id>/", case_tab.case_programs, name="case-programs"),
    path("cases/<int:case_id>/enroll/<slug:code>/", case_tab.enroll, name="enroll"),
]

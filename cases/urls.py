from django.urls import path

from cases.views import case, caseload, papers, plan, release_dates, roster

app_name = "cases"

urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("roster/", roster.rosters, name="rosters"),
    path("roster/<int:batch_id>/", roster.roster, name="roster"),
    path("roster/<int:batch_id>/apply/", roster.apply_roster, name="apply-roster"),
    path("roster/<int:batch_id>/discard/", roster.discard_roster, name="discard-roster"),
    path("roster/<int:batch_id>/set-aside/", roster.set_aside, name="set-aside"),
    path("search/", caseload.search, name="search"),
    path("cases/add/", case.add_person, name="add-person"),
    path("cases/<int:case_id>/", case.overview, name="case"),
    path("cases/<int:case_id>/plan/", case.plan, name="plan"),
    path("cases/<int:case_id>/plan/add/", case.add_step, name="add-step"),
    path("cases/<int:case_id>/plan/draw/<int:template_id>/", case.draw_plan, name="draw-plan"),
    path("cases/<int:case_id>/plan/<int:step_id>/", case.step, name="step"),
    path("cases/<int:case_id>/plan/<int:step_id>/done/", case.step_done, name="step-done"),
    path("cases/<int:case_id>/plan/<int:step_id>/edit/", plan.edit_step, name="edit-step"),
    path("cases/<int:case_id>/plan/intake/", plan.intake, name="intake"),
    path("cases/<int:case_id>/plan/intake/<int:topic>/", plan.intake, name="intake-topic"),
    path("cases/<int:case_id>/plan/suggestions/", plan.suggestions, name="suggestions"),
    path("cases/<int:case_id>/plan/assessment/", plan.add_assessment, name="add-assessment"),
    path("cases/<int:case_id>/plan/goals/add/", plan.add_goal, name="add-goal"),
    path("cases/<int:case_id>/plan/goals/<int:goal_id>/end/", plan.end_goal, name="end-goal"),
    path("cases/<int:case_id>/plan/sign/", plan.sign_plan, name="sign-plan"),
    path("cases/<int:case_id>/plan/signed/", plan.versions, name="plan-versions"),
    path("cases/<int:case_id>/plan/mine/", plan.my_plan, name="my-plan"),
    path("cases/<int:case_id>/needs/add/", case.add_need, name="add-need"),
    path("cases/<int:case_id>/needs/<int:need_id>/", case.need, name="need"),
    path("cases/<int:case_id>/notes/", case.notes, name="notes"),
    path("cases/<int:case_id>/notes/add/", case.add_note, name="add-note"),
    path("cases/<int:case_id>/notes/<int:corrects_id>/correct/", case.add_note, name="correct-note"),
    path("dates-that-moved/", release_dates.moved_dates, name="moved-dates"),
    path("cases/<int:case_id>/dates/", release_dates.release_dates, name="release-dates"),
    path("cases/<int:case_id>/dates/withdraw/", release_dates.withdraw_date, name="withdraw-date"),
    path("cases/<int:case_id>/dates/detainer/", release_dates.detainer, name="detainer"),
    path("cases/<int:case_id>/documents/", papers.papers, name="papers"),
    path("cases/<int:case_id>/documents/add/", papers.add_documents, name="add-documents"),
    path("cases/<int:case_id>/documents/<int:document_id>/", papers.document, name="document"),
    path(
        "cases/<int:case_id>/documents/<int:document_id>/withdraw/", papers.withdraw_document, name="withdraw-document"
    ),
    path("cases/<int:case_id>/documents/paper/<slug:kind>/", papers.paper, name="paper"),
    path("cases/<int:case_id>/documents/benefit/<slug:kind>/", papers.benefit, name="benefit"),
    path("cases/<int:case_id>/facts/", case.facts, name="facts"),
    path("cases/<int:case_id>/move/", case.transfer, name="transfer"),
    path("cases/<int:case_id>/assign/", case.assign, name="assign"),
    path("cases/<int:case_id>/end/", case.close, name="close"),
    path("cases/<int:case_id>/history/", case.history, name="history"),
]

from django.urls import path

from followups.views import case, inbound, outbox, own, team

app_name = "followups"
CASE = "cases/<int:case_id>/follow-up/"
CHECKPOINT = f"{CASE}<int:follow_up_id>/"
CONTACT = f"{CASE}contacts/<int:contact_id>/"

urlpatterns = [
    path(CASE, case.case_follow_up, name="case-follow-up"),
    path(f"{CASE}correct/", case.correct_release, name="correct-release"),
    path(f"{CASE}cadence/", case.change_cadence, name="change-cadence"),
    path(CHECKPOINT, case.outcome, name="outcome"),
    path(f"{CHECKPOINT}try/", case.attempt, name="attempt"),
    path(f"{CHECKPOINT}put-off/", case.snooze, name="snooze"),
    path(f"{CHECKPOINT}hand-over/", case.give, name="give"),
    path(f"{CASE}contacts/add/", case.add_contact, name="add-contact"),
    path(f"{CONTACT}agree/", case.agree, name="agree"),
    path(f"{CONTACT}end/", case.end_contact, name="end-contact"),
    path("cases/<int:case_id>/appointments/<int:appointment_id>.ics", case.appointment_file, name="appointment-file"),
    path("follow-ups/", team.team, name="team"),
    path("follow-ups/hand-over/", team.hand_over, name="hand-over"),
    path("follow-ups/cover/", team.cover, name="cover"),
    path("follow-ups/cover/<int:cover_id>/end/", team.end_cover, name="end-cover"),
    path("account/reminders/", own.reminders, name="reminders"),
    path("account/reminders/calendar/", own.calendar_feed, name="calendar-feed"),
    path("calendar/<str:token>.ics", own.calendar, name="calendar"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/test/", outbox.send_test, name="send-test"),
    path("outbox/words/<slug:template>/", outbox.preview, name="preview"),
    path("outbox/channels/<slug:name>/", outbox.channel, name="channel"),
    path("outbox/messages/<int:message_id>/", team.settle, name="settle"),
    path("texts/received/", inbound.text, name="text-received"),
    path("messages/returned/<slug:channel>/", inbound.returned, name="returned"),
]

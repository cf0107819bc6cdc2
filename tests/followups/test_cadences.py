"""Cadences: by track and risk, in versions, counted from the day the person left and moved with it."""

from datetime import timedelta

import pytest
from django.contrib.admin.sites import site
from django.db import IntegrityError
from django.urls import reverse

from cases.actions import close_case
from cases.models import Case
from demo.factories.cases import CaseFactory, PlanStepFactory
from followups import actions
from followups.models import Cadence, CaseCadence
from followups.tasks import look_after
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
STANDARD = [1, 3, 7, 14, 30, 60, 90, 180, 270, 365]
MEASURED = [30, 90, 180, 270, 365]


def release(risk="moderate", release_type="parole", ago=0):
    case = CaseFactory(days=-ago)
    on = clock.today() - timedelta(days=ago)
    return actions.record_release(case=case, on=on, release_type=release_type, risk=risk, by=case.coordinator)


def days(case, **found):
    rows = case.follow_ups.filter(**found).order_by("due_on")
    return [(row.due_on - case.released_on).days for row in rows]


def test_risk_sets_how_often():
    assert days(release("moderate")) == STANDARD
    assert days(release("low")) == [1, 7, *MEASURED]
    high = days(release("high"))
    assert set(STANDARD) < set(high)
    assert sum(day <= 30 for day in high) == 6


def test_every_cadence_measures_on_the_days_that_are_counted():
    for cadence in Cadence.objects.prefetch_related("points"):
        assert [p.days_after for p in cadence.points.all() if p.form == "measurement"] == MEASURED, cadence


def test_without_supervision_nobody_is_asked_about_the_field_office():
    case = release(release_type="discharge")
    assert case.cadence.cadence.track == "unsupervised"
    assert not case.follow_ups.filter(point__asks__contains="field office").exists()
    assert release().follow_ups.filter(point__asks__contains="field office").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda cadence: cadence.points.update(days_after=2),
        lambda cadence: cadence.points.create(days_after=2, title="48 hours"),
        lambda cadence: cadence.points.all()._raw_delete("default"),
        lambda cadence: Cadence.objects.filter(pk=cadence.pk).update(head_after=30),
    ],
)
def test_a_version_that_cases_follow_cannot_change_whoever_tries(change):
    cadence = release().cadence.cadence
    with pytest.raises(IntegrityError, match="Make a new version"):
        change(cadence)


def test_a_version_that_cases_follow_can_be_taken_out_of_use_and_a_new_one_changed():
    release()
    assert Cadence.objects.update(is_active=False) > 1
    free = Cadence.objects.create(name="In this test")
    free.points.create(days_after=1, title="24 hours")
    assert free.points.update(days_after=2) == 1


def new_version(admin_client, cadence):
    data = {"action": "make_new_version", "_selected_action": [cadence.pk]}
    admin_client.post(reverse("admin:followups_cadence_changelist"), data)
    newer = Cadence.objects.get(name=cadence.name, version=cadence.version + 1)
    newer.points.filter(days_after=3).update(days_after=2, title="48 hours")
    return newer


def test_a_case_keeps_its_version_until_staff_move_it_on(sign_in, staff):
    case = release()
    newer = new_version(sign_in(staff("administrator")), case.cadence.cadence)
    assert days(release()) == STANDARD  # a draft is not used
    Cadence.objects.filter(pk=newer.pk).update(is_active=True)
    look_after()
    assert days(case) == STANDARD
    assert days(release())[1] == 2
    actions.record_outcome(
        follow_up=case.follow_ups.get(title="24 hours"), outcome="reached", note="", by=case.coordinator
    )
    actions.change_cadence(case=case, risk="moderate", by=case.coordinator)
    assert days(case, state="scheduled") == [2, *STANDARD[2:]]
    assert days(case, state="done") == [1]
    assert set(case.follow_ups.filter(state="cancelled").values_list("end_reason", flat=True)) == {"Another cadence"}
    with pytest.raises(ActionRefused, match="newest version"):
        actions.change_cadence(case=case, risk="moderate", by=case.coordinator)


def test_a_version_that_cases_follow_does_not_change(rf, staff):
    case, admin = release(), site.get_model_admin(Cadence)
    request = rf.get("/")
    request.user = staff("administrator")
    used, draft = case.cadence.cadence, Cadence.objects.create(name="Draft")
    assert "again_after" in admin.get_readonly_fields(request, used)
    (points,) = admin.get_inline_instances(request, used) or [None]
    assert points is None or not points.has_change_permission(request, used)
    assert admin.get_readonly_fields(request, draft) == ()


def test_a_corrected_day_moves_what_is_open_and_nothing_else():
    case = release(ago=2)
    done = case.follow_ups.get(title="24 hours")
    actions.record_outcome(follow_up=done, outcome="reached", note="", by=case.coordinator)
    actions.correct_release(
        case=case, on=clock.today() - timedelta(days=1), reason="The gate book", by=case.coordinator
    )
    case.refresh_from_db()
    assert days(case, state="scheduled") == STANDARD[1:]
    assert (case.follow_ups.get(pk=done.pk).due_on - case.released_on).days == 0
    titles = list(case.events.values_list("title", flat=True)[:2])
    assert "9 follow-ups moved" in titles[0] and "corrected" in titles[1]


def test_a_day_that_a_roster_corrects_moves_them_too():
    case = release(ago=2)
    Case.objects.filter(pk=case.pk).update(released_on=clock.today())
    look_after()
    case.refresh_from_db()
    assert days(case) == STANDARD
    assert CaseCadence.objects.get(case=case).counted_from == case.released_on


@pytest.mark.parametrize("ending", Case.ENDINGS)
def test_each_way_a_case_ends_ends_its_follow_ups_with_the_reason(ending):
    case = release()
    close_case(case=case, ending=ending, reason="It was so", by=case.coordinator)
    look_after()
    assert set(case.follow_ups.values_list("state", "end_reason")) == {("cancelled", Case.State(ending).label)}


def test_critical_steps_left_open_stay_visible(sign_in):
    case = CaseFactory(days=0)
    step = PlanStepFactory(case=case, title="State ID in hand", is_critical=True)
    PlanStepFactory(case=case, title="Library card", is_critical=False)
    PlanStepFactory(case=case, title="Ride confirmed", is_critical=True, state="done", done_on=clock.today())
    actions.record_release(case=case, on=clock.today(), release_type="parole", by=case.coordinator)
    assert list(case.defects.values_list("step", flat=True)) == [step.pk]
    step.state, step.done_on = "done", clock.today()
    step.save()
    page = sign_in(case.coordinator).get(reverse("followups:case-follow-up", args=[case.pk]))
    assert "Not ready on the day of release" in page.text
    assert "Done since" in page.text


def test_without_a_manager_the_supervisor_of_the_place_owns_them(staff):
    from followups.models import Oversight

    somewhere_else = staff("supervisor")
    of_the_place = staff("supervisor")
    case = CaseFactory(days=0, coordinator=None)
    Oversight.objects.create(user=of_the_place, district=case.district)
    actions.record_release(case=case, on=clock.today(), release_type="parole", by=somewhere_else)
    assert {row.owner for row in case.follow_ups.all()} == {of_the_place}
    Oversight.objects.create(user=somewhere_else, facility=case.facility)
    other = CaseFactory(days=0, coordinator=None)
    actions.record_release(case=other, on=clock.today(), release_type="parole", by=of_the_place)
    assert {row.owner for row in other.follow_ups.all()} == {somewhere_else}

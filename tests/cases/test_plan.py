"""From the intake to a plan that was signed: suggested, never decided; who saves second is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions, plan_versions
from cases.models import IntakeAnswer, NeedArea, PlanStep, PlanTemplate
from cases.reference.intake import QUESTIONS, TOPICS
from cases.suggestions import suggestions_for
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, NeedFactory, PlanStepFactory, WomansCaseFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
ALL = ("general", "health", "substance_use", "victim")


@pytest.fixture
def case():
    return CaseFactory(days=100)


def area(code):
    return NeedArea.objects.get(code=code)


def assess(case, tool="oras_srt", done_on=None, **domains):
    return actions.record_assessment(
        case=case, tool=tool, done_on=done_on or clock.today(), level="Moderate/High", domains=domains, by=UserFactory()
    )


def labels(case, reads=ALL):
    return {suggestion.label for suggestion in suggestions_for(case, reads=reads)}


def test_every_question_names_an_area_and_every_list_of_steps_is_there():
    areas = set(NeedArea.objects.values_list("code", flat=True))
    lists = set(PlanTemplate.objects.filter(is_active=True).values_list("name", flat=True))
    for question in QUESTIONS.values():
        assert question.area in areas
        assert not question.steps or question.steps in lists
    assert areas == {question.area for question in QUESTIONS.values()}


def test_answers_suggest_and_nothing_enters_the_plan_without_a_click(case):
    answers = {"food": ("no", ""), "veteran": ("unsure", ""), "clothing": ("yes", "")}
    actions.answer_intake(case=case, answers=answers, by=case.coordinator)
    assert labels(case) == {"Food", "Veteran"}
    assert not case.needs.exists()
    assert not case.steps.exists()
    actions.take_suggestions(case=case, suggestions=suggestions_for(case, reads=ALL), by=case.coordinator)
    assert case.needs.get().area.code == "food"
    assert case.steps.filter(code="VT-01").exists()
    assert labels(case) == set()


def test_an_assessment_suggests_by_its_newest_result_of_a_tool_and_keeps_the_level_as_received(case):
    assess(case, done_on=clock.today() - timedelta(days=200), substance_use="high", education_work_money="high")
    newest = assess(case, substance_use="low", family="moderate")
    assert newest.level == "Moderate/High"
    assert labels(case) == {"Family"}


def test_a_domain_is_suggested_only_to_those_who_may_know_it(case):
    assess(case, substance_use="high", family="high")
    assert labels(case, reads=("general",)) == {"Family"}


def test_scales_on_trauma_are_victim_information_and_strengths_suggest_nothing():
    case = WomansCaseFactory()
    row = assess(case, tool="wrna_release", safety="high", efficacy="high", parenting="moderate")
    assert row.domains.get(code="safety").confidentiality == "victim"
    assert labels(case, reads=("general",)) == {"Childcare"}


def test_the_womens_assessment_is_for_women_and_a_result_is_kept_once(case):
    with pytest.raises(ActionRefused, match="for women"):
        assess(case, tool="wrna_release")
    assess(case)
    with pytest.raises(ActionRefused, match="on file"):
        assess(case)


def test_the_intake_is_asked_topic_by_topic_and_its_answers_carry_class_and_category(case, sign_in):
    client = sign_in(case.coordinator)
    for topic in range(1, len(TOPICS) + 1):
        path = reverse("cases:intake-topic", args=[case.pk, topic])
        answer = client.post(path, {"treatment": "yes", "birth_certificate": "no"})
        assert answer.status_code == 302
    kept = IntakeAnswer.objects.get(case=case, question="treatment")
    assert (kept.confidentiality, kept.category) == ("substance_use", "substance_use")
    assert case.events.filter(title__startswith="Intake").count() == 2
    assert "Identification" in client.get(answer["Location"]).content.decode()


def test_the_employment_role_is_not_asked_about_health_and_does_not_see_it(case, sign_in, staff):
    actions.answer_intake(case=case, answers={"doctor": ("yes", "")}, by=case.coordinator)
    client = sign_in(staff("employment"))
    assert "doctor" not in client.get(reverse("cases:intake-topic", args=[case.pk, 7])).content.decode()
    assert "doctor" not in client.get(reverse("cases:suggestions", args=[case.pk])).content.decode()


def test_a_goal_is_in_the_persons_words_and_ends_with_a_reason(case):
    goal = actions.set_goal(case=case, area=area("family"), words="See my girls every week.", by=case.coordinator)
    step = PlanStepFactory(case=case)
    actions.edit_step(
        step=step,
        by=case.coordinator,
        title="Ask for visits",
        area=area("family"),
        goal=goal,
        done_by="person",
        owner=None,
        days_before=30,
        due_on=None,
    )
    step.refresh_from_db()
    assert (step.goal, step.due_on) == (goal, case.release_date - timedelta(days=30))
    with pytest.raises(ActionRefused, match="why"):
        actions.end_goal(goal=goal, state="dropped", by=case.coordinator)
    assert actions.end_goal(goal=goal, state="reached", by=case.coordinator).ended_on == clock.today()


def test_a_step_hangs_on_the_release_or_on_a_fixed_day_never_on_both(case):
    step = PlanStepFactory(case=case)
    common = {"by": case.coordinator, "title": "x", "area": None, "goal": None, "done_by": "staff", "owner": None}
    for days_before, due_on in ((30, clock.today()), (None, None)):
        with pytest.raises(ActionRefused, match="either"):
            actions.edit_step(step=step, days_before=days_before, due_on=due_on, **common)


def test_a_signed_plan_stays_as_it_was_and_is_compared_with_the_plan_as_it_is_now(case, sign_in):
    kept, done = PlanStepFactory(case=case, title="Home plan"), PlanStepFactory(case=case, title="Order the paper")
    version = actions.sign_plan(case=case, signed_by_person=True, by=case.coordinator)
    actions.change_step(step=done, state="done", by=case.coordinator)
    new = actions.add_step(case=case, title="Bus pass", due_on=clock.today(), by=case.coordinator)
    changes = plan_versions.compare(plan_versions.readable(version, ALL), plan_versions.readable_now(case, ALL))
    assert {(change.line["key"], change.how) for change in changes} == {
        (f"step-{new.pk}", "new"),
        (f"step-{done.pk}", "changed"),
    }
    page = sign_in(case.coordinator).get(reverse("cases:plan-versions", args=[case.pk])).content.decode()
    assert "Bus pass" in page
    assert kept.title not in page


def test_a_plan_without_the_persons_signature_says_why(case):
    PlanStepFactory(case=case)
    with pytest.raises(ActionRefused, match="did not sign"):
        actions.sign_plan(case=case, signed_by_person=False, by=case.coordinator)


def test_a_version_hides_what_its_reader_may_not_know(case, sign_in, staff):
    PlanStepFactory(case=case, title="markerstep", area=area("health"))
    actions.sign_plan(case=case, signed_by_person=True, by=case.coordinator)
    case.steps.update(title="markerstep now")
    path = reverse("cases:plan-versions", args=[case.pk])
    assert "markerstep" in sign_in(case.coordinator).get(path).content.decode()
    assert "markerstep" not in sign_in(staff("employment")).get(path).content.decode()


def test_my_plan_says_who_does_what_in_plain_words(case, sign_in):
    PlanStepFactory(case=case, title="Write a résumé", done_by="person")
    PlanStepFactory(case=case, title="Book the ride", done_by="staff")
    page = sign_in(case.coordinator).get(reverse("cases:my-plan", args=[case.pk])).content.decode()
    mine, theirs = page.index("What I do"), page.index("What others do for me")
    assert mine < page.index("Write a résumé") < theirs < page.index("Book the ride")


@pytest.mark.parametrize("page", ["step", "need", "facts"])
def test_who_saves_second_sees_both_versions_and_saves_again_to_keep_theirs(case, sign_in, page):
    row = PlanStepFactory(case=case) if page == "step" else NeedFactory(case=case)
    args = [case.pk] if page == "facts" else [case.pk, row.pk]
    path = reverse(f"cases:{page}", args=args)
    field = {"step": "evidence", "need": "standing", "facts": "housing_unit"}[page]
    client = sign_in(case.coordinator)
    form = client.get(path).context["form"]
    typed = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    typed = {name: "" if value is None else value for name, value in typed.items() if value is not False}
    if page == "step":
        typed["state"] = "in_progress"
    assert client.post(path, {**typed, field: "Theirs"}).status_code == 302
    if page == "step":
        typed["state"] = "done"
    answer = client.post(path, {**typed, field: "Mine"})
    content = answer.content.decode()
    assert "Someone else saved this first" in content
    assert "Mine" in content
    again = {**typed, field: "Mine", "seen": answer.context["form"]["seen"].value()}
    assert client.post(path, again).status_code == 302
    case.refresh_from_db()
    row.refresh_from_db()
    assert getattr(case if page == "facts" else row, field) == "Mine"


def done(client, step):
    return client.post(reverse("cases:step-done", args=[step.case_id, step.pk]), follow=True).content.decode()


def undo(client, step):
    return client.post(reverse("cases:undo-step", args=[step.case_id, step.pk]), follow=True).content.decode()


def test_a_click_can_be_taken_back_for_ten_seconds(case, sign_in, move_clock):
    step = PlanStepFactory(case=case, state="blocked", reason="No answer")
    client = sign_in(case.coordinator)
    assert "Undo" in done(client, step)
    move_clock(seconds=9)
    assert "Taken back" in undo(client, step)
    step.refresh_from_db()
    assert (step.state, step.reason, step.done_on) == ("blocked", "No answer", None)
    assert case.events.first().title == f"Taken back: {step.title} is blocked"


def test_after_ten_seconds_it_stays(case, sign_in, move_clock):
    step = PlanStepFactory(case=case)
    client = sign_in(case.coordinator)
    done(client, step)
    move_clock(seconds=12)
    assert "too long ago" in undo(client, step)
    step.refresh_from_db()
    assert step.state == "done"


def test_nothing_is_taken_back_that_someone_changed_since_or_that_was_not_ones_own_click(case, sign_in):
    step, other = PlanStepFactory(case=case), PlanStepFactory(case=case)
    client = sign_in(case.coordinator)
    done(client, step)
    actions.change_step(step=step, state="open", by=UserFactory())
    assert "changed since" in undo(client, step)
    done(client, step)
    assert "too long ago" in undo(client, other)


def test_a_new_version_of_a_template_changes_no_plan_that_was_drawn(client, staff, sign_in):
    template = PlanTemplate.objects.get(name="Veteran", is_active=True)
    case = CaseFactory()
    actions.draw_plan(case=case, template=template, by=case.coordinator)
    sign_in(staff("administrator"))
    client.post(
        reverse("admin:cases_plantemplate_changelist"),
        {"action": "make_new_version", "_selected_action": [template.pk]},
    )
    new = PlanTemplate.objects.get(name="Veteran", is_active=True)
    assert new.version == template.version + 1
    assert new.steps.count() == template.steps.count()
    assert set(PlanStep.objects.filter(case=case).values_list("template", flat=True)) == {template.pk}


def test_an_ended_case_is_at_rest(case, sign_in):
    PlanStepFactory(case=case, title="Home plan")
    case = actions.close_case(case=case, ending="deceased", reason="Reported by the facility", by=case.coordinator)
    client = sign_in(case.coordinator)
    overview = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "100 days" not in overview
    assert "Coming up" not in overview
    plan = client.get(reverse("cases:plan", args=[case.pk])).content.decode()
    for words in ("Add step", "Add a list of steps", ">Done<"):
        assert words not in plan, words
    with pytest.raises(ActionRefused, match="ended"):
        actions.draw_plan(case=case, template=PlanTemplate.objects.get(name="Veteran", version=2), by=case.coordinator)


def test_the_reason_of_a_blocked_step_can_be_put_right(case):
    step = PlanStepFactory(case=case, state="blocked", reason="No anwser")
    assert (
        actions.change_step(step=step, state="blocked", reason="No answer", by=case.coordinator).reason == "No answer"
    )
    with pytest.raises(ActionRefused, match="blocked already"):
        actions.change_step(step=step, state="blocked", reason="No answer", by=case.coordinator)


def test_the_overview_says_where_the_date_comes_from_and_who_the_person_is(case, sign_in):
    page = sign_in(case.coordinator).get(reverse("cases:case", args=[case.pk])).content.decode()
    for words in ("Conditional release, nightly extract", f"{case.person.birth_date:%m/%d/%Y}", "Male", "English"):
        assert words in page, words

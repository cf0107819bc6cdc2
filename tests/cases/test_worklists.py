"""The caseload as a working list: what it counts, keeps and does to several people at once; who carries whom."""

import csv
import io
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from cases import actions
from cases.assignment import Assignment
from cases.models import Case, CaseTag, HandOver, Person, PlanStep, SavedView
from demo.factories.accounts import UserFactory
from demo.factories.cases import (
    AssignmentRuleFactory,
    CaseFactory,
    ContactPointFactory,
    FacilityFactory,
    NeedAreaFactory,
    NeedFactory,
    NoteFactory,
    PersonFactory,
    PlanStepFactory,
    PostingFactory,
)
from reentry_portal import clock, csv_rows, paging
from reentry_portal.errors import ActionRefused
from reports.my_day import steps_to_do

pytestmark = pytest.mark.django_db
LIST, CHOSEN = "/caseload/", "/caseload/chosen/"


@pytest.fixture
def supervisor(sign_in, staff):
    return sign_in(staff("supervisor"))


class TestCounts:
    def test_the_count_stands_in_the_part_that_a_filter_swaps(self, supervisor):
        CaseFactory.create_batch(3)
        CaseFactory(person__last_name="Zorn")
        part = supervisor.get(LIST, {"q": "zorn"}, headers={"HX-Request": "true"}).content.decode()
        assert "1 person." in part
        assert "4 people." in supervisor.get(LIST).content.decode()

    def test_nothing_counts_beyond_the_cap(self, supervisor, monkeypatch):
        monkeypatch.setattr(paging, "COUNT_CAP", 3)
        CaseFactory.create_batch(5)
        page = supervisor.get(LIST)
        assert page.context["total"] == "3+"
        assert page.context["views"][0]["count"] == "3+"

    def test_each_view_counts_the_list_it_leads_to(self, supervisor):
        CaseFactory(days=10)
        CaseFactory(days=100, coordinator=None)
        for view in supervisor.get(LIST).context["views"]:
            url = view["url"] if view["url"].startswith("/") else LIST + view["url"]
            assert supervisor.get(url).context["total"] == view["count"], view["label"]

    def test_my_day_counts_everyone_not_only_those_shown(self, supervisor):
        CaseFactory.create_batch(14, days=3)
        assert supervisor.get("/my-day/").context["counts"]["leaving"] == "14"

    def test_a_search_in_the_filter_is_on_the_trail_as_a_search(self, supervisor):
        case = CaseFactory(person__last_name="Zorn")
        supervisor.get(LIST, {"q": "zorn"})
        event = AuditEvent.objects.get(action="searched")
        assert (event.people, event.detail) == ([case.person_id], {"shape": "name"})

    def test_a_step_that_the_reader_may_not_see_is_not_next(self, sign_in, staff):
        case = CaseFactory()
        health = NeedAreaFactory(code="health")
        PlanStepFactory(case=case, title="markerhealth", area=health, due_on=clock.today())
        assert "markerhealth" in sign_in(staff("supervisor")).get(LIST).content.decode()
        assert "markerhealth" not in sign_in(staff("employment")).get(LIST).content.decode()

    @pytest.mark.parametrize("people", [5, 25])
    def test_it_costs_the_same_with_many_people(self, people, supervisor, django_assert_max_num_queries):
        for case in CaseFactory.create_batch(people):
            PlanStepFactory(case=case)
            actions.tag_case(case=case, word="glasses", by=case.coordinator)
        supervisor.get(LIST)
        with django_assert_max_num_queries(13):
            supervisor.get(LIST)


class TestSavedViews:
    def test_filters_are_kept_under_a_name_and_counted(self, sign_in, staff):
        user = staff("supervisor")
        client = sign_in(user)
        CaseFactory(days=10, coordinator=None)
        CaseFactory(days=200, coordinator=None)
        client.post("/caseload/views/", {"name": "Soon, no one", "query": "window=30&unassigned=true&at=5~x&evil=1"})
        view = SavedView.objects.get()
        assert (view.owner, view.query) == (user, "window=30&unassigned=true")
        chip = next(chip for chip in client.get(f"{LIST}?{view.query}").context["views"] if chip["view"])
        assert (chip["label"], chip["count"], chip["current"]) == ("Soon, no one", "1", True)

    def test_shared_by_those_of_one_facility_and_seen_through_their_own_eyes(self, sign_in):
        here, there = FacilityFactory(), FacilityFactory(code="TCC")
        owner, colleague, other = (
            PostingFactory(facility=facility, user__first_name=name).user
            for facility, name in [(here, "Ada"), (here, "Ben"), (there, "Cy")]
        )
        actions.save_view(owner=owner, name="Shared", query="", is_shared=True)
        actions.save_view(owner=owner, name="Own", query="", is_shared=False)
        assert {view.name for view in SavedView.objects.visible_to(owner)} == {"Shared", "Own"}
        assert {view.name for view in SavedView.objects.visible_to(colleague)} == {"Shared"}
        assert not SavedView.objects.visible_to(other)
        CaseFactory(facility=there)
        CaseFactory(facility=here)
        chip = next(chip for chip in sign_in(colleague).get(LIST).context["views"] if chip["view"])
        assert chip["count"] == "1"
        assert chip["label"].startswith("Shared (A. ")

    def test_only_its_owner_removes_it(self, sign_in, staff):
        view = actions.save_view(owner=staff("supervisor"), name="V", query="", is_shared=True)
        assert sign_in(staff("supervisor")).post(f"/caseload/views/{view.pk}/remove/").status_code == 404
        sign_in(view.owner).post(f"/caseload/views/{view.pk}/remove/")
        assert not SavedView.objects.exists()


class TestSeveralAtOnce:
    def test_assign(self, supervisor, staff):
        cases, to = CaseFactory.create_batch(3), staff()
        step = PlanStepFactory(case=cases[0], owner=cases[0].coordinator)
        address = f"{CHOSEN}?do=assign&case={cases[0].pk}&case={cases[1].pk}"
        assert cases[0].person.list_name in supervisor.get(address).content.decode()
        supervisor.post(address, {"coordinator": to.pk})
        assert set(Case.objects.filter(coordinator=to)) == set(cases[:2])
        step.refresh_from_db()
        assert step.owner == to

    def test_who_is_out_of_sight_is_not_touched(self, sign_in):
        posting = PostingFactory()
        own, other = CaseFactory(facility=posting.facility), CaseFactory(facility__code="TCC")
        client = sign_in(posting.user)
        client.post(f"{CHOSEN}?do=tag&case={own.pk}&case={other.pk}", {"word": " Needs  Glasses "})
        assert list(CaseTag.objects.values_list("case", "word")) == [(own.pk, "needs glasses")]
        assert own.events.filter(title="Tagged “needs glasses”").exists()

    def test_who_cannot_take_it_is_named_and_the_others_go_on(self, supervisor):
        good = CaseFactory()
        ended = CaseFactory(state="closed", ended_on=clock.today(), person__last_name="Zorn")
        day = f"{clock.today() + timedelta(days=5):%m/%d/%Y}"
        answer = supervisor.post(
            f"{CHOSEN}?do=step&case={good.pk}&case={ended.pk}",
            {"title": "Ask for the card", "due_on": day},
            follow=True,
        ).content.decode()
        assert "Add a step: 1 person." in answer
        assert "Zorn" in answer
        assert PlanStep.objects.get().owner == good.coordinator

    def test_tags_narrow_the_list_and_come_off(self, supervisor, staff):
        case = CaseFactory()
        CaseFactory()
        actions.tag_case(case=case, word="glasses", by=staff())
        assert supervisor.get(LIST, {"tag": "glasses"}).context["page"].rows == [case]
        supervisor.post(f"{CHOSEN}?do=untag&case={case.pk}", {"word": "glasses"})
        assert not CaseTag.objects.exists()

    def test_sheets_of_paper_keep_to_what_the_reader_may_see(self, sign_in, staff):
        case = CaseFactory()
        PlanStepFactory(case=case, title="markerhealth", area=NeedAreaFactory(code="health"))
        PlanStepFactory(case=case, title="Order the card")
        page = sign_in(staff("employment")).get(f"{CHOSEN}?do=print&case={case.pk}", follow=True).content.decode()
        assert "Order the card" in page
        assert "markerhealth" not in page
        assert AuditEvent.objects.filter(action="exported", people=[case.person_id]).exists()

    def test_no_one_chosen(self, supervisor):
        assert "No one was chosen" in supervisor.get(CHOSEN, follow=True).content.decode()

    def test_it_does_not_lead_away_from_the_portal(self, supervisor):
        case = CaseFactory()
        answer = supervisor.post(f"{CHOSEN}?do=tag&case={case.pk}&back=https://example.test/", {"word": "x"})
        assert answer.headers["Location"] == LIST


def test_the_list_as_csv(sign_in, staff):
    CaseFactory(person__last_name="=Zorn", days=10)
    CaseFactory(days=100)
    answer = sign_in(staff("supervisor")).get("/caseload/export/?window=30")
    lines = answer.content.decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=Zorn,Marcus,")
    assert f"{clock.today() + timedelta(days=10):%m/%d/%Y}" in lines[1]
    event = AuditEvent.objects.get(action="exported")
    assert (len(event.people), event.detail) == (1, {"rows": 1})


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "plain", "", "a=b", 'say "so", twice'])
def test_the_database_makes_a_cell_harmless_as_python_does(text):
    PersonFactory(last_name=text)
    copied = csv_rows.copied(Person.objects.values_list(csv_rows.Harmless("last_name")), head=["Last name"])
    rows = list(csv.reader(io.StringIO(copied.decode(), newline="")))
    assert rows == [["Last name"], [csv_rows.harmless(text)]]


class TestFilters:
    def test_what_makes_no_sense_narrows_nothing(self, supervisor):
        CaseFactory()
        nonsense = {"facility": "x", "worker": 2**70, "window": "31", "steps": "lost", "place": "moon"}
        assert supervisor.get(LIST, nonsense).context["total"] == "1"

    def test_a_need_that_the_reader_may_not_know_is_neither_offered_nor_counted(self, sign_in, staff):
        NeedFactory(area=NeedAreaFactory(code="health"), confidentiality="health")
        for role, knows in [("employment", False), ("supervisor", True)]:
            page = sign_in(staff(role)).get(LIST, {"need": "health"})
            assert ('name="need" value="health"' in page.content.decode(), page.context["total"]) == (
                knows,
                "1" if knows else "0",
            )

    def test_a_step_that_the_reader_may_not_know_is_not_counted(self, sign_in, staff):
        area = NeedAreaFactory(code="health", confidentiality="health")
        PlanStepFactory(area=area, due_on=clock.today() - timedelta(days=1))
        for role, count in [("employment", "0"), ("supervisor", "1")]:
            assert sign_in(staff(role)).get(LIST, {"steps": "overdue"}).context["total"] == count

    def test_the_panel_stands_as_it_was_asked(self, supervisor):
        case = CaseFactory()
        actions.tag_case(case=case, word="<b>", by=case.coordinator)
        asked = {"facility": case.facility_id, "window": "30", "tag": "<b>", "mine": "on"}
        page = supervisor.get(LIST, asked).content.decode()
        assert f'<option value="{case.facility_id}" selected>' in page
        assert 'value="30" id="id_window_1" checked' in page
        assert '<option value="&lt;b&gt;" selected>' in page
        assert 'id="id_mine" checked' in page


class TestPageSize:
    def test_it_is_remembered_in_the_browser(self, supervisor):
        CaseFactory.create_batch(27)
        assert len(supervisor.get(LIST).context["page"].rows) == 25
        assert len(supervisor.get(LIST, {"size": "50"}).context["page"].rows) == 27
        assert len(supervisor.get(LIST).context["page"].rows) == 27
        supervisor.get(LIST, {"size": "25"})
        assert len(supervisor.get(LIST).context["page"].rows) == 25

    @pytest.mark.parametrize("size", ["1000", "0", "x"])
    def test_no_other_size(self, size, supervisor):
        answer = supervisor.get(LIST, {"size": size})
        assert answer.context["size"] == 25
        assert "people_a_page" not in answer.cookies


class TestLook:
    HTMX = {"HX-Request": "true"}

    def test_it_says_what_the_reader_may_know(self, sign_in, staff):
        case = CaseFactory()
        NoteFactory(case=case, text="markerold")
        NoteFactory(case=case, text="markerhealth", confidentiality="health")
        PlanStepFactory(case=case, title="markerstep", area=NeedAreaFactory(code="health", confidentiality="health"))
        ContactPointFactory(person=case.person, value="573-555-0142")
        row = sign_in(staff("employment")).get(f"/cases/{case.pk}/quick/", headers=self.HTMX).content.decode()
        assert "markerold" in row
        assert "573-555-0142" in row
        assert "markerhealth" not in row
        assert "markerstep" not in row
        row = sign_in(staff("supervisor")).get(f"/cases/{case.pk}/quick/", headers=self.HTMX).content.decode()
        assert "markerhealth" in row
        assert "markerstep" in row
        assert AuditEvent.objects.filter(object_type="cases:quick", people=[case.person_id]).count() == 2

    def test_no_one_looks_at_whom_they_do_not_see(self, sign_in):
        case, elsewhere = CaseFactory(), PostingFactory(facility__code="TCC").user
        assert sign_in(elsewhere).get(f"/cases/{case.pk}/quick/", headers=self.HTMX).status_code == 404

    def test_without_script_the_person_opens(self, supervisor):
        case = CaseFactory()
        assert supervisor.get(f"/cases/{case.pk}/quick/").headers["Location"] == f"/cases/{case.pk}/"


class TestBudgets:
    """Of benchmarks/README.md; without the statements that open and close the scope and its transaction."""

    @pytest.fixture
    def statements(self):
        @contextmanager
        def at_most(most):
            with CaptureQueriesContext(connection) as found:
                yield
            scope = ("SAVEPOINT", "RELEASE SAVEPOINT", "select set_config")
            asked = [query["sql"] for query in found.captured_queries if not query["sql"].startswith(scope)]
            assert len(asked) <= most, "\n".join(asked)

        return at_most

    @pytest.mark.parametrize(("role", "most"), [("supervisor", 8), ("coordinator", 10)])
    def test_the_list(self, role, most, sign_in, staff, statements):
        user = staff(role)
        for case in CaseFactory.create_batch(12, coordinator=user):
            PlanStepFactory(case=case)
            NeedFactory(case=case)
        client = sign_in(user)
        client.get(LIST)
        with statements(most):
            client.get(LIST)

    def test_my_day(self, sign_in, staff, statements):
        user = staff()
        for case in CaseFactory.create_batch(15, coordinator=user, days=5):
            PlanStepFactory(case=case, due_on=clock.today())
        client = sign_in(user)
        client.get("/my-day/")
        with statements(12):
            client.get("/my-day/")

    def test_add_a_note(self, sign_in, statements):
        case = CaseFactory()
        client = sign_in(case.coordinator)
        client.get(LIST)
        data = {"kind": "call", "happened_on": "today", "text": "Called.", "confidentiality": "general"}
        with statements(10):
            assert client.post(f"/cases/{case.pk}/notes/add/", data).status_code == 302

    def test_open_a_case(self, supervisor, statements):
        facility = FacilityFactory()
        supervisor.get(LIST)
        data = {
            "doc_number": "7654321",
            "last_name": "Zorn",
            "first_name": "Ada",
            "sex": "F",
            "facility": facility.pk,
            "release_date": f"{clock.today() + timedelta(days=100):%m/%d/%Y}",
        }
        with statements(16):
            assert supervisor.post("/cases/add/", data).status_code == 302
        case = Case.objects.get()
        assert case.steps.exists()
        assert case.release_dates.get().entered_by == case.coordinator
        assert "plan steps drawn" in case.events.get().text


class TestBeside:
    @pytest.mark.parametrize("sort", ["release", "name"])
    def test_previous_and_next_follow_the_list(self, sort, supervisor):
        cases = [CaseFactory(days=days, person__last_name=name) for days, name in [(30, "C"), (10, "A"), (10, "B")]]
        CaseFactory(days=20, facility__code="TCC", facility__short_name="Tipton")
        in_list = {"release": [cases[1], cases[2], cases[0]], "name": [cases[1], cases[2], cases[0]]}[sort]
        query = f"facility={cases[0].facility_id}&sort={sort}"
        pages = [supervisor.get(f"/cases/{case.pk}/", {"in": query}).context["beside"] for case in in_list]
        assert [page["previous"] and int(page["previous"].split("/")[2]) for page in pages] == [
            None,
            in_list[0].pk,
            in_list[1].pk,
        ]
        assert [page["next"] and int(page["next"].split("/")[2]) for page in pages] == [
            in_list[1].pk,
            in_list[2].pk,
            None,
        ]
        assert pages[0]["list"] == f"{LIST}?{query}"

    def test_tabs_keep_the_list(self, supervisor):
        case = CaseFactory()
        page = supervisor.get(f"/cases/{case.pk}/plan/", {"in": "sort=name"})
        assert all(tab["url"].endswith("?in=sort%3Dname") for tab in page.context["tabs"])
        assert supervisor.get(f"/cases/{case.pk}/plan/").context["beside"] is None


class TestWhoCarriesWhom:
    def test_the_units_rule_goes_before_the_facilitys_before_the_only_coordinator(self):
        only = PostingFactory()
        facility = only.facility
        assert Assignment.load().coordinator_for(facility) == only.user
        general = AssignmentRuleFactory(facility=facility)
        unit = AssignmentRuleFactory(facility=facility, housing_unit="HU-3")
        rules = Assignment.load()
        assert rules.coordinator_for(facility, "hu-3") == unit.coordinator
        assert rules.coordinator_for(facility, "HU-4") == general.coordinator
        assert rules.coordinator_for(None) is None
        unit.coordinator.is_active = False
        unit.coordinator.save()
        assert Assignment.load().coordinator_for(facility, "HU-3") == general.coordinator

    def test_the_page_balances_and_its_rules_are_kept(self, supervisor, staff):
        user = staff()
        CaseFactory(coordinator=user, days=5)
        late = CaseFactory(coordinator=user, days=300)
        PlanStepFactory(case=late, due_on=clock.today() - timedelta(days=1))
        CaseFactory(coordinator=None)
        page = supervisor.get("/team/")
        row = next(row for row in page.context["people"] if row == user)
        assert (row.inside, row.leaving, row.outside, row.overdue) == (2, 1, 0, 1)
        assert page.context["unassigned"] == "1"
        sent = {"facility": late.facility_id, "housing_unit": "HU-1", "coordinator": user.pk}
        supervisor.post("/team/rules/", sent)
        assert Assignment.load().coordinator_for(late.facility, "HU-1") == user

    def test_hand_over_says_what_comes_with_the_people(self, sign_in, staff):
        leaver, heir, boss = staff(), staff(), staff("supervisor")
        case = CaseFactory(coordinator=leaver, days=5)
        step = PlanStepFactory(case=case, owner=leaver, due_on=clock.today() - timedelta(days=1))
        ended = CaseFactory(coordinator=leaver, state="closed", ended_on=clock.today())
        client = sign_in(boss)
        client.post(f"/team/{leaver.pk}/hand-over/", {"to_user": heir.pk, "why": "On leave until May"})
        done = HandOver.objects.get()
        assert (done.people, done.leaving_soon, done.overdue_steps) == (1, 1, 1)
        for row in (case, step, ended):
            row.refresh_from_db()
        assert (case.coordinator, step.owner, ended.coordinator) == (heir, heir, leaver)
        client = sign_in(heir)
        assert "On leave until May" in client.get("/my-day/").content.decode()
        client.post(f"/team/hand-overs/{done.pk}/seen/")
        assert "On leave until May" not in client.get("/my-day/").content.decode()

    def test_nothing_is_handed_to_oneself_or_to_someone_who_left(self, staff):
        leaver = CaseFactory().coordinator
        for to in (leaver, UserFactory(is_active=False), UserFactory(role="administrator")):
            with pytest.raises(ActionRefused):
                actions.hand_over(from_user=leaver, to_user=to, why="x", by=staff("supervisor"))


class TestMyDay:
    @pytest.fixture
    def step(self):
        return PlanStepFactory(due_on=clock.today(), title="Order the card")

    def test_done_on_the_page_and_taken_back(self, step, sign_in):
        client = sign_in(step.case.coordinator)
        page = client.post(
            reverse("cases:step-done", args=[step.case_id, step.pk]), {"from": "my-day"}, follow=True
        ).content.decode()
        assert "Done: Order the card" in page
        answer = client.post(reverse("cases:undo-step", args=[step.case_id, step.pk]), {"from": "my-day"})
        assert answer.headers["Location"] == "/my-day/"
        step.refresh_from_db()
        assert step.state == PlanStep.State.OPEN

    def test_put_off_it_comes_back_on_its_day(self, step, sign_in, move_clock):
        client = sign_in(step.case.coordinator)
        client.post(reverse("cases:snooze", args=[step.case_id, step.pk]), {"days": "3"})
        assert "Order the card" not in client.get("/my-day/").context["steps"].__str__()
        assert client.get("/my-day/").context["counts"]["steps"] == "0"
        move_clock(days=3)
        user = step.case.coordinator
        assert list(steps_to_do(Case.objects.all(), user=user, today=clock.today())) == [step]

    def test_more_than_a_week_asks_why(self, step, staff):
        with pytest.raises(ActionRefused, match="say why"):
            actions.snooze_step(step=step, days=8, by=staff())
        actions.snooze_step(step=step, days=8, why="The office is closed", by=staff())

    def test_a_supervisor_sees_the_team_by_worker_or_only_own(self, step, supervisor):
        page = supervisor.get("/my-day/")
        assert [name for name, _ in page.context["step_groups"]] == [step.case.coordinator.get_full_name()]
        assert not supervisor.get("/my-day/?team=me").context["steps"]

    def test_whom_one_opened_last(self, step, sign_in):
        client = sign_in(step.case.coordinator)
        client.get(f"/cases/{step.case_id}/")
        assert client.get("/my-day/").context["recent"] == [step.case]

"""The journey in the browser's words, what each role sees, and the number of queries."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from cases.models import Confidentiality, NeedArea
from demo.factories.cases import (
    CaseFactory,
    FacilityFactory,
    NeedAreaFactory,
    NeedFactory,
    PostingFactory,
    WomansCaseFactory,
)
from demo.factories.womens_programs import CohortFactory, ProgramFactory, SessionFactory, member, waiting
from reentry_portal import clock
from womens_programs.models import Area, Cohort, Enrollment

pytestmark = pytest.mark.django_db
State = Enrollment.State


def url(name, *args):
    return reverse(f"womens_programs:{name}", args=args)


def words(response):
    return response.content.decode()


@pytest.fixture
def family():
    return NeedAreaFactory(code="family", name="Family")


def test_from_assessed_need_to_completed(sign_in, staff, family):
    program = ProgramFactory(name="Example Parenting Group", need_areas=[family])
    cohort = CohortFactory(program=program, days=0, places=1)
    session = SessionFactory(cohort=cohort)
    case, other = WomansCaseFactory(), WomansCaseFactory()
    need = NeedFactory(case=case, area=family)
    user = staff("womens")
    client = sign_in(user)

    page = client.get(url("case-programs", case.pk))
    assert "Example Parenting Group" in words(page)
    assert "Answers Family (not started)" in words(page)
    page = client.post(url("enroll", case.pk, program.code), {"cohort": cohort.pk, "need": need.pk}, follow=True)
    assert "has a place in Example Parenting Group" in words(page)

    page = client.post(url("enroll", other.pk, program.code), {"cohort": cohort.pk}, follow=True)
    assert "is number 1 in line" in words(page)

    enrollment = Enrollment.objects.get(case=case)
    assert enrollment.need == need
    board = words(client.get(url("board", cohort.pk)))
    assert "Number 1 in line" in board
    client.post(url("attendance", session.pk), {f"mark-{enrollment.pk}": "present"})
    enrollment.refresh_from_db()
    assert enrollment.state == State.ACTIVE
    page = client.post(
        url("move", enrollment.pk), {"step": "completed", "board": cohort.pk, "cohort": cohort.pk}, follow=True
    )
    assert page.redirect_chain[-1][0] == url("board", cohort.pk)
    assert Enrollment.objects.get(case=other).state == State.ENROLLED
    titles = list(case.events.order_by("id").values_list("title", flat=True))
    assert [title.split()[0] for title in titles] == ["Enrolled", "Example", "Started", "Completed"]


def test_leaving_early_asks_why_before_it_happens(sign_in, staff):
    cohort = CohortFactory()
    enrollment = member(cohort)
    client = sign_in(staff("womens"))
    asked = client.post(url("move", enrollment.pk), {"step": "left", "board": cohort.pk, "cohort": cohort.pk})
    assert "Why she leaves" in words(asked)
    assert "There is a problem" not in words(asked)
    client.post(
        url("move", enrollment.pk),
        {"step": "left", "confirmed": "yes", "reason": "schedule", "board": cohort.pk},
    )
    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.leave_reason) == (State.LEFT, "schedule")


def test_who_joins_the_line_is_told_of_a_free_place_in_another_group(sign_in, staff):
    full = CohortFactory(places=1)
    member(full)
    other = CohortFactory(program=full.program, days=20)
    client = sign_in(staff("womens"))
    page = client.post(url("enroll", WomansCaseFactory().pk, full.program.code), {"cohort": full.pk}, follow=True)
    assert "number 1 in line" in words(page)
    assert f"The group of {other.starts_on:%m/%d/%Y} has a free place." in words(page)


def test_too_little_time_asks_why_and_keeps_what_was_chosen(sign_in, staff):
    cohort, case = CohortFactory(), WomansCaseFactory(days=20)
    client = sign_in(staff("womens"))
    path = url("enroll", case.pk, cohort.program.code)
    refused = words(client.post(path, {"cohort": cohort.pk}))
    assert "To go on, say why" in refused
    assert f'value="{cohort.pk}" selected' in refused
    client.post(path, {"cohort": cohort.pk, "too_late_reason": "Goes on at Fulton"})
    assert Enrollment.objects.get(case=case).state == State.ENROLLED


def test_a_transfer_from_the_board(sign_in, staff):
    vandalia = FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")
    here = CohortFactory()
    here.program.sites.add(vandalia)
    there = CohortFactory(program=here.program, facility=vandalia)
    enrollment = member(here)
    data = {"step": "transferred", "confirmed": "yes", "to": there.pk, "board": here.pk}
    sign_in(staff("supervisor")).post(url("move", enrollment.pk), data)
    enrollment.refresh_from_db()
    assert enrollment.state == State.TRANSFERRED
    assert there.enrollments.get().state == State.ENROLLED


def test_a_group_is_opened_and_changed(sign_in, staff):
    program = ProgramFactory()
    client = sign_in(staff("womens"))
    today = clock.today()
    data = {
        "facility": program.sites.get().pk,
        "starts_on": today.isoformat(),
        "meets_on": [today.weekday()],
        "meets_at": "13:30",
        "places": 8,
        "facilitator": "Dana Oakley",
        "room": "2",
    }
    client.post(url("add-cohort", program.code), data)
    cohort = Cohort.objects.get(program=program)
    assert cohort.sessions.count() == program.sessions
    assert cohort.meets.endswith("1:30 p.m.")
    wrong_day = {**data, "meets_on": [(today.weekday() + 1) % 7]}
    assert "Choose a day on which the group meets" in words(client.post(url("edit-cohort", cohort.pk), wrong_day))
    client.post(url("edit-cohort", cohort.pk), {**data, "places": 3})
    cohort.refresh_from_db()
    assert cohort.places == 3
    member(cohort)
    member(cohort)
    assert "cannot have fewer places" in words(client.post(url("edit-cohort", cohort.pk), {**data, "places": 1}))


SENSITIVE = [Area.HEALTH, Area.MENTAL_HEALTH, Area.SUBSTANCE_USE]


@pytest.mark.parametrize("area", SENSITIVE)
def test_sensitive_areas_are_nowhere_for_the_employment_role(sign_in, staff, area):
    program = ProgramFactory(code="example-recovery", name="Example Recovery Group", area=area)
    cohort = CohortFactory(program=program, days=0)
    session = SessionFactory(cohort=cohort)
    enrollment, case = member(cohort), WomansCaseFactory()
    need_area = NeedAreaFactory(code="example_sensitive", name="Sensitive", confidentiality=program.confidentiality)
    program.need_areas.add(need_area)
    NeedFactory(case=case, area=need_area)
    client = sign_in(staff("employment"))
    for path in (url("programs"), url("case-programs", case.pk), url("case-programs", enrollment.case_id)):
        page = client.get(path)
        assert page.status_code == 200
        assert program.name not in words(page)
    for path in (
        url("program", program.code),
        url("cohort", cohort.pk),
        url("board", cohort.pk),
        url("board", cohort.pk) + "?view=table",
    ):
        assert client.get(path).status_code == 404, path
    for path in (url("attendance", session.pk), url("sheet", cohort.pk), url("move", enrollment.pk)):
        assert client.get(path).status_code == 403, path
    assert Area(area).label not in words(client.get(url("programs")))


def test_the_employment_role_looks_at_other_areas_and_moves_nobody(sign_in, staff):
    cohort = CohortFactory(program=ProgramFactory(area=Area.VOCATIONAL))
    enrollment = member(cohort)
    client = sign_in(staff("employment"))
    board = client.get(url("board", cohort.pk))
    assert enrollment.case.person.first_name in words(board)
    assert "/move/" not in words(board)
    assert client.post(url("move", enrollment.pk), {"step": "left"}).status_code == 403


def test_a_coordinator_enrolls_own_people_and_does_no_more(sign_in, staff):
    cohort = CohortFactory(days=0)
    coordinator = staff("coordinator")
    PostingFactory(user=coordinator, facility=cohort.facility)
    own = waiting(cohort, state=State.PROPOSED)
    client = sign_in(coordinator)
    client.post(url("move", own.pk), {"step": "enrolled", "cohort": cohort.pk})
    own.refresh_from_db()
    assert own.state == State.ENROLLED
    refused = client.post(url("move", own.pk), {"step": "active"}, follow=True)
    assert "cannot go there" in words(refused)
    assert client.get(url("edit-cohort", cohort.pk)).status_code == 403


def test_only_groups_where_she_lives_are_offered(sign_in, staff):
    case = WomansCaseFactory()
    here = CohortFactory(facility=case.facility)
    vandalia = FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")
    here.program.sites.add(vandalia)
    CohortFactory(program=here.program, facility=vandalia)
    form = sign_in(staff("womens")).get(url("enroll", case.pk, here.program.code)).context["form"]
    assert list(form.fields["cohort"].queryset) == [here]


def test_a_coordinator_elsewhere_sees_nobody_of_it(sign_in, staff):
    cohort = CohortFactory()
    theirs = member(cohort)
    client = sign_in(staff("coordinator"))
    assert theirs.case.person.first_name not in words(client.get(url("board", cohort.pk)))
    assert client.get(url("case-programs", theirs.case_id)).status_code == 404
    assert client.post(url("move", theirs.pk), {"step": "enrolled"}).status_code == 404


def test_a_mans_case_has_no_such_tab(sign_in, staff):
    client, case = sign_in(staff("supervisor")), CaseFactory()
    assert client.get(url("case-programs", case.pk)).status_code == 404
    assert client.post(url("enroll", case.pk, ProgramFactory().code)).status_code == 404


def test_cards_say_first_name_initial_and_days_only(sign_in, staff):
    trauma = ProgramFactory(name="Example group", area=Area.MENTAL_HEALTH)
    area = NeedAreaFactory(code="mental_health", name="Mental health", confidentiality=Confidentiality.HEALTH)
    cohort = CohortFactory(program=trauma)
    case = WomansCaseFactory()
    row = waiting(cohort, case=case, why="Trauma and pregnancy", need=NeedFactory(case=case, area=area))
    for view in ("", "?view=table"):
        page = words(sign_in(staff("womens")).get(url("board", cohort.pk) + view))
        assert f"{case.person.first_name} {case.person.last_name[:1]}." in page
        assert case.person.last_name not in page
        for word in (row.why, "Trauma", "regnan", "Mental health", case.person.doc_number):
            assert word not in page


def test_every_look_at_people_is_on_the_trail(sign_in, staff):
    cohort = CohortFactory(days=0)
    row = member(cohort)
    client = sign_in(staff("womens"))
    for path in (url("board", cohort.pk), url("cohort", cohort.pk), url("sheet", cohort.pk)):
        before = AuditEvent.objects.count()
        client.get(path)
        seen = AuditEvent.objects.order_by("id")[before:]
        assert any(row.case.person_id in event.people and event.action == "viewed" for event in seen), path


@pytest.mark.parametrize("name", ["board", "table", "cohort", "sheet", "program"])
def test_queries_do_not_grow_with_people(sign_in, staff, django_assert_num_queries, name):
    cohort = CohortFactory(places=60, days=0)
    session = SessionFactory(cohort=cohort)
    path = {
        "board": url("board", cohort.pk),
        "table": url("board", cohort.pk) + "?view=table",
        "cohort": url("cohort", cohort.pk),
        "sheet": url("sheet", cohort.pk),
        "program": url("program", cohort.program.code),
    }[name]
    client = sign_in(staff("womens"))

    def people(count):
        for n in range(count):
            row = member(cohort, state=[State.ENROLLED, State.ACTIVE][n % 2]) if n % 3 else waiting(cohort)
            if n % 3:
                session.attendance.create(enrollment=row, mark="present")

    people(5)
    client.get(path)
    with_five = queries_of(client, path)
    people(45)
    with django_assert_num_queries(with_five):
        client.get(path)


def test_queries_of_the_catalogue_and_the_tab_do_not_grow(sign_in, staff, django_assert_num_queries, family):
    case = WomansCaseFactory()
    NeedFactory(case=case, area=family)
    client = sign_in(staff("womens"))

    def offer(count):
        for _ in range(count):
            cohort = CohortFactory(program=ProgramFactory(need_areas=[family]))
            waiting(cohort)
            waiting(cohort, case=case)
            CohortFactory(program=ProgramFactory(need_areas=[family]))

    offer(2)
    paths = (url("programs"), url("case-programs", case.pk))
    before = [queries_of(client, path) for path in paths]
    offer(20)
    for path, count in zip(paths, before, strict=True):
        with django_assert_num_queries(count):
            client.get(path)


def queries_of(client, path) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_catalogue_has_a_program_in_each_of_the_eight_areas():
    from womens_programs.reference.programs import PROGRAMS

    assert {row[2] for row in PROGRAMS} == set(Area.values)
    assert NeedArea.objects.filter(code__in={need for row in PROGRAMS for need in row[3]}).exists()

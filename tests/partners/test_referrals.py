"""A referral leaves only under a release that covers it, and always comes back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Organization
from audit.models import AuditEvent
from cases.models import Category
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import NeedFactory
from demo.factories.partners import ConsentFactory, ServiceFactory, send, sign_for
from followups.models import Message, Oversight
from partners import actions
from partners.actions import clocks
from partners.models import Referral, ReplyClock
from reentry_portal import business_days, clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
State = Referral.State
BOTH = ["release", "contact"]


def answer(referral, to, by, **fields):
    return actions.move(referral=referral, to=to, by=by, **fields)


def test_without_a_release_nothing_is_sent(need, service, coordinator):
    with pytest.raises(ActionRefused, match="No release of information"):
        send(need, [service], coordinator)


def test_a_release_that_ended_sends_nothing(need, service, coordinator):
    today = clock.today()
    sign_for(
        need,
        [service.organization],
        coordinator,
        signed_on=today - timedelta(days=9),
        expires_on=today - timedelta(days=1),
    )
    with pytest.raises(ActionRefused, match="ended on"):
        send(need, [service], coordinator)


def test_everything_that_is_shared_has_to_be_covered(need, service, coordinator, signed):
    with pytest.raises(ActionRefused, match="does not cover “Reentry plan"):
        actions.send_referral(
            need=need,
            services=[service],
            shares=[Category.PLAN],
            reason="x",
            reply_by=clock.today(),
            by=coordinator,
        )


def test_a_release_for_services_covers_no_treatment(for_area, partner):
    need, service = for_area("recovery", partner.organization)
    by = need.case.coordinator
    ConsentFactory(
        person=need.case.person, recipients=[partner.organization], categories=["identity", "substance_use", *BOTH]
    )
    with pytest.raises(ActionRefused, match="not signed for this purpose"):
        send(need, [service], by)
    sign_for(need, [partner.organization], by)
    assert send(need, [service], by).purpose == "treatment"


def test_a_second_open_referral_for_the_same_need_and_service_is_refused(need, service, coordinator, referral):
    with pytest.raises(ActionRefused, match="open already"):
        send(need, [service], coordinator)


def test_a_victim_service_receives_nothing(need, coordinator):
    organization = OrganizationFactory(kind=Organization.Kind.VICTIM_SERVICE)
    with pytest.raises(ActionRefused, match="receive nothing"):
        sign_for_through_action(need, organization, coordinator)
    with pytest.raises(ActionRefused, match="serves victims"):
        send(need, [ServiceFactory(organization=organization, areas=[need.area])], coordinator)


def sign_for_through_action(need, organization, by):
    return actions.record_consent(
        case=need.case,
        recipients=[organization],
        by=by,
        categories=["housing"],
        purposes=["services"],
        signed_on=clock.today(),
        expires_on=clock.today(),
        method="screen",
        signed_name="A",
        rights_explained=True,
    )


def test_the_database_and_the_actions_allow_the_same_steps():
    with connection.cursor() as cursor:
        for before in State.values:
            for after in State.values:
                cursor.execute("select public.referral_step_allowed(%s, %s)", [before, after])
                allowed = before == after or after in Referral.ALLOWED.get(before, ())
                assert cursor.fetchone() == (allowed,), (before, after)


def test_the_database_refuses_a_step_that_no_action_takes(referral):
    with pytest.raises(IntegrityError, match="does not become"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(state=State.COMPLETED)


def test_a_partner_answers_to_the_end_and_the_need_is_met(referral, partner, need, acting):
    with acting(partner):
        answer(referral, State.ACCEPTED, partner)
        answer(referral, State.STARTED, partner, first_contact_on=clock.today())
        answer(referral, State.COMPLETED, partner, result="met", ended_on=clock.today(), text="Moved in")
    clocks.close_loops()
    need.refresh_from_db()
    assert (need.state, need.standing) == ("met", f"Met through {partner.organization.name}")
    titles = [event.title for event in need.case.events.filter(kind="referral").order_by("pk")]
    assert [title.rpartition(": ")[2] for title in titles[1:]] == ["accepted", "started", "completed"]


@pytest.mark.parametrize("reason", Referral.Decline.values)
def test_every_decline_leads_to_a_next_step_on_the_need(referral, partner, need, acting, reason):
    with acting(partner):
        answer(referral, State.DECLINED, partner, decline_reason=reason, text="In words")
    clocks.close_loops()
    need.refresh_from_db()
    assert need.is_open
    assert need.next_action == clocks.NEXT_STEP[Referral.Decline(reason)]


def test_of_two_people_the_second_is_told_what_the_first_did(referral, partner, coordinator):
    seen = referral.version
    answer(referral, State.ACCEPTED, partner, seen=seen)
    with pytest.raises(ActionRefused, match=f"{partner.organization.name} was quicker: this referral is accepted now"):
        answer(referral, State.WITHDRAWN, coordinator, seen=seen, end_reason="Found another")


def test_an_offer_goes_to_one_after_the_other(need, coordinator):
    services = [ServiceFactory(areas=[need.area]) for _ in range(3)]
    partners = [UserFactory(role="partner", organization=service.organization) for service in services]
    sign_for(need, [service.organization for service in services], coordinator)
    first = send(need, services, coordinator)
    line = list(Referral.objects.filter(offer=first.offer).order_by("rank"))
    assert [row.state for row in line] == ["sent", "draft", "draft"]
    assert not Referral.objects.visible_to(partners[1]).exists()
    answer(first, State.DECLINED, partners[0], decline_reason="full")
    clocks.close_loops()
    line[1].refresh_from_db()
    assert line[1].state == "sent"
    answer(line[1], State.ACCEPTED, partners[1])
    clocks.accepted_lines()
    line[2].refresh_from_db()
    assert (line[2].state, line[2].sent_at) == ("withdrawn", None)


def test_who_stands_in_line_without_a_release_any_more_is_passed_over(need, coordinator):
    services = [ServiceFactory(areas=[need.area]) for _ in range(3)]
    sign_for(need, [services[0].organization, services[2].organization], coordinator)
    second = sign_for(need, [services[1].organization], coordinator)
    first = send(need, services, coordinator)
    actions.revoke_consent(consent=second, case=need.case, how="writing", by=coordinator)
    answer(first, State.DECLINED, UserFactory(role="partner", organization=first.organization), decline_reason="full")
    clocks.close_loops()
    states = Referral.objects.filter(offer=first.offer).order_by("rank").values_list("state", flat=True)
    assert list(states) == ["declined", "expired", "sent"]


def ring_clocks():
    clocks.remind_partners(), clocks.tell_senders(), clocks.tell_supervisors()


def told(referral, template):
    return Message.objects.filter(once__startswith=f"referral-{referral.pk}-", template=template).count()


def test_the_partners_clock_runs_in_business_days(need, coordinator, referral, partner, move_clock):
    services = [ServiceFactory(areas=[need.area])]
    start = clock.today()
    supervisor, head = UserFactory(role="supervisor"), UserFactory(role="supervisor")
    Oversight.objects.create(user=supervisor)
    Oversight.objects.create(user=head, level="head")
    for days, template in ((2, "referral_reminder"), (5, "referral_no_reply"), (8, "referral_still_no_reply")):
        due = business_days.after(start, days)
        move_clock(days=(due - start).days - 1)
        ring_clocks()
        assert told(referral, template) == 0
        move_clock(days=(due - start).days)
        for _ in range(2):
            ring_clocks()
        assert told(referral, template) == 1
    move_clock(days=(business_days.after(start, 10) - start).days)
    clocks.pass_on()
    referral.refresh_from_db()
    assert (referral.state, referral.end_reason) == ("expired", clocks.NO_REPLY)
    clocks.close_loops()
    over = Message.objects.filter(template="referral_line_over").values_list("user", flat=True)
    assert set(over) == {coordinator.pk, head.pk}
    assert set(Message.objects.filter(template="referral_still_no_reply").values_list("user", flat=True)) == {
        supervisor.pk
    }
    assert services


def test_an_administrator_sets_the_partners_clock(need, coordinator, referral, sign_in, staff, move_clock):
    client = sign_in(staff("administrator"))
    data = {"remind_after": 1, "tell_after": 2, "supervisor_after": 3, "pass_on_after": 30}
    client.post(reverse("admin:partners_replyclock_change", args=[1]), data)
    assert ReplyClock.current().pass_on_after == 30
    answer(referral, State.WITHDRAWN, coordinator, end_reason="Another service")
    again = send(need, [referral.service], coordinator)
    assert again.remind_on == business_days.after(clock.today(), 1)
    assert again.pass_on == business_days.after(clock.today(), 30)
    data["supervisor_after"] = 40
    assert "larger than the one before" in client.post(reverse("admin:partners_replyclock_change", args=[1]), data).text


def test_an_answer_to_a_question_starts_the_clock_again(referral, partner, coordinator, move_clock):
    answer(referral, State.QUESTION, partner, text="Stairs?")
    move_clock(days=7)
    row = answer(referral, State.SENT, coordinator, text="Yes")
    assert row.remind_on == business_days.after(clock.today(), 2)


def test_a_referral_in_service_ends_when_the_release_is_revoked(referral, partner, coordinator, signed, need):
    answer(referral, State.ACCEPTED, partner)
    answer(referral, State.STARTED, partner, first_contact_on=clock.today())
    actions.revoke_consent(consent=signed, case=need.case, how="person", by=coordinator)
    referral.refresh_from_db()
    assert (referral.state, referral.end_reason) == ("expired", "The person revoked the release of information")


def test_referrals_end_with_the_case_and_with_the_release(need, referral, signed, move_clock):
    move_clock(days=181)
    assert clocks.end_uncovered() == 1
    referral.refresh_from_db()
    assert referral.state == "expired"


def test_service_units_have_a_number_and_a_name(referral, partner, acting):
    with acting(partner):
        answer(referral, State.ACCEPTED, partner)
        actions.record_service(
            referral=referral, on=clock.today(), what="attended", quantity="1.5", unit="hours", by=partner
        )
        with pytest.raises(ActionRefused, match="both"):
            actions.record_service(referral=referral, on=clock.today(), what="attended", quantity="1", by=partner)
    assert referral.records.get().quantity == 1.5


def test_a_visit_in_prison_names_who_comes_and_the_gate_clears_them(referral, partner, coordinator, acting, sign_in):
    at = clock.now() + timedelta(days=3)
    with acting(partner):
        answer(referral, State.ACCEPTED, partner)
        with pytest.raises(ActionRefused, match="who comes"):
            actions.book(referral=referral, starts_at=at, way="visit", by=partner)
        visit = actions.book(referral=referral, starts_at=at, way="visit", visitors=["Ada Hillgrove"], by=partner)
    visitor = visit.visitors.get()
    client = sign_in(coordinator)
    client.post(reverse("partners:clear-visitor", args=[visitor.pk]), {"clear": "yes"})
    page = client.get(reverse("partners:gate-list")).content.decode()
    assert "Ada Hillgrove: cleared" in page
    assert "Thornmere, Marcus" in page


def test_staff_choose_check_word_for_word_and_send(need, service, coordinator, sign_in, partner):
    client = sign_in(coordinator)
    address = reverse("partners:new-referral", args=[need.case_id, need.pk]) + f"?service={service.pk}"
    assert "No release of information" in client.get(address).content.decode()
    sign_for(need, [service.organization], coordinator)
    data = {"shares": ["release"], "reason": "Needs a bed", "urgency": "urgent", "reply_by": "tomorrow"}
    check = client.post(address, data).content.decode()
    assert "Marcus T." in check
    assert "Thornmere" not in check.partition("word for word")[2]
    assert not Referral.objects.exists()
    client.post(address, {**data, "send": "yes"})
    referral = Referral.objects.get()
    assert (referral.shares, referral.urgency) == (["identity", "release", "housing"], "urgent")
    assert told(referral, "referral_new") == 1


def test_a_card_of_a_victim_service_is_noted_without_its_name(need, coordinator, sign_in, staff):
    organization = OrganizationFactory(kind=Organization.Kind.VICTIM_SERVICE, name="Example Safe Haven")
    supervisor = staff("supervisor")
    client = sign_in(supervisor)
    client.post(reverse("partners:give-card", args=[need.case_id, organization.pk]))
    event = need.case.events.get()
    assert (event.title, event.confidentiality) == ("Resource card given", "victim")
    assert not AuditEvent.objects.filter(action="disclosed").exists()


def test_the_inbox_costs_the_same_for_many_referrals(service, partner, sign_in, django_assert_max_num_queries):
    for _ in range(6):
        need = NeedFactory()
        sign_for(need, [service.organization], need.case.coordinator)
        send(need, [service], need.case.coordinator)
    client = sign_in(partner)
    client.get(reverse("partners:inbox"))
    with django_assert_max_num_queries(13):
        client.get(reverse("partners:inbox"))

"""One person on each journey, so that every page of the portal has something to show; names are long on purpose."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cases import actions as cases
from cases.access import classes_read_by
from cases.models import County, NeedArea, PacketRun, PlanStep, PlanTemplate, RosterBatch, RosterReject, RosterRow
from demo.factories.accounts import InvitationFactory, OrganizationFactory, UserFactory
from demo.factories.cases import (
    AppointmentFactory,
    AssignmentRuleFactory,
    ContactPointFactory,
    EmergencyAccessFactory,
    HandOverFactory,
    NeedFactory,
    NoteFactory,
    PlanStepFactory,
    WomansCaseFactory,
)
from demo.factories.directory import AgreementFactory, LocationFactory, ScheduleFactory, ServiceAtLocationFactory
from demo.factories.employers import (
    ApplicationFactory,
    HiringEventFactory,
    InterviewFactory,
    OpeningFactory,
    PlacementFactory,
    WorkProfileFactory,
)
from demo.factories.partners import ServiceFactory, send, sign_for
from demo.factories.womens_programs import CohortFactory, ProgramFactory, SessionFactory, member, waiting
from followups import actions as followups
from followups import outbox
from followups.models import FollowUp, Message
from partners import actions as partners
from partners.models import DirectoryImport, DirectoryReject
from reentry_portal import clock


def _followed_up(left, coordinator):
    """Someone who left, with a step left open, a try, a number, an appointment, and mail that failed."""
    follow_up = left.follow_ups.order_by("due_on").first()
    FollowUp.objects.filter(pk=follow_up.pk).update(due_on=clock.today(), look_on=clock.today())
    followups.open_due()
    followups.record_attempt(follow_up=follow_up, way="phone", result="no_answer", by=coordinator)
    contact = ContactPointFactory(person=left.person)
    followups.agree(case=left, contact=contact, how="in_person", language="es", by=coordinator)
    ContactPointFactory(person=left.person, kind="mail", value="someone@demo.test", whose="Aunt")
    AppointmentFactory(case=left)
    tell = {"template": "follow_up_due", "to": coordinator, "about": follow_up}
    outbox.tell(once="look-1-failed", **tell)
    outbox.tell(once="look-2-unsure", **tell)
    failed = Message.objects.filter(once__startswith="look-")
    failed.filter(once="look-1-failed").update(state="failed", error="550 No such mailbox")
    failed.filter(once="look-2-unsure").update(state="unsure", in_doubt=True)
    followups.cover(
        user=coordinator,
        covered_by=UserFactory(role="supervisor"),
        first_day=clock.today(),
        last_day=clock.today(),
        by=coordinator,
    )
    return follow_up, contact


def addresses(viewer) -> dict[str, list[tuple]]:
    """Make everything, within sight of `viewer`. The arguments of each page that takes some, by the page's name."""
    coordinator = viewer if viewer.role == "coordinator" else UserFactory()
    areas = {area.code: area for area in NeedArea.objects.all()}
    case = WomansCaseFactory(
        coordinator=coordinator,
        days=20,
        housing_unit="HU-7",
        person__first_name="Maximiliana Christophera",
        person__last_name="Foster-Montgomery de la Cruz",
        person__preferred_name="Max",
    )
    cases.draw_plan(case=case, template=PlanTemplate.objects.filter(is_active=True).first(), by=coordinator)
    step = PlanStepFactory(case=case, title="Order birth certificate", area=areas["housing"])
    PlanStepFactory(case=case, title="Home plan", state=PlanStep.State.BLOCKED, reason="No answer from the landlord")
    need = NeedFactory(case=case, area=areas["housing"], standing="A bed was asked for", next_action="Interview")
    NeedFactory(case=case, area=areas["family"], state="in_progress", is_blocked=True, reason="Court date is open")
    NeedFactory(case=case, area=areas["employment"], state="met", owner=coordinator)
    note = NoteFactory(case=case, author=coordinator)
    NoteFactory(case=case, author=coordinator, confidentiality="health", corrects=note)
    cases.tag_case(case=case, word="needs glasses", by=coordinator)
    cases.save_view(owner=viewer, name="Women, no home", query="need=housing", is_shared=True)
    AssignmentRuleFactory(facility=case.facility, coordinator=coordinator)
    HandOverFactory(to_user=viewer)
    twin = WomansCaseFactory(person__last_name=case.person.last_name, person__birth_date=None).person
    cases.suggest_duplicate(case.person, twin, reason="Same name")
    again = WomansCaseFactory(person__birth_date=None).person
    cases.merge_people(kept=case.person, gone=again, why="Both papers show the same photo", by=coordinator)
    AppointmentFactory(case=case, starts_at=clock.now())
    cases.confirm_release_date(
        case=case, date=clock.today() + timedelta(days=21), why="The board's letter", by=coordinator
    )

    emergencies = [
        EmergencyAccessFactory(case=case, user=UserFactory(role="employment"), minutes_ago=10),
        EmergencyAccessFactory(case=case, minutes_ago=70),
        EmergencyAccessFactory(case=case, minutes_ago=10_000, reviewed=True),
    ]
    goal = cases.set_goal(case=case, area=areas["family"], words="I want to see my girls every week.", by=coordinator)
    _assessed(case, coordinator)
    document = _papers(case, coordinator)
    home = _homes(case, coordinator)
    cases.sign_plan(case=case, signed_by_person=True, by=coordinator)
    cases.change_step(step=step, state="done", evidence="Seen the receipt", by=coordinator)

    left = WomansCaseFactory(coordinator=coordinator, days=0)
    PlanStepFactory(case=left, title="State ID in hand", is_critical=True)
    left = followups.record_release(case=left, on=clock.today(), release_type="parole", by=coordinator)
    follow_up, contact = _followed_up(left, coordinator)

    organization = viewer.organization or OrganizationFactory(name="Example Transitional Housing of Mid-Missouri, Inc.")
    service = ServiceFactory(organization=organization, areas=[need.area], description="Twelve beds, one year at most.")
    directory = _directory(service, need.area, coordinator)
    consent = sign_for(need, [organization], coordinator, end_event="service_ends", details="Not my diagnosis.")
    referral = send(need, [service], coordinator, reason="Needs a bed at once.")
    at = clock.now() + timedelta(days=3)
    partners.move(referral=referral, to="question", text="Can she use stairs?", by=coordinator)
    in_treatment = NeedFactory(case=left, area=areas["recovery"], standing="Finished the first phase")
    treatment = ServiceFactory(organization=organization, name="Outpatient treatment", areas=[areas["recovery"]])
    sign_for(in_treatment, [organization], coordinator)
    accepted = partners.move(referral=send(in_treatment, [treatment], coordinator), to="accepted", by=coordinator)
    partners.book(referral=accepted, starts_at=at, way="office", place="12 Example Street", by=coordinator)
    partners.record_service(
        referral=accepted, on=clock.today(), what="attended", quantity=2, unit="hours", by=coordinator
    )
    inside = NeedFactory(case=case, area=areas["education"])
    classes = ServiceFactory(organization=organization, name="HiSET classes", areas=[areas["education"]])
    sign_for(inside, [organization], coordinator)
    visited = partners.move(referral=send(inside, [classes], coordinator), to="accepted", by=coordinator)
    partners.book(referral=visited, starts_at=at, way="visit", visitors=["Ada Hillgrove"], by=coordinator)
    new = NeedFactory(case=left, area=areas["food"])
    pantry = ServiceFactory(organization=organization, name="Food pantry", areas=[areas["food"]])
    sign_for(new, [organization], coordinator)
    unread = send(new, [pantry], coordinator, urgency="urgent")
    OrganizationFactory(name="Example Safe Haven", kind="victim_service")

    viewer.is_organization_admin = viewer.role == "partner"
    viewer.save(update_fields=["is_organization_admin"])
    colleague = UserFactory(role="partner", organization=organization, last_name="Foster-Montgomery de la Cruz")
    invitation = InvitationFactory(organization=organization, invited_by=colleague, token="an-open-invitation")

    opening = OpeningFactory(skills="Two years of welding")
    employer = opening.employer
    WorkProfileFactory(case=case)
    application = InterviewFactory(application__case=case, application__opening=opening).application
    fair = HiringEventFactory(facility=case.facility, employers=[employer])
    other = WomansCaseFactory(coordinator=coordinator, days=30)
    held = HiringEventFactory(facility=case.facility, employers=[employer], days=-2)
    for event in (fair, held):
        asked = ApplicationFactory(case=other, opening__employer=employer, state="interview")
        InterviewFactory(application=asked, kind="event", event=event, at=event.starts_at)
    at_work = PlacementFactory(application__case=WomansCaseFactory(coordinator=coordinator, released=True)).application

    program = ProgramFactory(name="Parenting Inside Out, for mothers of young children", need_areas=[areas["family"]])
    cohort = CohortFactory(program=program, days=-14, places=2)
    CohortFactory(program=program, days=30)
    session = SessionFactory(cohort=cohort)
    member(cohort, case=other, state="active")
    in_line = waiting(cohort, case=WomansCaseFactory(coordinator=coordinator))

    return {
        **directory,
        "cases:roster": _rosters(case),
        "cases:hand-over": [(coordinator.pk,)],
        "cases:chosen": [(f"?do={do}&case={case.pk}&case={left.pk}",) for do in ("assign", "step", "tag")],
        "cases:sheets": [(f"?case={case.pk}&case={left.pk}",)],
        "account_reset_password_from_key": [("a", "b")],
        "invitation": [("an-open-invitation",)],
        "invite-organization-admin": [(organization.pk,)],
        "partners:withdraw-invitation": [(invitation.pk,)],
        "partners:remove-colleague": [(colleague.pk,)],
        **{f"cases:{name}": [(case.pk,)] for name in CASE_PAGES},
        "cases:step": [(case.pk, step.pk)],
        "cases:edit-step": [(case.pk, step.pk)],
        "cases:intake-topic": [(case.pk, 7)],
        "cases:end-goal": [(case.pk, goal.pk)],
        "cases:packet-run": _packets(case, viewer),
        **{f"cases:{name}": [(case.pk, home.pk)] for name in ("home", "edit-home", "conflict")},
        "cases:paper": [(case.pk, "birth_certificate"), (case.pk, "state_id")],
        "cases:benefit": [(case.pk, "healthnet")],
        "cases:withdraw-document": [(case.pk, document.pk)],
        "cases:need": [(case.pk, need.pk)],
        "cases:correct-note": [(case.pk, note.pk)],
        "cases:own-trail": [(case.pk,)],
        "cases:review-emergency": [(access.pk,) for access in emergencies],
        "followups:case-follow-up": [(case.pk,), (left.pk,)],
        "followups:outcome": [(left.pk, follow_up.pk), (left.pk, left.follow_ups.get(title="30 days").pk)],
        **{f"followups:{name}": [(left.pk,)] for name in ("correct-release", "change-cadence", "add-contact")},
        **{f"followups:{name}": [(left.pk, follow_up.pk)] for name in ("attempt", "snooze", "give")},
        **{f"followups:{name}": [(left.pk, contact.pk)] for name in ("agree", "end-contact")},
        "followups:preview": [("person_appointment",), ("follow_up_due",)],
        "partners:case-referrals": [(case.pk,)],
        "partners:choose-service": [(case.pk, need.pk)],
        "partners:new-referral": [(case.pk, need.pk, f"?service={service.pk}")],
        "partners:record-consent": [(case.pk,)],
        "partners:form-to-sign": [(case.pk,)],
        "partners:consent": [(case.pk, consent.pk)],
        "partners:print-consent": [(case.pk, consent.pk)],
        "partners:revoke-consent": [(case.pk, consent.pk)],
        "partners:end-consent": [(case.pk, consent.pk)],
        "partners:accounting": [(case.pk,)],
        "partners:referral": [(referral.pk,), (visited.pk,), *_seen_by(viewer, accepted)],
        "partners:partner-referral": [(referral.pk,), (accepted.pk,), (unread.pk,), (visited.pk,)],
        "partners:sheet": [(accepted.pk,)],
        "employers:employer": [(employer.pk,)],
        **{f"employers:{name}": [(employer.pk,)] for name in ("edit-employer", "add-contact", "add-opening")},
        "employers:opening": [(opening.pk,)],
        "employers:edit-opening": [(opening.pk,)],
        "employers:put-forward": [(opening.pk, left.pk)],
        "employers:application": [(application.pk,), (at_work.pk,)],
        "employers:step": [(application.pk, "outcome"), (application.pk, "decline"), (at_work.pk, "check")],
        "employers:event": [(fair.pk,), (held.pk,)],
        **{f"employers:{name}": [(fair.pk,)] for name in ("edit-event", "invite-employer", "cancel-event")},
        "employers:case-work": [(case.pk,)],
        "employers:profile": [(case.pk,)],
        "womens_programs:program": [(program.code,)],
        "womens_programs:add-cohort": [(program.code,)],
        **{f"womens_programs:{name}": [(cohort.pk,)] for name in ("cohort", "board", "edit-cohort", "sheet")},
        "womens_programs:attendance": [(session.pk,)],
        "womens_programs:case-programs": [(case.pk,)],
        "womens_programs:enroll": [(case.pk, program.code)],
        "womens_programs:move": [(in_line.pk,)],
    }


CASE_PAGES = (
    *("case", "plan", "add-step", "add-need", "notes", "add-note", "release-dates", "detainer"),
    *("intake", "suggestions", "add-assessment", "add-goal", "sign-plan", "plan-versions", "my-plan"),
    *("papers", "add-documents", "homes", "add-home", "supervision", "add-condition", "add-person-around", "packet"),
    *("facts", "other-names", "take-back", "transfer", "assign", "close", "history"),
)


def _assessed(case, by):
    """An assessment and answers of the intake, so that something is suggested."""
    cases.record_assessment(
        case=case,
        tool="wrna_release",
        done_on=clock.today(),
        level="High",
        score=21,
        by=by,
        domains={"substance_now": "high", "parenting": "moderate", "safety": "high", "efficacy": "high"},
    )
    answers = {"veteran": ("yes", ""), "food": ("no", ""), "helps": ("", "My sister, and walking.")}
    cases.answer_intake(case=case, answers=answers, by=by)


def _papers(case, by):
    """Papers and a benefit in several states, and a file."""
    for kind, state in (("birth_certificate", "requested"), ("social_security", "handed_over"), ("license", "lost")):
        if state == "lost":
            cases.move_paper(case=case, kind=kind, state="held", by=by)
        reason = "Left on the bus" if state == "lost" else ""
        cases.move_paper(case=case, kind=kind, state=state, by=by, tracking="MO-2211", signed=True, reason=reason)
    for state in ("applied", "denied"):
        cases.move_benefit(case=case, kind="snap", state=state, by=by, reason="Income of the household")
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    return cases.add_document(case=case, upload=scan, title="Birth certificate order", category="basics", by=by)


def _homes(case, by):
    """A plan with a conflict, a backup in draft, an approved one before; supervision, a condition and people around."""
    common = {"case": case, "kind": "family", "host": "Her sister", "host_phone": "5735550142", "by": by}
    home = cases.propose_home(rank="first", address="1400 Example Street, Columbia", **common)
    cases.record_conflict_check(home=home, has_conflict=True, by=by)
    backup = cases.propose_home(rank="backup", address="22 Long Example Avenue, Unit 4, Jefferson City", **common)
    cases.record_supervision(
        case=case,
        officer="R. Daniels",
        phone="5735550111",
        report_at=clock.now() + timedelta(days=22),
        report_place="1500 Example Drive, Columbia",
        directions="Bus 4 to the courthouse, then two blocks north.",
        by=by,
    )
    cases.add_condition(case=case, code="curfew", words="At home from 9 p.m. to 6 a.m.", by=by)
    cases.add_person_around(case=case, kind="child", name="Ann", birth_year=2019, by=by)
    cases.add_person_around(case=case, kind="no_contact", name="Name Withheld", by=by)
    ContactPointFactory(person=case.person)
    return backup


def _packets(case, viewer) -> list[tuple]:
    """Packets that wait, are being made, are ready, failed and were thrown away."""
    states = [{"state": "waiting"}, {"state": "making"}, {"state": "ready", "file": "ab/abc"}, {"state": "ready"}]
    failed = {"state": "failed", "error": "Something went wrong. Ask for them again."}
    runs = [PacketRun(asked_by=viewer, cases=[case.pk], **fields) for fields in (*states, failed)]
    return [(run.pk,) for run in PacketRun.objects.bulk_create(runs)]


def _rosters(case) -> list[tuple]:
    """A roster on its way, one that waits to be applied with lines of every kind, and one that was refused."""
    state = RosterBatch.State
    common = {"as_of": clock.today(), "format": "fak930"}
    counts = {"people": 2, "new": 1, "date": 1, "facts": 1, "set_aside": 1, "unmapped": {"facility XYZ": 3}}
    checked = RosterBatch.objects.create(
        file_name="SunshineLawFak930", state=state.CHECKED, counts=counts, skipped={"Charge completed": 812}, **common
    )
    batches = [
        checked,
        RosterBatch.objects.create(file_name="a.txt", state=state.CHECKING, lines_read=50, lines_total=90, **common),
        RosterBatch.objects.create(file_name="b.txt", state=state.REFUSED, refusal="The file is empty.", **common),
    ]
    RosterRow.objects.create(
        batch=checked,
        doc_number=case.person.doc_number,
        name=case.person.list_name,
        kinds=["date", "facts"],
        text="A\nB",
    )
    RosterRow.objects.create(batch=checked, doc_number="00000077", name="Halvorsen, Darnell", kinds=["new"], text="C")
    RosterReject.objects.create(batch=checked, line_number=7, reason="Not text", text="9" * 298)
    return [(batch.pk,) for batch in batches]


def _seen_by(viewer, referral) -> list[tuple]:
    """Whoever does not read about treatment does not see that referral either."""
    return [(referral.pk,)] if referral.need.confidentiality in classes_read_by(viewer) else []


def _directory(service, area, by) -> dict[str, list[tuple]]:
    """All that an entry can have, a victim service, and a package of each state."""
    boone = County.objects.get(code="BOON")
    organization = service.organization
    location = LocationFactory(organization=organization, county=boone, transportation="Bus 4, every half hour")
    ServiceAtLocationFactory(service=service, location=location)
    ScheduleFactory(service=service)
    limited = ServiceFactory(
        organization=organization,
        areas=[area],
        name="Recovery home",
        limits=["arson", "violent"],
        violent_years=5,
        registrants_ok=False,
        minimum_age=21,
        maximum_age=60,
        languages=["Spanish"],
        open_places=0,
        waitlist=4,
        confirmed_on=clock.today(),
        confirmed_by=by,
        status="active",
        alert="Closed on December 24.",
    )
    agreement = AgreementFactory(organization=organization, recorded_by=by)
    AgreementFactory(organization=organization, recorded_by=by, kind="qsoa", days=(-400, -30))
    hotline = ServiceFactory(organization__name="Example Safe Line", organization__kind="victim_service", areas=[area])
    common = {"source": "elsewhere"}
    counts = {"rows": 9, "service new": 3, "set_aside": 1}
    batch = DirectoryImport.objects.create(
        file_name="a.zip", state="done", counts=counts, not_kept={"contacts.csv: file": 3}, **common
    )
    DirectoryReject.objects.create(batch=batch, file="services.csv", line_number=7, reason="name is missing", text="x")
    runs = [
        batch,
        DirectoryImport.objects.create(file_name="b.zip", state="refused", refusal="This is not a zip file.", **common),
        DirectoryImport.objects.create(file_name="c.zip", **common),
    ]
    organizations = [(organization.pk,), (hotline.organization_id,)]
    return {
        "partners:organization": organizations,
        "partners:edit-organization": organizations[:1],
        "partners:add-service": organizations[:1],
        "partners:add-location": organizations[:1],
        "partners:add-agreement": organizations[:1],
        "partners:end-agreement": [(agreement.pk,)],
        "partners:service": [(service.pk,), (limited.pk,)],
        "partners:edit-service": [(limited.pk,)],
        "partners:edit-location": [(location.pk,)],
        "partners:our-service": [(limited.pk,)],
        "partners:our-location": [(location.pk,)],
        "partners:import": [(run.pk,) for run in runs],
    }

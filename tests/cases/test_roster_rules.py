"""The rules of import, IM-01 to IM-16 of the domain (docs/roster.md): a test bears the number of its rule."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts import scope
from audit.models import AuditEvent
from cases import actions, duplicates
from cases.models import (
    Case,
    DateMoveNotice,
    Duplicate,
    Person,
    PersonMerge,
    PlanStep,
    ReleaseDate,
    RosterBatch,
    RosterRow,
    TimelineEvent,
)
from cases.roster import feed, nightly
from cases.search import people_numbered
from cases.tasks import work_through_rosters
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import (
    AssignmentRuleFactory,
    CaseFactory,
    ContactPointFactory,
    FacilityFactory,
    NoteFactory,
    PersonFactory,
    PostingFactory,
)
from demo.factories.partners import ConsentFactory
from followups import actions as followups
from followups.models import FollowUp, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from tests.cases.roster_files import day, extract, iso, row
from tests.cases.test_roster import check, counts, take_in, the_case

pytestmark = pytest.mark.django_db
State = RosterBatch.State


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ROSTER_FOLDER = str(tmp_path / "drop")
    (tmp_path / "drop").mkdir()


def look_after() -> None:
    """What the worker does of itself with each ring."""
    with scope.acting_as(scope.worker):
        followups.lay_out_missing()
        followups.cancel_for_ended_cases()
        followups.end_for_taken_back()
        followups.count_anew()
        followups.open_due()


@pytest.fixture
def night(settings, tmp_path):
    """`night(content, …)` leaves a night's folder as the department's transfer does, and looks into it."""
    number = 0

    def leave(content: bytes, *, as_of=None, look=True, **promised):
        nonlocal number
        number += 1
        folder = tmp_path / "drop" / f"night-{number:02d}"
        folder.mkdir()
        (folder / "roster.csv").write_bytes(content)
        file = {
            "name": "roster.csv",
            "rows": content.count(b"\n") - 1,
            "sha256": hashlib.sha256(content).hexdigest(),
            **{name: promised[name] for name in ("name", "rows", "sha256") if name in promised},
        }
        said = {
            "schema_version": promised.get("schema_version", 1),
            "extracted_at": "2026-11-24T02:10:00-06:00",
            "as_of": f"{as_of or clock.today():%Y-%m-%d}",
            "files": [file] * promised.get("times", 1),
        }
        (folder / "manifest.json").write_text(promised.get("text") or json.dumps(said))
        if look:
            work_through_rosters()
        return RosterBatch.objects.first()

    return leave


class TestIM01Manifest:
    def test_a_night_that_is_as_promised_is_applied_without_anyone_asking(self, night, tmp_path):
        batch = night(extract(row()))
        assert (batch.state, batch.file_name, batch.is_nightly) == (State.APPLIED, "night-01/roster.csv", True)
        assert the_case().release_date == iso(120)
        assert not list((tmp_path / "drop").iterdir())
        assert not list((tmp_path / "media" / "rosters").iterdir())

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"sha256": "0" * 64}, "checksum differs"),
            ({"rows": 7}, "promises 7 rows; the file has 1"),
            ({"schema_version": 2}, "schema version 2"),
            ({"name": "other.csv"}, "it is not there"),
            ({"name": "../night-01/roster.csv"}, "outside its folder"),
            ({"times": 2}, "cannot be read"),
            ({"text": "{"}, "cannot be read"),
            ({"text": "[]"}, "cannot be read"),
        ],
    )
    def test_what_is_not_as_promised_touches_nothing_and_is_said(self, wrong, said, night, tmp_path):
        batch = night(extract(row()), **wrong)
        assert batch.state == State.REFUSED
        assert said in batch.refusal
        assert not Person.objects.exists()
        assert not list((tmp_path / "drop").iterdir())

    def test_a_night_without_its_manifest_is_still_on_its_way(self, tmp_path):
        (tmp_path / "drop" / "night").mkdir()
        (tmp_path / "drop" / "night" / "roster.csv").write_bytes(extract(row()))
        work_through_rosters()
        assert not RosterBatch.objects.exists()
        assert (tmp_path / "drop" / "night" / "roster.csv").exists()

    def test_no_folder_is_watched_unless_it_is_set(self, settings, night):
        night(extract(row()), look=False)
        settings.ROSTER_FOLDER = ""
        assert nightly.collect() == 0


class TestIM02Quarantine:
    def test_the_old_data_stand_the_page_says_since_when_and_the_next_good_night_goes_on(self, night):
        rows = [row(f"{n}") for n in range(1, 41)]
        night(extract(*rows))
        assert night(extract(*rows[:20])).state == State.QUARANTINED
        assert not Case.objects.filter(missing_since__isnull=False).exists()
        assert feed.standing(today=clock.today()).quarantined
        good = night(extract(*rows[:39]))
        assert good.state == State.APPLIED
        assert counts(good) == {"missing": 1}
        assert not feed.standing(today=clock.today()).quarantined

    def test_my_day_says_that_the_feed_is_late(self, night, sign_in, staff, move_clock):
        client = sign_in(staff("supervisor"))
        assert "Newer changes may be missing" not in client.get("/my-day/").content.decode()
        night(extract(row()))
        assert "Newer changes may be missing" not in client.get("/my-day/").content.decode()
        with scope.acting_as(scope.worker):
            RosterBatch.objects.update(as_of=iso(-3))
        page = client.get("/my-day/").content.decode()
        assert f"Release dates are from {iso(-3):%m/%d/%Y}. Newer changes may be missing." in page


def test_im_03_the_same_night_twice_is_harmless(night):
    rows = extract(*(row(f"{n}") for n in range(1, 6)))
    night(rows)

    def everything():
        tables = (Person, Case, ReleaseDate, PlanStep, TimelineEvent, Message, RosterBatch)
        return [list(table.objects.order_by("pk").values()) for table in tables]

    before = everything()
    night(rows)
    look_after()
    assert everything() == before


class TestIM04OnePersonStaysOne:
    def test_a_name_that_changed_makes_no_second_person_and_the_old_one_is_kept(self):
        take_in(extract(row(last_name="FORD")))
        take_in(extract(row(last_name="WINSTEAD")))
        person = Person.objects.get()
        assert person.last_name == "Winstead"
        assert [f"{name} {name.kind}" for name in person.other_names.all()] == ["Darnell Ford former"]

    def test_a_number_given_up_leads_to_the_one_that_took_its_place(self):
        take_in(extract(row("100")))
        case = the_case("00000100")
        batch = take_in(extract(row("200", former_doc_id="100")))
        case.refresh_from_db()
        assert case.person.doc_number == "00000200"
        assert counts(batch)["merged"] == 1
        assert Case.objects.count() == 1
        assert case.missing_since is None
        assert [person.doc_number for person in people_numbered("100")] == ["00000200"]
        assert counts(take_in(extract(row("200", former_doc_id="100")))) == {}

    def test_a_signed_release_stays_as_it_was_signed_and_is_no_obstacle(self):
        take_in(extract(row("100")))
        person = the_case("00000100").person
        consent = ConsentFactory(person=person, organization=OrganizationFactory(), recorded_by=UserFactory())
        take_in(extract(row("200", former_doc_id="100")))
        consent.refresh_from_db()
        assert (consent.person, consent.person.merged_into.doc_number) == (person, "00000200")

    def test_what_cannot_be_merged_goes_to_a_supervisor_and_the_others_go_on(self, staff):
        one, other = (PersonFactory(doc_number=number) for number in ("00000200", "00000300"))
        actions.merge_people(kept=other, gone=one, why="Same photo", by=staff("supervisor"))
        take_in(extract(row("100")))
        batch = take_in(extract(row("200", former_doc_id="100"), row("400")))
        assert batch.state == State.APPLIED
        assert Duplicate.objects.get().reasons == ["The roster says so"]
        assert the_case("00000400").is_open


def test_im_05_who_vanishes_is_marked_and_a_line_set_aside_is_no_vanishing():
    rows = [row("1"), row("2"), row("3")]
    take_in(extract(*rows))
    batch = take_in(extract(rows[0]))
    assert counts(batch) == {"missing": 2}
    assert {case.state for case in Case.objects.all()} == {"intake"}
    assert counts(take_in(extract(*rows))) == {"back": 2}


class TestIM05ThreeRosters:
    def test_after_three_in_a_row_someone_is_to_find_out_once(self, move_clock):
        user = PostingFactory().user
        rows = [row("1"), row("2")]
        take_in(extract(*rows))
        told = []
        for number in range(1, 6):
            move_clock(days=number)
            told.append(counts(take_in(extract(rows[0]))))
        assert told == [{"missing": 1}, {}, {"gone": 1}, {}, {}]
        step = PlanStep.objects.get(title__startswith="Find out where the person is")
        assert (step.owner, step.case.person.doc_number) == (user, "00000002")
        assert Case.objects.filter(state="intake").count() == 2

    def test_named_in_between_the_count_starts_anew(self, move_clock):
        rows = [row("1"), row("2")]
        for number, named in enumerate([rows, rows[:1], rows[:1], rows, rows[:1], rows[:1]]):
            move_clock(days=number)
            take_in(extract(*named))
        assert not PlanStep.objects.filter(title__startswith="Find out where").exists()

    def test_the_same_day_twice_counts_once(self, move_clock):
        rows = [row("1"), row("2")]
        take_in(extract(*rows))
        for moved in (1, 1, 1, 2):
            move_clock(days=moved)
            take_in(extract(rows[0]))
        assert not PlanStep.objects.filter(title__startswith="Find out where").exists()


@pytest.mark.parametrize(
    ("value", "reason"), [("99999999", "life"), ("88888888", "indeterminate"), ("66666666", "investigation")]
)
def test_im_06_a_magic_date_is_no_date_with_its_reason(value, reason):
    CaseFactory(person=PersonFactory(doc_number="09100001"), cycle="20240110")
    take_in(extract(row(conditional_date=value)))
    assert (the_case().release_date, the_case().no_date_reason) == (None, reason)


@pytest.mark.parametrize("birth", ["3/4/88", "2090-01-01", "18800101"])
def test_im_06_a_birth_date_that_cannot_be_is_set_aside(birth):
    rows = [row(f"{n}") for n in range(1, 20)]
    batch = check(extract(*rows, row("20", birth_date=birth)))
    assert batch.rejects.get().doc_number == "00000020"


def test_im_07_a_code_that_is_not_known_is_told_and_the_row_goes_on():
    batch = take_in(extract(row(facility="XYZ", county="NOWHERE")))
    assert batch.counts["unmapped"] == {"facility XYZ": 1, "county NOWHERE": 1}
    assert the_case().facility is None


def test_im_08_a_blank_never_overwrites_what_staff_typed():
    take_in(extract(row(housing_unit="HU-2")))
    Case.objects.update(supervision="Parole", housing_unit="HU-9")
    take_in(extract(row(housing_unit="", supervision="")))
    assert (the_case().housing_unit, the_case().supervision) == ("HU-9", "Parole")


def test_a_date_said_again_is_seen_again_and_makes_no_row(move_clock):
    first = clock.today()
    take_in(extract(row(conditional_date=day(120), maximum_date="99999999")))
    rows, events = ReleaseDate.objects.order_by("pk"), AuditEvent.objects.filter(object_type="cases_releasedate")
    assert {each.last_seen_on for each in rows.all()} == {first}
    told = events.count()
    move_clock(days=1)
    take_in(extract(row(conditional_date=f"{iso(119):%Y%m%d}", maximum_date="99999999")))
    assert {each.last_seen_on for each in rows.all()} == {first + timedelta(days=1)}
    assert (rows.count(), events.count()) == (2, told)
    move_clock(days=2)
    take_in(extract(row(conditional_date=f"{iso(130):%Y%m%d}", maximum_date="")))
    seen = [(each.kind, bool(each.replaced_at), (each.last_seen_on - first).days) for each in rows.all()]
    assert seen == [("conditional", True, 1), ("maximum", False, 1), ("conditional", False, 2)]


def test_what_a_roster_said_again_is_found_in_one_reading_of_each_table():
    """Even where the server takes the tables for empty, as it did after a first import: it looked for minutes."""
    with connection.cursor() as cursor:
        cursor.execute("select prosrc, proconfig from pg_proc where proname = 'dates_seen_again'")
        body, settings = cursor.fetchone()
        for name, value in (each.split("=") for each in settings):
            cursor.execute("select set_config(%s, %s, true)", [name, value.strip('"')])
        cursor.execute(f"explain {body.replace('b.id = batch', 'b.id = 1')}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("Nested Loop") == 1, plan  # of the one roster with its own rows, by their index


class TestShortNotice:
    """Who leaves in less than 30 days: critical steps only, at once, and a supervisor is told (domain.md 2.1)."""

    def told(self):
        return {notice.owner for notice in DateMoveNotice.objects.all()}

    def test_someone_new_the_supervisors_of_the_place_and_the_case_manager_are_told(self):
        manager, everywhere = PostingFactory().user, UserFactory(role="supervisor")
        here = PostingFactory(user=UserFactory(role="supervisor")).user
        take_in(extract(row(conditional_date=day(10))))
        assert self.told() == {manager, here}
        assert everywhere not in self.told()

    def test_where_no_supervisor_is_posted_all_of_them_are(self):
        PostingFactory()
        take_in(extract(row(conditional_date=day(90))))
        assert self.told() == set()
        watching = {UserFactory(role="supervisor"), UserFactory(role="supervisor")}
        take_in(extract(row(conditional_date=day(10))))
        assert watching < self.told()

    def test_what_should_be_done_by_now_is_due_today(self):
        take_in(extract(row(conditional_date=day(10))))
        steps = the_case().steps.filter(state__in=PlanStep.UNFINISHED)
        assert steps.filter(days_before__gte=10).exists()
        assert {step.due_on for step in steps if step.days_before >= 10} == {clock.today()}
        assert all(step.is_critical for step in steps)


def test_im_09_a_moved_date_plans_once(django_assert_max_num_queries):
    take_in(extract(row(conditional_date=day(120), maximum_date=day(300))))
    take_in(extract(row(conditional_date=day(150), maximum_date=day(310))))
    moved = the_case().events.filter(kind=TimelineEvent.Kind.RELEASE_DATE)
    assert moved.count() == 1
    assert the_case().release_date == iso(150)


class TestIM10Transfer:
    def test_whoever_carries_the_people_there_takes_over_with_a_note_to_ask(self):
        before = PostingFactory().user
        take_in(extract(row()))
        there = FacilityFactory(code="ACC", name="Algoa", short_name="Algoa")
        AssignmentRuleFactory(facility=there)
        unit = AssignmentRuleFactory(facility=there, housing_unit="HU-7")
        take_in(extract(row(facility="ACC", housing_unit="HU-7")))
        case = the_case()
        assert (case.facility, case.coordinator) == (there, unit.coordinator)
        unfinished = case.steps.filter(state__in=PlanStep.UNFINISHED)
        assert {step.owner for step in unfinished} == {unit.coordinator}
        assert unfinished.filter(title__startswith=f"Ask {before.get_full_name()} ").count() == 1

    def test_visits_planned_there_fall_away_and_others_stand(self):
        PostingFactory()
        take_in(extract(row()))
        case, by = the_case(), UserFactory()
        common = {"case": case, "category": "plan", "starts_at": clock.now() + timedelta(days=5), "by": by}
        visit = actions.book_appointment(what="Housing interview", way="visit", **common)
        call = actions.book_appointment(what="Call", way="phone", **common)
        FacilityFactory(code="ACC", name="Algoa", short_name="Algoa")
        take_in(extract(row(facility="ACC")))
        visit.refresh_from_db()
        call.refresh_from_db()
        assert (visit.state, visit.reason) == ("cancelled", "The person moved to Algoa. Book it anew there.")
        assert call.state == "planned"

    def test_where_no_one_does_the_case_waits_for_someone(self):
        PostingFactory()
        take_in(extract(row()))
        FacilityFactory(code="ACC", name="Algoa", short_name="Algoa")
        take_in(extract(row(facility="ACC")))
        assert the_case().coordinator is None


class TestIM11CancelledRelease:
    def released(self):
        PostingFactory()
        UserFactory(role="supervisor")
        take_in(extract(row()))
        take_in(extract(row(released_on=day(-1), release_type="parole")))
        look_after()
        assert FollowUp.objects.filter(state="scheduled").exists()

    def test_taken_back_by_the_roster_the_clock_stops_and_history_stays(self):
        self.released()
        batch = take_in(extract(row()))
        assert counts(batch) == {"cancelled": 1}
        case = the_case()
        assert (case.state, case.released_on, case.release_type) == ("planning", None, "")
        look_after()
        assert set(FollowUp.objects.values_list("state", flat=True)) == {"cancelled"}
        titles = list(case.events.values_list("title", flat=True))
        assert any(title.startswith("Released on") for title in titles)
        assert any(title.endswith("taken back") for title in titles)
        assert counts(take_in(extract(row()))) == {}

    def test_a_later_release_lays_the_follow_ups_out_from_its_own_day(self):
        self.released()
        take_in(extract(row()))
        look_after()
        take_in(extract(row(released_on=day(0), release_type="parole")))
        look_after()
        first = FollowUp.objects.filter(state__in=["scheduled", "due"]).select_related("point").first()
        assert first.due_on == clock.today() + timedelta(days=first.point.days_after)
        assert not FollowUp.objects.filter(state="cancelled").exists()

    def test_by_staff_with_a_reason(self, sign_in, staff):
        case = CaseFactory(days=0, released=True)
        client = sign_in(staff("supervisor"))
        client.post(f"/cases/{case.pk}/take-back/", {"why": "A hold was found at the gate"})
        case.refresh_from_db()
        assert case.is_inside
        with pytest.raises(ActionRefused, match="no release to take back"):
            actions.release_taken_back(case=case, why="Again", by=staff())


def test_im_12_after_a_death_nothing_goes_out():
    PostingFactory()
    UserFactory(role="supervisor")
    take_in(extract(row()))
    take_in(extract(row(released_on=day(-1), release_type="parole")))
    look_after()
    batch = take_in(extract(row(released_on=day(0), release_type="death")))
    look_after()
    assert Case.objects.get().state == "deceased"
    assert not FollowUp.objects.filter(state__in=FollowUp.UNFINISHED).exists()
    assert not Message.objects.filter(state="queued").exists()
    assert counts(batch) == {"deceased": 1}


def test_im_13_a_readmission_opens_a_new_case_and_closes_the_old_with_its_cause():
    take_in(extract(row()))
    take_in(extract(row(released_on=day(-1))))
    take_in(extract(row(cycle=day(0), conditional_date=day(200))))
    old, new = Case.objects.order_by("pk")
    assert (old.state, old.end_reason) == ("returned", f"Roster of {clock.today():%m/%d/%Y}")
    assert (new.state, new.release_date) == ("intake", iso(200))


def test_im_14_lines_set_aside_go_back_to_the_department(night, tmp_path):
    rows = [row(f"{n}") for n in range(1, 40)]
    batch = night(extract(*rows, row("12A", last_name="=QUILL")))
    (file,) = (tmp_path / "drop" / "returned").iterdir()
    lines = file.read_text().splitlines()
    assert len(lines) == 2
    assert "not a number" in lines[1]
    assert batch.counts["set_aside"] == 1
    assert file.stat().st_mode & 0o077 == 0


def test_im_15_what_was_given_back_is_purged_after_thirty_days(night, tmp_path, move_clock):
    night(extract(*(row(f"{n}") for n in range(1, 40)), row("12A")))
    nightly.purge()
    assert list((tmp_path / "drop" / "returned").iterdir())
    move_clock(days=31)
    nightly.purge()
    assert not list((tmp_path / "drop" / "returned").iterdir())


def test_im_15_each_date_and_each_change_names_the_roster_that_brought_it(sign_in, staff):
    first = take_in(extract(row(), row("9100002")))
    second = take_in(extract(row(conditional_date=day(90)), row("9100002")))
    third = take_in(extract(row(conditional_date=day(90)), row("9100002", facility="ACC")))
    assert list(the_case().release_dates.order_by("pk").values_list("roster", flat=True)) == [first.pk, second.pk]
    changed = RosterRow.objects.exclude(kinds=[]).values_list("batch", "doc_number", "kinds").order_by("pk")
    assert list(changed) == [
        (first.pk, "09100001", ["new"]),
        (first.pk, "09100002", ["new"]),
        (second.pk, "09100001", ["date"]),
        (third.pk, "09100002", ["transfer"]),
    ]
    assert not RosterRow.objects.filter(kinds=[]).exclude(batch=third).exists()
    page = sign_in(staff("supervisor")).get(reverse("cases:release-dates", args=[the_case().pk]))
    assert f"roster {second.pk} of {clock.today():%m/%d/%Y}" in page.content.decode()


def test_im_16_what_happened_before_the_roster_is_taken_with_its_own_day_and_what_was_known_stays():
    take_in(extract(row(conditional_date=day(120))))
    take_in(extract(row(conditional_date=day(90))))
    take_in(extract(row(conditional_date=day(90), released_on=day(-9), release_type="parole")))
    case = the_case()
    assert case.released_on == iso(-9)
    kept = case.release_dates.order_by("pk")
    assert [(each.date, each.replaced_at is None) for each in kept] == [(iso(120), False), (iso(90), True)]
    assert kept[0].received_at <= kept[0].replaced_at == kept[1].received_at


class TestTwoRecordsOfOnePerson:
    def pair(self, **fields):
        born = {"birth_date": clock.today().replace(year=1988, day=15)}
        one = CaseFactory(person__last_name="Halvorsen", person__first_name="Darnell", person__doc_number="00000123")
        other = CaseFactory(
            person=PersonFactory(**{"last_name": "Halverson", "first_name": "Darnel", **born, **fields})
        )
        return one, other

    def test_suggested_with_reasons_once(self):
        one, other = self.pair(doc_number="00000124")
        CaseFactory(person__last_name="Whitfield", person__first_name="Darnell")
        assert duplicates.suggest() == 1
        row = Duplicate.objects.get()
        assert {row.first, row.second} == {one.person, other.person}
        assert row.reasons == ["Names alike", "Same date of birth", "DOC numbers differ in one digit"]
        assert duplicates.suggest() == 0

    def test_the_same_name_with_another_birth_date_is_two_people(self):
        self.pair(last_name="Halvorsen", first_name="Darnell", birth_date=clock.today().replace(year=1990, day=1))
        assert duplicates.suggest() == 0

    def test_the_same_name_without_a_birth_date_is_suggested(self):
        self.pair(last_name="Halvorsen", first_name="Darnell", birth_date=None)
        assert duplicates.suggest() == 1

    def test_merged_everything_hangs_on_the_one_kept_and_the_other_leads_there(self, staff):
        one, other = self.pair()
        note, phone = NoteFactory(case=other), ContactPointFactory(person=other.person)
        consent = ConsentFactory(person=other.person, organization=OrganizationFactory(), recorded_by=UserFactory())
        merge = actions.merge_people(kept=one.person, gone=other.person, why="Same photo", by=staff("supervisor"))
        for each in (other, phone, consent, note):
            each.refresh_from_db()
        assert {other.person, phone.person, note.case.person} == {one.person}
        assert consent.person == merge.gone  # what was signed stays as it was signed
        assert (other.state, other.end_reason) == ("closed", "Same person as DOC number 123")
        assert list(people_numbered(merge.gone.doc_number)) == [one.person]
        assert one.events.filter(title__contains="merged into 123").exists()

    def test_undone_it_is_as_it_was(self, staff):
        one, other = self.pair()
        mine = ContactPointFactory(person=one.person)
        theirs = ContactPointFactory(person=other.person)
        by = staff("supervisor")
        merge = actions.merge_people(kept=one.person, gone=other.person, why="Same photo", by=by)
        actions.undo_merge(merge=merge, by=by)
        before = other.person_id
        for each in (other, mine, theirs):
            each.refresh_from_db()
        assert (other.person_id, theirs.person_id, mine.person_id) == (before, before, one.person_id)
        assert (other.state, other.ended_on) == ("planning", None)
        assert not one.person.other_names.exists()
        with pytest.raises(ActionRefused, match="undone already"):
            actions.undo_merge(merge=merge, by=by)

    def test_a_row_that_both_have_stays_with_the_record_given_up(self, staff):
        one, other = self.pair()
        for case in (one, other):
            ContactPointFactory(person=case.person, value="573-555-0100")
        merge = actions.merge_people(kept=one.person, gone=other.person, why="Same photo", by=staff("supervisor"))
        assert one.person.contact_points.count() == 1
        assert "cases.ContactPoint" not in merge.moved

    @pytest.mark.parametrize("why", ["", " "])
    def test_not_without_a_reason_nor_with_oneself_nor_twice(self, why, staff):
        one, other = self.pair()
        by = staff("supervisor")
        with pytest.raises(ActionRefused, match="how you know"):
            actions.merge_people(kept=one.person, gone=other.person, why=why, by=by)
        with pytest.raises(ActionRefused, match="two records"):
            actions.merge_people(kept=one.person, gone=one.person, why="x", by=by)
        actions.merge_people(kept=one.person, gone=other.person, why="x", by=by)
        with pytest.raises(ActionRefused, match="merged already"):
            actions.merge_people(kept=other.person, gone=one.person, why="x", by=by)

    def test_on_the_page(self, sign_in, staff):
        one, other = self.pair()
        duplicates.suggest()
        client = sign_in(staff("supervisor"))
        row = Duplicate.objects.get()
        assert "Same date of birth" in client.get("/people/twice/").content.decode()
        decide = f"/people/twice/{row.pk}/"
        assert "Choose which record stays" in client.post(decide, follow=True).content.decode()
        assert "Say how you know" in client.post(decide, {"keep": one.person_id}, follow=True).content.decode()
        client.post(decide, {"keep": one.person_id, "why": "Same photo"})
        merge = PersonMerge.objects.get()
        assert merge.kept == one.person
        client.post(f"/people/merges/{merge.pk}/undo/")
        other.person.refresh_from_db()
        assert other.person.merged_into is None
        row.refresh_from_db()
        assert row.state == "dismissed"

"""A roster file, from bytes to cases."""

import io
import random
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from accounts import scope
from audit.models import AuditEvent
from cases import actions
from cases.models import Case, Person, PlanStep, Posting, ReleaseDate, RosterBatch, RosterRow, TimelineEvent
from cases.roster import batches, fak930
from demo import rosters
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, FacilityFactory, PersonFactory, PostingFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from tests.cases.roster_files import day, extract, fak, fak_line, iso, row

pytestmark = pytest.mark.django_db
Kind = ReleaseDate.Kind


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def check(content: bytes, *, name="roster.txt", as_of=None, within=365) -> RosterBatch:
    """Bring a file and let it be read; it is then checked, or refused."""
    stored = batches.store(iter([content]))
    with scope.acting_as(scope.worker):
        batch = batches.receive(
            file_name=name, stored_as=stored, as_of=as_of or clock.today(), within_days=within, by=None
        )
    batches.work_through()
    batch.refresh_from_db()
    return batch


def take_in(content: bytes, **options) -> RosterBatch:
    batch = check(content, **options)
    assert batch.state == RosterBatch.State.CHECKED, batch.refusal
    with scope.acting_as(scope.worker):
        batches.approve(batch)
    batches.work_through()
    batch.refresh_from_db()
    assert batch.state == RosterBatch.State.APPLIED
    return batch


def the_case(doc="09100001") -> Case:
    return Case.objects.get(person__doc_number=doc, state__in=Case.OPEN)


def counts(batch) -> dict:
    return {kind: batch.counts[kind] for kind in RosterRow.Kind.values if batch.counts.get(kind)}


class TestFak930:
    def test_someone_in_an_institution_with_a_date_in_the_window_gets_a_case_and_a_plan(self):
        batch = take_in(fak(fak_line(minimum=day(100), maximum=day(400), last="O'BRIEN-MCKAY")))
        case = the_case()
        assert case.person.list_name == "O'Brien-McKay, Darnell"
        assert (case.person.sex, case.person.race, f"{case.person.birth_date}") == ("M", "W", "1988-01-15")
        assert case.facility.code == "MCC"
        assert (case.release_date, case.release_date_kind) == (iso(100), Kind.SENTENCE_MINIMUM)
        assert case.release_date_source == ReleaseDate.Source.FAK930
        step = case.steps.get(code="HO-03")
        assert step.due_on == iso(100) - timedelta(days=60)
        assert case.events.get().kind == TimelineEvent.Kind.ROSTER
        assert counts(batch) == {"new": 1}

    def test_all_other_lines_are_counted_by_reason(self):
        good = fak_line(1, minimum=day(10))
        batch = take_in(
            fak(
                good,
                fak_line(2, flag="F", place="07C"),
                fak_line(3, flag=" ", place="", completed="Y"),
                fak_line(4, completed="Y", minimum=day(10)),
                fak_line(5, minimum=day(366), maximum=day(900)),
                fak_line(6, maximum=day(-3)),
                fak_line(7, minimum="99999999", maximum="99999999"),
                fak_line(8, minimum="88888888", maximum="88888888"),
                fak_line(9, minimum="66666666", maximum="66666666"),
                fak_line(10),
            )
        )
        assert list(Person.objects.values_list("doc_number", flat=True)) == ["00000001"]
        assert batch.skipped == {
            "In the field, not in an institution": 1,
            "Not under supervision now": 1,
            "Charge completed": 1,
            "Release date is beyond the window": 1,
            "Release date is past": 1,
            "No release date: life sentence": 1,
            "No release date: indeterminate or interstate sentence": 1,
            "No release date: investigation, not a sentence": 1,
            "No release date: not set": 1,
        }

    def test_the_window_can_be_set(self):
        take_in(fak(fak_line(minimum=day(366))), within=366)
        assert the_case().release_date == iso(366)

    def test_of_several_charges_the_earliest_minimum_and_the_latest_maximum_count_in_any_order(self):
        lines = [
            fak_line(minimum=day(90), maximum=day(500)),
            fak_line(minimum=day(60), maximum=day(300)),
            fak_line(minimum=day(60), maximum=day(300)),
            fak_line(minimum="00000000", maximum=day(800)),
        ]
        random.Random(3).shuffle(lines)
        take_in(fak(*lines))
        dates = {row.kind: row.date for row in the_case().release_dates.all()}
        assert dates == {Kind.SENTENCE_MINIMUM: iso(60), Kind.SENTENCE_MAXIMUM: iso(800)}

    def test_one_life_sentence_outweighs_every_date(self):
        case = CaseFactory(person=PersonFactory(doc_number="09100001"))
        take_in(fak(fak_line(minimum=day(40), maximum=day(50)), fak_line(minimum="99999999", maximum="99999999")))
        assert {row.no_date_reason for row in case.release_dates.all()} == {"life"}

    def test_a_minimum_that_is_past_gives_way_to_the_maximum(self):
        take_in(fak(fak_line(minimum=day(-30), maximum=day(80))))
        assert (the_case().release_date, the_case().release_date_kind) == (iso(80), Kind.SENTENCE_MAXIMUM)

    def test_a_faulty_line_is_set_aside_with_number_reason_and_text(self):
        good = [fak_line(n, minimum=day(30)) for n in range(1, 41)]
        short = fak_line(41)[:-7]
        bad_date = fak_line(42, minimum="20261399")
        batch = take_in(fak(*good[:20], short, *good[20:], bad_date))
        assert Case.objects.count() == 40
        first, second = batch.rejects.all()
        assert (first.line_number, first.text) == (21, short)
        assert first.reason == "The line has 291 characters instead of 298"
        assert (second.line_number, second.reason) == (42, "The minimum release date is not a date: 20261399")

    def test_names_come_in_windows_1252(self):
        take_in(fak(fak_line(minimum=day(30), last="NÚÑEZ")))
        assert the_case().person.last_name == "Núñez"

    def test_the_zip_as_the_department_offers_it(self):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("SunshineLawFak930", fak(fak_line(minimum=day(30))))
        take_in(zipped.getvalue(), name="fak930.zip")
        assert the_case()

    def test_an_institution_that_is_not_known_here_is_reported_and_the_rest_goes_on(self):
        batch = take_in(fak(fak_line(minimum=day(30), place="XYZ")))
        assert the_case().facility is None
        assert batch.counts["unmapped"] == {"facility XYZ": 1}

    def test_reading_holds_one_line_at_a_time(self):
        import tracemalloc

        def peak(lines):
            file = io.BytesIO()
            rosters.write_fak930(file, lines=lines, seed=1, as_of=clock.today())
            file.seek(0)
            tracemalloc.start()
            for _ in fak930.read(file):
                pass
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return most

        peak(10)
        assert peak(20_000) < peak(200) + 50_000


class TestRefused:
    def refusal(self, content, **options):
        people = Person.objects.count()
        batch = check(content, **options)
        assert batch.state == RosterBatch.State.REFUSED
        assert Person.objects.count() == people
        assert not batch.rows.exists()
        assert not list((batches.settings.MEDIA_ROOT / "rosters").iterdir())
        return batch.refusal

    def test_an_empty_file(self):
        assert self.refusal(b"") == "The file is empty."
        assert self.refusal(extract()) == "The file is empty."

    def test_a_file_of_no_known_format(self):
        assert "This is no roster" in self.refusal(b"%PDF-1.7 something else\n" * 50)

    def test_a_file_that_was_cut_off(self):
        whole = fak(*(fak_line(n, minimum=day(30)) for n in range(1, 40)))
        assert "cut off: its last line, 39, has 200 of 298" in self.refusal(whole[:-99])
        rows = extract(row("1"), row("2"))
        assert "cut off" in self.refusal(rows[:-25])

    def test_a_file_in_which_more_than_a_tenth_fails(self):
        good = [fak_line(n, minimum=day(30)) for n in range(1, 10)]
        bad = [fak_line(10)[:-1], fak_line(11)[:-1]]
        assert "2 of 11 lines cannot be read" in self.refusal(fak(*good, *bad))

    def test_exactly_a_tenth_is_taken(self):
        good = [fak_line(n, minimum=day(30)) for n in range(1, 10)]
        assert check(fak(*good, fak_line(10)[:-1])).state == RosterBatch.State.CHECKED

    def test_a_file_older_than_the_last_one(self):
        take_in(fak(fak_line(minimum=day(30))))
        older = clock.today() - timedelta(days=1)
        assert "is older" in self.refusal(fak(fak_line(minimum=day(40))), as_of=older)

    def test_a_file_without_its_last_line_end(self):
        assert "its last line, 3, has no line end" in self.refusal(extract(row("1"), row("2")).rstrip())
        assert "its last line, 3, has no line end" in self.refusal(extract(row("1"), row("2"))[:-10])

    def test_a_file_of_a_day_to_come(self):
        tomorrow = clock.today() + timedelta(days=1)
        assert "a day to come" in self.refusal(extract(row()), as_of=tomorrow)

    def test_a_day_to_come_comes_back_in_the_form(self, sign_in, staff):
        sent = {"file": SimpleUploadedFile("a.csv", extract(row())), "as_of": "01/01/2031", "within_days": "365"}
        answer = sign_in(staff("supervisor")).post(reverse("cases:rosters"), sent)
        assert "That day is still to come" in answer.content.decode()
        assert not RosterBatch.objects.exists()

    def test_an_extract_without_a_needed_column(self):
        content = extract(row(), columns=["doc_id", "cycle", "last_name"])
        assert self.refusal(content) == "The extract has no column first_name."


class TestOneFaultStaysAlone:
    def test_an_unpaired_quote_spoils_its_own_line_only(self):
        rows = extract(*(row(f"{n}") for n in range(1, 41))).decode().splitlines(keepends=True)
        rows[20] = rows[20].replace("HALVORSEN", '"HALVORSEN')
        batch = take_in("".join(rows).encode())
        reject = batch.rejects.get()
        assert (reject.line_number, reject.text) == (21, rows[20].rstrip("\r\n"))
        assert "quote" in reject.reason
        assert batch.lines_read == 40
        assert Case.objects.count() == 39

    def test_two_unpaired_quotes_near_each_other_are_two_faults(self):
        rows = extract(*(row(f"{n}") for n in range(1, 41))).decode().splitlines(keepends=True)
        for place in (20, 22):
            rows[place] = rows[place].replace("HALVORSEN", '"HALVORSEN')
        batch = take_in("".join(rows).encode())
        assert [reject.line_number for reject in batch.rejects.all()] == [21, 23]
        assert Case.objects.count() == 38

    @pytest.mark.parametrize("place", [1, 39])
    def test_also_in_the_first_and_the_last_line(self, place):
        rows = extract(*(row(f"{n}") for n in range(1, 40))).decode().splitlines(keepends=True)
        rows[place] = rows[place].replace("HALVORSEN", '"HALVORSEN')
        assert take_in("".join(rows).encode()).rejects.get().line_number == place + 1
        assert Case.objects.count() == 38

    @pytest.mark.parametrize("fault", [("HALVORSEN", '"HALVORSEN'), ("20240110", "20241399")])
    def test_whose_line_is_set_aside_is_not_missing_then_or_later(self, fault):
        rows = [row(f"{n}") for n in range(1, 41)]
        take_in(extract(*rows))
        text = extract(*rows[:39]).decode()
        bad = extract(rows[39]).decode().splitlines(keepends=True)[1].replace(*fault)
        batch = take_in((text + bad).encode())
        assert batch.rejects.count() == 1
        assert counts(batch) == {}
        assert the_case("00000040").missing_since is None
        assert counts(take_in(extract(*rows))) == {}
        take_in((text + bad).encode())
        assert counts(take_in(extract(*rows[:39]))) == {"missing": 1}

    def test_the_same_holds_for_the_fixed_width_file(self):
        lines = [fak_line(n, minimum=day(30)) for n in range(1, 41)]
        take_in(fak(*lines))
        batch = take_in(fak(*lines[:39], lines[39][:-7]))
        assert counts(batch) == {}
        assert batch.rejects.get().doc_number == "00000040"


class TestQuarantine:
    def known(self, people=36):
        rows = [row(f"{n}") for n in range(1, people + 1)]
        take_in(extract(*rows))
        return rows

    def test_a_file_that_misses_many_known_people_waits_and_the_old_data_stand(self):
        rows = self.known()
        batch = check(extract(*rows[:19]))
        assert batch.state == RosterBatch.State.QUARANTINED
        assert "17 of the 36 people" in batch.doubts[0]
        batches.work_through()
        assert not Case.objects.filter(missing_since__isnull=False).exists()

    def test_a_share_that_the_setting_allows_is_taken(self, settings):
        rows = self.known(50)
        assert check(extract(*rows[:45])).state == RosterBatch.State.CHECKED
        settings.ROSTER_MOST_GONE = 0.05
        assert check(extract(*rows[:45])).state == RosterBatch.State.QUARANTINED

    def test_a_supervisor_confirms_it_with_a_reason(self, staff):
        rows = self.known()
        batch = check(extract(*rows[:19]))
        supervisor, administrator = staff("supervisor"), staff("administrator")
        with scope.acting_as(scope.worker):
            for by, reason in [(administrator, "Right"), (supervisor, " "), (None, "")]:
                with pytest.raises(ActionRefused, match="quarantine"):
                    batches.approve(batch, by=by, reason=reason)
            batches.approve(batch, by=supervisor, reason="Two housing units were emptied")
        batches.work_through()
        batch.refresh_from_db()
        assert (batch.state, batch.confirmed_by) == (RosterBatch.State.APPLIED, supervisor)
        assert Case.objects.filter(missing_since=clock.today()).count() == 17

    def test_too_many_faulty_lines_wait_too(self):
        good = [fak_line(n, minimum=day(30)) for n in range(1, 97)]
        bad = [fak_line(n)[:-1] for n in range(97, 101)]
        batch = check(fak(*good, *bad))
        assert batch.state == RosterBatch.State.QUARANTINED
        assert batch.doubts == ["4 of 100 lines cannot be read, more than 2 in 100."]

    @pytest.mark.parametrize("people", [60, 150])
    def test_a_file_of_another_size_waits_too(self, people, settings):
        settings.ROSTER_MOST_GONE = 1
        self.known(100)
        batch = check(extract(*(row(f"{n}") for n in range(1, people + 1))))
        assert batch.doubts == [f"The file has {people} lines; the last ones had about 100."]

    def test_on_the_page(self, sign_in, staff):
        batch = check(extract(*self.known()[:19]))
        page = reverse("cases:roster", args=[batch.pk])
        assert "A supervisor decides" in sign_in(staff("administrator")).get(page).content.decode()
        client = sign_in(staff("supervisor"))
        assert "Why it is right" in client.get(page).content.decode()
        apply = reverse("cases:apply-roster", args=[batch.pk])
        assert "Say why it is right" in client.post(apply, follow=True).content.decode()
        client.post(apply, {"reason": "Two housing units were emptied"})
        batch.refresh_from_db()
        assert batch.state == RosterBatch.State.APPLYING

    def test_the_command_leaves_it_there_unless_told_why(self, tmp_path):
        file = tmp_path / "roster.csv"
        file.write_bytes(extract(*self.known()[:19]))
        with pytest.raises(CommandError, match="Quarantined"):
            call_command("import_roster", str(file))
        assert not Case.objects.filter(missing_since__isnull=False).exists()
        call_command("import_roster", str(file), "--confirm", "Two housing units were emptied")
        assert Case.objects.filter(missing_since__isnull=False).count() == 17


class TestAgain:
    @pytest.mark.parametrize("write", [rosters.write_fak930, rosters.write_extract])
    def test_the_same_file_twice_changes_nothing(self, write):
        file = io.BytesIO()
        write(file, lines=400, seed=5, as_of=clock.today(), faults=0.02)
        take_in(file.getvalue())

        def everything():
            tables = (Person, Case, ReleaseDate, PlanStep, TimelineEvent)
            return [list(table.objects.order_by("pk").values()) for table in tables]

        before, trail = everything(), AuditEvent.objects.filter(object_type__startswith="cases_").count()
        assert before[0]
        again = take_in(file.getvalue())
        assert everything() == before
        assert AuditEvent.objects.filter(object_type__startswith="cases_").count() == trail
        assert counts(again) == {}

    def test_a_moved_date_takes_the_plan_with_it(self):
        take_in(extract(row(conditional_date=day(120))))
        batch = take_in(extract(row(conditional_date=day(150))))
        assert the_case().release_date == iso(150)
        assert the_case().steps.get(code="HO-03").due_on == iso(90)
        assert counts(batch) == {"date": 1}
        assert f"{iso(120):%m/%d/%Y} → {iso(150):%m/%d/%Y}" in batch.rows.get().text
        kept = the_case().release_dates.order_by("received_at", "pk")
        assert [(row.date, row.replaced_at is None) for row in kept] == [(iso(120), False), (iso(150), True)]

    def test_a_transfer_is_shown_and_done(self):
        take_in(extract(row(housing_unit="HU-2")))
        FacilityFactory(code="ACC", name="Algoa", short_name="Algoa")
        batch = take_in(extract(row(facility="ACC", housing_unit="HU-7")))
        assert (the_case().facility.code, the_case().housing_unit) == ("ACC", "HU-7")
        assert counts(batch) == {"transfer": 1, "facts": 1}

    def test_a_blank_never_erases_what_staff_typed(self):
        take_in(extract(row(county="", housing_unit="HU-2")))
        case = the_case()
        Case.objects.filter(pk=case.pk).update(housing_unit="HU-9", supervision="Parole")
        take_in(extract(row(housing_unit="", supervision="", conditional_date="")))
        case = the_case()
        assert (case.housing_unit, case.supervision, case.release_date) == ("HU-9", "Parole", iso(120))

    def test_a_correction_by_staff_stands_until_the_roster_changes_its_mind(self):
        take_in(extract(row(last_name="HALVERSON")))
        Person.objects.update(last_name="Halvorsen")
        take_in(extract(row(last_name="HALVERSON")))
        assert Person.objects.get().last_name == "Halvorsen"
        take_in(extract(row(last_name="HALVORSEN-REED")))
        assert Person.objects.get().last_name == "Halvorsen-Reed"

    def test_meeting_someone_for_the_first_time_it_fills_only_blanks(self):
        case = CaseFactory(person=PersonFactory(doc_number="09100001", last_name="Reed"), housing_unit="")
        take_in(extract(row(housing_unit="HU-3", middle_name="LEE")))
        case.refresh_from_db()
        assert (case.person.last_name, case.person.middle_name, case.housing_unit) == ("Reed", "Lee", "HU-3")

    def test_who_vanishes_is_marked_never_deleted_and_unmarked_when_named_again(self):
        both = extract(row("1"), row("2"))
        take_in(both)
        batch = take_in(extract(row("1")))
        case = the_case("00000002")
        assert case.missing_since == clock.today()
        assert case.state == Case.State.INTAKE
        assert counts(batch) == {"missing": 1}
        assert counts(take_in(extract(row("1")))) == {}
        assert counts(take_in(both)) == {"back": 1}
        case.refresh_from_db()
        assert case.missing_since is None

    def test_a_release_arrives_by_roster(self):
        take_in(extract(row()))
        batch = take_in(extract(row(released_on=day(-1), release_type="parole")))
        case = the_case()
        assert (case.state, case.released_on, case.release_type) == ("released", iso(-1), "parole")
        assert counts(batch) == {"released": 1}
        assert counts(take_in(extract(row(released_on=day(-1), release_type="parole")))) == {}

    def test_a_new_cycle_of_someone_released_opens_a_new_case(self):
        take_in(extract(row()))
        take_in(extract(row(released_on=day(-1))))
        batch = take_in(extract(row(), row(cycle=day(0), conditional_date=day(200))))
        old, new = Case.objects.order_by("pk")
        assert (old.state, new.state, new.release_date) == ("returned", "intake", iso(200))
        assert counts(batch) == {"new": 1, "returned": 1}

    def test_what_does_not_fit_is_listed_and_nothing_changes(self):
        CaseFactory(person=PersonFactory(doc_number="09100001"), days=-5, released=True)
        batch = take_in(fak(fak_line(minimum=day(100))))
        assert counts(batch) == {"conflict": 1}
        assert the_case().state == "released"

    def test_a_case_that_staff_closed_while_inside_is_not_opened_again(self):
        take_in(fak(fak_line(minimum=day(100))))
        actions.close_case(case=the_case(), ending="closed", reason="Opened by mistake", by=UserFactory())
        take_in(fak(fak_line(minimum=day(101))))
        assert Case.objects.count() == 1

    def test_what_changed_between_preview_and_apply_is_compared_again(self):
        take_in(extract(row(conditional_date=day(120))))
        batch = check(extract(row(conditional_date=day(150))))
        actions.close_case(case=the_case(), ending="deceased", reason="Notice", by=UserFactory())
        with scope.acting_as(scope.worker):
            batches.approve(batch)
        batches.work_through()
        assert Case.objects.get().release_date == iso(120)


class TestExtract:
    def test_a_row_brings_every_fact(self):
        values = {
            "birth_date": "1990-02-03",
            "sex": "F",
            "race": "B",
            "ethnicity": "N",
            "language": "Spanish",
            "facility": "CCC",
            "housing_unit": "HU-1",
            "county": "BOON",
            "district": "06",
            "supervision": "Parole",
            "conditional_date": "",
            "presumptive_parole_date": iso(90).isoformat(),
            "maximum_date": f"{iso(700):%m/%d/%Y}",
            "time_credit_date": "0",
        }
        take_in(extract(row(**values)))
        case, person = the_case(), the_case().person
        assert (person.sex, person.race, person.ethnicity, person.language) == ("F", "B", "N", "Spanish")
        assert (case.cycle, case.facility.code, case.county.code, case.district.code) == (
            "20240110",
            "CCC",
            "BOON",
            "6",
        )
        assert (case.release_date, case.release_date_kind) == (iso(90), Kind.PRESUMPTIVE_PAROLE)
        assert case.steps.filter(code="WM-01").exists()  # a woman's plan has the women's steps

    def test_unknown_columns_quotes_and_line_breaks_in_values_are_no_fault(self):
        content = extract(
            row(first_name='DAR"NELL', supervision="Parole,\nfirst year", gang="x"),
            columns=[*row(), "supervision", "gang"],
        )
        take_in(content)
        assert the_case().supervision == "Parole,\nfirst year"

    def test_the_newest_of_several_cycles_counts(self):
        take_in(extract(row(cycle="20240110"), row(cycle="20010101", facility="ACC", conditional_date="20020101")))
        assert (the_case().cycle, the_case().facility.code) == ("20240110", "MCC")

    def test_a_faulty_row_is_set_aside(self):
        rows = [row(f"{n}") for n in range(1, 20)]
        batch = take_in(extract(*rows[:5], row("12A", last_name="QUILL"), *rows[5:]))
        reject = batch.rejects.get()
        assert reject.line_number == 7
        assert "12A" in reject.reason
        assert "QUILL" in reject.text
        assert Case.objects.count() == 19


class TestAssignment:
    def test_the_only_coordinator_of_the_institution_gets_the_case(self):
        posting = PostingFactory(user__role="coordinator")
        take_in(fak(fak_line(minimum=day(100))))
        assert the_case().coordinator == posting.user
        assert {step.owner for step in the_case().steps.all()} == {posting.user}

    def test_with_two_someone_has_to_assign(self):
        PostingFactory(user__role="coordinator")
        PostingFactory(user__role="coordinator")
        assert Posting.objects.count() == 2
        take_in(fak(fak_line(minimum=day(100))))
        assert the_case().coordinator is None


class TestCommand:
    def test_it_takes_a_file_in(self, tmp_path, capsys):
        file = tmp_path / "roster.csv"
        file.write_bytes(extract(row()))
        call_command("import_roster", str(file), "--within", "130")
        assert the_case()
        assert "1  New person" in capsys.readouterr().out

    @pytest.mark.parametrize("days", ["-5", "0", "many", "99999"])
    def test_days_ahead_that_make_no_sense_are_refused(self, days, tmp_path):
        with pytest.raises(CommandError, match="a number of days from 1 to 3650"):
            call_command("import_roster", str(tmp_path / "roster.csv"), f"--within={days}")

    def test_a_dry_run_says_what_would_change_and_leaves_nothing(self, tmp_path, capsys):
        file = tmp_path / "roster.txt"
        file.write_bytes(fak(fak_line(minimum=day(100))))
        call_command("import_roster", str(file), "--dry-run", "--format", "fak930")
        assert "Would change:" in capsys.readouterr().out
        assert not Person.objects.exists()
        assert not RosterBatch.objects.exists()
        assert not RosterRow.objects.exists()

    def test_a_refusal_is_a_failure_of_the_command(self, tmp_path):
        file = tmp_path / "roster.txt"
        file.write_bytes(b"")
        with pytest.raises(CommandError, match="Refused: The file is empty"):
            call_command("import_roster", str(file))

    @pytest.mark.parametrize("format", ["fak930", "csv"])
    def test_made_files_come_in(self, tmp_path, format):
        file = tmp_path / "made"
        call_command("make_roster", str(file), "--format", format, "--lines", "600")
        content = file.read_bytes()
        assert content.count(b"\n") == 600 + (format == "csv")
        take_in(content)
        assert Case.objects.exists()


class TestPages:
    def test_a_supervisor_brings_a_file_looks_and_applies(self, sign_in, staff, django_capture_on_commit_callbacks):
        from django.core.files.uploadedfile import SimpleUploadedFile

        client = sign_in(staff("supervisor"))
        lines = [fak_line(n, minimum=day(50)) for n in range(1, 31)]
        sent = {
            "file": SimpleUploadedFile("fak930.txt", fak(*lines, "=2+5" + fak_line(31)[:200])),
            "as_of": f"{clock.today():%m/%d/%Y}",
            "within_days": "365",
            "format": "",
        }
        answer = client.post("/roster/", sent)
        page = client.get(answer.url).content.decode()
        assert "Waiting for its turn" in page
        assert "every 2s" in page
        batches.work_through()
        page = client.get(answer.url).content.decode()
        assert "What it would change" in page
        assert "Halvorsen, Darnell" in page
        assert not Case.objects.exists()
        aside = b"".join(client.get(f"{answer.url}set-aside/").streaming_content).decode()
        assert "31,The line has 204 characters instead of 298" in aside
        assert "'=2+5" in aside
        client.post(f"{answer.url}apply/")
        batches.work_through()
        page = client.get(answer.url).content.decode()
        assert "What changed" in page
        assert Case.objects.count() == 30
        assert RosterBatch.objects.get().received_by.role == "supervisor"

    def test_a_discarded_roster_changes_nothing(self, sign_in, staff):
        batch = check(fak(fak_line(minimum=day(50))))
        client = sign_in(staff("supervisor"))
        client.post(f"/roster/{batch.pk}/discard/")
        answer = client.post(f"/roster/{batch.pk}/apply/", follow=True)
        assert "cannot be applied" in answer.content.decode()
        batches.work_through()
        assert not Case.objects.exists()

    def test_an_administrator_sees_changes_but_no_way_to_a_case(self, sign_in, staff):
        take_in(fak(fak_line(minimum=day(50))))
        page = sign_in(staff("administrator")).get(f"/roster/{RosterBatch.objects.get().pk}/").content.decode()
        assert "Halvorsen, Darnell" in page
        assert "/cases/" not in page

    def test_the_pages_ask_the_database_a_fixed_number_of_questions(
        self, sign_in, staff, django_assert_max_num_queries
    ):
        batch = take_in(fak(*(fak_line(n, minimum=day(50)) for n in range(1, 100))))
        client = sign_in(staff("supervisor"))
        with django_assert_max_num_queries(16):
            client.get(f"/roster/{batch.pk}/")
        with django_assert_max_num_queries(8):
            client.get("/roster/")

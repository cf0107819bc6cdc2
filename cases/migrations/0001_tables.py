import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
import reentry_portal.uploads
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0004_roster"),
        ("cases", "0005_appointments"),
        ("cases", "0006_appointment_with_an_organization"),
        ("cases", "0006_emergencies"),
        ("cases", "0010_release_dates"),
        ("cases", "0012_assessments_and_goals"),
        ("cases", "0013_papers"),
        ("cases", "0014_homes"),
        ("cases", "0015_note_drafts"),
        ("cases", "0017_packets"),
        ("cases", "0030_roster_quarantine"),
        ("cases", "0031_worklists"),
        ("cases", "0032_search"),
        ("cases", "0033_people_merged"),
        ("cases", "0034_list_order"),
        ("cases", "0035_search_in_notes"),
        ("cases", "0036_gone_from_the_roster"),
        ("cases", "0040_list_indexes"),
        ("cases", "0041_inside_by_owner_and_place"),
        ("cases", "0042_dates_name_their_roster"),
    ]

    dependencies = [
        ("accounts", "0002_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Indexes of notes and names are made of these functions.
        run_file(__file__, "names"),
        migrations.CreateModel(
            name="County",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=4, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("fips", models.CharField(blank=True, max_length=3)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "counties",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name", "code"],
            },
        ),
        migrations.CreateModel(
            name="Facility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("short_name", models.CharField(max_length=30)),
                ("city", models.CharField(blank=True, max_length=40)),
                (
                    "county",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="cases.county"
                    ),
                ),
                ("sex", models.CharField(blank=True, choices=[("M", "Men"), ("F", "Women")], max_length=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prison", "Prison"),
                            ("csc", "Community supervision center"),
                            ("transition", "Transition center"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "facilities",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="postings", to="cases.facility"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "facility"), name="one_posting_per_user_and_facility")
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "doc_number",
                    models.CharField(
                        help_text="Eight digits, zeros in front.", max_length=8, unique=True, verbose_name="DOC number"
                    ),
                ),
                ("last_name", models.CharField(max_length=60)),
                ("first_name", models.CharField(max_length=60)),
                ("middle_name", models.CharField(blank=True, max_length=60)),
                ("suffix", models.CharField(blank=True, max_length=10)),
                ("preferred_name", models.CharField(blank=True, max_length=60)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "sex",
                    models.CharField(
                        choices=[("M", "Male"), ("F", "Female"), ("U", "Unknown")], default="U", max_length=1
                    ),
                ),
                (
                    "race",
                    models.CharField(
                        choices=[
                            ("A", "Asian or Pacific Islander"),
                            ("B", "Black"),
                            ("I", "American Indian or Alaska Native"),
                            ("U", "Unknown"),
                            ("W", "White"),
                        ],
                        default="U",
                        max_length=1,
                    ),
                ),
                (
                    "ethnicity",
                    models.CharField(
                        choices=[("H", "Hispanic"), ("N", "Not Hispanic"), ("U", "Unknown")], default="U", max_length=1
                    ),
                ),
                ("language", models.CharField(default="English", max_length=40)),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="The same human being under the number that counts; this row is what is left of the other.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Lower("last_name"),
                        django.db.models.functions.text.Lower("first_name"),
                        models.F("id"),
                        name="person_by_name",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("doc_number__regex", "^[0-9]{8}$")), name="doc_number_is_eight_digits"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="cases.person"
                    ),
                ),
                (
                    "cycle",
                    models.CharField(
                        blank=True, help_text="Cycle start as YYYYMMDD; the public file has none.", max_length=8
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("planning", "Planning"),
                            ("ready", "Ready"),
                            ("released", "Released"),
                            ("closed", "Closed"),
                            ("returned", "Returned to prison"),
                            ("transferred", "Transferred to other custody"),
                            ("deceased", "Deceased"),
                        ],
                        default="intake",
                        max_length=12,
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.facility",
                    ),
                ),
                ("housing_unit", models.CharField(blank=True, max_length=20)),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        help_text="County of return.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.county",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.district",
                    ),
                ),
                (
                    "supervision",
                    models.CharField(blank=True, help_text="Supervision after release, as received.", max_length=60),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release_date",
                    models.DateField(blank=True, help_text="The working date, by rule (release_dates.py).", null=True),
                ),
                ("release_date_kind", models.CharField(blank=True, max_length=30)),
                ("release_date_source", models.CharField(blank=True, max_length=20)),
                (
                    "release_date_why",
                    models.CharField(blank=True, help_text="Why this date of those received.", max_length=300),
                ),
                (
                    "release_date_since",
                    models.DateField(blank=True, help_text="Since when its source says this day.", null=True),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("standard", "Standard"),
                            ("short", "Short time left"),
                            ("express", "Short notice: critical steps only"),
                            ("court", "Court 120-day"),
                            ("max_out", "Leaving without supervision"),
                            ("detainer", "To other custody"),
                        ],
                        default="standard",
                        max_length=10,
                    ),
                ),
                (
                    "detainer",
                    models.CharField(
                        blank=True,
                        help_text="Who has a claim on the person: a county, another state, immigration.",
                        max_length=120,
                    ),
                ),
                (
                    "no_date_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("life", "Life sentence"),
                            ("indeterminate", "Indeterminate or interstate sentence"),
                            ("investigation", "Investigation, not a sentence"),
                            ("none", "Not set"),
                        ],
                        max_length=20,
                    ),
                ),
                ("released_on", models.DateField(blank=True, null=True)),
                (
                    "release_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("parole", "Parole"),
                            ("conditional", "Conditional release"),
                            ("administrative_parole", "Administrative parole"),
                            ("medical_parole", "Medical parole"),
                            ("probation", "Probation"),
                            ("discharge", "Discharge, no supervision"),
                            ("detainer", "To other custody"),
                            ("interstate", "To another state"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                    ),
                ),
                ("opened_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "missing_since",
                    models.DateField(blank=True, help_text="First roster that no longer named the person.", null=True),
                ),
                ("last_activity_at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["intake", "planning", "ready"])),
                        fields=["release_date", "id"],
                        name="case_soonest",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "release_date", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                        ),
                        models.F("id"),
                        condition=models.Q(("state__in", ["intake", "planning", "ready"])),
                        name="case_listed",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "release_date", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                        ),
                        models.F("id"),
                        condition=models.Q(("state__in", ["released"])),
                        name="case_listed_released",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "release_date", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                        ),
                        models.F("id"),
                        condition=models.Q(("state__in", ["closed", "returned", "transferred", "deceased"])),
                        name="case_listed_ended",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["intake", "planning", "ready"])),
                        fields=["coordinator"],
                        name="case_inside_own",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["intake", "planning", "ready"])),
                        fields=["facility"],
                        name="case_inside_here",
                    ),
                    models.Index(fields=["coordinator", "release_date", "id"], name="case_own_soonest"),
                    models.Index(fields=["facility", "release_date", "id"], name="case_facility_soonest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["intake", "planning", "ready", "released"])),
                        fields=("person",),
                        name="one_open_case_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "released"), _negated=True),
                            ("released_on__isnull", False),
                            _connector="OR",
                        ),
                        name="released_case_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["intake", "planning", "ready"]), _negated=True),
                            ("released_on", None),
                            _connector="OR",
                        ),
                        name="no_release_day_while_inside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", False),
                                ("state__in", ["closed", "returned", "transferred", "deceased"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["closed", "returned", "transferred", "deceased"]), _negated=True
                                ),
                                ("ended_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="ended_case_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("release_date", None), ("no_date_reason", ""), _connector="OR"),
                        name="a_date_or_a_reason_for_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimelineEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="cases.case"
                    ),
                ),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("case", "Case"),
                            ("release_date", "Release date"),
                            ("need", "Need"),
                            ("step", "Plan step"),
                            ("note", "Note"),
                            ("consent", "Release of information"),
                            ("referral", "Referral"),
                            ("work", "Work"),
                            ("program", "Women's program"),
                            ("follow_up", "Follow-up"),
                            ("roster", "Roster"),
                            ("appointment", "Appointment"),
                            ("document", "Papers and benefits"),
                            ("home", "Home and people"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("actor_label", models.CharField(max_length=160)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["case", "-id"], name="timeline_newest"),
                    models.Index(
                        condition=models.Q(("kind", "release_date")), fields=["-id"], name="timeline_moved_dates"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appointments", to="cases.case"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="The UID of its calendar entry.", unique=True
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, help_text="How often it was changed (RFC 5545 SEQUENCE)."),
                ),
                ("what", models.CharField(max_length=120)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        help_text="What it tells about the person.",
                        max_length=20,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("visit", "Visit in prison"),
                            ("office", "In person"),
                            ("video", "Video call"),
                            ("phone", "Phone call"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField(default=60)),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.facility",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        help_text="The organization whose people meet the person; they see it where a release covers it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                ("with_whom", models.CharField(blank=True, max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("kept", "Kept"),
                            ("missed", "Missed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, help_text="Why it was cancelled or missed.", max_length=200)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("made_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")), fields=["starts_at", "id"], name="appointment_planned"
                    ),
                    models.Index(fields=["case", "starts_at"], name="appointment_of_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "visit"), _negated=True), ("facility__isnull", False), _connector="OR"
                        ),
                        name="visit_names_a_prison",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cancelled_appointment_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        help_text="What a release of information has to name to share such a need.",
                        max_length=20,
                    ),
                ),
                ("sort", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["sort", "name"],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="cases.case"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="cases.needarea"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("identified", "Not started"),
                            ("in_progress", "In progress"),
                            ("met", "Done"),
                            ("declined", "Declined"),
                            ("deferred", "Deferred"),
                        ],
                        default="identified",
                        max_length=12,
                    ),
                ),
                ("standing", models.CharField(blank=True, max_length=200, verbose_name="where it stands")),
                ("next_action", models.CharField(blank=True, max_length=200, verbose_name="next")),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why it is declined, deferred or blocked.", max_length=200),
                ),
                ("is_blocked", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["area__sort", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["identified", "in_progress", "deferred"])),
                        fields=["area", "case"],
                        include=("confidentiality", "state"),
                        name="need_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "area"), name="one_need_per_case_and_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["declined", "deferred"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_or_deferred_need_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_blocked", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="blocked_need_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assessments", to="cases.case"
                    ),
                ),
                (
                    "tool",
                    models.CharField(
                        choices=[
                            ("oras_csst", "ORAS community supervision screening (CSST)"),
                            ("oras_cst", "ORAS community supervision (CST)"),
                            ("oras_pst", "ORAS prison screening (PST)"),
                            ("oras_pit", "ORAS prison intake (PIT)"),
                            ("oras_srt", "ORAS supplemental reentry (SRT)"),
                            ("oras_rt", "ORAS reentry (RT)"),
                            ("wrna_institution", "WRNA institutional"),
                            ("wrna_release", "WRNA pre-release"),
                            ("wrna_probation", "WRNA probation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("done_on", models.DateField()),
                ("level", models.CharField(help_text="As received, for example Moderate/High.", max_length=40)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("assessor", models.CharField(blank=True, max_length=120)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="supervision",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["-done_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "tool", "done_on"), name="one_assessment_per_tool_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="cases.assessment"
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=80)),
                (
                    "level",
                    models.CharField(
                        choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")], max_length=10
                    ),
                ),
                ("is_strength", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.needarea",
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["is_strength", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "code"), name="one_level_per_assessment_and_domain")
                ],
            },
        ),
        migrations.CreateModel(
            name="IntakeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="intake", to="cases.case"
                    ),
                ),
                ("question", models.CharField(help_text="Its code in cases/reference/intake.py.", max_length=30)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")], max_length=10
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.needarea",
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="plan",
                        max_length=20,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "question"), name="one_answer_per_case_and_question"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="intake_answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact_points", to="cases.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("phone", "Phone"),
                            ("mail", "Email"),
                            ("address", "Postal address"),
                            ("through", "Through someone"),
                        ],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=200)),
                ("whose", models.CharField(blank=True, help_text="Empty when it is the person's own.", max_length=80)),
                (
                    "safe_for_messages",
                    models.BooleanField(default=False, help_text="The person said that words left here are safe."),
                ),
                ("added_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["ended_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "kind", "value"),
                        name="one_current_contact_point_per_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="ended_contact_point_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emergencies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="emergencies", to="cases.case"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("opened_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("ends_at", models.DateTimeField()),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emergencies_reviewed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needed", "It was needed"),
                            ("not_needed", "It was not needed"),
                            ("follow_up", "Needs a closer look"),
                        ],
                        max_length=12,
                    ),
                ),
                ("review", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "verbose_name_plural": "emergency accesses",
                "indexes": [
                    models.Index(fields=["user", "-ends_at"], name="emergency_of_user"),
                    models.Index(
                        condition=models.Q(("reviewed_at", None)), fields=["opened_at"], name="emergency_to_review"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gte", models.F("opened_at")),
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                                ),
                            ),
                        ),
                        name="emergency_lasts_an_hour_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="emergency_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_reviews_their_own_emergency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review", ""), ("reviewed_at", None), ("reviewed_by", None), ("verdict", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("verdict", ""), _negated=True),
                                models.Q(("review", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_is_reviewed_whole",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("case", "="),
                            (
                                models.Func(
                                    "opened_at",
                                    "ends_at",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="TSTZRANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="one_emergency_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="cases.case"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.needarea"
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="in the person's own words")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Working on it"), ("reached", "Reached"), ("dropped", "No longer wanted")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                ("set_on", models.DateField(default=reentry_portal.clock.today)),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["area__sort", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("state", "active")),
                            models.Q(models.Q(("state", "active"), _negated=True), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="ended_goal_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dropped_goal_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_versions", to="cases.case"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("signed_on", models.DateField(default=reentry_portal.clock.today)),
                ("signed_by_person", models.BooleanField(help_text="The person signed; if not, `note` says why.")),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("release_date", models.DateField(blank=True, null=True)),
                ("steps", models.JSONField(help_text="Steps and goals as they were; see cases/plan_versions.py.")),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="one_plan_version_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by_person", True), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="unsigned_plan_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="home_plans", to="cases.case"
                    ),
                ),
                ("rank", models.CharField(choices=[("first", "First plan"), ("backup", "Backup")], max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "With family or friends"),
                            ("own", "A place of their own"),
                            ("transitional", "Transitional housing"),
                            ("recovery", "Recovery housing"),
                            ("center", "Transition center"),
                            ("shelter", "Shelter bed"),
                            ("care", "Care home"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                (
                    "county",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.county",
                    ),
                ),
                ("host", models.CharField(blank=True, max_length=120, verbose_name="who lives there")),
                ("host_phone", models.CharField(blank=True, max_length=20)),
                ("rules", models.CharField(blank=True, max_length=200, verbose_name="rules of the house")),
                ("paid_by", models.CharField(blank=True, max_length=120, verbose_name="how it is paid")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Sent to the parole office"),
                            ("investigation", "Under investigation"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                ("since", models.DateField(default=reentry_portal.clock.today)),
                (
                    "rejection",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conflict", "Conflict: ask the parole office"),
                            ("distance", "Too near to a school or childcare"),
                            ("host", "The host does not agree"),
                            ("lease", "The lease does not allow it"),
                            ("unsafe", "Not safe"),
                            ("not_reached", "No one was reached there"),
                            ("other", "Other"),
                        ],
                        max_length=15,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("conflict_checked_on", models.DateField(blank=True, null=True)),
                (
                    "has_conflict",
                    models.BooleanField(
                        default=False,
                        help_text="A no-contact order or distance stands against it; never whose, never where.",
                    ),
                ),
                (
                    "confirmed_on",
                    models.DateField(blank=True, help_text="The bed or home was confirmed by phone.", null=True),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="housing",
                        editable=False,
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["-rank", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "investigation", "approved"])),
                        fields=("case", "rank"),
                        name="one_current_home_plan_per_rank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            models.Q(("rejection", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rejected_home_plan_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True), ("has_conflict", False), _connector="OR"
                        ),
                        name="no_home_plan_with_a_conflict_is_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supervised", to="cases.case"
                    ),
                ),
                ("officer", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("report_at", models.DateTimeField(blank=True, help_text="The first report after release.", null=True)),
                ("report_place", models.CharField(blank=True, max_length=200)),
                ("directions", models.CharField(blank=True, help_text="How to get there, in words.", max_length=300)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="supervision",
                        editable=False,
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "supervision",
            },
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="cases.case"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("travel", "Travel"),
                            ("residence", "Residence"),
                            ("employment", "Employment"),
                            ("association", "Association"),
                            ("testing", "Drug or alcohol testing"),
                            ("weapons", "Weapons"),
                            ("reporting", "Reporting"),
                            ("program", "Program or treatment"),
                            ("monitoring", "Electronic monitoring"),
                            ("curfew", "Curfew"),
                            ("fees", "Fees"),
                            ("no_contact", "No contact"),
                            ("internet", "Internet"),
                            ("special", "Special condition"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="As written; no names of victims, no places to stay away from.", max_length=300
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="supervision",
                        max_length=20,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "ordering": ["code", "id"],
            },
        ),
        migrations.CreateModel(
            name="PersonAround",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people_around", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "Family"),
                            ("support", "Support: friend, sponsor, mentor, faith"),
                            ("child", "Child"),
                            ("emergency", "Call in an emergency"),
                            ("no_contact", "No contact"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="Of a child the first name only.", max_length=80)),
                ("relation", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("birth_year", models.PositiveSmallIntegerField(blank=True, help_text="Of a child.", null=True)),
                (
                    "may_be_told",
                    models.BooleanField(default=False, help_text="The person agreed that staff talk with them."),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="family",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "people around",
                "ordering": ["kind", "name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confidentiality", "victim"), ("kind", "no_contact"), ("may_be_told", False)),
                            models.Q(("kind", "no_contact"), _negated=True),
                            _connector="OR",
                        ),
                        name="no_contact_is_victim_information",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "child"), ("birth_year", None), _connector="OR"),
                        name="birth_year_is_of_a_child",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kept",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"),
                ),
                (
                    "gone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("why", models.CharField(max_length=200)),
                ("moved", models.JSONField(default=dict, help_text="Table to the ids of the rows that moved.")),
                (
                    "ended_case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "ended_case_was",
                    models.CharField(blank=True, help_text="The state before the merge ended it.", max_length=12),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True),
                        name="no_one_is_merged_with_themselves",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("gone",), name="one_merge_of_a_record"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.person"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.person"),
                ),
                ("reasons", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80))),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "To look at"), ("dismissed", "Two people"), ("merged", "Merged")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="one_suggestion_per_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="a_pair_has_one_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="other_names", to="cases.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("alias", "Also known as"), ("maiden", "Name at birth"), ("former", "Former name")],
                        default="alias",
                        max_length=10,
                    ),
                ),
                ("last_name", models.CharField(max_length=60)),
                ("first_name", models.CharField(blank=True, max_length=60)),
                ("added_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "last_name", "first_name"), name="one_other_name_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.person"),
                ),
                (
                    "other_name",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.othername"
                    ),
                ),
                (
                    "spelled",
                    models.TextField(help_text="First, middle, preferred and last name in plain small letters."),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "sounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="Double Metaphone of each word."
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="search_by_word"),
                    django.contrib.postgres.indexes.GinIndex(fields=["sounds"], name="search_by_sound"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("spelled", name="gin_trgm_ops"),
                        name="search_by_spelling",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("other_name", None)),
                        fields=("person",),
                        name="one_row_for_a_persons_own_names",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Met in person"),
                            ("call", "Phone call"),
                            ("video", "Video visit"),
                            ("paper", "Letter or form"),
                            ("other", "Other"),
                        ],
                        default="meeting",
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField(default=reentry_portal.clock.today)),
                ("text", models.TextField(max_length=10000)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="cases.note",
                    ),
                ),
                ("written_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            models.Func("text", function="public.plain_name"), config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["case", "-id"], name="note_newest"),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="note_by_word"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "Met in person"),
                            ("call", "Phone call"),
                            ("video", "Video visit"),
                            ("paper", "Letter or form"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="NoteDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="note_drafts", to="cases.case"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=10)),
                ("text", models.TextField(max_length=10000)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                ("saved_at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "author"), name="one_draft_per_case_and_author")
                ],
            },
        ),
        migrations.CreateModel(
            name="PacketRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("asked_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "cases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), help_text="Ids of the cases, in the order of the zip."
                    ),
                ),
                (
                    "lang",
                    models.CharField(blank=True, help_text="Empty: each in the person's own language.", max_length=2),
                ),
                ("large_type", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Not made"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=reentry_portal.uploads.private_storage,
                        upload_to=reentry_portal.uploads.random_name,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "making"])), fields=["id"], name="packets_to_make"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("error", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="failed_packets_say_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("birth_certificate", "Birth certificate"),
                            ("social_security", "Social Security card"),
                            ("state_id", "State ID (nondriver)"),
                            ("license", "Driver license"),
                            ("dd214", "Service record (DD-214)"),
                            ("work_permit", "Permit to work or to stay"),
                            ("diploma", "Diploma or HiSET"),
                            ("prescriptions", "Prescriptions and health summary"),
                            ("court", "Court papers"),
                            ("release_papers", "Release order and conditions"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known"),
                            ("needed", "Needed"),
                            ("requested", "Asked for"),
                            ("held", "Held by the facility"),
                            ("verified", "Checked: name and birth date match"),
                            ("handed_over", "In the person's hand"),
                            ("lost", "Lost"),
                            ("not_needed", "Not needed"),
                        ],
                        default="unknown",
                        max_length=12,
                    ),
                ),
                ("since", models.DateField(help_text="The day on which it came to this state.")),
                ("requested_on", models.DateField(blank=True, null=True)),
                ("tracking", models.CharField(blank=True, max_length=60)),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "handed_over_on",
                    models.DateField(blank=True, help_text="In hand, with the person's signature.", null=True),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="one_paper_per_case_and_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_over_on__isnull", False), ("state", "handed_over")),
                            models.Q(models.Q(("state", "handed_over"), _negated=True), ("handed_over_on", None)),
                            _connector="OR",
                        ),
                        name="paper_in_hand_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["lost", "not_needed"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lost_or_unneeded_paper_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Benefit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="benefits", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("healthnet", "MO HealthNet (Medicaid)"),
                            ("ssi", "SSI"),
                            ("ssdi", "SSDI"),
                            ("snap", "SNAP (food)"),
                            ("va", "VA benefits"),
                            ("phone", "Lifeline phone"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_screened", "Not asked yet"),
                            ("not_eligible", "Not eligible"),
                            ("declined", "Declined by the person"),
                            ("to_apply", "To apply for"),
                            ("applied", "Applied"),
                            ("suspended", "Approved, starts at release"),
                            ("notice_sent", "Release notice sent"),
                            ("active", "Active"),
                            ("denied", "Denied"),
                            ("appeal", "Appealed"),
                        ],
                        default="not_screened",
                        max_length=12,
                    ),
                ),
                ("since", models.DateField()),
                ("applied_on", models.DateField(blank=True, null=True)),
                (
                    "notice_sent_on",
                    models.DateField(blank=True, help_text="Notice of the release to Social Services.", null=True),
                ),
                ("active_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        default="benefits",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="one_benefit_per_case_and_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["denied", "not_eligible"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="denied_benefit_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True), ("active_on__isnull", False), _connector="OR"
                        ),
                        name="active_benefit_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="cases.case"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "file",
                    models.FileField(
                        storage=reentry_portal.uploads.private_storage, upload_to=reentry_portal.uploads.random_name
                    ),
                ),
                ("name", models.CharField(help_text="The name it came with.", max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("docx", "DOCX"), ("jpg", "JPG"), ("png", "PNG")], max_length=10
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("identity", "Name and language"),
                            ("contact", "How to reach the person"),
                            ("release", "Release date and where the person goes"),
                            ("plan", "Reentry plan: open steps"),
                            ("housing", "Housing"),
                            ("employment", "Work"),
                            ("education", "Education"),
                            ("benefits", "Money and benefits"),
                            ("basics", "Food, clothing, transportation, spiritual support"),
                            ("family", "Family and children"),
                            ("legal", "Legal matters"),
                            ("supervision", "Supervision after release"),
                            ("health", "Physical health"),
                            ("mental_health", "Mental health"),
                            ("substance_use", "Substance use treatment (42 CFR Part 2)"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("general", "General"),
                            ("health", "Health"),
                            ("substance_use", "Substance use (42 CFR Part 2)"),
                            ("victim", "Victim information"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("added_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("case", "sha256"),
                        name="one_document_per_case_and_content",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None), models.Q(("withdrawn_why", ""), _negated=True), _connector="OR"
                        ),
                        name="withdrawn_document_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "Everyone"),
                            ("women", "Women"),
                            ("max_out", "People leaving without supervision"),
                            ("detainer", "People going to other custody"),
                            ("asked", "Added by staff where it applies"),
                        ],
                        default="all",
                        max_length=10,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="one_template_per_name_and_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(help_text="As in the checklist, for example ID-01.", max_length=10)),
                ("title", models.CharField(max_length=160)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.needarea",
                    ),
                ),
                ("days_before", models.SmallIntegerField(help_text="Days before the release date on which it is due.")),
                (
                    "done_by",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("person", "The person"),
                            ("partner", "Partner"),
                            ("health", "Health services"),
                            ("parole", "Parole office"),
                            ("education", "Education staff"),
                            ("employment", "Employment specialist"),
                        ],
                        default="staff",
                        max_length=10,
                    ),
                ),
                ("evidence_asked", models.CharField(blank=True, max_length=160, verbose_name="done when")),
                (
                    "is_critical",
                    models.BooleanField(default=False, help_text="Unfinished at release, it stays as a defect."),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="cases.plantemplate"
                    ),
                ),
            ],
            options={
                "ordering": ["-days_before", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "code"), name="one_step_per_template_and_code")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.needarea",
                    ),
                ),
                (
                    "done_by",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("person", "The person"),
                            ("partner", "Partner"),
                            ("health", "Health services"),
                            ("parole", "Parole office"),
                            ("education", "Education staff"),
                            ("employment", "Employment specialist"),
                        ],
                        default="staff",
                        max_length=10,
                    ),
                ),
                ("evidence_asked", models.CharField(blank=True, max_length=160, verbose_name="done when")),
                (
                    "is_critical",
                    models.BooleanField(default=False, help_text="Unfinished at release, it stays as a defect."),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="cases.case"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.plantemplate",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cases.goal",
                    ),
                ),
                ("code", models.CharField(blank=True, help_text="Empty on a step that staff added.", max_length=10)),
                (
                    "days_before",
                    models.SmallIntegerField(
                        blank=True, help_text="Empty when staff set a fixed date, which then does not move.", null=True
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "moved_on",
                    models.DateField(
                        blank=True, help_text="The day on which the release date last set its day.", null=True
                    ),
                ),
                ("was_due_on", models.DateField(blank=True, help_text="When it was due before that day.", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not started"),
                            ("in_progress", "In progress"),
                            ("blocked", "Blocked"),
                            ("done", "Done"),
                            ("not_needed", "Not needed"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("evidence", models.CharField(blank=True, max_length=200)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "snoozed_until",
                    models.DateField(blank=True, help_text="Off My day until then; the due date stays.", null=True),
                ),
            ],
            options={
                "ordering": ["due_on", "code", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["open", "in_progress", "blocked"])),
                        fields=["case", "due_on"],
                        name="step_unfinished",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "in_progress", "blocked"])),
                        fields=["due_on", "id"],
                        include=("case",),
                        name="step_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("case", "code"),
                        name="one_step_per_case_and_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["blocked", "not_needed"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="blocked_or_unneeded_step_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on", None)),
                            _connector="OR",
                        ),
                        name="done_step_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="date_moves", to="cases.case"
                    ),
                ),
                ("before", models.DateField(blank=True, null=True)),
                ("after", models.DateField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "steps",
                    models.JSONField(default=list, help_text="[id of the step, due before, due after], days as text."),
                ),
                ("short_notice", models.BooleanField(default=False, help_text="Less than 30 days were left.")),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["case", "-id"], name="date_move_newest"),
                    models.Index(
                        condition=models.Q(("short_notice", True)), fields=["-id"], name="short_notice_newest"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DateMoveNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "move",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="cases.datemove"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "steps",
                    models.PositiveSmallIntegerField(default=0, help_text="How many of the owner's own steps moved."),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at", None)), fields=["owner", "-id"], name="date_notice_unread"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("move", "owner"), name="one_notice_per_move_and_owner")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[("fak930", "Public fixed-width file (FAK930)"), ("csv", "Nightly extract (CSV)")],
                        max_length=10,
                    ),
                ),
                ("as_of", models.DateField()),
                ("within_days", models.PositiveIntegerField(default=365)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("checking", "Checking"),
                            ("checked", "Checked, waiting to be applied"),
                            ("quarantine", "Quarantined, a supervisor decides"),
                            ("applying", "Applying"),
                            ("applied", "Applied"),
                            ("refused", "Refused"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("lines_read", models.PositiveIntegerField(default=0)),
                ("lines_total", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("skipped", models.JSONField(blank=True, default=dict)),
                ("refusal", models.CharField(blank=True, max_length=300)),
                (
                    "doubts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        help_text="Why it is not applied unasked.",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmation",
                    models.CharField(blank=True, help_text="Why it was applied in spite of doubts.", max_length=200),
                ),
                ("checksum", models.CharField(blank=True, help_text="SHA-256 of the file as it came.", max_length=64)),
                (
                    "is_nightly",
                    models.BooleanField(
                        default=False, help_text="Came through the watched folder; nobody has to approve."
                    ),
                ),
                ("received_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "roster batches",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="release_dates", to="cases.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Confirmed by staff"),
                            ("presumptive_parole", "Presumptive parole"),
                            ("conditional", "Conditional release"),
                            ("court", "Court: 120-day program"),
                            ("mandatory", "Mandatory release"),
                            ("time_credit", "Time credit release"),
                            ("maximum", "Maximum discharge"),
                            ("sentence_minimum", "Minimum release (sentence)"),
                            ("sentence_maximum", "Maximum release (sentence)"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("fak930", "Public file (FAK930)"),
                            ("extract", "Nightly extract"),
                            ("staff", "Staff"),
                        ],
                        max_length=20,
                    ),
                ),
                ("date", models.DateField(blank=True, null=True)),
                (
                    "no_date_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("life", "Life sentence"),
                            ("indeterminate", "Indeterminate or interstate sentence"),
                            ("investigation", "Investigation, not a sentence"),
                            ("none", "Not set"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "roster",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which roster brought it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="cases.rosterbatch",
                    ),
                ),
                (
                    "last_seen_on",
                    models.DateField(blank=True, help_text="The day of the last roster that said it again.", null=True),
                ),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("case", "kind", "source"),
                        name="one_current_date_per_type_and_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("date__isnull", False), ("no_date_reason", "")),
                            models.Q(("date", None), models.Q(("no_date_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="release_date_or_reason_for_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="cases.rosterbatch"
                    ),
                ),
                ("doc_number", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=140)),
                ("lines", models.PositiveIntegerField(default=0)),
                ("said", models.JSONField(default=dict)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("new", "New person"),
                                ("returned", "Back in prison"),
                                ("released", "Released"),
                                ("date", "Date moved"),
                                ("transfer", "Transferred"),
                                ("facts", "Facts changed"),
                                ("missing", "No longer named"),
                                ("gone", "Not on three rosters in a row"),
                                ("back", "Named again"),
                                ("merged", "DOC numbers merged"),
                                ("cancelled", "Release taken back"),
                                ("deceased", "Died"),
                                ("conflict", "Does not fit, nothing changed"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("applied", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("kinds", []), _negated=True), fields=["batch", "id"], name="roster_changes"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "doc_number"), name="one_row_per_roster_and_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterReject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rejects", to="cases.rosterbatch"
                    ),
                ),
                ("doc_number", models.CharField(blank=True, max_length=8)),
                ("line_number", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["line_number"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                (
                    "query",
                    models.CharField(blank=True, help_text="The filters as they stand in the address.", max_length=500),
                ),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, help_text="Everyone who works at the owner's facilities has it too."
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="one_saved_view_per_owner_and_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="cases.case"
                    ),
                ),
                ("word", models.CharField(max_length=30)),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("put_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["word"],
                "indexes": [models.Index(fields=["word", "case"], name="tag_by_word")],
                "constraints": [models.UniqueConstraint(fields=("case", "word"), name="one_tag_per_case_and_word")],
            },
        ),
        migrations.CreateModel(
            name="AssignmentRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignment_rules",
                        to="cases.facility",
                    ),
                ),
                (
                    "housing_unit",
                    models.CharField(
                        blank=True, help_text="Empty: every unit without a rule of its own.", max_length=20
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["facility__name", "housing_unit"],
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "housing_unit"), name="one_rule_per_facility_and_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("why", models.CharField(max_length=200)),
                ("people", models.PositiveIntegerField()),
                ("leaving_soon", models.PositiveIntegerField(help_text="Of them, who leaves within 30 days.")),
                ("overdue_steps", models.PositiveIntegerField()),
                ("seen", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(condition=models.Q(("seen", False)), fields=["to_user"], name="hand_over_unseen")
                ],
            },
        ),
    ]

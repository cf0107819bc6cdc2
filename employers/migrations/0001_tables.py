import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("employers", "0001_initial"),
    ]

    dependencies = [
        ("cases", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Employer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "industry",
                    models.CharField(
                        choices=[
                            ("11", "Agriculture"),
                            ("23", "Construction"),
                            ("311", "Food manufacturing"),
                            ("321", "Wood products"),
                            ("326", "Plastics"),
                            ("332", "Metal products"),
                            ("333", "Machinery"),
                            ("336", "Vehicle manufacturing"),
                            ("337", "Furniture"),
                            ("42", "Wholesale"),
                            ("44", "Retail"),
                            ("484", "Trucking"),
                            ("493", "Warehousing"),
                            ("5613", "Staffing"),
                            ("5617", "Building and grounds services"),
                            ("562", "Waste and recycling"),
                            ("62", "Health and residential care"),
                            ("721", "Lodging"),
                            ("722", "Food service"),
                            ("811", "Repair"),
                            ("812", "Personal care"),
                            ("813", "Nonprofit"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prospect", "Prospect"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("ended", "Ended"),
                        ],
                        default="prospect",
                        max_length=10,
                    ),
                ),
                ("city", models.CharField(max_length=40)),
                (
                    "county",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.county"),
                ),
                ("contact_name", models.CharField(blank=True, max_length=80, verbose_name="contact")),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("limits", models.CharField(blank=True, max_length=300, verbose_name="offense limits in words")),
                (
                    "not_considered",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("homicide", "Homicide"),
                                ("sexual", "Sexual offense"),
                                ("kidnapping", "Kidnapping"),
                                ("robbery", "Robbery"),
                                ("assault", "Assault"),
                                ("domestic", "Domestic violence"),
                                ("weapons", "Weapons"),
                                ("arson", "Arson"),
                                ("burglary", "Burglary or trespass"),
                                ("theft", "Theft"),
                                ("fraud", "Fraud or forgery"),
                                ("drug_possession", "Drug possession"),
                                ("drug_distribution", "Drug distribution"),
                                ("driving", "Driving offense"),
                                ("child_endangerment", "Child endangerment"),
                                ("vulnerable_abuse", "Abuse of a vulnerable person"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="convictions not considered",
                    ),
                ),
                ("accepts_supervision", models.BooleanField(default=True, verbose_name="hires people on supervision")),
                (
                    "accepts_registrants",
                    models.BooleanField(default=False, verbose_name="hires people on the registry"),
                ),
                (
                    "transport",
                    models.CharField(blank=True, help_text="Bus line and last bus, shuttle, van pool.", max_length=200),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
                ("last_contact_on", models.DateField(blank=True, null=True, verbose_name="last contact")),
                ("next_contact_on", models.DateField(blank=True, null=True, verbose_name="next contact")),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "counties",
                    models.ManyToManyField(
                        blank=True, related_name="employers", to="cases.county", verbose_name="counties it hires from"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Lower("name"), models.F("id"), name="employer_by_name"
                    ),
                    models.Index(fields=["industry", "status"], name="employer_industry"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Lower("name"), name="gin_trgm_ops"
                        ),
                        name="employer_name_trigram",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        django.db.models.functions.text.Lower("city"),
                        name="one_employer_per_name_and_city",
                        violation_error_message="An employer of this name in this city is on the list already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_notes",
                        to="employers.employer",
                    ),
                ),
                ("on", models.DateField()),
                ("text", models.CharField(max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
                "indexes": [models.Index(fields=["employer", "-on", "-id"], name="contact_newest")],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="employers.employer"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="job title")),
                (
                    "soc_code",
                    models.CharField(
                        blank=True,
                        help_text="For example, 51-4121 for a welder.",
                        max_length=7,
                        verbose_name="SOC code",
                    ),
                ),
                ("city", models.CharField(max_length=40)),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="cases.county"
                    ),
                ),
                (
                    "shift",
                    models.CharField(
                        choices=[
                            ("days", "Days"),
                            ("evenings", "Evenings"),
                            ("nights", "Nights"),
                            ("weekends", "Weekends"),
                            ("rotating", "Rotating"),
                            ("twelve_hours", "12 hours"),
                        ],
                        default="days",
                        max_length=12,
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(default=40, verbose_name="hours a week")),
                ("wage", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="pay an hour")),
                ("skills", models.CharField(blank=True, max_length=200)),
                (
                    "reachable_without_car",
                    models.BooleanField(default=False, verbose_name="can be reached without a car"),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, help_text="Leave empty when the start is open.", null=True, verbose_name="starts"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(default=1)),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="closes")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("filled", "Filled"), ("closed", "Closed")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "credentials",
                    models.ManyToManyField(
                        blank=True,
                        related_name="openings",
                        to="employers.credential",
                        verbose_name="certificates needed",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["county", "-id"], name="opening_open_in_county"
                    ),
                    models.Index(fields=["employer", "state"], name="opening_of_employer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)),
                        name="opening_has_a_place",
                        violation_error_message="A job has at least one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wage__gt", 0)),
                        name="opening_pays",
                        violation_error_message="Enter the pay an hour.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__range", (1, 84))),
                        name="opening_has_hours_of_a_week",
                        violation_error_message="Hours a week are between 1 and 84.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("soc_code", ""), ("soc_code__regex", "^[0-9]{2}-[0-9]{4}$"), _connector="OR"
                        ),
                        name="soc_code_has_its_form",
                        violation_error_message="Write the SOC code as two digits, a dash, four digits.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HiringEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hiring_events", to="cases.facility"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("fair", "Hiring fair"), ("video", "Video interview day")],
                        default="fair",
                        max_length=8,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(help_text="Room or building.", max_length=80)),
                ("capacity", models.PositiveSmallIntegerField(default=40, verbose_name="people at most")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "employers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="hiring_events",
                        to="employers.employer",
                        verbose_name="employers invited",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(fields=["-starts_at", "-id"], name="hiring_event_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)), name="hiring_event_has_room_for_someone"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="applications", to="cases.case"
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="employers.opening"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("interested", "Interested"),
                            ("applied", "Applied"),
                            ("interview", "Interview"),
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("started", "Started"),
                            ("declined_by_employer", "Declined by employer"),
                            ("declined_by_person", "Declined by person"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="interested",
                        max_length=20,
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(
                        blank=True, help_text="The day the person agreed that the employer hears of them.", null=True
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("offered_on", models.DateField(blank=True, null=True)),
                (
                    "offered_wage",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="pay an hour"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="first day of work")),
                ("offered_before_release", models.BooleanField(blank=True, null=True)),
                (
                    "work_release_reason",
                    models.CharField(
                        blank=True, help_text="Why work starts before the person is released.", max_length=200
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_chosen", "Someone else was chosen"),
                            ("record", "The record"),
                            ("credential", "A certificate or license is missing"),
                            ("start_date", "The start date does not fit"),
                            ("job_closed", "The job is filled or closed"),
                            ("pay", "Pay or hours"),
                            ("shift", "The shift"),
                            ("transport", "The way to work"),
                            ("other_job", "Took another job"),
                            ("case_ended", "Not coming home as planned"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                    ),
                ),
                ("end_note", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "put_forward_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["opening", "state"], name="application_of_opening"),
                    models.Index(fields=["case", "-id"], name="application_of_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["interested", "applied", "interview", "offered", "accepted"])
                        ),
                        fields=("case", "opening"),
                        name="one_live_application_per_case_and_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["applied", "interview", "offered", "accepted", "started"]), _negated=True
                            ),
                            ("agreed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="put_forward_only_when_the_person_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["offered", "accepted", "started"]), _negated=True),
                            models.Q(
                                ("offered_before_release__isnull", False),
                                ("offered_on__isnull", False),
                                ("offered_wage__isnull", False),
                                ("start_date__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offer_has_a_day_pay_and_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__isnull", False),
                                ("state__in", ["declined_by_employer", "declined_by_person", "withdrawn"]),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["declined_by_employer", "declined_by_person", "withdrawn"]),
                                    _negated=True,
                                ),
                                ("end_reason", ""),
                                ("ended_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="ended_application_has_a_day_and_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interviews",
                        to="employers.application",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("video", "Video"), ("event", "At a hiring event"), ("in_person", "In person")],
                        max_length=10,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interviews",
                        to="employers.hiringevent",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("place", models.CharField(help_text="Room, or where the video call is taken.", max_length=80)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes"),
                            ("second", "Second interview wanted"),
                            ("later", "Yes, later"),
                            ("no", "No"),
                            ("did_not_come", "Did not take place"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["application", "-at"], name="interview_of_application"),
                    models.Index(fields=["event"], name="interview_of_event"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("application",),
                        name="one_interview_ahead_per_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event__isnull", False), ("kind", "event")),
                            models.Q(models.Q(("kind", "event"), _negated=True), ("event", None)),
                            _connector="OR",
                        ),
                        name="interview_at_an_event_names_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placement",
                        to="employers.application",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="first day worked")),
                (
                    "state",
                    models.CharField(
                        choices=[("started", "Started"), ("held", "Held"), ("ended", "Ended")],
                        default="started",
                        max_length=8,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day worked")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better_job", "Better job"),
                            ("laid_off", "Laid off or seasonal"),
                            ("schedule", "Left: schedule"),
                            ("transport", "Left: way to work"),
                            ("childcare", "Left: childcare"),
                            ("conflict", "Left: conflict at work"),
                            ("pay", "Left: pay"),
                            ("attendance", "Let go: attendance"),
                            ("conduct", "Let go: conduct"),
                            ("record", "Let go: record came up"),
                            ("performance", "Let go: performance"),
                            ("returned", "Returned to custody"),
                            ("health", "Health"),
                            ("moved", "Moved away"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ["-started_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_on__gte", models.F("started_on")),
                                ("state", "ended"),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True), ("end_reason", ""), ("ended_on", None)
                            ),
                            _connector="OR",
                        ),
                        name="ended_placement_has_a_last_day_and_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="employers.placement"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("still_working", models.BooleanField(blank=True, null=True)),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pay_stub", "Pay stub seen"),
                            ("employer", "Employer says so"),
                            ("officer", "Field officer says so"),
                            ("person", "The person says so"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["placement", "days"],
                "indexes": [
                    models.Index(condition=models.Q(("done_on", None)), fields=["due_on", "id"], name="check_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "days"), name="one_check_per_placement_and_day"),
                    models.CheckConstraint(
                        condition=models.Q(("days__in", (30, 60, 90, 180))), name="checks_are_at_30_60_90_180_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on", None), ("evidence", ""), ("still_working", None)),
                            models.Q(
                                ("done_on__isnull", False),
                                ("still_working__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_check_has_a_day_and_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadinessModule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, max_length=200)),
                ("sort", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["sort", "name"],
            },
        ),
        migrations.CreateModel(
            name="ReadinessRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readiness", to="cases.case"
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="employers.readinessmodule",
                    ),
                ),
                ("done_on", models.DateField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "module"), name="one_readiness_record_per_module")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work_profile", to="cases.case"
                    ),
                ),
                ("skills", models.CharField(blank=True, max_length=300, verbose_name="skills and work done before")),
                (
                    "shifts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("days", "Days"),
                                ("evenings", "Evenings"),
                                ("nights", "Nights"),
                                ("weekends", "Weekends"),
                                ("rotating", "Rotating"),
                                ("twelve_hours", "12 hours"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="None chosen: any shift.",
                        verbose_name="shifts wanted",
                    ),
                ),
                ("has_car", models.BooleanField(default=False, verbose_name="has a car and a license to drive")),
                ("convictions_known", models.BooleanField(default=False, verbose_name="convictions are recorded here")),
                (
                    "convictions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("homicide", "Homicide"),
                                ("sexual", "Sexual offense"),
                                ("kidnapping", "Kidnapping"),
                                ("robbery", "Robbery"),
                                ("assault", "Assault"),
                                ("domestic", "Domestic violence"),
                                ("weapons", "Weapons"),
                                ("arson", "Arson"),
                                ("burglary", "Burglary or trespass"),
                                ("theft", "Theft"),
                                ("fraud", "Fraud or forgery"),
                                ("drug_possession", "Drug possession"),
                                ("drug_distribution", "Drug distribution"),
                                ("driving", "Driving offense"),
                                ("child_endangerment", "Child endangerment"),
                                ("vulnerable_abuse", "Abuse of a vulnerable person"),
                                ("other", "Other"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="Only compared with employers' limits. No employer sees them.",
                        verbose_name="convictions for",
                    ),
                ),
                ("is_registrant", models.BooleanField(default=False, verbose_name="on the registry")),
                (
                    "credentials",
                    models.ManyToManyField(
                        blank=True,
                        related_name="profiles",
                        to="employers.credential",
                        verbose_name="certificates and licenses",
                    ),
                ),
            ],
        ),
    ]

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("womens_programs", "0001_initial"),
    ]

    dependencies = [
        ("cases", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("health", "Health"),
                            ("mental_health", "Mental health"),
                            ("self_esteem", "Self-esteem"),
                            ("parenting", "Parenting"),
                            ("academic", "Academic education"),
                            ("vocational", "Vocational education"),
                            ("substance_use", "Substance use treatment"),
                            ("life_skills", "Life skills"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "sessions",
                    models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)]),
                ),
                ("hours", models.PositiveSmallIntegerField(help_text="All sessions together.")),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        help_text="From the first session to the last, at the usual pace."
                    ),
                ),
                (
                    "is_open_group",
                    models.BooleanField(
                        default=False,
                        help_text="People may join after the group has started.",
                        verbose_name="open group",
                    ),
                ),
                ("provider", models.CharField(help_text="Who leads it.", max_length=80)),
                ("description", models.TextField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "need_areas",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="cases.needarea", verbose_name="needs it answers"
                    ),
                ),
                (
                    "sites",
                    models.ManyToManyField(
                        blank=True,
                        limit_choices_to={"sex": "F"},
                        related_name="+",
                        to="cases.facility",
                        verbose_name="offered at",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("sessions__gte", 1)), name="program_has_sessions"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "area__in",
                                [
                                    "health",
                                    "mental_health",
                                    "self_esteem",
                                    "parenting",
                                    "academic",
                                    "vocational",
                                    "substance_use",
                                    "life_skills",
                                ],
                            )
                        ),
                        name="program_is_in_one_of_eight_areas",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="womens_programs.program",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        limit_choices_to={"sex": "F"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.facility",
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="The day of the last session.")),
                (
                    "meets_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ]
                        ),
                        help_text="Days of the week.",
                    ),
                ),
                ("meets_at", models.TimeField(blank=True, null=True)),
                ("facilitator", models.CharField(blank=True, max_length=80)),
                ("room", models.CharField(blank=True, max_length=40)),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=10, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "id"],
                "indexes": [models.Index(fields=["program", "facility", "starts_on"], name="cohort_next_of_program")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="cohort_ends_after_it_starts"
                    ),
                    models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="cohort_has_places"),
                    models.CheckConstraint(
                        condition=models.Q(("meets_on__len__gte", 1)), name="cohort_meets_on_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="womens_programs.cohort",
                    ),
                ),
                ("date", models.DateField()),
            ],
            options={
                "ordering": ["date"],
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "date"), name="one_session_per_cohort_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enrollments", to="cases.case"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="womens_programs.program",
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.facility"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="womens_programs.cohort",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.need",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("waitlisted", "Waitlist"),
                            ("enrolled", "Enrolled"),
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("left", "Left early"),
                            ("transferred", "Transferred"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                (
                    "asked_on",
                    models.DateField(
                        default=reentry_portal.clock.today, help_text="Kept on a transfer: she does not lose her turn."
                    ),
                ),
                (
                    "too_late_reason",
                    models.CharField(
                        blank=True,
                        help_text="Why she goes in although she leaves before the last session.",
                        max_length=200,
                    ),
                ),
                ("enrolled_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("released", "Released before the end"),
                            ("moved", "Moved to another place"),
                            ("own_choice", "Her own choice"),
                            ("schedule", "Work or another program at the same time"),
                            ("did_not_come", "Did not come to sessions"),
                            ("group_ended", "The group ended early"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("leave_note", models.CharField(blank=True, max_length=200)),
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["proposed", "waitlisted"])),
                        fields=["program", "facility", "asked_on", "id"],
                        name="enrollment_in_line",
                    ),
                    models.Index(fields=["cohort", "state"], name="enrollment_of_cohort"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["proposed", "waitlisted", "enrolled", "active"])),
                        fields=("case", "program"),
                        name="one_open_enrollment_per_case_and_program",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["enrolled", "active", "completed"]), _negated=True),
                            models.Q(("cohort__isnull", False), ("enrolled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolled_means_in_a_cohort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["proposed", "waitlisted"]), _negated=True),
                            models.Q(("cohort", None), ("enrolled_on", None)),
                            _connector="OR",
                        ),
                        name="waiting_means_in_no_cohort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", False), ("state__in", ["completed", "left", "transferred"])),
                            models.Q(
                                models.Q(("state__in", ["completed", "left", "transferred"]), _negated=True),
                                ("ended_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="ended_enrollment_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "left"), models.Q(("leave_reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "left"), _negated=True), ("leave_reason", "")),
                            _connector="OR",
                        ),
                        name="left_early_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="womens_programs.session",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="womens_programs.enrollment",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[("present", "Present"), ("excused", "Excused"), ("absent", "Absent")], max_length=8
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendance",
                "constraints": [
                    models.UniqueConstraint(fields=("session", "enrollment"), name="one_mark_per_session_and_person")
                ],
            },
        ),
    ]

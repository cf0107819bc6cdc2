import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("followups", "0001_initial"),
        ("followups", "0004_outbox"),
        ("followups", "0005_after_release"),
        ("followups", "0007_returns"),
        ("followups", "0008_taken_back"),
    ]

    dependencies = [
        ("cases", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="cases.person"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="cases.contactpoint"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "Said so in person"),
                            ("phone", "Said so on the phone"),
                            ("signed", "Signed a form"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Spanish")], default="en", max_length=2),
                ),
                ("agreed_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["ended_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("contact",),
                        name="one_current_agreement_per_contact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="ended_agreement_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboundText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="Ten digits.", max_length=10)),
                (
                    "word",
                    models.CharField(
                        choices=[("stop", "Stop"), ("help", "Help"), ("other", "Something else")], max_length=10
                    ),
                ),
                ("provider_ref", models.CharField(max_length=80, unique=True)),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["number", "at"], name="inbound_of_number"),
                    models.Index(condition=models.Q(("handled_at", None)), fields=["id"], name="inbound_to_handle"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cadence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "track",
                    models.CharField(
                        choices=[("supervised", "On supervision"), ("unsupervised", "No supervision")],
                        default="supervised",
                        max_length=12,
                    ),
                ),
                (
                    "risk",
                    models.CharField(
                        choices=[("low", "Low risk"), ("moderate", "Moderate risk"), ("high", "High risk")],
                        default="moderate",
                        max_length=10,
                    ),
                ),
                (
                    "again_after",
                    models.PositiveSmallIntegerField(default=1, help_text="Days overdue until its owner hears again."),
                ),
                (
                    "supervisor_after",
                    models.PositiveSmallIntegerField(default=3, help_text="Days overdue until a supervisor hears."),
                ),
                (
                    "head_after",
                    models.PositiveSmallIntegerField(default=7, help_text="Days overdue until the unit head hears."),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="one_cadence_per_name_and_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("again_after__gte", 1),
                            ("supervisor_after__gt", models.F("again_after")),
                            ("head_after__gt", models.F("supervisor_after")),
                        ),
                        name="cadence_goes_up_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CadencePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cadence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="followups.cadence"
                    ),
                ),
                ("days_after", models.PositiveSmallIntegerField(help_text="Days after the actual release.")),
                ("title", models.CharField(max_length=120)),
                ("asks", models.TextField(blank=True, verbose_name="what to ask")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("contact", "A contact"),
                            ("measurement", "A contact with the questions that are counted"),
                        ],
                        default="contact",
                        max_length=12,
                    ),
                ),
                ("is_critical", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["days_after"],
                "constraints": [
                    models.UniqueConstraint(fields=("cadence", "days_after"), name="one_point_per_cadence_and_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseCadence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cadence", to="cases.case"
                    ),
                ),
                (
                    "cadence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followups.cadence"
                    ),
                ),
                ("counted_from", models.DateField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chosen_at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_ups", to="cases.case"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followups.cadencepoint"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("due_on", models.DateField()),
                ("first_due_on", models.DateField(blank=True, help_text="The day before it was snoozed.", null=True)),
                ("snooze_reason", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "Scheduled"),
                            ("due", "Due"),
                            ("done", "Done"),
                            ("missed", "Missed"),
                            ("escalated", "With the supervisor"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="scheduled",
                        max_length=12,
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField(default=0, help_text="How many of its clocks have rung.")),
                (
                    "look_on",
                    models.DateField(blank=True, help_text="The day on which the next clock rings.", null=True),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_handed_over",
                    models.BooleanField(default=False, help_text="The owner was chosen, and does not follow the case."),
                ),
                (
                    "escalated_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Reached, doing well"),
                            ("needs_help", "Reached, needs help"),
                            ("unable", "Unable to reach"),
                            ("not_applicable", "Not applicable"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
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
                ("end_reason", models.CharField(blank=True, help_text="Why it was cancelled.", max_length=200)),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["scheduled", "due", "missed", "escalated"])),
                        fields=["due_on", "id"],
                        name="followup_unfinished",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["scheduled", "due", "missed", "escalated"])),
                        fields=["look_on", "id"],
                        name="followup_to_look_at",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["due", "missed", "escalated"])),
                        fields=["owner", "due_on", "id"],
                        name="followup_waiting_of_owner",
                    ),
                    models.Index(fields=["owner", "due_on"], name="followup_of_owner"),
                    models.Index(
                        condition=models.Q(("end_reason", "Release taken back"), ("state", "cancelled")),
                        fields=["id"],
                        name="followup_taken_back",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "point"), name="one_follow_up_per_case_and_point"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False), ("state", "done"), models.Q(("outcome", ""), _negated=True)
                            ),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_at", None)),
                            _connector="OR",
                        ),
                        name="done_follow_up_has_a_time_and_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "scheduled"), _negated=True),
                            models.Q(("look_on__isnull", False), ("stage", 0)),
                            _connector="OR",
                        ),
                        name="scheduled_follow_up_is_looked_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="followups.followup"
                    ),
                ),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("text", "Text message"),
                            ("mail", "Email"),
                            ("visit", "Visit"),
                            ("letter", "Letter"),
                            ("field_office", "Through the field office"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("no_answer", "No answer"),
                            ("left_word", "Asked for a call back"),
                            ("other_person", "Spoke with someone else"),
                            ("wrong", "Wrong number or address"),
                            ("reached", "Reached"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "is_alternate",
                    models.BooleanField(default=False, help_text="Through someone whom the person named."),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.contactpoint",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="defects", to="cases.case"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.planstep"
                    ),
                ),
                ("found_on", models.DateField()),
            ],
            options={
                "ordering": ["step__due_on", "id"],
                "constraints": [models.UniqueConstraint(fields=("case", "step"), name="one_defect_per_case_and_step")],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follow_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="measurement", to="followups.followup"
                    ),
                ),
                (
                    "housing",
                    models.CharField(
                        choices=[
                            ("116", "Place not meant for living"),
                            ("101", "Emergency shelter"),
                            ("118", "Safe haven"),
                            ("206", "Hospital"),
                            ("207", "Jail or prison"),
                            ("225", "Long-term care"),
                            ("204", "Psychiatric hospital"),
                            ("205", "Substance use treatment or detox"),
                            ("302", "Transitional housing"),
                            ("329", "Residential project or halfway house"),
                            ("314", "Hotel or motel"),
                            ("332", "Host home"),
                            ("312", "With family, for now"),
                            ("313", "With friends, for now"),
                            ("422", "With family, to stay"),
                            ("423", "With friends, to stay"),
                            ("410", "Rental, no subsidy"),
                            ("435", "Rental with subsidy"),
                            ("411", "Own home"),
                            ("P1", "Community supervision or transition center"),
                            ("P2", "Recovery housing"),
                            ("99", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="where the person lives",
                    ),
                ),
                (
                    "housing_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[
                            ("working", "Working"),
                            ("looking", "Looking for work"),
                            ("not_looking", "Not looking (school, care, retired, unable)"),
                            ("unknown", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "work_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MaxValueValidator(100),
                            django.core.validators.MinValueValidator(1),
                        ],
                        verbose_name="hours a week",
                    ),
                ),
                (
                    "wage",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="wage an hour",
                    ),
                ),
                (
                    "identification",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        max_length=10,
                        verbose_name="state ID in hand",
                    ),
                ),
                (
                    "identification_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "supervision",
                    models.CharField(
                        choices=[
                            ("good", "Reporting as told"),
                            ("trouble", "Missed or in trouble"),
                            ("ended", "Ended"),
                            ("none", "Not on supervision"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "supervision_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "well_being",
                    models.CharField(
                        choices=[
                            ("5", "5, very well"),
                            ("4", "4"),
                            ("3", "3, so-so"),
                            ("2", "2"),
                            ("1", "1, very bad"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                        verbose_name="how the person says it goes",
                    ),
                ),
                (
                    "well_being_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("housing__in", ["unknown", "99"]),
                            models.Q(("housing_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measured_housing_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("work__in", ["unknown", "99"]),
                            models.Q(("work_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measured_work_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identification__in", ["unknown", "99"]),
                            models.Q(("identification_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measured_identification_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supervision__in", ["unknown", "99"]),
                            models.Q(("supervision_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measured_supervision_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("well_being__in", ["unknown", "99"]),
                            models.Q(("well_being_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="measured_well_being_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("work", "working"), models.Q(("hours", None), ("wage", None)), _connector="OR"
                        ),
                        name="only_work_has_hours_and_wage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasuredNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measurement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="followups.measurement"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.need"),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("served", "Getting the service"),
                            ("waiting", "Waiting for it"),
                            ("stopped", "Stopped going"),
                            ("not_started", "Never started"),
                            ("not_needed", "Not needed any more"),
                            ("unknown", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("officer", "Probation and parole officer"),
                            ("partner", "Partner organization"),
                            ("employer", "Employer"),
                            ("record", "A record"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("measurement", "need"), name="one_answer_per_need"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing", "unknown"), models.Q(("source", ""), _negated=True), _connector="OR"
                        ),
                        name="measured_need_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="What a provider knows it by.", unique=True
                    ),
                ),
                (
                    "once",
                    models.CharField(
                        help_text="The occasion, for example referral-41-sent.", max_length=120, unique=True
                    ),
                ),
                ("channel", models.CharField(choices=[("mail", "Mail"), ("text", "Text message")], max_length=10)),
                ("template", models.CharField(max_length=40)),
                (
                    "facts",
                    models.JSONField(blank=True, default=dict, help_text="What its words need; nothing personal."),
                ),
                ("path", models.CharField(blank=True, help_text="The page to sign in to.", max_length=200)),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.contactpoint",
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="followups.followup",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="cases.appointment",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("unsure", "Not known"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("put_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "put_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("due_at", models.DateTimeField(default=reentry_portal.clock.now)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                (
                    "begun_at",
                    models.DateTimeField(
                        blank=True, help_text="Handed to the provider; the answer is open.", null=True
                    ),
                ),
                (
                    "claims",
                    models.PositiveIntegerField(
                        db_default=0, help_text="How often a process took it; tells two apart."
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "in_doubt",
                    models.BooleanField(default=False, help_text="A try ended without an answer: it may arrive twice."),
                ),
                ("provider_ref", models.CharField(blank=True, max_length=80)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, help_text="Someone dealt with what failed.", null=True),
                ),
                (
                    "settled_by",
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
                "ordering": ["due_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["channel", "due_at", "id"],
                        name="message_queued",
                    ),
                    models.Index(
                        condition=models.Q(("state", "claimed")), fields=["lease_until"], name="message_claimed"
                    ),
                    models.Index(
                        condition=models.Q(
                            ("settled_at", None),
                            models.Q(("state__in", ["failed", "unsure"]), ("in_doubt", True), _connector="OR"),
                        ),
                        fields=["id"],
                        name="message_for_someone",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent")), fields=["channel", "sent_at"], name="message_sent"
                    ),
                    models.Index(
                        condition=models.Q(("provider_ref", ""), _negated=True),
                        fields=["provider_ref"],
                        name="message_of_provider",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "mail"), ("contact", None), ("user__isnull", False)),
                            models.Q(("contact__isnull", False), ("user", None)),
                            _connector="OR",
                        ),
                        name="message_has_one_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="sent_message_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state", "claimed")),
                            models.Q(models.Q(("state", "claimed"), _negated=True), ("lease_until", None)),
                            _connector="OR",
                        ),
                        name="claimed_message_has_a_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(choices=[("mail", "Mail"), ("text", "Text message")], max_length=10)),
                ("provider_ref", models.CharField(max_length=80)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("no_such_address", "No such number or address"),
                            ("opted_out", "Ended by whoever has the number or address"),
                            ("other", "For another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=80)),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(condition=models.Q(("handled_at", None)), fields=["id"], name="returned_to_handle")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "provider_ref", "why"), name="one_return_of_a_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(choices=[("mail", "Mail"), ("text", "Text message")], max_length=10, unique=True),
                ),
                ("since", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Oversight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("supervisor", "Supervisor"), ("head", "Unit head")],
                        default="supervisor",
                        max_length=10,
                    ),
                ),
                (
                    "facility",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.facility",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.district",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "oversight",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "facility", "district"),
                        name="one_overseer_per_level_and_place",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("facility", None), ("district", None), _connector="OR"),
                        name="oversight_of_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "covered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["first_day", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("covered_by")), _negated=True),
                        name="nobody_covers_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="cover_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choice",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("each", "One mail for each follow-up, when it falls due"),
                            ("daily", "One mail a day"),
                        ],
                        default="each",
                        max_length=10,
                    ),
                ),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        default=7, validators=[django.core.validators.MaxValueValidator(23)]
                    ),
                ),
                ("told_on", models.DateField(blank=True, help_text="The day of the last daily mail.", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hour__lte", 23)), name="daily_mail_at_an_hour")
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("user",), name="one_calendar_feed_per_user"
                    )
                ],
            },
        ),
    ]

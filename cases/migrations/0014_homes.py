import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["code", "id"],
            },
        ),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supervised", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "supervision",
            },
        ),
        migrations.CreateModel(
            name="HomePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="home_plans", to="cases.case"
                    ),
                ),
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
            name="PersonAround",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people_around", to="cases.case"
                    ),
                ),
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
        run_file(__file__, "homes"),
    ]

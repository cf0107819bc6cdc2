import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_plan_templates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("recorded_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assessments", to="cases.case"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-done_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="cases.assessment"
                    ),
                ),
            ],
            options={
                "ordering": ["is_strength", "id"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.needarea"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="goals", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["area__sort", "id"],
            },
        ),
        migrations.AddField(
            model_name="planstep",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="cases.goal",
            ),
        ),
        migrations.CreateModel(
            name="IntakeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(help_text="Its code in cases/reference/intake.py.", max_length=30)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")], max_length=10
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
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
                ("asked_at", models.DateTimeField(default=reentry_portal.clock.now)),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="intake", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("signed_on", models.DateField(default=reentry_portal.clock.today)),
                ("signed_by_person", models.BooleanField(help_text="The person signed; if not, `note` says why.")),
                ("note", models.CharField(blank=True, max_length=200)),
                ("release_date", models.DateField(blank=True, null=True)),
                ("steps", models.JSONField(help_text="Steps and goals as they were; see cases/plan_versions.py.")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plan_versions", to="cases.case"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("case", "tool", "done_on"), name="one_assessment_per_tool_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentdomain",
            constraint=models.UniqueConstraint(
                fields=("assessment", "code"), name="one_level_per_assessment_and_domain"
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("state", "active")),
                    models.Q(models.Q(("state", "active"), _negated=True), ("ended_on__isnull", False)),
                    _connector="OR",
                ),
                name="ended_goal_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="dropped_goal_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="intakeanswer",
            constraint=models.UniqueConstraint(fields=("case", "question"), name="one_answer_per_case_and_question"),
        ),
        migrations.AddConstraint(
            model_name="intakeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), _negated=True), models.Q(("words", ""), _negated=True), _connector="OR"
                ),
                name="intake_answer_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="one_plan_version_per_number"),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_by_person", True), models.Q(("note", ""), _negated=True), _connector="OR"),
                name="unsigned_plan_says_why",
            ),
        ),
        run_file(__file__, "plans"),
    ]

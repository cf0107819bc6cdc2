import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
import reentry_portal.uploads
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_assessments_and_goals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="timelineevent",
            name="kind",
            field=models.CharField(
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
        migrations.CreateModel(
            name="Benefit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="benefits", to="cases.case"
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
                ("added_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=200)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="cases.case"
                    ),
                ),
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
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="cases.case"
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
        run_file(__file__, "papers"),
    ]

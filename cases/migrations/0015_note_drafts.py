import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_homes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="note_drafts", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "author"), name="one_draft_per_case_and_author")
                ],
            },
        ),
        run_file(__file__, "notes"),
    ]

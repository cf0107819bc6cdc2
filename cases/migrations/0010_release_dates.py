import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_emergencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="detainer",
            field=models.CharField(
                blank=True,
                help_text="Who has a claim on the person: a county, another state, immigration.",
                max_length=120,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="release_date_since",
            field=models.DateField(blank=True, help_text="Since when its source says this day.", null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="release_date_why",
            field=models.CharField(blank=True, help_text="Why this date of those received.", max_length=300),
        ),
        migrations.AddField(
            model_name="case",
            name="track",
            field=models.CharField(
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
        migrations.AddField(
            model_name="planstep",
            name="evidence_asked",
            field=models.CharField(blank=True, max_length=160, verbose_name="done when"),
        ),
        migrations.AddField(
            model_name="planstep",
            name="moved_on",
            field=models.DateField(blank=True, help_text="The day on which the release date last moved it.", null=True),
        ),
        migrations.AddField(
            model_name="planstep",
            name="was_due_on",
            field=models.DateField(blank=True, help_text="When it was due before that day.", null=True),
        ),
        migrations.AddField(
            model_name="templatestep",
            name="evidence_asked",
            field=models.CharField(blank=True, max_length=160, verbose_name="done when"),
        ),
        migrations.AlterField(
            model_name="planstep",
            name="done_by",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="plantemplate",
            name="audience",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="releasedate",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="templatestep",
            name="done_by",
            field=models.CharField(
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
        migrations.CreateModel(
            name="DateMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateField(blank=True, null=True)),
                ("after", models.DateField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "steps",
                    models.JSONField(default=list, help_text="[id of the step, due before, due after], days as text."),
                ),
                ("short_notice", models.BooleanField(default=False, help_text="Less than 30 days were left.")),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="date_moves", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DateMoveNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "steps",
                    models.PositiveSmallIntegerField(default=0, help_text="How many of the owner's own steps moved."),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="datemove",
            index=models.Index(fields=["case", "-id"], name="date_move_newest"),
        ),
        migrations.AddIndex(
            model_name="datemove",
            index=models.Index(condition=models.Q(("short_notice", True)), fields=["-id"], name="short_notice_newest"),
        ),
        migrations.AddIndex(
            model_name="datemovenotice",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["owner", "-id"], name="date_notice_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="datemovenotice",
            constraint=models.UniqueConstraint(fields=("move", "owner"), name="one_notice_per_move_and_owner"),
        ),
        run_file(__file__, "release_dates"),
    ]

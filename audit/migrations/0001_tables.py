import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0003_chain"),
        ("audit", "0005_action_verified"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("organization_id", models.BigIntegerField(null=True)),
                ("database_role", models.CharField(max_length=40)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("viewed", "Looked at"),
                            ("searched", "Searched"),
                            ("disclosed", "Shown outside the department"),
                            ("exported", "Exported"),
                            ("created", "Added"),
                            ("changed", "Changed"),
                            ("removed", "Removed"),
                            ("refused", "Refused"),
                            ("signed_in", "Signed in"),
                            ("signed_out", "Signed out"),
                            ("sign_in_failed", "Sign-in failed"),
                            ("locked_out", "Locked out"),
                            ("verified", "Verified"),
                        ],
                        max_length=20,
                    ),
                ),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=40)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
                ),
                ("basis", models.CharField(blank=True, max_length=80)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                ("ip", models.GenericIPAddressField(null=True)),
                ("outcome", models.CharField(default="done", max_length=20)),
                ("detail", models.JSONField(default=dict)),
                (
                    "batch",
                    models.BigIntegerField(editable=False, help_text="The first event of the transaction: its link."),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["people"], name="audit_people"),
                    models.Index(fields=["-id", "action"], name="audit_newest"),
                    models.Index(fields=["batch"], name="audit_batch"),
                    models.Index(
                        condition=models.Q(
                            ("action__in", ["sign_in_failed", "locked_out", "refused", "exported"]),
                            models.Q(("action__in", ["created", "changed"]), ("object_type", "accounts_user")),
                            _connector="OR",
                        ),
                        fields=["at"],
                        name="audit_watched",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("batch", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(null=True, unique=True)),
                ("at", models.DateTimeField(null=True)),
                ("events", models.IntegerField(null=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_head")],
            },
        ),
        migrations.CreateModel(
            name="AuditAnchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField(help_text="When the link was made.")),
                ("hash", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "get_latest_by": "id",
            },
        ),
        migrations.CreateModel(
            name="AuditCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("links", models.BigIntegerField()),
                ("events", models.BigIntegerField()),
                ("anchors", models.IntegerField()),
                ("is_whole", models.BooleanField()),
                ("faults", models.JSONField(default=list)),
                ("seconds", models.FloatField()),
            ],
            options={
                "get_latest_by": "id",
            },
        ),
    ]

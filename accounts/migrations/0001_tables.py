import uuid

import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0003_invitations"),
        ("accounts", "0010_directory_entries"),
        ("accounts", "0011_says_who_has_an_organization"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hsds_id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                ("source", models.CharField(blank=True, editable=False, max_length=40)),
                ("source_id", models.CharField(blank=True, editable=False, max_length=200)),
                ("name", models.CharField(max_length=160)),
                ("alternate_name", models.CharField(blank=True, max_length=160, verbose_name="also known as")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nonprofit", "Nonprofit"),
                            ("faith", "Faith-based"),
                            ("government", "Government agency"),
                            ("care", "Care provider"),
                            ("victim_service", "Victim service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.URLField(blank=True)),
                ("description", models.TextField(blank=True)),
                (
                    "is_part2_program",
                    models.BooleanField(
                        default=False,
                        help_text="Needs a QSOA or a BAA on file.",
                        verbose_name="treats substance use under 42 CFR Part 2",
                    ),
                ),
                ("agreement_ends", models.DateField(blank=True, help_text="Sign-in stops after this day.", null=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Lower("name"), models.F("id"), name="organization_by_name"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_organization_per_source_and_id",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", "")),
                        fields=("name",),
                        name="one_organization_per_name_entered_here",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("first_name", models.CharField(max_length=60)),
                ("last_name", models.CharField(max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "Reentry coordinator"),
                            ("supervisor", "Supervisor"),
                            ("employment", "Employment specialist"),
                            ("womens", "Women's programs"),
                            ("partner", "Partner organization"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="accounts.organization",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "is_organization_admin",
                    models.BooleanField(
                        default=False,
                        help_text="Invites and removes colleagues.",
                        verbose_name="administrator of the organization",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["last_name", "first_name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="one_user_per_mail_address"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organization__isnull", False), ("role", "partner")),
                            models.Q(models.Q(("role", "partner"), _negated=True), ("organization__isnull", True)),
                            _connector="OR",
                        ),
                        name="partners_and_only_they_have_an_organization",
                        violation_error_message="Partners have an organization, and nobody else does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role", "partner"), ("is_organization_admin", False), _connector="OR"),
                        name="only_partners_administer_an_organization",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="accounts.organization",
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("first_name", models.CharField(max_length=60)),
                ("last_name", models.CharField(max_length=60)),
                ("as_admin", models.BooleanField(default=False, verbose_name="as administrator of the organization")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("invited_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("organization"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                        name="one_open_invitation_per_organization_and_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="invitation_is_used_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=120)),
                ("body", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField(default=reentry_portal.clock.now)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "mail of signing in",
                "verbose_name_plural": "mails of signing in",
                "ordering": ["-due_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "claimed"])),
                        fields=["due_at", "key"],
                        name="mail_to_send",
                    )
                ],
            },
        ),
    ]

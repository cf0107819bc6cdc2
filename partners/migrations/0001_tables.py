import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import reentry_portal.clock
import reentry_portal.uploads


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("partners", "0001_initial"),
        ("partners", "0004_consents_and_referrals"),
        ("partners", "0010_directory"),
        ("partners", "0013_reply_clock"),
    ]

    dependencies = [
        ("accounts", "0002_roles"),
        ("cases", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="accounts.organization",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mou", "Memorandum of understanding"),
                            ("volunteer", "Volunteer agreement"),
                            ("qsoa", "Qualified service organization agreement (42 CFR Part 2)"),
                            ("baa", "Business associate agreement (HIPAA)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "reference",
                    models.CharField(
                        blank=True, help_text="Number of the paper in the department's files.", max_length=80
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="agreement_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="cases.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("general", "General release"),
                            ("treatment", "One release for treatment, payment and operations"),
                            ("criminal_justice", "Criminal justice release (42 CFR 2.35)"),
                        ],
                        default="general",
                        max_length=20,
                    ),
                ),
                ("discloser", models.CharField(max_length=160, verbose_name="who shares")),
                (
                    "recipient_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "The organizations named"),
                            ("treating", "All treating providers, health plans and those who help them"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        )
                    ),
                ),
                ("details", models.CharField(blank=True, max_length=300, verbose_name="in the person's words")),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("services", "To arrange and give services"),
                                ("treatment", "Treatment, payment and health care operations"),
                                ("supervision", "To monitor a condition of parole or release"),
                            ],
                            max_length=20,
                        )
                    ),
                ),
                ("signed_on", models.DateField()),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "end_event",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Only on the date"),
                            ("release", "Release from prison"),
                            ("service_ends", "The service ends"),
                            ("supervision_ends", "Supervision ends"),
                            ("final_disposition", "Final disposition of the case"),
                            ("never", "No end"),
                        ],
                        max_length=20,
                        verbose_name="also ends with",
                    ),
                ),
                (
                    "period_reason",
                    models.CharField(
                        blank=True,
                        help_text="Criminal justice: how the period was set (42 CFR 2.35(b)).",
                        max_length=300,
                    ),
                ),
                (
                    "revocable_when",
                    models.CharField(
                        blank=True,
                        help_text="Criminal justice: the time or event from which it can be revoked.",
                        max_length=200,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("paper", "On paper, with a witness"), ("screen", "On screen")],
                        default="paper",
                        max_length=10,
                    ),
                ),
                ("signed_name", models.CharField(max_length=120)),
                ("witness", models.CharField(blank=True, max_length=120)),
                (
                    "scan",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=reentry_portal.uploads.private_storage,
                        upload_to=reentry_portal.uploads.random_name,
                    ),
                ),
                (
                    "scan_kind",
                    models.CharField(
                        blank=True,
                        choices=[("pdf", "PDF"), ("docx", "DOCX"), ("jpg", "JPG"), ("png", "PNG")],
                        max_length=4,
                    ),
                ),
                ("scan_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Spanish")], default="en", max_length=2),
                ),
                ("form_version", models.CharField(max_length=10)),
                (
                    "rights_explained",
                    models.BooleanField(
                        help_text="How to revoke, that the person may say no, and what happens then, was read and explained."
                    ),
                ),
                ("copy_given", models.BooleanField(default=False)),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="partners.consent",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=reentry_portal.clock.now, editable=False)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, help_text="The day on which the event came.", null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_how",
                    models.CharField(
                        blank=True,
                        choices=[("writing", "In writing"), ("person", "In person, written down by staff")],
                        max_length=10,
                    ),
                ),
                ("recipients", models.ManyToManyField(blank=True, related_name="consents", to="accounts.organization")),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["person", "-id"], name="consent_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("categories__contains", ["identity"]),
                            ("categories__len__gte", 1),
                            (
                                "categories__contained_by",
                                [
                                    "identity",
                                    "contact",
                                    "release",
                                    "plan",
                                    "housing",
                                    "employment",
                                    "education",
                                    "benefits",
                                    "basics",
                                    "family",
                                    "legal",
                                    "supervision",
                                    "health",
                                    "mental_health",
                                    "substance_use",
                                ],
                            ),
                        ),
                        name="consent_names_what_is_shared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purposes__len__gte", 1),
                            ("purposes__contained_by", ["services", "treatment", "supervision"]),
                        ),
                        name="consent_names_its_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discloser", ""), _negated=True),
                            models.Q(("signed_name", ""), _negated=True),
                            models.Q(("form_version", ""), _negated=True),
                            ("rights_explained", True),
                        ),
                        name="consent_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on__isnull", False), models.Q(("end_event", ""), _negated=True), _connector="OR"
                        ),
                        name="consent_ends_on_a_day_or_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None), ("expires_on__gte", models.F("signed_on")), _connector="OR"
                        ),
                        name="consent_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_event", "never"), _negated=True), ("kind", "treatment"), _connector="OR"
                        ),
                        name="only_a_treatment_consent_never_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "treatment"), _negated=True), ("purposes", ["treatment"]), _connector="OR"
                        ),
                        name="treatment_consent_has_no_other_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "treatment"), ("recipient_class", ""), _connector="OR"),
                        name="others_name_their_recipients",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "criminal_justice"), _negated=True),
                            models.Q(
                                ("purposes", ["supervision"]),
                                ("revoked_at", None),
                                models.Q(("period_reason", ""), _negated=True),
                                models.Q(("revocable_when", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="criminal_justice_consent_follows_2_35",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "criminal_justice"),
                            models.Q(("purposes__contains", ["supervision"]), _negated=True),
                            _connector="OR",
                        ),
                        name="supervision_needs_a_criminal_justice_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "paper"), _negated=True),
                            models.Q(
                                models.Q(("witness", ""), _negated=True),
                                models.Q(("scan", ""), _negated=True),
                                models.Q(("scan_kind", ""), _negated=True),
                                models.Q(("scan_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_consent_has_a_witness_and_a_scan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None), ("revoked_how", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                                models.Q(("revoked_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="revocation_says_who_and_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True)),
                ("name", models.CharField(max_length=60)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="service_types", to="cases.needarea"
                    ),
                ),
                (
                    "also_called",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        help_text="Terms of other directories that mean the same, with commas between them.",
                    ),
                ),
                ("sort", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["sort", "name"],
            },
        ),
        migrations.CreateModel(
            name="DirectoryImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200)),
                ("stored_as", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=40)),
                ("dry_run", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Waiting to be read"),
                            ("done", "Taken in"),
                            ("looked", "Read, nothing changed"),
                            ("refused", "Refused"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("counts", models.JSONField(blank=True, default=dict)),
                ("not_kept", models.JSONField(blank=True, default=dict)),
                ("refusal", models.CharField(blank=True, max_length=300)),
                ("received_at", models.DateTimeField(default=reentry_portal.clock.now)),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="import_has_a_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryReject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejects",
                        to="partners.directoryimport",
                    ),
                ),
                ("file", models.CharField(max_length=80)),
                ("line_number", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Location",
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locations",
                        to="accounts.organization",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("physical", "A place to go to"),
                            ("postal", "A mail address"),
                            ("virtual", "By phone or online"),
                        ],
                        default="physical",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="web page")),
                ("transportation", models.TextField(blank=True, verbose_name="how to get there")),
                ("address_1", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("address_2", models.CharField(blank=True, max_length=200, verbose_name="second line")),
                ("city", models.CharField(blank=True, max_length=60)),
                ("state", models.CharField(blank=True, default="MO", max_length=20)),
                ("postal_code", models.CharField(blank=True, max_length=12)),
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
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
            ],
            options={
                "ordering": ["organization", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_location_per_source_and_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="location_has_both_coordinates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
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
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="services", to="accounts.organization"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("alternate_name", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Open"),
                            ("temporarily closed", "Closed for now"),
                            ("inactive", "Not offered now"),
                            ("defunct", "Given up"),
                        ],
                        default="active",
                        max_length=20,
                    ),
                ),
                (
                    "is_active",
                    models.GeneratedField(
                        db_persist=True, expression=models.Q(("status", "active")), output_field=models.BooleanField()
                    ),
                ),
                (
                    "alert",
                    models.CharField(
                        blank=True, help_text="For example: closed on 12/24.", max_length=300, verbose_name="news"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="web page")),
                ("statewide", models.BooleanField(default=False)),
                (
                    "setting",
                    models.CharField(
                        choices=[("inside", "In prison"), ("after", "After release"), ("both", "In prison and after")],
                        default="after",
                        max_length=10,
                    ),
                ),
                (
                    "serves",
                    models.CharField(
                        choices=[("A", "Women and men"), ("F", "Women"), ("M", "Men")], default="A", max_length=1
                    ),
                ),
                ("minimum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("maximum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "limits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sex_offense", "a sex offense"),
                                ("arson", "arson"),
                                ("violent", "a violent offense"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                    ),
                ),
                (
                    "violent_years",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Taken again after so many years.",
                        null=True,
                        verbose_name="years since a violent offense",
                    ),
                ),
                ("eligibility", models.TextField(blank=True, verbose_name="limits in words")),
                (
                    "registrants_ok",
                    models.BooleanField(blank=True, null=True, verbose_name="takes people on the sex offense registry"),
                ),
                (
                    "accepts_em",
                    models.BooleanField(blank=True, null=True, verbose_name="takes people on electronic monitoring"),
                ),
                ("children_ok", models.BooleanField(blank=True, null=True, verbose_name="children may come along")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="Besides English, with commas.",
                    ),
                ),
                ("application_process", models.TextField(blank=True, verbose_name="how to apply")),
                ("fees", models.TextField(blank=True, verbose_name="what it costs")),
                ("open_places", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("waitlist", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="people waiting")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, help_text="When the organization last said this is right.", null=True),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, editable=False, null=True)),
                ("areas", models.ManyToManyField(related_name="services", to="cases.needarea")),
                ("types", models.ManyToManyField(blank=True, related_name="services", to="partners.servicetype")),
                ("counties", models.ManyToManyField(blank=True, related_name="services", to="cases.county")),
            ],
            options={
                "ordering": ["organization__name", "name"],
                "indexes": [
                    models.Index(django.db.models.functions.text.Lower("name"), models.F("id"), name="service_by_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            "name", "alternate_name", "description", config="english"
                        ),
                        name="service_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_service_per_source_and_id",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source", "")),
                        fields=("organization", "name"),
                        name="one_service_per_name_entered_here",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minimum_age", None),
                            ("maximum_age", None),
                            ("maximum_age__gte", models.F("minimum_age")),
                            _connector="OR",
                        ),
                        name="service_ages_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("violent_years", None), ("limits__contains", ["violent"]), _connector="OR"),
                        name="years_of_a_violent_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceAtLocation",
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
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="partners.service"
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="partners.location"
                    ),
                ),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_serviceatlocation_per_source_and_id",
                    ),
                    models.UniqueConstraint(fields=("service", "location"), name="one_row_per_service_and_location"),
                ],
            },
        ),
        migrations.AddField(
            model_name="service",
            name="locations",
            field=models.ManyToManyField(
                related_name="services", through="partners.ServiceAtLocation", to="partners.location"
            ),
        ),
        migrations.CreateModel(
            name="Schedule",
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
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.service",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.location",
                    ),
                ),
                (
                    "at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.serviceatlocation",
                    ),
                ),
                (
                    "freq",
                    models.CharField(
                        blank=True, choices=[("WEEKLY", "Every week"), ("MONTHLY", "Every month")], max_length=10
                    ),
                ),
                ("interval", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "byday",
                    models.CharField(
                        blank=True, help_text="MO,TU,WE; in a month 2MO is the second Monday.", max_length=60
                    ),
                ),
                ("bymonthday", models.CharField(blank=True, max_length=60)),
                ("dtstart", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("opens_at", models.TimeField(blank=True, null=True)),
                ("closes_at", models.TimeField(blank=True, null=True)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_schedule_per_source_and_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("location__isnull", True), ("service__isnull", False)),
                            models.Q(("at__isnull", True), ("location__isnull", False), ("service__isnull", True)),
                            models.Q(("at__isnull", False), ("location__isnull", True), ("service__isnull", True)),
                            _connector="OR",
                        ),
                        name="schedule_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phone",
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
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.service",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.location",
                    ),
                ),
                (
                    "at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="partners.serviceatlocation",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phones",
                        to="accounts.organization",
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("extension", models.CharField(blank=True, max_length=10)),
                ("kind", models.CharField(blank=True, help_text="voice, text, fax, hotline", max_length=20)),
                ("description", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_id"),
                        name="one_phone_per_source_and_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("at__isnull", True),
                                ("location__isnull", True),
                                ("organization__isnull", False),
                                ("service__isnull", True),
                            ),
                            models.Q(
                                ("at__isnull", True),
                                ("location__isnull", True),
                                ("organization__isnull", True),
                                ("service__isnull", False),
                            ),
                            models.Q(
                                ("at__isnull", True),
                                ("location__isnull", False),
                                ("organization__isnull", True),
                                ("service__isnull", True),
                            ),
                            models.Q(
                                ("at__isnull", False),
                                ("location__isnull", True),
                                ("organization__isnull", True),
                                ("service__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="phone_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="The person of the case.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.person",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cases.need"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="partners.service"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="accounts.organization",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        help_text="What it was sent under.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="partners.consent",
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
                        help_text="What its need tells about the person.",
                        max_length=20,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("services", "To arrange and give services"),
                            ("treatment", "Treatment, payment and health care operations"),
                            ("supervision", "To monitor a condition of parole or release"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "shares",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        help_text="What staff chose to share.",
                    ),
                ),
                (
                    "offer",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="The same for all that are offered one after the other."
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "In line"),
                            ("sent", "Sent"),
                            ("question", "Question asked"),
                            ("waitlisted", "On the waiting list"),
                            ("accepted", "Accepted"),
                            ("started", "Started"),
                            ("completed", "Completed"),
                            ("ended_early", "Ended early"),
                            ("never_started", "Never started"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                        ],
                        default="sent",
                        max_length=14,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Counts the steps, so that a stale page is noticed."
                    ),
                ),
                (
                    "moved_by",
                    models.CharField(blank=True, help_text="Who took the last step, as words.", max_length=160),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[("routine", "Routine"), ("urgent", "Urgent")], default="routine", max_length=10
                    ),
                ),
                ("reply_by", models.DateField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("contact", models.CharField(help_text="Whom the partner calls, as words.", max_length=200)),
                ("remind_on", models.DateField(blank=True, null=True)),
                ("tell_on", models.DateField(blank=True, null=True)),
                ("supervisor_on", models.DateField(blank=True, null=True)),
                ("pass_on", models.DateField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("supervisor_told_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "expected_on",
                    models.DateField(
                        blank=True, help_text="When a place on the waiting list may come free.", null=True
                    ),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "No place free"),
                            ("not_eligible", "Not eligible"),
                            ("outside_area", "Outside our area"),
                            ("not_offered", "Service not offered now"),
                            ("no_contact", "Could not reach the person"),
                            ("did_not_come", "Did not come"),
                            ("served", "Already served"),
                            ("papers", "Papers are missing"),
                            ("duplicate", "Sent twice"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, help_text="Why it was withdrawn or expired.", max_length=200),
                ),
                ("first_contact_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, help_text="The last day of the service.", null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Need met"),
                            ("partly", "Partly met"),
                            ("unmet", "Not met"),
                            ("lost", "Lost contact"),
                            ("returned", "Returned to custody"),
                        ],
                        max_length=10,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, help_text="When it reached an end.", null=True)),
                (
                    "loop_closed_at",
                    models.DateTimeField(blank=True, help_text="When the need was told of the end.", null=True),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["organization", "-id"], name="referral_inbox"),
                    models.Index(
                        condition=models.Q(("reminded_at", None), ("state", "sent")),
                        fields=["remind_on"],
                        name="referral_to_remind",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent"), ("told_at", None)),
                        fields=["tell_on"],
                        name="referral_to_tell",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent"), ("supervisor_told_at", None)),
                        fields=["supervisor_on"],
                        name="referral_to_supervise",
                    ),
                    models.Index(condition=models.Q(("state", "sent")), fields=["pass_on"], name="referral_to_pass_on"),
                    models.Index(
                        condition=models.Q(("closed_on__isnull", False), ("loop_closed_at", None)),
                        fields=["id"],
                        name="referral_loop_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "sent", "question", "waitlisted", "accepted", "started"])
                        ),
                        fields=("need", "service"),
                        name="one_open_referral_per_need_and_service",
                    ),
                    models.UniqueConstraint(fields=("offer", "rank"), name="one_referral_per_rank_of_an_offer"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_referral_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["started", "completed", "ended_early"]), _negated=True),
                            ("first_contact_on__isnull", False),
                            _connector="OR",
                        ),
                        name="started_referral_has_a_first_contact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["completed", "ended_early"]), _negated=True),
                            models.Q(("ended_on__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ended_referral_has_a_day_and_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shares__contains", ["identity"]),
                            (
                                "shares__contained_by",
                                [
                                    "identity",
                                    "contact",
                                    "release",
                                    "plan",
                                    "housing",
                                    "employment",
                                    "education",
                                    "benefits",
                                    "basics",
                                    "family",
                                    "legal",
                                    "supervision",
                                    "health",
                                    "mental_health",
                                    "substance_use",
                                ],
                            ),
                        ),
                        name="referral_shares_the_name_at_least",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            ("state__in", ["withdrawn", "expired"]),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sent_referral_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                (
                                    "state__in",
                                    ["completed", "ended_early", "never_started", "declined", "withdrawn", "expired"],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "state__in",
                                        [
                                            "completed",
                                            "ended_early",
                                            "never_started",
                                            "declined",
                                            "withdrawn",
                                            "expired",
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("closed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="closed_referral_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organization"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disclosures", to="cases.person"
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
                        max_length=20,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="disclosures", to="partners.referral"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.consent"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(help_text="The last day; empty when the release names none.", null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["organization", "category", "person"], name="disclosure_to")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("referral", "category", "consent"),
                        name="one_disclosure_per_referral_category_and_consent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="partners.referral"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reason", "Why this referral"),
                            ("question", "Question"),
                            ("answer", "Answer"),
                            ("news", "News"),
                            ("outcome", "Outcome"),
                        ],
                        max_length=10,
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
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("author_label", models.CharField(max_length=160)),
                ("at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["referral", "id"], name="message_of_referral")],
            },
        ),
        migrations.CreateModel(
            name="ServiceRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="records", to="partners.referral"
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
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("attended", "Came"),
                            ("absent", "Did not come"),
                            ("moved_in", "Moved in"),
                            ("moved_out", "Moved out"),
                            ("hired", "Hired"),
                            ("finished", "Finished a part"),
                            ("given", "Received goods or a ride"),
                        ],
                        max_length=10,
                    ),
                ),
                ("quantity", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No units"),
                            ("hours", "Hours"),
                            ("nights", "Nights"),
                            ("sessions", "Sessions"),
                            ("rides", "Rides"),
                            ("meals", "Meals"),
                            ("items", "Items"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=reentry_portal.clock.now)),
            ],
            options={
                "ordering": ["on", "id"],
                "indexes": [models.Index(fields=["referral", "on"], name="record_of_referral")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity", None), ("unit", "")),
                            models.Q(("quantity__gt", 0), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="units_have_a_quantity_and_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visitors", to="cases.appointment"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "clearance",
                    models.CharField(
                        choices=[("asked", "Clearance asked"), ("cleared", "Cleared"), ("refused", "Not cleared")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("appointment", "name"), name="one_visitor_per_name_and_appointment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clearance", "asked"), ("decided_at", None), ("decided_by", None)),
                            models.Q(
                                models.Q(("clearance", "asked"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clearance_says_who_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResourceCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organization"
                    ),
                ),
                ("given_on", models.DateField(default=reentry_portal.clock.today)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-given_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ReplyClock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "remind_after",
                    models.PositiveSmallIntegerField(default=2, help_text="The organization is reminded."),
                ),
                ("tell_after", models.PositiveSmallIntegerField(default=5, help_text="Whoever sent it hears.")),
                ("supervisor_after", models.PositiveSmallIntegerField(default=8, help_text="Their supervisor hears.")),
                (
                    "pass_on_after",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="It goes to the next in line; with nobody in line the unit head hears."
                    ),
                ),
            ],
            options={
                "verbose_name": "clock of replies to referrals",
                "verbose_name_plural": "clock of replies to referrals",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_reply_clock"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("remind_after__gte", 1),
                            ("tell_after__gt", models.F("remind_after")),
                            ("supervisor_after__gt", models.F("tell_after")),
                            ("pass_on_after__gt", models.F("supervisor_after")),
                        ),
                        name="reply_clock_goes_up_in_order",
                        violation_error_message="Each number has to be larger than the one before it.",
                    ),
                ],
            },
        ),
    ]

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Organization
from cases.models import Category, Person
from partners.querysets import Consents
from reentry_portal import clock
from reentry_portal.uploads import TYPES, private_storage, random_name


class Purpose(models.TextChoices):
    """What shared information may be used for (42 CFR 2.31(a)(5))."""

    SERVICES = "services", "To arrange and give services"
    TREATMENT = "treatment", "Treatment, payment and health care operations"
    SUPERVISION = "supervision", "To monitor a condition of parole or release"


class Consent(models.Model):
    """A release of information as the person signed it (42 CFR 2.31; 45 CFR 164.508).

    It cannot be saved without its elements, and what was signed never changes: the database refuses both. A change is
    a new release that supersedes this one. What it covers is worked out in one place, `partners.consent`.
    """

    class Kind(models.TextChoices):
        GENERAL = "general", "General release"
        TREATMENT = "treatment", "One release for treatment, payment and operations"
        CRIMINAL_JUSTICE = "criminal_justice", "Criminal justice release (42 CFR 2.35)"

    class RecipientClass(models.TextChoices):
        NAMED = "", "The organizations named"
        TREATING = "treating", "All treating providers, health plans and those who help them"

    class EndEvent(models.TextChoices):
        ON_THE_DATE = "", "Only on the date"
        RELEASE = "release", "Release from prison"
        SERVICE_ENDS = "service_ends", "The service ends"
        SUPERVISION_ENDS = "supervision_ends", "Supervision ends"
        FINAL_DISPOSITION = "final_disposition", "Final disposition of the case"
        NEVER = "never", "No end"

    class Method(models.TextChoices):
        PAPER = "paper", "On paper, with a witness"
        SCREEN = "screen", "On screen"

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"

    class Revoked(models.TextChoices):
        WRITING = "writing", "In writing"
        PERSON = "person", "In person, written down by staff"

    MUTABLE = ("revoked_at", "revoked_by", "revoked_how", "ended_on", "ended_by", "superseded_at")

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GENERAL)
    discloser = models.CharField("who shares", max_length=160)
    recipients = models.ManyToManyField(Organization, related_name="consents", blank=True)
    recipient_class = models.CharField(max_length=10, choices=RecipientClass, blank=True)
    categories = ArrayField(models.CharField(max_length=20, choices=Category))
    details = models.CharField("in the person's words", max_length=300, blank=True)
    purposes = ArrayField(models.CharField(max_length=20, choices=Purpose))
    signed_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    end_event = models.CharField("also ends with", max_length=20, choices=EndEvent, blank=True)
    period_reason = models.CharField(
        max_length=300, blank=True, help_text="Criminal justice: how the period was set (42 CFR 2.35(b))."
    )
    revocable_when = models.CharField(
        max_length=200, blank=True, help_text="Criminal justice: the time or event from which it can be revoked."
    )
    method = models.CharField(max_length=10, choices=Method, default=Method.PAPER)
    signed_name = models.CharField(max_length=120)
    witness = models.CharField(max_length=120, blank=True)
    scan = models.FileField(upload_to=random_name, storage=private_storage, max_length=200, blank=True)
    scan_kind = models.CharField(max_length=4, choices=[(kind, kind.upper()) for kind in TYPES], blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    form_version = models.CharField(max_length=10)
    rights_explained = models.BooleanField(
        help_text="How to revoke, that the person may say no, and what happens then, was read and explained."
    )
    copy_given = models.BooleanField(default=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="The day on which the event came.")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_how = models.CharField(max_length=10, choices=Revoked, blank=True)

    objects = Consents.as_manager()
    # What was signed never changes, so a merge of two records leaves it; it counts for both (sql/disclosure.sql).
    stays_with_its_record = True

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="consent_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(categories__len__gte=1, categories__contains=[Category.IDENTITY])
                & Q(categories__contained_by=list(Category.values)),
                name="consent_names_what_is_shared",
            ),
            models.CheckConstraint(
                condition=Q(purposes__len__gte=1) & Q(purposes__contained_by=list(Purpose.values)),
                name="consent_names_its_purpose",
            ),
            models.CheckConstraint(
                condition=~Q(discloser="") & ~Q(signed_name="") & ~Q(form_version="") & Q(rights_explained=True),
                name="consent_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=False) | ~Q(end_event=""), name="consent_ends_on_a_day_or_event"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("signed_on")), name="consent_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(end_event="never") | Q(kind="treatment"), name="only_a_treatment_consent_never_ends"
            ),
            models.CheckConstraint(
                condition=~Q(kind="treatment") | Q(purposes=[Purpose.TREATMENT]),
                name="treatment_consent_has_no_other_purpose",
            ),
            models.CheckConstraint(
                condition=Q(kind="treatment") | Q(recipient_class=""), name="others_name_their_recipients"
            ),
            models.CheckConstraint(
                condition=~Q(kind="criminal_justice")
                | Q(purposes=[Purpose.SUPERVISION], revoked_at=None) & ~Q(period_reason="") & ~Q(revocable_when=""),
                name="criminal_justice_consent_follows_2_35",
            ),
            models.CheckConstraint(
                condition=Q(kind="criminal_justice") | ~Q(purposes__contains=[Purpose.SUPERVISION]),
                name="supervision_needs_a_criminal_justice_consent",
            ),
            models.CheckConstraint(
                condition=~Q(method="paper") | ~Q(witness="") & ~Q(scan="") & ~Q(scan_kind="") & ~Q(scan_sha256=""),
                name="paper_consent_has_a_witness_and_a_scan",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_how="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_how=""),
                name="revocation_says_who_and_how",
            ),
        ]

    def __str__(self):
        return f"Release of information signed {self.signed_on:%m/%d/%Y}"

    @property
    def can_be_revoked(self) -> bool:
        """A criminal justice release ends only at its stated time or event (42 CFR 2.35(c))."""
        return self.revoked_at is None and self.superseded_at is None and self.kind != self.Kind.CRIMINAL_JUSTICE

    def standing(self, today) -> str:
        """Where it stands, in one word for a page."""
        if self.revoked_at is not None:
            return "Revoked"
        if self.superseded_at is not None:
            return "Superseded"
        ends = [day for day in (self.expires_on, self.ended_on) if day is not None]
        if ends and min(ends) < today:
            return "Ended"
        return "Active" if self.signed_on <= today else "Starts later"

    def ends(self) -> str:
        """When it ends, in words: "12/05/2026 or when the service ends"."""
        parts = [f"{self.expires_on:%m/%d/%Y}"] if self.expires_on else []
        if self.end_event == self.EndEvent.NEVER:
            parts.append("no end")
        elif self.end_event:
            parts.append(f"the day of: {self.get_end_event_display().lower()}")
        return ", or ".join(parts)

    def category_labels(self) -> list[str]:
        return [Category(code).label for code in self.categories]

    def purpose_labels(self) -> list[str]:
        return [Purpose(code).label for code in self.purposes]


class Disclosure(models.Model):
    """What one organization may learn of one person, while: derived from releases and referrals, never written.

    `public.refresh_disclosure` (partners/sql/disclosure.sql) fills it in the transaction of every change to either;
    every partner policy reads only this table. A row is one category under one release for one referral.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="disclosures")
    category = models.CharField(max_length=20, choices=Category)
    referral = models.ForeignKey("partners.Referral", models.CASCADE, related_name="disclosures")
    consent = models.ForeignKey(Consent, models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, help_text="The last day; empty when the release names none.")
    stays_with_its_record = True  # a merge has it reckoned anew

    class Meta:
        indexes = [models.Index(fields=["organization", "category", "person"], name="disclosure_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "category", "consent"], name="one_disclosure_per_referral_category_and_consent"
            )
        ]

    def __str__(self):
        return f"{self.get_category_display()} until {self.until or 'no end'}"

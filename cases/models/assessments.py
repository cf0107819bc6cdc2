from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.confidentiality import Category, Confidentiality
from cases.models.needs import NeedArea
from cases.querysets import Assessments, IntakeAnswers
from reentry_portal import clock


class Assessment(models.Model):
    """The result of a risk and needs assessment as the department gives it, never reckoned here (domain.md 1.9)."""

    class Tool(models.TextChoices):
        CSST = "oras_csst", "ORAS community supervision screening (CSST)"
        CST = "oras_cst", "ORAS community supervision (CST)"
        PST = "oras_pst", "ORAS prison screening (PST)"
        PIT = "oras_pit", "ORAS prison intake (PIT)"
        SRT = "oras_srt", "ORAS supplemental reentry (SRT)"
        RT = "oras_rt", "ORAS reentry (RT)"
        WRNA_INSTITUTION = "wrna_institution", "WRNA institutional"
        WRNA_RELEASE = "wrna_release", "WRNA pre-release"
        WRNA_PROBATION = "wrna_probation", "WRNA probation"

    case = models.ForeignKey(Case, models.CASCADE, related_name="assessments")
    tool = models.CharField(max_length=20, choices=Tool)
    done_on = models.DateField()
    level = models.CharField(max_length=40, help_text="As received, for example Moderate/High.")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    assessor = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=20, choices=Category, default=Category.SUPERVISION, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Assessments.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "tool", "done_on"], name="one_assessment_per_tool_and_day")
        ]

    def __str__(self):
        return f"{self.get_tool_display()}, {self.done_on:%m/%d/%Y}"


class AssessmentDomain(models.Model):
    """One domain or scale of an assessment with its level; the class follows from what it asks about."""

    class Level(models.TextChoices):
        LOW = "low", "Low"
        MODERATE = "moderate", "Moderate"
        HIGH = "high", "High"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="domains")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level)
    is_strength = models.BooleanField(default=False)
    area = models.ForeignKey(NeedArea, models.PROTECT, null=True, blank=True, related_name="+")
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)

    class Meta:
        ordering = ["is_strength", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code"], name="one_level_per_assessment_and_domain")
        ]

    def __str__(self):
        return f"{self.name}: {self.get_level_display()}"


class IntakeAnswer(models.Model):
    """What a person answered to one question of the intake (domain.md 2.5); an answer may change until release."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNSURE = "unsure", "Not sure"

    case = models.ForeignKey(Case, models.CASCADE, related_name="intake")
    question = models.CharField(max_length=30, help_text="Its code in cases/reference/intake.py.")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.CharField(max_length=500, blank=True)
    area = models.ForeignKey(NeedArea, models.PROTECT, null=True, blank=True, related_name="+")
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    category = models.CharField(max_length=20, choices=Category, default=Category.PLAN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    objects = IntakeAnswers.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "question"], name="one_answer_per_case_and_question"),
            models.CheckConstraint(condition=~Q(answer="") | ~Q(words=""), name="intake_answer_says_something"),
        ]

    def __str__(self):
        return f"{self.question}: {self.answer or self.words}"

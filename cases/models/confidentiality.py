from django.db import models


class Confidentiality(models.TextChoices):
    """The class that travels with a row and says which staff read it (42 CFR Part 2, VAWA)."""

    GENERAL = "general", "General"
    HEALTH = "health", "Health"
    SUBSTANCE_USE = "substance_use", "Substance use (42 CFR Part 2)"
    VICTIM = "victim", "Victim information"


class Category(models.TextChoices):
    """The kinds of information that a release of information names, and that leave the department one by one.

    The list of domain.md 5.1 (42 CFR 2.31(a)(3): a specific description of what is shared). Every row that may leave
    belongs to exactly one category; the policies of the database compare these words.
    """

    IDENTITY = "identity", "Name and language"
    CONTACT = "contact", "How to reach the person"
    RELEASE = "release", "Release date and where the person goes"
    PLAN = "plan", "Reentry plan: open steps"
    HOUSING = "housing", "Housing"
    EMPLOYMENT = "employment", "Work"
    EDUCATION = "education", "Education"
    BENEFITS = "benefits", "Money and benefits"
    BASICS = "basics", "Food, clothing, transportation, spiritual support"
    FAMILY = "family", "Family and children"
    LEGAL = "legal", "Legal matters"
    SUPERVISION = "supervision", "Supervision after release"
    HEALTH = "health", "Physical health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SUBSTANCE_USE = "substance_use", "Substance use treatment (42 CFR Part 2)"

    @property
    def confidentiality(self) -> str:
        """The class of rows of this category."""
        if self in (Category.HEALTH, Category.MENTAL_HEALTH):
            return Confidentiality.HEALTH
        return Confidentiality.SUBSTANCE_USE if self is Category.SUBSTANCE_USE else Confidentiality.GENERAL

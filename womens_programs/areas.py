from django.db import models

from cases.models.confidentiality import Confidentiality


class Area(models.TextChoices):
    """The eight areas of the department's women's programs."""

    HEALTH = "health", "Health"
    MENTAL_HEALTH = "mental_health", "Mental health"
    SELF_ESTEEM = "self_esteem", "Self-esteem"
    PARENTING = "parenting", "Parenting"
    ACADEMIC = "academic", "Academic education"
    VOCATIONAL = "vocational", "Vocational education"
    SUBSTANCE_USE = "substance_use", "Substance use treatment"
    LIFE_SKILLS = "life_skills", "Life skills"

    @property
    def confidentiality(self) -> str:
        """Being in a program tells what it treats, so everything about it has the class of its area."""
        if self in (Area.HEALTH, Area.MENTAL_HEALTH):
            return Confidentiality.HEALTH
        if self == Area.SUBSTANCE_USE:
            return Confidentiality.SUBSTANCE_USE
        return Confidentiality.GENERAL

    @classmethod
    def of_classes(cls, classes: frozenset[str]) -> list["Area"]:
        return [area for area in cls if area.confidentiality in classes]

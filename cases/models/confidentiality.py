from django.db import models


class Confidentiality(models.TextChoices):
    """The class that travels with a row and is what consent is checked against (42 CFR Part 2, VAWA)."""

    GENERAL = "general", "General"
    HEALTH = "health", "Health"
    SUBSTANCE_USE = "substance_use", "Substance use (42 CFR Part 2)"
    VICTIM = "victim", "Victim information"

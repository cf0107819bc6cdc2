from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from cases.models.case import Person
from reentry_portal import clock


class OtherName(models.Model):
    """A name that a person also goes or went by. Papers carry the legal one; search finds all."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "Also known as"
        MAIDEN = "maiden", "Name at birth"
        FORMER = "former", "Former name"

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "last_name", "first_name"], name="one_other_name_per_person")
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()


class SearchName(models.Model):
    """What search looks at: a row for a person's own names and one for each other name.

    Triggers of the database write it (sql/search.sql), so that no way of changing a name forgets it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other_name = models.OneToOneField(OtherName, models.CASCADE, null=True, related_name="+")
    spelled = models.TextField(help_text="First, middle, preferred and last name in plain small letters.")
    words = SearchVectorField()
    sounds = ArrayField(models.TextField(), help_text="Double Metaphone of each word.")

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_by_word"),
            GinIndex(fields=["sounds"], name="search_by_sound"),
            GinIndex(OpClass("spelled", name="gin_trgm_ops"), name="search_by_spelling"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(other_name=None), name="one_row_for_a_persons_own_names"
            )
        ]

    def __str__(self):
        return self.spelled

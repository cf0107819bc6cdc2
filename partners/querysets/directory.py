"""Named questions of the directory: what is offered, near whom, and who may come."""

import re
from datetime import timedelta

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Case, Exists, F, Func, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least

from reentry_portal import clock

SERVICE_WORDS = ("name", "alternate_name", "description")
# In the order of a search, what stands in the way weighs more than any distance (in hundredths of a mile).
OBSTACLE, FARTHEST, UNPLACED = 1_000_000, 99_999, 5_000


class OwnedEntries(models.QuerySet):
    """Rows that tell nothing about any person: all of the department reads them, a partner its own."""

    def visible_to(self, user):
        return self.filter(organization=user.organization_id) if user.role == "partner" else self


class MilesBetween(Func):
    function = "public.miles_between"
    output_field = models.FloatField()


class Services(models.QuerySet):
    def visible_to(self, user):
        """Staff choose from all active services; a partner keeps its own."""
        if user.role == "partner":
            return self.filter(organization=user.organization_id)
        return self.filter(status="active", organization__is_active=True)

    def listed(self, user):
        """What the directory shows to staff: also what is closed for now."""
        if user.role == "partner":
            return self.none()
        return self.filter(status__in=self.model.LISTED, organization__is_active=True)

    def serving(self, county):
        """Those that take people of the county."""
        return self.filter(_serves(county))

    def stale(self, today=None):
        from partners.models.directory import CONFIRM_DAYS

        oldest = (today or clock.today()) - timedelta(days=CONFIRM_DAYS)
        return self.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=oldest))

    def with_words(self, typed: str):
        """Those whose name, description or organization have all the words, or begin with them."""
        words = re.findall(r"\w+", typed)
        if not words:
            return self
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), config="english", search_type="raw")
        of_organization = Q()
        for word in words:
            of_organization &= Q(organization__name__icontains=word)
        vector = SearchVector(*SERVICE_WORDS, config="english")
        return self.alias(words=vector).filter(Q(words=query) | of_organization)

    def with_miles_from(self, county):
        """Adds `miles`: from the middle of the county to the nearest location; None where no location is known."""
        if county is None or county.latitude is None:
            return self.annotate(miles=Value(None, output_field=models.FloatField()))
        from partners.models.locations import ServiceAtLocation

        there = [
            Coalesce("location__latitude", "location__county__latitude"),
            Coalesce("location__longitude", "location__county__longitude"),
        ]
        places = ServiceAtLocation.objects.filter(service=OuterRef("pk")).order_by().values("service")
        nearest = places.annotate(
            nearest=Min(MilesBetween(Value(county.latitude), Value(county.longitude), *there))
        ).values("nearest")
        return self.annotate(miles=Subquery(nearest, output_field=models.FloatField()))

    def best_first(self, obstacles: list[Q]):
        """Adds `rank`, to sort by: the number of `obstacles` that hold, then the distance (`with_miles_from`)."""
        held = Value(0)
        for obstacle in obstacles:
            held = held + Case(When(obstacle, then=1), default=0)
        far = Coalesce(Cast(F("miles") * 100, models.IntegerField()), UNPLACED)
        return self.annotate(rank=held * OBSTACLE + Least(far, FARTHEST))

    def with_sign_ins(self):
        """Adds `is_answered`: whether anyone of the organization can sign in to answer a referral."""
        from accounts.models import User

        members = User.objects.filter(organization=OuterRef("organization"), is_active=True)
        return self.annotate(is_answered=Exists(members))


def _serves(county) -> Q:
    if county is None:
        return Q(statewide=True)
    return Q(statewide=True) | Exists(_in_county(county))


def _in_county(county):
    from partners.models.directory import Service

    return Service.counties.through.objects.filter(service=OuterRef("pk"), county=county)

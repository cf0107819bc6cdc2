from django.db import models
from django.db.models import Q

from accounts.models import DirectoryEntry, Organization
from cases.models import County
from partners.models.directory import Service
from partners.querysets.directory import OwnedEntries

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


class Location(DirectoryEntry):
    """Where an organization works. A victim service has no place that can be found (VS-04): the database sees to it."""

    class Kind(models.TextChoices):
        """The words of HSDS."""

        PHYSICAL = "physical", "A place to go to"
        POSTAL = "postal", "A mail address"
        VIRTUAL = "virtual", "By phone or online"

    # What says where it is, emptied; partners/sql/directory.sql names the same columns.
    NO_PLACE = {
        **dict.fromkeys(("address_1", "address_2", "city", "postal_code", "transportation"), ""),
        **dict.fromkeys(("county_id", "latitude", "longitude")),
    }

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="locations")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PHYSICAL)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    url = models.URLField("web page", max_length=300, blank=True)
    transportation = models.TextField("how to get there", blank=True)
    address_1 = models.CharField("address", max_length=200, blank=True)
    address_2 = models.CharField("second line", max_length=200, blank=True)
    city = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, default="MO", blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = OwnedEntries.as_manager()

    class Meta(DirectoryEntry.Meta):
        abstract = False
        ordering = ["organization", "name", "pk"]
        constraints = [
            *DirectoryEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="location_has_both_coordinates",
            ),
        ]

    def __str__(self):
        return self.name or self.address or self.get_kind_display()

    @property
    def address(self) -> str:
        last = " ".join(part for part in (self.state if self.city else "", self.postal_code) if part)
        return ", ".join(part for part in (self.address_1, self.address_2, self.city, last) if part)


class ServiceAtLocation(DirectoryEntry):
    service = models.ForeignKey(Service, models.CASCADE, related_name="places")
    location = models.ForeignKey(Location, models.CASCADE, related_name="places")
    description = models.TextField(blank=True)

    class Meta(DirectoryEntry.Meta):
        abstract = False
        constraints = [
            *DirectoryEntry.Meta.constraints,
            models.UniqueConstraint(fields=["service", "location"], name="one_row_per_service_and_location"),
        ]

    def __str__(self):
        return f"{self.service.name}: {self.location}"


class OfOne(DirectoryEntry):
    """Belongs to a service, a location, or a service at a location."""

    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    at = models.ForeignKey(ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="%(class)ss")

    class Meta(DirectoryEntry.Meta):
        abstract = True


def exactly_one(*names: str) -> Q:
    """Of the foreign keys, one and no other is filled."""
    return Q.create([Q(**{f"{name}__isnull": name != chosen for name in names}) for chosen in names], connector=Q.OR)


class Schedule(OfOne):
    """When it is open: a recurrence in the words of iCalendar (RFC 5545), as HSDS has it. Times are Missouri's."""

    class Freq(models.TextChoices):
        WEEKLY = "WEEKLY", "Every week"
        MONTHLY = "MONTHLY", "Every month"

    freq = models.CharField(max_length=10, choices=Freq, blank=True)
    interval = models.PositiveSmallIntegerField(null=True, blank=True)
    byday = models.CharField(max_length=60, blank=True, help_text="MO,TU,WE; in a month 2MO is the second Monday.")
    bymonthday = models.CharField(max_length=60, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    description = models.TextField(blank=True)

    class Meta(OfOne.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *DirectoryEntry.Meta.constraints,
            models.CheckConstraint(condition=exactly_one("service", "location", "at"), name="schedule_of_one_thing"),
        ]

    def __str__(self):
        return self.words

    @property
    def days(self) -> list[str]:
        return [day for day in self.byday.split(",") if day]

    @property
    def words(self) -> str:
        """ "Monday to Friday, 8:00 a.m. to 5:00 p.m." """
        parts = [self._day_words(), self._time_words(), self.description]
        return ", ".join(part for part in parts if part) or "Hours not told"

    def _day_words(self) -> str:
        order, days = list(DAYS), self.days
        places = [order.index(day) for day in days if day in order]
        if len(places) > 2 and len(places) == len(days) and places == list(range(places[0], places[-1] + 1)):
            return "Every day" if len(places) == 7 else f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
        names = [DAYS.get(day[-2:], day) if day in DAYS else _nth(day) for day in days]
        every = f"every {self.interval} {'weeks' if self.freq == self.Freq.WEEKLY else 'months'}"
        return ", ".join(names) + (f" {every}" if names and (self.interval or 1) > 1 else "")

    def _time_words(self) -> str:
        if self.opens_at and self.closes_at:
            return f"{_clock(self.opens_at)} to {_clock(self.closes_at)}"
        return f"from {_clock(self.opens_at)}" if self.opens_at else ""


def _nth(day: str) -> str:
    """2MO is the second Monday of the month."""
    names = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
    number, name = day[:-2], DAYS.get(day[-2:])
    return f"{names[number]} {name}" if name and number in names else day


def _clock(time) -> str:
    return f"{time.hour % 12 or 12}:{time:%M} {'a.m.' if time.hour < 12 else 'p.m.'}"


class Phone(OfOne):
    """A further number, beside the main one that stands on the organization or the service."""

    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="phones")
    number = models.CharField(max_length=40)
    extension = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, blank=True, help_text="voice, text, fax, hotline")
    description = models.CharField(max_length=200, blank=True)

    class Meta(OfOne.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *DirectoryEntry.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one("organization", "service", "location", "at"), name="phone_of_one_thing"
            ),
        ]

    def __str__(self):
        return self.number

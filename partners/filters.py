import django_filters
from django import forms
from django.db.models import Q

from accounts.models import Organization
from cases.models import County, NeedArea
from partners.models import Service, ServiceType

NEAR = [("25", "25 miles"), ("50", "50 miles"), ("100", "100 miles")]


class Narrowing(django_filters.FilterSet):
    """What any list of services can be narrowed by."""

    q = django_filters.CharFilter(label="Words", method="by_words")
    type = django_filters.ModelChoiceFilter(
        field_name="types",
        label="What it is",
        queryset=ServiceType.objects.filter(is_active=True),
        to_field_name="code",
        empty_label="Anything",
    )
    near = django_filters.ChoiceFilter(label="Within", choices=NEAR, empty_label="Any distance", method="by_distance")
    language = django_filters.CharFilter(label="Language", method="by_language")
    places = django_filters.BooleanFilter(label="Only with open places", widget=forms.CheckboxInput, method="by_places")

    class Meta:
        model = Service
        fields = ()

    def by_words(self, queryset, name, value):
        return queryset.with_words(value)

    def by_distance(self, queryset, name, miles):
        return queryset.filter(miles__lte=int(miles))

    def by_language(self, queryset, name, value):
        return queryset.filter(languages__icontains=value.strip())

    def by_places(self, queryset, name, value):
        return queryset.filter(open_places__gt=0) if value else queryset


class FitFilter(Narrowing):
    """Services for one person's need: those that do not serve the county can be left out."""

    here = django_filters.BooleanFilter(
        label="Only that serve the county", widget=forms.CheckboxInput, method="by_here"
    )

    def by_here(self, queryset, name, value):
        return queryset.filter(serves_county=True) if value else queryset


class DirectoryFilter(Narrowing):
    """The directory without a person. A distance counts from the county that is chosen."""

    area = django_filters.ModelChoiceFilter(
        field_name="areas",
        label="Need",
        queryset=NeedArea.objects.filter(is_active=True),
        to_field_name="code",
        empty_label="Any need",
    )
    county = django_filters.ModelChoiceFilter(
        label="For people going to",
        queryset=County.objects.all(),
        to_field_name="code",
        empty_label="Any county",
        method="by_county",
    )
    kind = django_filters.ChoiceFilter(
        field_name="organization__kind", label="Kind", choices=Organization.Kind.choices, empty_label="Any kind"
    )
    setting = django_filters.ChoiceFilter(
        label="Where", choices=Service.Setting.choices[:2], empty_label="In prison or after", method="by_setting"
    )
    stale = django_filters.BooleanFilter(label="Only not confirmed", widget=forms.CheckboxInput, method="by_stale")

    ORDER = ("q", "area", "type", "county", "near", "setting", "kind", "language", "places", "stale")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters = {name: self.filters[name] for name in self.ORDER}

    def by_county(self, queryset, name, county):
        return queryset.serving(county)

    def by_setting(self, queryset, name, value):
        return queryset.filter(Q(setting=value) | Q(setting=Service.Setting.BOTH))

    def by_stale(self, queryset, name, value):
        return queryset.stale() if value else queryset

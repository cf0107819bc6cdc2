import django_filters
from django import forms
from django.db.models import Q

from accounts.models import STAFF_ROLES, User
from cases.models import County
from employers.models import Employer, Industry, Opening, Shift


class EmployerFilter(django_filters.FilterSet):
    """How the list of employers is narrowed."""

    q = django_filters.CharFilter(label="Name", method="by_name")
    industry = django_filters.ChoiceFilter(choices=Industry.choices, empty_label="All industries")
    county = django_filters.ModelChoiceFilter(
        label="Hires from",
        queryset=County.objects.all(),
        to_field_name="code",
        empty_label="Any county",
        method="by_county",
    )
    status = django_filters.ChoiceFilter(choices=Employer.Status.choices, empty_label="Any status")
    owner = django_filters.ModelChoiceFilter(
        label="Kept by",
        queryset=User.objects.filter(role__in=STAFF_ROLES, employers__isnull=False).distinct(),
        empty_label="Anyone",
    )
    jobs = django_filters.BooleanFilter(label="Only with open jobs", widget=forms.CheckboxInput, method="by_jobs")

    class Meta:
        model = Employer
        fields = ()

    def by_name(self, queryset, name, value):
        return queryset.filter(name__icontains=value.strip())

    def by_county(self, queryset, name, county):
        return queryset.filter(Q(county=county) | Q(pk__in=county.employers.order_by().values("pk")))

    def by_jobs(self, queryset, name, value):
        return queryset.filter(pk__in=Opening.objects.open().order_by().values("employer")) if value else queryset


class OpeningFilter(django_filters.FilterSet):
    """How the list of jobs is narrowed."""

    q = django_filters.CharFilter(label="Job or employer", method="by_words")
    county = django_filters.ModelChoiceFilter(
        label="For people going to",
        queryset=County.objects.all(),
        to_field_name="code",
        empty_label="Any county",
        method="by_county",
    )
    industry = django_filters.ChoiceFilter(
        field_name="employer__industry", label="Industry", choices=Industry.choices, empty_label="All industries"
    )
    shift = django_filters.ChoiceFilter(choices=Shift.choices, empty_label="Any shift")
    bus = django_filters.BooleanFilter(label="Reached without a car", widget=forms.CheckboxInput, method="by_bus")

    class Meta:
        model = Opening
        fields = ()

    def by_words(self, queryset, name, value):
        return queryset.filter(Q(title__icontains=value.strip()) | Q(employer__name__icontains=value.strip()))

    def by_county(self, queryset, name, county):
        return queryset.hiring_from(county)

    def by_bus(self, queryset, name, value):
        return queryset.filter(reachable_without_car=True) if value else queryset

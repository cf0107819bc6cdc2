"""How the caseload is narrowed: what stands in its address, what that means, and what its panel offers."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import STAFF_ROLES, User
from cases.access import classes_read_by
from cases.models import Case, CaseTag, Facility, Need, NeedArea, PlanStep
from cases.search import matching_people
from reentry_portal import clock

MOST_WORDS = 100
BIGGEST_ID = 2**63 - 1
PLACES = {"inside": Case.INSIDE, "released": [Case.State.RELEASED], "ended": Case.ENDINGS}


class CaseloadFilter(forms.Form):
    """The filters as they stand in an address; what makes no sense there narrows nothing.

    It asks the database nothing. The panel (`cases/_filter.html`) offers what `choices_for` found: as widgets of this
    form, its 200 options would cost more than the 50 rows of the list.
    """

    q = forms.CharField(label="Name or DOC number", required=False)
    place = forms.ChoiceField(
        label="Where people are",
        choices=[("inside", "In an institution"), ("released", "Released"), ("ended", "Ended")],
        required=False,
    )
    facility = forms.IntegerField(label="Facility", min_value=1, max_value=BIGGEST_ID, required=False)
    window = forms.ChoiceField(
        label="Release date",
        choices=[("", "Any time"), ("30", "Next 30 days"), ("60", "Next 60 days"), ("90", "Next 90 days")],
        required=False,
    )
    need = forms.Field(label="Open need", widget=forms.SelectMultiple, required=False)
    steps = forms.ChoiceField(
        label="Plan steps",
        choices=[("", "Any"), ("overdue", "Overdue"), ("week", "Due in 7 days"), ("blocked", "Blocked")],
        required=False,
    )
    worker = forms.IntegerField(label="Case manager", min_value=1, max_value=BIGGEST_ID, required=False)
    tag = forms.CharField(label="Tag", required=False)
    unassigned = forms.BooleanField(label="Without a case manager", required=False)
    mine = forms.BooleanField(label="Assigned to me", required=False)

    def clean_place(self):
        place = self.cleaned_data["place"]
        return "" if place == "inside" else place  # where a caseload looks unasked

    def clean_need(self):
        return [code for code in self.cleaned_data["need"] or () if code.isascii() and code.isprintable()]

    @property
    def asked(self) -> dict:
        """What the address asks for, as `narrow` takes it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def must_name(self) -> bool:
        """Whether what was asked for has names that only the database knows (see `choices_for`)."""
        return bool(self.asked.keys() & {"facility", "need", "worker"})

    @property
    def is_narrowed(self) -> bool:
        """Whether more was asked for than where people are."""
        return bool(self.asked.keys() - {"place"})


def narrow(
    cases: QuerySet[Case],
    *,
    user: User,
    q: str = "",
    place: str = "inside",
    facility: int | None = None,
    window: str = "",
    need: Iterable[str] = (),
    steps: str = "",
    worker: int | None = None,
    tag: str = "",
    unassigned: bool = False,
    mine: bool = False,
) -> QuerySet[Case]:
    """Those of the cases that are asked for. Needs and steps count only where the user may read them."""
    today, reads = clock.today(), classes_read_by(user)
    cases = cases.filter(state__in=PLACES[place])
    if q:
        cases = cases.filter(person__in=matching_people(q))
    if facility:
        cases = cases.filter(facility=facility)
    if window:
        cases = cases.filter(release_date__lte=today + timedelta(days=int(window)))
    for code in need:
        needs = Need.objects.filter(case=OuterRef("pk"), area__code=code, state__in=Need.OPEN)
        cases = cases.filter(Exists(needs.filter(confidentiality__in=reads)))
    if steps:
        unfinished = PlanStep.objects.filter(case=OuterRef("pk"), state__in=PlanStep.UNFINISHED).readable_by(reads)
        wanted = {
            "overdue": unfinished.filter(due_on__lt=today),
            "week": unfinished.filter(due_on__range=(today, today + timedelta(days=7))),
            "blocked": unfinished.filter(state=PlanStep.State.BLOCKED),
        }
        cases = cases.filter(Exists(wanted[steps]))
    if worker:
        cases = cases.filter(coordinator=worker)
    if tag:
        cases = cases.filter(Exists(CaseTag.objects.filter(case=OuterRef("pk"), word=tag)))
    if unassigned:
        cases = cases.filter(coordinator=None)
    if mine:
        cases = cases.filter(coordinator=user)
    return cases


def choices_for(user: User) -> dict[str, list[tuple[str, str]]]:
    """What the panel offers to choose from, as (value, label), of all its lists in one statement."""
    lists = {
        "facility": (Facility.objects.filter(is_active=True), "pk", "name", Value(0)),
        "need": (
            NeedArea.objects.filter(is_active=True, confidentiality__in=classes_read_by(user)),
            *("code", "name", F("sort")),
        ),
        "worker": (
            User.objects.filter(role__in=STAFF_ROLES, is_active=True),
            *("pk", Concat("last_name", Value(", "), "first_name"), Value(0)),
        ),
        "tag": (CaseTag.objects.all(), "word", "word", Value(0)),
    }
    first, *others = [
        rows.order_by()
        .annotate(
            which=Value(name, output_field=CharField()),
            place=Cast(place, IntegerField()),
            value=Cast(value, CharField()),
            label=Cast(label, CharField()),
        )
        .values_list("which", "place", "label", "value")
        for name, (rows, value, label, place) in lists.items()
    ]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in lists}
    for name, _, label, value in first.union(*others).order_by("which", "place", "label"):
        found[name].append((value, label))
    found["tag"] = found["tag"][:MOST_WORDS]
    return found

"""The follow-up tab of a person's page: release, checkpoints, what was found, ways to reach the person."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from accounts.access import STAFF, allow
from cases.actions import add_contact_point
from cases.models import Appointment, Category, Need, PlanStep
from cases.views.case import form_page
from cases.views.frame import case_context
from followups import actions, calendars, forms
from followups.actions.release import newest_cadence, track_of
from followups.letters import current_agreement
from followups.models import CaseCadence
from reentry_portal import clock

TAB = "followups:case-follow-up"
APPOINTMENTS_SHOWN = 10


@allow(STAFF)
def case_follow_up(request, case_id):
    """Before release: record it. After: the checkpoints with their owners and outcomes."""
    context = case_context(request, case_id, active=TAB)
    case = context["case"]
    contacts = list(case.person.contact_points.filter(ended_at=None))
    for contact in contacts:
        contact.agreement = current_agreement(contact)
    context |= {
        "contacts": contacts,
        "appointments": case.appointments.filter(
            starts_at__gt=clock.now(), state=Appointment.State.PLANNED, category__in=_readable(context)
        )[:APPOINTMENTS_SHOWN],
    }
    if case.is_inside:
        return _record_release(request, context)
    cadence = CaseCadence.objects.filter(case=case).select_related("cadence").first()
    context |= {
        "cadence": cadence,
        "newer": cadence
        and case.state == "released"
        and newest_cadence(track=track_of(case), risk=cadence.cadence.risk).pk != cadence.cadence_id,
        "follow_ups": case.follow_ups.select_related("owner", "done_by", "point", "escalated_to", "measurement"),
        "defects": [
            row
            for row in case.defects.select_related("step__area")
            if row.step.area is None or row.step.area.confidentiality in context["reads"]
        ],
    }
    return render(request, "followups/case.html", context)


def _readable(context) -> list[str]:

    return [category for category in Category if category.confidentiality in context["reads"]]


def _record_release(request, context):
    case = context["case"]
    context["unfinished"] = case.steps.filter(is_critical=True, state__in=PlanStep.UNFINISHED).count()
    form = forms.ReleaseForm(request.POST or None, initial={"on": context["today"]})
    return _page(
        request,
        context,
        form,
        "Record the release",
        act=lambda data: actions.record_release(case=case, by=request.user, **data),
        done="Release recorded. The follow-ups are laid out.",
        template="followups/case.html",
    )


def _page(request, context, form, title, *, act, done, template="cases/form.html"):
    return form_page(
        request, context, form, title, act=act, done=done, back=(TAB, context["case"].pk), template=template
    )


@allow(STAFF)
def correct_release(request, case_id):
    context = case_context(request, case_id, active=TAB)
    return _page(
        request,
        context,
        forms.CorrectReleaseForm(request.POST or None, initial={"on": context["case"].released_on}),
        "Correct the day of release",
        act=lambda data: actions.correct_release(case=context["case"], by=request.user, **data),
        done="Corrected. The open follow-ups moved with it.",
    )


@allow(STAFF)
def change_cadence(request, case_id):
    context = case_context(request, case_id, active=TAB)
    kept = get_object_or_404(CaseCadence.objects.select_related("cadence"), case=context["case"])
    return _page(
        request,
        context,
        forms.CadenceForm(request.POST or None, initial={"risk": kept.cadence.risk}),
        "Change the cadence",
        act=lambda data: actions.change_cadence(case=context["case"], by=request.user, **data),
        done="Changed. What was done stays; what is ahead was laid out anew.",
    )


def _follow_up(request, case_id, follow_up_id):
    context = case_context(request, case_id, active=TAB)
    rows = context["case"].follow_ups.select_related("point", "owner", "measurement")
    return context, get_object_or_404(rows, pk=follow_up_id)


@allow(STAFF)
def outcome(request, case_id, follow_up_id):
    context, follow_up = _follow_up(request, case_id, follow_up_id)
    needs = (
        context["case"]
        .needs.filter(confidentiality__in=context["reads"])
        .exclude(state=Need.State.MET)
        .select_related("area")
    )
    form = forms.OutcomeForm(request.POST or None, follow_up=follow_up, needs=needs)
    attempts = list(follow_up.attempts.select_related("by", "contact"))
    context |= {
        "follow_up": follow_up,
        "attempts": attempts,
        "not_unable": actions.why_not_unable(attempts),
        "measured": _measured(follow_up, context["reads"]),
    }

    def act(data):
        actions.record_outcome(
            follow_up=follow_up,
            outcome=data["outcome"],
            note=data["note"],
            answers=form.answers,
            needs=form.standings,
            by=request.user,
        )

    return _page(
        request,
        context,
        form,
        f"Follow-up at {follow_up.title}",
        act=act,
        done=f"Outcome of the follow-up at {follow_up.title} recorded.",
        template="followups/outcome.html",
    )


def _measured(follow_up, reads) -> list[tuple[str, str, str]]:
    """(question, answer, source) of a measurement that was made."""
    measurement = getattr(follow_up, "measurement", None)
    if measurement is None:
        return []
    told = [
        (
            capfirst(measurement._meta.get_field(name).verbose_name),
            getattr(measurement, f"get_{name}_display")(),
            getattr(measurement, f"get_{name}_source_display")(),
        )
        for name in forms.ANSWERS
    ]
    needs = measurement.needs.filter(need__confidentiality__in=reads).select_related("need__area")
    return told + [(row.need.area.name, row.get_standing_display(), row.get_source_display()) for row in needs]


@allow(STAFF)
def attempt(request, case_id, follow_up_id):
    context, follow_up = _follow_up(request, case_id, follow_up_id)
    return form_page(
        request,
        context,
        forms.AttemptForm(request.POST or None, person=context["person"]),
        f"A try for the follow-up at {follow_up.title}",
        act=lambda data: actions.record_attempt(follow_up=follow_up, by=request.user, **data),
        done="Try recorded.",
        back=("followups:outcome", case_id, follow_up_id),
    )


@allow(STAFF)
def snooze(request, case_id, follow_up_id):
    context, follow_up = _follow_up(request, case_id, follow_up_id)
    return _page(
        request,
        context,
        forms.SnoozeForm(request.POST or None),
        f"Put off the follow-up at {follow_up.title}",
        act=lambda data: actions.snooze(follow_up=follow_up, by=request.user, **data),
        done="Put off.",
    )


@allow(STAFF)
def give(request, case_id, follow_up_id):
    """Hand one checkpoint to a colleague."""
    context, follow_up = _follow_up(request, case_id, follow_up_id)
    return _page(
        request,
        context,
        forms.GiveForm(request.POST or None),
        f"Hand over the follow-up at {follow_up.title}",
        act=lambda data: actions.hand_over(
            follow_ups=context["case"].follow_ups.filter(pk=follow_up.pk), by=request.user, **data
        ),
        done="Handed over.",
    )


@allow(STAFF)
def add_contact(request, case_id):

    context = case_context(request, case_id, active=TAB)
    return _page(
        request,
        context,
        forms.ContactForm(request.POST or None),
        "Add a way to reach the person",
        act=lambda data: add_contact_point(case=context["case"], by=request.user, **data),
        done="Added.",
    )


def _contact(request, case_id, contact_id):
    context = case_context(request, case_id, active=TAB)
    return context, get_object_or_404(context["person"].contact_points, pk=contact_id)


@allow(STAFF)
def agree(request, case_id, contact_id):
    context, contact = _contact(request, case_id, contact_id)
    language = "es" if context["person"].language.lower().startswith(("span", "esp")) else "en"
    return _page(
        request,
        context,
        forms.AgreementForm(request.POST or None, initial={"language": language}),
        f"Reminders to {contact.value}",
        act=lambda data: actions.agree(case=context["case"], contact=contact, by=request.user, **data),
        done="Agreement recorded. Reminders of appointments go there.",
    )


@allow(STAFF)
def end_contact(request, case_id, contact_id):
    context, contact = _contact(request, case_id, contact_id)
    case = context["case"]

    def act(data):
        agreement = contact.agreements.filter(ended_at=None).first()
        if data["what"] == "stop" and agreement is not None:
            actions.take_agreement_back(agreement=agreement, case=case, reason=data["reason"], by=request.user)
        else:
            actions.flag_contact(case=case, contact=contact, reason=data["reason"], by=request.user)

    return _page(
        request,
        context,
        forms.EndContactForm(request.POST or None),
        f"End {contact.value}",
        act=act,
        done="Saved. Nothing more goes there.",
    )


@allow(STAFF)
@require_GET
def appointment_file(request, case_id, appointment_id):
    """The calendar file of one appointment."""

    context = case_context(request, case_id, active=TAB)
    appointment = get_object_or_404(
        context["case"].appointments.select_related("case__person"),
        pk=appointment_id,
        category__in=_readable(context),
    )
    content, method = calendars.file_of(appointment)
    return HttpResponse(
        content,
        content_type=f"text/calendar; charset=utf-8; method={method}",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )

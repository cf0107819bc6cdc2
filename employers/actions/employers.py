"""Employers and their openings."""

from datetime import date

from django.db import transaction

from employers.actions.rules import check_hires, locked_opening, open_or_fill, places_taken
from employers.models import ContactNote, Employer, Opening
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def save_employer(*, employer: Employer, counties=(), by) -> Employer:
    """Add or change an employer. Who adds one keeps it, unless someone else is named."""
    if employer.owner_id is None and employer._state.adding:
        employer.owner = by
    employer.save()
    employer.counties.set(counties)
    return employer


@transaction.atomic
def note_contact(*, employer: Employer, by, on: date, text: str, next_contact_on: date | None = None) -> ContactNote:
    """Write down a talk with the employer, and when the next one is due."""
    if on > clock.today():
        raise ActionRefused("That day is still to come. Put it down as the next contact.")
    employer = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    note = ContactNote.objects.create(employer=employer, on=on, text=text, author=by)
    employer.last_contact_on = max(on, employer.last_contact_on or on)
    employer.next_contact_on = next_contact_on
    employer.save(update_fields=["last_contact_on", "next_contact_on"])
    return note


@transaction.atomic
def add_opening(*, opening: Opening, credentials=(), by) -> Opening:
    check_hires(opening.employer)
    opening.save(force_insert=True)
    opening.credentials.set(credentials)
    return opening


@transaction.atomic
def change_opening(*, opening: Opening, credentials=None, by) -> Opening:
    """Save what was changed; with more places, or fewer, the job opens again or is filled."""
    now = locked_opening(opening.pk)
    taken = places_taken(now)
    if opening.places < taken:
        raise ActionRefused(f"{taken} people have accepted or started. A job cannot have fewer places than people.")
    opening.state = now.state
    opening.save()
    if credentials is not None:
        opening.credentials.set(credentials)
    open_or_fill(opening)
    return opening


@transaction.atomic
def close_opening(*, opening: Opening, by) -> Opening:
    """Take no more people. Those on the way to the job are told apart, by hand."""
    opening = locked_opening(opening.pk)
    if opening.state == Opening.State.CLOSED:
        raise ActionRefused("This job is closed already.")
    opening.state = Opening.State.CLOSED
    opening.save(update_fields=["state"])
    return opening


@transaction.atomic
def reopen_opening(*, opening: Opening, by) -> Opening:
    opening = locked_opening(opening.pk)
    if opening.state != Opening.State.CLOSED:
        raise ActionRefused(f"This job is {opening.get_state_display().lower()}.")
    opening.state = Opening.State.FILLED if places_taken(opening) >= opening.places else Opening.State.OPEN
    if opening.closes_on and opening.closes_on < clock.today():
        opening.closes_on = None
    opening.save(update_fields=["state", "closes_on"])
    return opening

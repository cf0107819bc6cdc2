"""Referrals: sent under a release that covers them, answered, and never left without an end."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Organization
from cases.actions import label_of, record_event
from cases.models import Case, Category, Need, TimelineEvent
from partners import consent as consents
from partners import news
from partners.models import Referral, ReferralMessage, ReplyClock, ServiceRecord
from reentry_portal import business_days, clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import phone

State = Referral.State
Message = ReferralMessage.Kind
MOST_OFFERS = 3


def contact_of(user) -> str:
    """Whom a partner calls, as words that stay true when the person leaves."""
    return f"{user.get_full_name()}, {phone(user.phone) or user.email}"


@transaction.atomic
def send_referral(
    *,
    need: Need,
    services: Sequence,
    shares: Sequence[str],
    reason: str,
    reply_by: date,
    by,
    urgency: str = Referral.Urgency.ROUTINE,
) -> Referral:
    """Refer the person to a service, or offer it to up to three, one after the other, in the order given.

    Returns the referral that was sent; the others wait in line. Refused, with the reason, unless a release covers
    everything shared, for each of the organizations.
    """
    case = need.case
    if not case.is_open or not need.is_open:
        raise ActionRefused("The case and the need have to be open.")
    if reply_by < clock.today():
        raise ActionRefused("The day to reply by is past.")
    if not 1 <= len(services) <= MOST_OFFERS or len({service.pk for service in services}) != len(services):
        raise ActionRefused(f"Choose one to {MOST_OFFERS} services.")
    shares = sorted({Category.IDENTITY, need.area.category, *shares}, key=Category.values.index)
    purpose, offer = consents.purpose_of(need), uuid.uuid4()
    referrals = []
    for rank, service in enumerate(services, start=1):
        covering = _covering(case.person, service.organization, shares, purpose)
        try:
            with transaction.atomic():
                referral = Referral.objects.create(
                    case=case,
                    person_id=case.person_id,
                    need=need,
                    service=service,
                    organization=service.organization,
                    consent_id=covering,
                    category=need.area.category,
                    purpose=purpose,
                    shares=shares,
                    offer=offer,
                    rank=rank,
                    state=State.DRAFT,
                    urgency=urgency,
                    reply_by=reply_by,
                    sent_by=by,
                    contact=contact_of(by),
                )
        except IntegrityError as error:
            raise ActionRefused(f"A referral to {service.name} is open already for this need.") from error
        _say(referral, Message.REASON, reason, by)
        referrals.append(referral)
    first = referrals[0]
    _send(first, by=by)
    for later in referrals[1:]:
        _tell(later, f"{later.organization.name} is number {later.rank} in line", "", by)
    return first


def _covering(person, organization, shares, purpose) -> int:
    """The release under which all of it may leave; raises ActionRefused with the reason when one part may not."""
    if organization.kind == Organization.Kind.VICTIM_SERVICE:
        raise ActionRefused(
            consents.why_not_covered(
                person=person, organization=organization, category=Category.IDENTITY, purpose=purpose
            )
        )
    cover = consents.cover_for(person=person, organization=organization, purpose=purpose)
    for category in shares:
        if category not in cover:
            raise ActionRefused(
                consents.why_not_covered(person=person, organization=organization, category=category, purpose=purpose)
            )
    return cover.consent_ids[Category.IDENTITY]


def _send(referral: Referral, *, by) -> None:
    now = clock.now()
    referral.state, referral.sent_at = State.SENT, now
    referral.version += 1
    _start_clock(referral)
    referral.save(update_fields=["state", "sent_at", "version", "consent", *CLOCK])
    _tell(referral, f"Referral sent to {referral.organization.name}", "", by)
    news.referral_sent(referral)


CLOCK = ("remind_on", "tell_on", "supervisor_on", "pass_on", "reminded_at", "told_at", "supervisor_told_at")


def _start_clock(referral: Referral) -> None:
    """The referral is in the partner's hands: count business days from today."""
    today, days = clock.today(), ReplyClock.current()
    referral.remind_on = business_days.after(today, days.remind_after)
    referral.tell_on = business_days.after(today, days.tell_after)
    referral.supervisor_on = business_days.after(today, days.supervisor_after)
    referral.pass_on = business_days.after(today, days.pass_on_after)
    referral.reminded_at = referral.told_at = referral.supervisor_told_at = None


def _say(referral: Referral, kind: str, text: str, by) -> None:
    if text.strip():
        message = ReferralMessage(
            referral=referral, kind=kind, category=referral.category, text=text, author=by, author_label=label_of(by)
        )
        message.save(force_insert=True)


def _tell(referral: Referral, title: str, text: str, by) -> None:
    record_event(
        case=Case(pk=referral.case_id),  # not fetched: a partner writes on a case that it cannot read
        kind=TimelineEvent.Kind.REFERRAL,
        title=title[:200],
        text=text,
        confidentiality=Category(referral.category).confidentiality,
        by=by,
    )


@transaction.atomic
def move(*, referral: Referral, to: str, by, seen: int | None = None, text: str = "", **fields) -> Referral:
    """Take a referral one step further; `text` are the words that go with the step.

    `seen` is the version that the person had before them. Of two people at once the second is told what the first did.
    Raises ActionRefused for that, for a step that is not open, and for a partner without a release that covers it.
    """
    found = Referral.objects.of_step().select_for_update(of=("self",)).filter(pk=referral.pk).first()
    if found is None:  # the policy lets a partner move only what a release opens
        raise ActionRefused(f"The person's release of information has ended. Call {referral.contact}.")
    referral = found
    if seen is not None and seen != referral.version:
        who = referral.moved_by or "Someone"
        raise ActionRefused(
            f"{who} was quicker: this referral is {referral.get_state_display().lower()} now. Look again."
        )
    if to not in Referral.ALLOWED.get(referral.state, ()):
        raise ActionRefused(f"This referral is {referral.get_state_display().lower()}; that step is not open any more.")
    for name, value in fields.items():
        setattr(referral, name, value)
    referral.state = to
    referral.version += 1
    referral.moved_by = label_of(by)
    changed = ["state", "version", "moved_by", *fields]
    if by.role == "partner":
        referral.answered_at = clock.now()
        changed.append("answered_at")
    if to in Referral.ENDED:
        referral.closed_on = clock.today()
        changed.append("closed_on")
    if to == State.SENT:
        _start_clock(referral)
        changed += CLOCK
    # Words first: a step that ends the referral may end what the partner is allowed to write.
    _say(referral, WORDS.get(to, Message.NEWS), text, by)
    title = f"Referral to {referral.organization.name}: {referral.get_state_display().lower()}"
    _tell(referral, title, _in_words(referral, to, fields) or text, by)
    news.referral_moved(referral, by=by, once=f"step-{referral.version}")
    referral.save(update_fields=changed)
    if to == State.ACCEPTED and by.role != "partner":
        take_out_of_line(referral, by=by)
    return referral


WORDS = {
    State.QUESTION: Message.QUESTION,
    State.SENT: Message.ANSWER,
    State.COMPLETED: Message.OUTCOME,
    State.ENDED_EARLY: Message.OUTCOME,
    State.NEVER_STARTED: Message.OUTCOME,
}


def _in_words(referral: Referral, to: str, fields: dict) -> str:
    if to == State.DECLINED:
        return referral.get_decline_reason_display()
    if to == State.STARTED:
        return f"First contact on {fields['first_contact_on']:%m/%d/%Y}"
    if to == State.WAITLISTED and fields.get("expected_on"):
        return f"A place is expected on {fields['expected_on']:%m/%d/%Y}"
    if to in (State.WITHDRAWN, State.EXPIRED):
        return referral.end_reason
    return referral.get_result_display() if to in (State.COMPLETED, State.ENDED_EARLY) else ""


@transaction.atomic
def add_news(*, referral: Referral, text: str, by) -> None:
    """A short message on an open referral that changes nothing about where it stands."""
    referral = Referral.objects.of_step().get(pk=referral.pk)
    if not referral.is_open:
        raise ActionRefused("This referral has ended.")
    if not text.strip():
        raise ActionRefused("Write the message.")
    _say(referral, Message.NEWS, text, by)
    _tell(referral, f"Message on the referral to {referral.organization.name}", text, by)
    news.referral_moved(referral, by=by, once=f"message-{clock.now().timestamp():.0f}")


@transaction.atomic
def record_service(*, referral: Referral, on: date, what: str, by, quantity=None, unit: str = "") -> ServiceRecord:
    """What was done on one day, with units of service where the organization gives them."""
    referral = Referral.objects.of_step().get(pk=referral.pk)
    if referral.state not in (State.ACCEPTED, State.STARTED):
        raise ActionRefused("Services are recorded once a referral is accepted, and until it ends.")
    if on > clock.today():
        raise ActionRefused("That day is in the future.")
    if bool(quantity) != bool(unit):
        raise ActionRefused("Give both the number and the unit, or neither.")
    record = ServiceRecord(
        referral=referral,
        category=referral.category,
        on=on,
        what=what,
        quantity=quantity or None,
        unit=unit,
        recorded_by=by,
    )
    record.save(force_insert=True)
    _tell(referral, f"{referral.organization.name}: {record.get_what_display().lower()} on {on:%m/%d/%Y}", "", by)
    return record


@transaction.atomic
def end_without_cover(*, person: int, why: str, by=None) -> int:
    """Open referrals whose person's name is covered no more come back: withdrawn by whoever ended the release."""
    ended = 0
    for referral in Referral.objects.without_cover().of_step().filter(person=person):
        end_referral(referral, State.WITHDRAWN if by else State.EXPIRED, why, by=by)
        ended += 1
    return ended


def end_referral(referral: Referral, state: str, why: str, *, by) -> None:
    """End a referral that is still open. Where the state does not allow it (a service under way), it expires."""
    if state not in Referral.ALLOWED.get(referral.state, ()):
        state = State.EXPIRED
    referral.state, referral.end_reason, referral.closed_on = state, why, clock.today()
    referral.version += 1
    referral.moved_by = label_of(by)
    referral.save(update_fields=["state", "end_reason", "closed_on", "version", "moved_by"])
    title = f"Referral to {referral.organization.name}: {referral.get_state_display().lower()}"
    _tell(referral, title, why, by)
    news.referral_ended(referral)


def take_out_of_line(referral: Referral, *, by=None) -> None:
    """Someone said yes: those who wait in line for the same offer are not asked any more."""
    for other in Referral.objects.of_step().filter(offer=referral.offer, state=State.DRAFT):
        end_referral(other, State.WITHDRAWN, f"{referral.organization.name} accepted", by=by)


@transaction.atomic
def offer_to_next(referral: Referral) -> Referral | None:
    """Send the next in line of the same offer whose release still covers it; returns it, or None when there is none."""
    waiting = Referral.objects.of_step().filter(offer=referral.offer, state=State.DRAFT).order_by("rank")
    for following in waiting.select_for_update(of=("self",)):
        try:
            following.consent_id = _covering(
                following.case.person, following.organization, following.shares, following.purpose
            )
        except ActionRefused as refused:
            end_referral(following, State.EXPIRED, str(refused)[:200], by=None)
            continue
        following.reply_by = max(
            following.reply_by, business_days.after(clock.today(), ReplyClock.current().tell_after)
        )
        following.save(update_fields=["reply_by"])
        _send(following, by=None)
        return following
    return None

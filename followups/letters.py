"""What a message has become by the time it goes: whether it still stands, to which address, in which words."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

from cases import actions as case_actions
from cases.models import Appointment, Case
from followups import calendars, schedule, words
from followups.gateways import Letter, Why
from followups.models import Agreement, Cover, InboundText, Message
from reentry_portal import clock
from reentry_portal.templatetags.portal import phone

DATES = {"en": "l, F j", "es": r"l j \d\e F"}
EARLIEST = timedelta(days=5)  # an appointment that moved further away is told of again later


@dataclass(frozen=True)
class Drop:
    why: str


@dataclass(frozen=True)
class Wait:
    until: datetime


def look_at(messages: list[Message]) -> None:
    """Fetch what mail to staff and partners hangs on for a whole batch, in two statements, as `message.row`.

    What goes to a person is looked at letter by letter instead.
    """
    to_users = {message.pk: message for message in messages if message.user_id}
    if not to_users:
        return
    today = clock.today()
    away = Cover.objects.filter(first_day__lte=today, last_day__gte=today, covered_by__is_active=True)
    covers = {cover.user_id: cover.covered_by for cover in away.select_related("covered_by")}
    for row in _rows().filter(pk__in=to_users):
        row.reader = covers.get(row.user_id, row.user)
        to_users[row.pk].row = row


def _rows():
    return Message.objects.select_related(
        "user", "contact", "follow_up__case", "appointment__case__coordinator", "appointment__case__person"
    )


def for_message(message: Message) -> Letter | Drop | Wait:
    """Look again, for a person in the transaction that marks it as begun: their word may be a second old."""
    if message.contact_id is None:
        return _to_user(message, message.row)
    return _to_person(message, _rows().get(pk=message.pk))


def as_begun(message: Message) -> Letter | None:
    """The letter as it was begun, to ask the provider about it; None when its words are not known any more."""
    verdict = for_message(message)
    if isinstance(verdict, Wait):
        verdict = _letter_to_person(message, _rows().get(pk=message.pk))
    return replace(verdict, begun_at=message.begun_at) if isinstance(verdict, Letter) else None


def came_back(message: Message, why: Why) -> None:
    """What the provider says of the person's number or address: that it is none ends it, a stop the agreement."""
    if why == Why.OTHER:
        return
    contact = message.contact
    case = Case.objects.filter(person=contact.person_id, state__in=Case.OPEN).first()
    Agreement.objects.filter(contact=contact, ended_at=None).update(
        ended_at=clock.now(), end_reason="A reminder came back" if why == Why.NO_SUCH_ADDRESS else why.label
    )
    if case is not None and contact.ended_at is None and why == Why.NO_SUCH_ADDRESS:
        case_actions.end_contact_point(case=case, point=contact, reason="A reminder came back", by=None)


def _to_user(message: Message, row: Message) -> Letter | Drop:
    if not row.user.is_active:
        return Drop("The account is closed")
    if row.follow_up is not None and not (row.follow_up.is_waiting and row.follow_up.case.state == Case.State.RELEASED):
        return Drop("It is settled")
    said = words.render(message.template, facts=message.facts, path=message.path)
    letter = Letter(str(message.key), row.reader.email, said.subject, said.text)
    if row.appointment is not None:
        entry, method = calendars.file_of(row.appointment)
        letter = replace(letter, calendar=entry, calendar_method=method)
    return letter


def _to_person(message: Message, row: Message) -> Letter | Drop | Wait:
    agreement = current_agreement(row.contact, lock=True)
    if agreement is None:
        return Drop("The person does not agree to reminders here")
    if not Case.objects.filter(person=row.contact.person_id, state=Case.State.RELEASED).exists():
        return Drop("The person is not out any more")
    now, appointment = clock.now(), row.appointment
    if appointment is not None:
        if appointment.state != Appointment.State.PLANNED or appointment.starts_at <= now:
            return Drop("The appointment is over")
        if appointment.starts_at - now > EARLIEST:
            return Drop("The appointment moved")
    if schedule.is_quiet(now):
        return Wait(schedule.next_hour_to_send(now))
    return _letter_to_person(message, row, agreement)


def _letter_to_person(message: Message, row: Message, agreement: Agreement | None = None) -> Letter:
    agreement = agreement or row.contact.agreements.first()
    language = agreement.language if agreement else "en"
    facts = message.facts
    if row.appointment is not None:
        local = timezone.localtime(row.appointment.starts_at)
        coordinator = row.appointment.case.coordinator
        with translation.override(language):
            facts = {
                **facts,
                "day": format_date(local, DATES[language]),
                "time": format_date(local, "g:i a"),
                "phone": phone(coordinator.phone) if coordinator else "",
            }
    by_text = message.channel == Message.Channel.TEXT
    said = words.render(message.template, facts=facts, language=language, by_text=by_text)
    to = number_of(row.contact.value) if by_text else row.contact.value
    return Letter(str(message.key), to, said.subject, said.text)


def current_agreement(contact, *, lock: bool = False) -> Agreement | None:
    """The agreement under which words may go there now; none once a STOP came in, handled or not.

    Locked, so that of sending and taking back one goes first.
    """
    if contact.ended_at is not None or not contact.safe_for_messages:
        return None
    agreements = contact.agreements.filter(ended_at=None)
    if lock:
        agreements = agreements.select_for_update(of=("self",))
    agreement = agreements.first()
    if agreement is None:
        return None
    stopped = InboundText.objects.filter(
        number=number_of(contact.value), word=InboundText.Word.STOP, at__gte=agreement.agreed_at
    )
    return None if stopped.exists() else agreement


def number_of(value: str) -> str:
    """Ten digits, as texts need them."""
    return "".join(character for character in value if character.isdigit())[-10:]

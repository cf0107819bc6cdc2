"""The person's agreement to get reminders, and what ends it: their word, a STOP, a wrong number."""

from django.conf import settings
from django.db import IntegrityError, transaction

from cases import actions as case_actions
from cases.models import Case, ContactPoint, TimelineEvent
from followups import outbox
from followups.letters import current_agreement, number_of
from followups.models import Agreement, InboundText, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import phone

Kind = TimelineEvent.Kind
CHANNELS = {ContactPoint.Kind.PHONE: Message.Channel.TEXT, ContactPoint.Kind.MAIL: Message.Channel.MAIL}
BATCH = 200


@transaction.atomic
def agree(*, case: Case, contact: ContactPoint, how: str, language: str, by) -> Agreement:
    """The person agrees to reminders at this number or address."""
    if contact.kind not in CHANNELS or contact.ended_at is not None or contact.whose:
        raise ActionRefused("Reminders go only to a number or an address of the person's own.")
    if CHANNELS[contact.kind] not in settings.GATEWAYS:
        raise ActionRefused("Text messages are not set up.")
    if not contact.safe_for_messages:
        raise ActionRefused("The person said that words left there are not safe.")
    if contact.kind == ContactPoint.Kind.PHONE and len(number_of(contact.value)) != 10:
        raise ActionRefused("The number needs ten digits.")
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                person_id=contact.person_id, contact=contact, how=how, language=language, recorded_by=by
            )
    except IntegrityError as error:
        raise ActionRefused("The person agreed to that already.") from error
    title = f"Agreed to reminders by {contact.get_kind_display().lower()}: {agreement.get_how_display().lower()}"
    case_actions.record_event(case=case, kind=Kind.FOLLOW_UP, title=title, by=by)
    return agreement


@transaction.atomic
def take_agreement_back(*, agreement: Agreement, case: Case | None, reason: str, by) -> Agreement:
    """From the moment this is saved nothing more is begun to that number or address."""
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("contact").get(pk=agreement.pk)
    if agreement.ended_at is not None:
        raise ActionRefused("That agreement has ended already.")
    agreement.ended_at, agreement.end_reason = clock.now(), reason
    agreement.save(update_fields=["ended_at", "end_reason"])
    Message.objects.filter(contact=agreement.contact, state=Message.State.QUEUED).update(
        state=Message.State.CANCELLED, error="Taken back"
    )
    if case is not None:
        title = f"No more reminders by {agreement.contact.get_kind_display().lower()}"
        case_actions.record_event(case=case, kind=Kind.FOLLOW_UP, title=title, text=reason, by=by)
    return agreement


@transaction.atomic
def flag_contact(*, case: Case, contact: ContactPoint, reason: str, by) -> None:
    """It does not reach the person: it ends, and the agreement with it."""
    for agreement in contact.agreements.filter(ended_at=None):
        take_agreement_back(agreement=agreement, case=None, reason=reason, by=by)
    if contact.ended_at is None:
        case_actions.end_contact_point(case=case, point=contact, reason=reason, by=by)


@transaction.atomic
def handle_texts() -> int:
    """Texts that came in: a STOP ends every agreement with that number, HELP is answered."""
    texts = list(InboundText.objects.filter(handled_at=None).select_for_update(skip_locked=True).order_by("pk")[:BATCH])
    for text in texts:
        if text.word != InboundText.Word.OTHER:
            _handle(text)
        text.handled_at = clock.now()
    InboundText.objects.bulk_update(texts, ["handled_at"])
    return len(texts)


def _handle(text: InboundText) -> None:
    # By the digits alone: people write numbers in many ways.
    agreements = Agreement.objects.filter(
        ended_at=None,
        agreed_at__lte=text.at,
        contact__kind=ContactPoint.Kind.PHONE,
        contact__value__regex=r"\D*".join(text.number) + r"\D*$",
    ).select_related("contact")
    for agreement in agreements:
        case = (
            Case.objects.filter(person=agreement.person_id, state__in=Case.OPEN).select_related("coordinator").first()
        )
        if text.word == InboundText.Word.STOP:
            take_agreement_back(agreement=agreement, case=case, reason="Replied STOP", by=None)
        elif case is not None and current_agreement(agreement.contact) is not None:
            outbox.tell(
                once=f"inbound-{text.pk}-help",
                template="person_help",
                to=agreement.contact,
                facts={"phone": phone(case.coordinator.phone) if case.coordinator else ""},
            )

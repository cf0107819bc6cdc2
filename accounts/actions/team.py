"""Who works for a partner organization: its own administrator invites and removes colleagues."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import outbox
from accounts.models import USED, Invitation, Organization, Role, User
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

VALID_FOR = timedelta(hours=72)
INVITERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)
BODY = """{inviter} invites you to the Reentry Portal of the Missouri Department of Corrections, for {organization}.

Open this link within 3 days to make your account:

{url}

The link works once. If you do not know what this is about, do nothing.
"""


def fingerprint(token: str) -> str:
    """What is stored of an invitation's token. A plain hash is enough: the token is 32 random bytes."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_colleague(
    *, organization: Organization, email: str, first_name: str, last_name: str, by: User, as_admin: bool = False
) -> Invitation:
    """Send a link that makes one account, once, within 72 hours. Inviting again withdraws the link sent before.

    A supervisor or an administrator of the department invites the organization's first administrator.
    """
    from_department = by.role in INVITERS
    if not from_department and not (by.is_organization_admin and by.organization_id == organization.pk):
        raise ActionRefused("Only your organization's administrator can invite colleagues.")
    if as_admin and not from_department:
        raise ActionRefused("The reentry unit names your organization's administrators.")
    if organization.access_ended:
        raise ActionRefused(f"The agreement with {organization} has ended. Renew it first.")
    if User.objects.visible_to(by).filter(email__iexact=email).exists():
        raise ActionRefused("This mail address has an account already.")
    earlier = Invitation.objects.open().filter(organization=organization, email__iexact=email)
    earlier.update(withdrawn_at=clock.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        first_name=first_name,
        last_name=last_name,
        as_admin=as_admin,
        token_hash=fingerprint(token),
        invited_by=by,
        expires_at=clock.now() + VALID_FOR,
    )
    url = settings.PORTAL_URL + reverse("invitation", args=[token])
    body = BODY.format(inviter=by.get_full_name(), organization=organization, url=url)
    outbox.post(to=email, subject="Your invitation to the Reentry Portal", body=body)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, email: str, first_name: str, last_name: str, password: str) -> User:
    """Make the account that the invitation is for. It signs nobody in."""
    invitation = Invitation.objects.select_related("organization").filter(token_hash=fingerprint(token)).first()
    if invitation is None:
        raise ActionRefused("This link is not complete. Open it again from the mail.")
    if refusal := invitation.refusal:
        raise ActionRefused(refusal)
    if email.lower() != invitation.email.lower():
        raise ActionRefused(
            "This invitation was sent to another mail address. Enter the address that the mail came to."
        )
    # The database lets a visitor lock and mark open ones only: of two who press at once, the second finds none.
    if not Invitation.objects.open().select_for_update().filter(pk=invitation.pk).exists():
        raise ActionRefused(USED)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=invitation.email,
                password=password,
                first_name=first_name,
                last_name=last_name,
                role=Role.PARTNER,
                organization=invitation.organization,
                is_organization_admin=invitation.as_admin,
            )
    except IntegrityError:
        raise ActionRefused(
            "This mail address has an account already. Sign in with it, or call the reentry unit."
        ) from None
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """The link stops working at once."""
    invitation = Invitation.objects.visible_to(by).select_for_update(of=("self",)).get(pk=invitation.pk)
    if by.role not in INVITERS and not by.is_organization_admin:
        raise ActionRefused("Only your organization's administrator can withdraw an invitation.")
    if invitation.used_at is not None:
        raise ActionRefused("This invitation was used. Remove the colleague instead.")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
    return invitation


@transaction.atomic
def remove_colleague(*, colleague: User, by: User) -> User:
    """Close the account. Its sessions are refused from their next request on; what it wrote stays."""
    if not by.is_organization_admin or by.organization_id is None or by.organization_id != colleague.organization_id:
        raise ActionRefused("Only your organization's administrator can remove colleagues.")
    if colleague.pk == by.pk:
        raise ActionRefused("You cannot remove yourself. Call the reentry unit.")
    colleague.is_active = False
    colleague.save(update_fields=["is_active"])
    return colleague

"""A partner's administrator invites and removes colleagues; an invitation works once, for 72 hours, for one address."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from anymail.exceptions import AnymailAPIError
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from accounts import actions, outbox, scope
from accounts.models import Invitation, OutgoingMail, User
from audit.models import AuditEvent
from demo.factories.accounts import InvitationFactory, OrganizationFactory, UserFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db

PHRASE = "the river is high this spring"
PERSON = {"first_name": "Robin", "last_name": "Fairchild"}


@pytest.fixture
def admin():
    return UserFactory(role="partner", is_organization_admin=True)


def accept(token, email, **changes):
    data = {"token": token, "email": email, "password": PHRASE, **PERSON, **changes}
    with scope.acting_as(scope.visitor):
        return actions.accept_invitation(**data)


def refused(sentence, *arguments, **keywords):
    with pytest.raises(ActionRefused, match=sentence):
        accept(*arguments, **keywords)


def test_an_administrator_is_told_who_has_an_organization(sign_in, staff):
    data = {"email": "new@demo.test", "first_name": "Test", "last_name": "New", "role": "partner"}
    data |= {"password1": "Only-in-this-test-1", "password2": "Only-in-this-test-1", "usable_password": "true"}
    page = sign_in(staff("administrator")).post(reverse("admin:accounts_user_add"), data)
    assert "Partners have an organization" in page.text


def test_from_the_invitation_to_the_first_page(client, sign_in, admin, mailoutbox):
    sign_in(admin)
    sent = client.post(reverse("partners:invite"), {"email": "robin@example.test", **PERSON}, follow=True)
    assert "Invitation sent to robin@example.test" in sent.content.decode()
    assert mailoutbox == []
    outbox.drain()
    assert mailoutbox[0].to == ["robin@example.test"]
    path = re.search(r"/account/invitation/[\w-]+/", mailoutbox[0].body)[0]
    client.post(reverse("account_logout"))

    for _ in range(2):  # mail scanners look first
        assert "Robin" in client.get(path).content.decode()
    assert Invitation.objects.get().used_at is None
    form = {"email": "Robin@example.test", "password": PHRASE, "again": PHRASE, **PERSON}
    assert client.post(path, form).url == reverse("account_login")
    user = User.objects.get(email="robin@example.test")
    assert (user.role, user.organization, user.is_organization_admin) == ("partner", admin.organization, False)
    assert client.get("/partner/inbox/").status_code == 302  # the link signs nobody in
    client.post(reverse("account_login"), {"login": "robin@example.test", "password": PHRASE})
    assert client.get("/partner/inbox/").status_code == 200


def test_what_is_stored_of_the_token_opens_nothing(admin, acting):
    with acting(admin):
        invitation = actions.invite_colleague(
            organization=admin.organization, email="robin@example.test", by=admin, **PERSON
        )
    token = re.search(r"/account/invitation/([\w-]+)/", OutgoingMail.objects.get().body)[1]
    assert len(token) == 43  # 32 bytes
    assert token not in str(Invitation.objects.values().get())
    assert token not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
    refused("not complete", invitation.token_hash, "robin@example.test")
    outbox.drain()
    assert OutgoingMail.objects.get().body == ""


def test_an_invitation_works_once():
    invitation = InvitationFactory(token="t")
    accept("t", invitation.email)
    refused("used already", "t", invitation.email)
    refused("used already", "t", "someone.else@example.test")


@pytest.mark.parametrize(("hours", "good"), [(71, True), (72, False), (73, False)])
def test_an_invitation_lasts_72_hours(hours, good, move_clock, admin, acting):
    with acting(admin):
        actions.invite_colleague(organization=admin.organization, email="robin@example.test", by=admin, **PERSON)
    token = re.search(r"/account/invitation/([\w-]+)/", OutgoingMail.objects.get().body)[1]
    move_clock(hours=hours)
    if good:
        accept(token, "robin@example.test")
    else:
        refused("more than 3 days old", token, "robin@example.test")


def test_an_invitation_is_for_one_address():
    InvitationFactory(token="t", email="robin@example.test")
    refused("another mail address", "t", "jordan@example.test")
    assert not User.objects.filter(email="jordan@example.test").exists()


def test_a_withdrawn_invitation_is_refused(admin, acting):
    invitation = InvitationFactory(token="t", organization=admin.organization)
    with acting(admin):
        actions.withdraw_invitation(invitation=invitation, by=admin)
    refused("withdrawn", "t", invitation.email)


def test_an_invitation_ends_with_the_agreement():
    organization = OrganizationFactory(agreement_ends=clock.today() - timedelta(days=1))
    invitation = InvitationFactory(token="t", organization=organization)
    refused("agreement of your organization", "t", invitation.email)


def test_inviting_again_withdraws_the_link_sent_before(admin, acting):
    first = InvitationFactory(token="t", organization=admin.organization, email="robin@example.test")
    with acting(admin):
        actions.invite_colleague(organization=admin.organization, email="ROBIN@example.test", by=admin, **PERSON)
    refused("withdrawn", "t", first.email)
    assert Invitation.objects.waiting().count() == 1


def test_an_address_that_has_an_account_is_refused_without_telling_whose(admin, acting):
    stranger = UserFactory(role="partner")
    colleague = UserFactory(role="partner", organization=admin.organization)
    with acting(admin):
        with pytest.raises(ActionRefused, match="has an account already"):
            actions.invite_colleague(organization=admin.organization, email=colleague.email, by=admin, **PERSON)
        actions.invite_colleague(organization=admin.organization, email=stranger.email, by=admin, **PERSON)
    token = re.search(r"/account/invitation/([\w-]+)/", OutgoingMail.objects.get().body)[1]
    refused("has an account already", token, stranger.email)


@pytest.mark.parametrize(
    ("path_end", "status", "sentence"), [("nothing", 404, "not complete"), ("t", 410, "withdrawn")]
)
def test_a_link_that_is_no_good_says_why(client, path_end, status, sentence):
    InvitationFactory(token="t", withdrawn_at=clock.now())
    answer = client.get(reverse("invitation", args=[path_end]))
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_whoever_is_signed_in_signs_out_first(client, sign_in):
    InvitationFactory(token="t")
    sign_in(UserFactory())
    assert "Sign out to use" in client.get(reverse("invitation", args=["t"])).content.decode()


# Who may


def test_only_the_organizations_administrator_changes_the_team(client, sign_in, admin):
    member = UserFactory(role="partner", organization=admin.organization)
    invitation = InvitationFactory(organization=admin.organization, invited_by=admin)
    sign_in(member)
    assert client.get(reverse("partners:team")).status_code == 200
    for path in (
        reverse("partners:invite"),
        reverse("partners:withdraw-invitation", args=[invitation.pk]),
        reverse("partners:remove-colleague", args=[admin.pk]),
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, {"email": "robin@example.test", **PERSON}).status_code == 404
    for step in (
        lambda: actions.invite_colleague(organization=admin.organization, email="a@example.test", by=member, **PERSON),
        lambda: actions.withdraw_invitation(invitation=invitation, by=member),
        lambda: actions.remove_colleague(colleague=admin, by=member),
    ):
        with pytest.raises(ActionRefused):
            step()


def test_another_organizations_people_are_not_there(client, sign_in, admin):
    stranger = UserFactory(role="partner")
    invitation = InvitationFactory()
    sign_in(admin)
    for name, key in (("partners:remove-colleague", stranger.pk), ("partners:withdraw-invitation", invitation.pk)):
        for answer in (client.get(reverse(name, args=[key])), client.post(reverse(name, args=[key]))):
            assert answer.status_code == 404
    page = client.get(reverse("partners:team")).content.decode()
    assert stranger.email not in page
    assert invitation.email not in page
    with pytest.raises(ActionRefused):
        actions.remove_colleague(colleague=stranger, by=admin)
    with pytest.raises(ActionRefused):
        actions.invite_colleague(organization=stranger.organization, email="a@example.test", by=admin, **PERSON)


def test_a_removed_colleague_is_out_at_the_next_request(client, sign_in, admin):
    colleague = UserFactory(role="partner", organization=admin.organization)
    theirs = Client()
    theirs.force_login(colleague, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert theirs.get("/partner/inbox/").status_code == 200
    sign_in(admin)
    client.post(reverse("partners:remove-colleague", args=[colleague.pk]))
    assert theirs.get("/partner/inbox/").status_code == 302
    assert colleague.email not in client.get(reverse("partners:team")).content.decode()


def test_nobody_removes_themselves(admin):
    with pytest.raises(ActionRefused, match="cannot remove yourself"):
        actions.remove_colleague(colleague=admin, by=admin)


@pytest.mark.parametrize("role", ["supervisor", "administrator"])
def test_the_department_invites_the_first_administrator(client, sign_in, role):
    organization = OrganizationFactory()
    sign_in(UserFactory(role=role))
    path = reverse("invite-organization-admin", args=[organization.pk])
    client.post(path, {"email": "robin@example.test", **PERSON})
    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.as_admin) == (organization, True)
    token = re.search(r"/account/invitation/([\w-]+)/", OutgoingMail.objects.get().body)[1]
    assert accept(token, "robin@example.test").is_organization_admin


def test_a_partner_names_no_administrators(admin, acting):
    with acting(admin), pytest.raises(ActionRefused):
        actions.invite_colleague(
            organization=admin.organization, email="robin@example.test", by=admin, as_admin=True, **PERSON
        )


def test_the_team_page_costs_the_same_for_a_large_team(client, sign_in, admin, django_assert_max_num_queries):
    UserFactory.create_batch(60, role="partner", organization=admin.organization)
    for n in range(5):
        InvitationFactory(organization=admin.organization, invited_by=admin, token=str(n))
    sign_in(admin)
    client.get(reverse("partners:team"))
    with django_assert_max_num_queries(14):
        client.get(reverse("partners:team"))


# The second wall


def database_refuses(actor, step):
    with scope.acting_as(actor), pytest.raises(ProgrammingError), transaction.atomic():
        step()


def new_user(organization, **changes):
    fields = {"email": "robin@example.test", "role": "partner", "organization": organization, **PERSON, **changes}
    return lambda: User.objects.create_user(password=PHRASE, **fields)


def test_the_database_makes_an_account_only_for_an_open_invitation():
    invitation = InvitationFactory(email="robin@example.test")
    here, elsewhere = invitation.organization, OrganizationFactory()
    for step in (
        new_user(here, email="jordan@example.test"),
        new_user(elsewhere),
        new_user(here, is_organization_admin=True),
        new_user(here, is_superuser=True),
        new_user(None, role="administrator"),
    ):
        database_refuses(scope.visitor, step)
    for closed in ("used_at", "withdrawn_at"):
        Invitation.objects.update(used_at=None, withdrawn_at=None)
        Invitation.objects.update(**{closed: clock.now()})
        database_refuses(scope.visitor, new_user(here))
    Invitation.objects.update(used_at=None, withdrawn_at=None, expires_at=clock.now() - timedelta(seconds=1))
    database_refuses(scope.visitor, new_user(here))
    Invitation.objects.update(expires_at=clock.now() + timedelta(hours=1))
    with scope.acting_as(scope.visitor):
        new_user(here)()


def test_the_database_lets_a_visitor_change_nothing_of_an_account_but_signing_in():
    user = UserFactory()
    database_refuses(scope.visitor, lambda: User.objects.filter(pk=user.pk).update(role="administrator"))
    database_refuses(scope.visitor, lambda: User.objects.filter(pk=user.pk).update(email="a@example.test"))
    invitation = InvitationFactory()
    database_refuses(scope.visitor, lambda: Invitation.objects.update(email="a@example.test"))
    database_refuses(scope.visitor, lambda: Invitation.objects.filter(pk=invitation.pk).update(as_admin=True))


def test_the_database_lets_a_partner_change_nothing_of_the_rank_of_anyone(admin):
    colleague = UserFactory(role="partner", organization=admin.organization)
    for who in (admin, colleague):
        mine = User.objects.filter(pk=who.pk)
        for change in ({"role": "administrator"}, {"is_organization_admin": True}, {"organization": None}):
            database_refuses(scope.actor_for(who), lambda mine=mine, change=change: mine.update(**change))
    theirs = User.objects.filter(pk=colleague.pk)
    database_refuses(scope.actor_for(admin), lambda: theirs.update(password="x"))
    database_refuses(scope.actor_for(admin), lambda: theirs.update(first_name="x"))
    theirs.update(is_active=False)
    database_refuses(scope.actor_for(admin), lambda: theirs.update(is_active=True))


def test_the_database_lets_only_the_organizations_administrator_invite_and_remove(admin):
    member = UserFactory(role="partner", organization=admin.organization)
    elsewhere = UserFactory(role="partner")
    invitation = InvitationFactory.build(organization=admin.organization, invited_by=member, email="a@example.test")
    database_refuses(scope.actor_for(member), invitation.save)
    for organization, changes in ((elsewhere.organization, {}), (admin.organization, {"as_admin": True})):
        invitation = InvitationFactory.build(organization=organization, invited_by=admin, **changes)
        database_refuses(scope.actor_for(admin), invitation.save)
    with scope.acting_as(scope.actor_for(member)):
        assert User.objects.filter(pk=admin.pk).update(is_active=False) == 0
    with scope.acting_as(scope.actor_for(admin)):
        assert User.objects.filter(pk=elsewhere.pk).update(is_active=False) == 0
        assert User.objects.filter(pk=member.pk).update(is_active=False) == 1


@pytest.mark.parametrize("role", ["coordinator", "partner", None])
def test_nobody_but_the_worker_reads_the_text_of_a_mail(role):
    outbox.post(to="robin@example.test", subject="A link", body="secret")
    actor = scope.actor_for(UserFactory(role=role)) if role else scope.visitor
    database_refuses(actor, lambda: list(OutgoingMail.objects.values_list("body")))


# The outbox


class Unreachable:
    def send(self):
        raise OSError("no route")


def test_a_mail_that_cannot_be_sent_is_tried_again_and_then_shown(monkeypatch, move_clock, mailoutbox):
    outbox.post(to="robin@example.test", subject="A link", body="secret")
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "_message", lambda mail: Unreachable())
        assert outbox.drain() == {"sent": 0, "failed": 1}
        assert outbox.drain() == {"sent": 0, "failed": 0}
        move_clock(minutes=3)
        assert outbox.drain() == {"sent": 0, "failed": 1}
    move_clock(minutes=8)
    assert outbox.drain() == {"sent": 1, "failed": 0}
    assert [mail.body for mail in mailoutbox] == ["secret"]


def test_a_mail_that_a_hosted_service_refuses_keeps_no_other_waiting(settings, move_clock, mailoutbox):
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.test.EmailBackend"}}
    for to in ("no address", "robin@example.test"):
        outbox.post(to=to, subject="A link", body="secret")
    move_clock(minutes=1)
    assert outbox.drain() == {"sent": 1, "failed": 1}
    assert [mail.to for mail in mailoutbox] == [["robin@example.test"]]


def test_an_answer_that_repeats_the_mail_is_not_kept(monkeypatch, move_clock):
    class Repeats:
        def send(self):
            answer = SimpleNamespace(reason="No", text="secret", json=lambda: {"you sent": "secret"})
            raise AnymailAPIError(status_code=422, response=answer)

    outbox.post(to="robin@example.test", subject="A link", body="secret")
    monkeypatch.setattr(outbox, "_message", lambda mail: Repeats())
    move_clock(minutes=1)
    assert outbox.drain()["failed"] == 1
    assert OutgoingMail.objects.get().error == "AnymailAPIError"


def test_after_five_tries_it_has_failed(monkeypatch, move_clock):
    outbox.post(to="robin@example.test", subject="A link", body="secret")
    monkeypatch.setattr(outbox, "_message", lambda mail: Unreachable())
    for hours in range(6):
        move_clock(hours=hours)
        outbox.drain()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts, mail.error) == ("failed", 5, "no route")


def test_a_worker_that_died_while_sending_loses_nothing(move_clock, mailoutbox):
    outbox.post(to="robin@example.test", subject="A link", body="secret")
    assert outbox._claim() is not None
    assert outbox.drain()["sent"] == 0
    move_clock(minutes=3)
    assert outbox.drain()["sent"] == 1
    assert len(mailoutbox) == 1

from allauth.account.adapter import DefaultAccountAdapter

from accounts import outbox
from accounts.address import address_of


class Adapter(DefaultAccountAdapter):
    """People are invited or added by an administrator; nobody signs up. Mails go through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.factors.SecondStep"}
        return [ours.get(name, name) for name in super().get_login_stages()]

    def get_client_ip(self, request):
        return address_of(request)

    def send_mail(self, template_prefix, email, context):
        message = self.render_mail(template_prefix, email, context)
        outbox.post(to=email, subject=message.subject, body=message.body)

    def set_password(self, user, password):
        # Nothing but the password: more than that a partner may not change of an account, not even of its own.
        user.set_password(password)
        user.save(update_fields=["password"])

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """People are invited or added by an administrator; nobody signs up."""

    def is_open_for_signup(self, request):
        return False

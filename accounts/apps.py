from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Who signs in"

    def ready(self):
        from allauth.socialaccount.providers import registry

        from accounts import checks, trail  # noqa: F401
        from accounts.state_sign_in import StateProvider

        registry.register(StateProvider)

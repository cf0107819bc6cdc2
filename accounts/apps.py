from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Who signs in"

    def ready(self):
        from accounts import checks, trail  # noqa: F401

from django.apps import AppConfig


class WomensProgramsConfig(AppConfig):
    name = "womens_programs"
    verbose_name = "Women's programs"

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountiesConfig(AppConfig):
    name = "counties"
    verbose_name = _("Fylkene")

    def ready(self) -> None:
        import_module("counties.tasks")  # registers the handlers of this app's jobs

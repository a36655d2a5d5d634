from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CountiesConfig(AppConfig):
    name = "counties"
    verbose_name = _("Fylkene")

    def ready(self) -> None:
        autodiscover_modules("measures", "remarks")  # what the apps above count, and say beside it
        import_module("counties.heard")  # what the hearings below may know of the registers

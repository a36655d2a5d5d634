from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CountiesConfig(AppConfig):
    name = "counties"
    verbose_name = _("Fylkene")

    def ready(self) -> None:
        autodiscover_modules("measures", "remarks")  # what the apps above count, and say beside it

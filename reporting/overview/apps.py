from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "reporting.overview"
    label = "overview"
    verbose_name = _("Oversiktene")

    def ready(self) -> None:
        import_module("reporting.overview.tasks")  # registers the handlers of this app's jobs

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Rapportene")

    def ready(self) -> None:
        import_module("reporting.tasks")  # registers the handlers of this app's jobs

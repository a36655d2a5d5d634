from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "criteria"
    verbose_name = _("Kriteriene")

    def ready(self) -> None:
        import_module("criteria.session")  # listens for log-in

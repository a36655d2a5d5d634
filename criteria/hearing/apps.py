from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HearingConfig(AppConfig):
    name = "criteria.hearing"
    label = "hearing"
    verbose_name = _("Høringene")

    def ready(self) -> None:
        import_module("criteria.hearing.operations.settling")  # has a say when an edition is published
        import_module("criteria.hearing.causes")  # says why its words are as they are

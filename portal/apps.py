from functools import lru_cache

from django import forms
from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import translation

from portal.celery import app as celery_app  # so that shared tasks find the broker in every process
from portal.labels import name_choices

__all__ = ["PortalConfig", "celery_app"]

# Django's own words, "Feltet er påkrevet", don't say what to do. Here, so that it is set before any form is declared.
forms.Field.default_error_messages["required"] = _("Feltet må fylles ut.")
MOST_WORDS = 10_000  # texts in the code, Django's with them


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portalen")

    def ready(self) -> None:
        # A page has hundreds of texts, and Django looks for each in several places.
        words = translation(settings.LANGUAGE_CODE)
        words.gettext = lru_cache(MOST_WORDS)(words.gettext)  # type: ignore[method-assign]
        name_choices(apps.get_models())
        from portal import checks, signals  # noqa: F401, PLC0415 - register themselves

        # Every app's own part in what its neighbours below show: see portal/menu.py, slots.py and desks.py; and what
        # it holds about persons: portal/personal_data.py.
        autodiscover_modules("menu", "slots", "desk", "privacy")

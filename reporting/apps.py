from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Rapportene")

    def ready(self) -> None:
        from reporting import checks  # noqa: F401, PLC0415 - registers itself

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed only with `PORTAL_DEMO`: made-up people and their past, for `make demo`."""

    name = "reporting.demo"
    label = "demo"
    verbose_name = "Demo"

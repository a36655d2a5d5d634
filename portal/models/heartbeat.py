"""When what the clock starts was last done: how `/helse/` sees that beat and a worker are alive."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """One row for each thing that is done again and again, by the machine's own time."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("hjerteslag")
        verbose_name_plural = _("hjerteslag")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"


def beats(name: str) -> None:
    """It is done now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def since(name: str) -> dt.timedelta | None:
    """How long ago; None where it has never been done."""
    last = Heartbeat.objects.filter(name=name).first()
    return timezone.now() - last.at if last else None

"""What has been sent once: a form that comes twice is done once, whoever sends it again."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(minutes=5)  # an address may have a key in it


class SentForm(models.Model):
    """A form that was done, by what was sent, and where its sender was led."""

    key = models.CharField(max_length=64, primary_key=True, help_text="A hash: the table holds no words.")
    led_to = models.TextField(_("videre til"))
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("sendt skjema")
        verbose_name_plural = _("sendte skjemaer")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.led_to}"


def sweep() -> None:
    """Take away those that no page still stands open for."""
    SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()

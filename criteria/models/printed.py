"""A selection as PDF, which a worker draws."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock


class SelectionPdf(models.Model):
    """One PDF per content: whoever can show that content, which is what its hash is of, may have the file."""

    html = models.TextField(help_text="What is drawn: the chapter as it was when somebody asked.")
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the HTML.")
    file = models.FileField(upload_to="selections/", blank=True)
    asked_at = models.DateTimeField(_("bestilt"), default=clock.now)

    class Meta:
        verbose_name = _("utvalg i PDF")
        verbose_name_plural = _("utvalg i PDF")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sha256

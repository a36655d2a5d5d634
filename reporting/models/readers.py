"""Those who read a draft by a link, without an account, and what they say of it."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.events import new_token
from portal.links import reverse
from portal.models.text import LineField, ProseField
from reporting.models.reports import AnnualReport
from reporting.models.templates import Section
from reporting.workflow import HANDED_IN


class ReadingLink(models.Model):
    """One reader's key to a report that is being written. `agreed_sha256` is of the draft that they agreed with."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="reading_links")
    reader = LineField(
        _("hvem som skal lese"), max_length=120, help_text=_("Navn, og gjerne hvor de er fra.")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    expires_on = models.DateField(_("gjelder til og med"))
    created_at = models.DateTimeField(_("laget"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(_("sluttet seg til"), null=True)
    agreed_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("leselenke")
        verbose_name_plural = _("leselenker")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="reading_link_revoked_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True, agreed_sha256="")
                | (models.Q(agreed_at__isnull=False) & ~models.Q(agreed_sha256="")),
                name="who_agrees_has_read_a_certain_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.reader

    def get_absolute_url(self) -> str:
        return reverse("reporting:reader-page", args=[self.token])

    @property
    def address(self) -> str:
        """With the portal's host, to be passed on."""
        return f"{settings.PORTAL_BASE_URL}{self.get_absolute_url()}"

    def opens(self, *, on: dt.date) -> bool:
        """Whether the draft can be read with it. The report and its state must be loaded."""
        return self.revoked_at is None and on <= self.expires_on and self.report.status not in HANDED_IN


class ReaderComment(models.Model):
    """A reader's word on a chapter. Only ever added."""

    link = models.ForeignKey(ReadingLink, models.CASCADE, related_name="comments")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    text = ProseField(_("kommentar"))
    said_at = models.DateTimeField(_("tid"))

    class Meta:
        verbose_name = _("kommentar fra en leser")
        verbose_name_plural = _("kommentarer fra lesere")
        ordering = ["section__number", "pk"]
        triggers = [pgtrigger.Protect(name="words_of_readers_stand", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.text[:60]

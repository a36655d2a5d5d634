"""E-mail to people without an account: sign-ups, requests for help, invitations to meetings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.models.text import LineField, ProseField


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def unsent(self) -> OutgoingMailQuerySet:
        return self.filter(sent_at=None)


class OutgoingMail(models.Model):
    """Written with what it tells of, sent once afterwards; kept as a receipt of what was said."""

    to = models.EmailField(_("til"))
    subject = LineField(_("emne"), max_length=200)
    body = ProseField(_("tekst"))
    calendar = models.TextField(blank=True, help_text="An iCalendar file to send with it, or nothing.")
    reference = LineField(
        max_length=60, blank=True, db_index=True, help_text="What it is about, where that is erased some day."
    )
    created_at = models.DateTimeField(_("tid"), default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgående e-post")
        verbose_name_plural = _("utgående e-post")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["id"], condition=models.Q(sent_at=None), name="mail_not_yet_sent")]

    def __str__(self) -> str:
        return self.subject

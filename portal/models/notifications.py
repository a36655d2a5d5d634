"""Messages to people: shown on "min side", and sent by e-mail once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.models.text import LineField, ProseField


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unsent(self) -> NotificationQuerySet:
        return self.filter(emailed_at=None)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(models.Model):
    """Written with what it tells of; the e-mail follows when broker and mail server allow."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    subject = LineField(_("emne"), max_length=200)
    body = ProseField(_("tekst"))
    path = models.CharField(max_length=200, help_text="The page it is about, without the host.")
    created_at = models.DateTimeField(_("tid"), default=clock.now)
    emailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(emailed_at=None), name="notifications_not_yet_sent"
            ),
            models.Index(fields=["user", "-created_at"], name="notifications_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.subject

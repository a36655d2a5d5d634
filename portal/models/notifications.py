"""Messages to people: shown on "min side", and sent by e-mail once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.models.text import LineField, ProseField


class Mails(models.TextChoices):
    """When a person wants e-mail about what stands on "min side" in any case."""

    AT_ONCE = "at_once", _("Med en gang")
    DAILY = "daily", _("Samlet i én e-post om morgenen")
    HANDOVERS = "handovers", _("Bare når noe overleveres til meg, for eksempel en rapport")


class MailChoice(models.Model):
    """A person's own; who has none gets mail at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    mails = models.CharField(_("e-post"), max_length=10, choices=Mails.choices, default=Mails.AT_ONCE)

    class Meta:
        verbose_name = _("valg av e-post")
        verbose_name_plural = _("valg av e-post")
        ordering = ["user"]

    def __str__(self) -> str:
        return self.get_mails_display()


class Delivery(models.TextChoices):
    """By mail: now, together with others, or not at all."""

    NOW = "now", _("e-post")
    DAILY = "daily", _("samlet e-post")
    PAGE = "page", _("bare på siden")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def for_the_morning(self) -> NotificationQuerySet:
        """Those that are to be mailed together."""
        return self.filter(emailed_at=None, delivery=Delivery.DAILY)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(models.Model):
    """Written with what it tells of; the e-mail follows when broker and mail server allow."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    subject = LineField(_("emne"), max_length=200)
    body = ProseField(_("tekst"))
    path = models.CharField(max_length=200, help_text="The page it is about, without the host.")
    delivery = models.CharField(max_length=5, choices=Delivery.choices, default=Delivery.NOW)
    created_at = models.DateTimeField(_("tid"), default=clock.now)
    emailed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it went to the outbox, by itself or with others."
    )
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "id"],
                condition=models.Q(emailed_at=None, delivery="daily"),
                name="notifications_for_the_morning",
            ),
            models.Index(fields=["user", "-created_at"], name="notifications_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def opening(self) -> str:
        """Its first paragraph, which says what it is about."""
        return self.body.strip().partition("\n")[0]

    @property
    def rest(self) -> str:
        return self.body.strip().partition("\n")[2].strip()

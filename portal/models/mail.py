"""The outbox: every e-mail that the portal sends, written with what it tells of."""

from __future__ import annotations

import datetime as dt
from email.utils import make_msgid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import Permission, can
from portal.links import reverse
from portal.models.invitations import RoleInvitation
from portal.models.text import LineField, ProseField
from portal.workflow import State

if TYPE_CHECKING:
    from portal.access import Person


class MailState(State):
    WAITING = "waiting", "accent", _("Venter")
    SENT = "sent", "success", _("Sendt")
    SET_ASIDE = "set_aside", "danger", _("Lagt til side")


def new_message_id() -> str:
    """By which a mail program knows a letter that came twice for one."""
    return make_msgid(domain=urlsplit(settings.PORTAL_BASE_URL).hostname)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def visible_to(self, user: Person) -> OutgoingMailQuerySet:
        """Those who manage users see that it went, and to whom."""
        return self.all() if can(user, Permission.USERS_MANAGE) else self.none()

    def in_state(self, state: MailState) -> OutgoingMailQuerySet:
        if state == MailState.SENT:
            return self.exclude(sent_at=None)
        return self.set_aside() if state == MailState.SET_ASIDE else self.unsent()

    def first_what_stands_still(self) -> OutgoingMailQuerySet:
        """Set aside, then waiting, then sent; the newest first."""
        place = models.Case(
            models.When(set_aside_at__isnull=False, then=0), models.When(sent_at=None, then=1), default=2
        )
        return self.select_related("user").order_by(place, "-pk")

    def unsent(self) -> OutgoingMailQuerySet:
        """Those that are waiting to be sent."""
        return self.filter(sent_at=None, set_aside_at=None)

    def due(self, *, at: dt.datetime) -> OutgoingMailQuerySet:
        """Those to try now, the one that has waited longest first."""
        return self.unsent().filter(due_at__lte=at).order_by("due_at", "pk")

    def set_aside(self) -> OutgoingMailQuerySet:
        return self.exclude(set_aside_at=None)

    def to_outsiders(self) -> OutgoingMailQuerySet:
        """To people without an account."""
        return self.filter(user=None)


class OutgoingMail(models.Model):
    """Sent once, by itself; kept as a receipt of what was said.

    `due_at` is the machine's own time, as the servers it waits for have it; the others are what people read.
    """

    to = models.EmailField(_("til"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+",
        help_text="Who it is to, where they have an account: it goes to the address that they have when it is sent.",
    )  # fmt: skip
    subject = LineField(_("emne"), max_length=200)
    body = ProseField(_("tekst"))
    path = models.CharField(
        max_length=200,
        blank=True,
        help_text="The page it is about, without the host; a button in the letter.",
    )
    invitation = models.ForeignKey(
        RoleInvitation, models.CASCADE, null=True, blank=True, related_name="+",
        help_text="Whose link is the button: written when the letter is sent, so that no row holds it.",
    )  # fmt: skip
    calendar = models.TextField(blank=True, help_text="An iCalendar file to send with it, or nothing.")
    reference = LineField(
        max_length=60, blank=True, db_index=True, help_text="What it is about, where that is erased some day."
    )
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id, editable=False)
    created_at = models.DateTimeField(_("tid"), default=clock.now)
    due_at = models.DateTimeField(default=timezone.now, help_text="It is not tried before this.")
    attempts = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    answer = ProseField(_("svar fra e-posttjeneren"), blank=True, help_text="What it said the last time.")
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("lagt til side"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("utgående e-post")
        verbose_name_plural = _("utgående e-post")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(sent_at=None, set_aside_at=None),
                name="mail_not_yet_sent",
            ),
            models.Index(
                fields=["id"], condition=models.Q(set_aside_at__isnull=False), name="mail_set_aside"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(set_aside_at=None),
                name="a_letter_that_was_sent_is_not_set_aside",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("portal:mail-detail", args=[self.pk])

    @property
    def address(self) -> str:
        """Where it goes. `user` must be loaded."""
        return self.user.email if self.user else self.to

    @property
    def link_path(self) -> str:
        """Of the page that its button opens, or nothing."""
        return self.invitation.get_absolute_url() if self.invitation else self.path

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None

    @property
    def state(self) -> MailState:
        if self.sent_at:
            return MailState.SENT
        return MailState.SET_ASIDE if self.set_aside_at else MailState.WAITING

"""The audit log: who came in, who was kept out, whose roles changed, and who took personal data with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can
from portal.models.text import LineField

if TYPE_CHECKING:
    from portal.access import Person


class LogKind(models.TextChoices):
    LOGIN = "login", _("Innlogging")
    LOGIN_FAILED = "login_failed", _("Mislykket innlogging")
    PASSWORD = "password", _("Nytt passord")
    REFUSED = "refused", _("Avvist")
    TOO_MANY = "too_many", _("For mange forsøk")
    ROLE_GIVEN = "role_given", _("Rolle gitt")
    ROLE_TAKEN = "role_taken", _("Rolle trukket tilbake")
    EXPORT = "export", _("Personopplysninger hentet ut")
    ERASED = "erased", _("Personopplysninger slettet")


def end_of_keeping() -> dt.datetime:
    return timezone.now() + dt.timedelta(days=settings.LOG_DAYS)


class LogQuerySet(models.QuerySet["LogEntry"]):
    def visible_to(self, user: Person) -> LogQuerySet:
        return self.all() if can(user, Permission.USERS_MANAGE) else self.none()

    def erase_what_is_old(self) -> int:
        """Those whose time is out; the database lets no others go."""
        erased, _of_each = self.filter(erase_at__lte=timezone.now()).delete()
        return erased


class LogEntry(models.Model):
    """One thing that happened, by the machine's own time: never a secret, and no word of a letter or a text."""

    at = models.DateTimeField(_("tid"), default=timezone.now, db_index=True)
    erase_at = models.DateTimeField(default=end_of_keeping, db_index=True)
    kind = models.CharField(_("hendelse"), max_length=20, choices=LogKind.choices)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("hvem")
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("om")
    )
    region = models.ForeignKey(
        settings.REGION_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("region")
    )
    what = LineField(_("hva"), max_length=200, blank=True)
    path = models.CharField(_("side"), max_length=200, blank=True, help_text="Without keys.")
    network = models.CharField(_("nett"), max_length=43, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("hendelse i loggen")
        verbose_name_plural = _("hendelser i loggen")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="the_log_is_only_added_to", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="the_log_is_kept_its_time",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.erase_at > now()"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

"""When somebody wants the week's summary by e-mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """As `datetime.date.weekday` counts them."""

    MONDAY = 0, _("Mandag")
    TUESDAY = 1, _("Tirsdag")
    WEDNESDAY = 2, _("Onsdag")
    THURSDAY = 3, _("Torsdag")
    FRIDAY = 4, _("Fredag")


class DigestChoice(models.Model):
    """No row is the same as Monday; no weekday is no summary."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_choice")
    weekday = models.PositiveSmallIntegerField(
        _("send oppsummeringen på"), choices=Weekday.choices, null=True, blank=True, default=Weekday.MONDAY
    )
    sent_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("valg av oppsummering")
        verbose_name_plural = _("valg av oppsummering")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__isnull=True) | models.Q(weekday__in=Weekday.values),
                name="a_summary_is_sent_on_a_working_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_weekday_display()}"

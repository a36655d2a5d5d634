"""How far a person has read of what happens in a region."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models import Region


class MirrorMark(models.Model):
    """Set by the person, so that the mirror can tell what is new since then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("sett"))

    class Meta:
        verbose_name = _("lest til")
        verbose_name_plural = _("lest til")
        ordering = ["user", "region"]
        constraints = [
            models.UniqueConstraint(fields=["user", "region"], name="a_person_has_one_mark_in_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.region_id}: {self.seen_at}"

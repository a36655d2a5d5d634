"""What was deleted, kept whole, so that it can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import Permission, scope
from portal.models.text import LineField

if TYPE_CHECKING:
    from portal.access import Person


class RemovalQuerySet(models.QuerySet["Removal"]):
    def visible_to(self, user: Person) -> RemovalQuerySet:
        """Those of regions whose work the person reads."""
        where = scope(user, Permission.COUNTY_READ)
        return self.all() if where.everywhere else self.filter(region_id__in=where.region_ids)

    def waiting(self) -> RemovalQuerySet:
        return self.filter(restored_at=None)


class Removal(models.Model):
    """One deleted row with its links, as Django's serializer writes it."""

    label = LineField(_("hva"), max_length=200)
    model = models.CharField(max_length=60, help_text="app_label.model")
    row = models.TextField(help_text="JSON of Django's serializer: the row and its many-to-many links.")
    permission = models.CharField(max_length=40, help_text="What it takes to put it back.")
    region = models.ForeignKey(settings.REGION_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("slettet"), default=clock.now)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    restored_at = models.DateTimeField(_("hentet tilbake"), null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("sletting")
        verbose_name_plural = _("slettinger")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(restored_at__isnull=True, restored_by__isnull=True)
                | models.Q(restored_at__isnull=False, restored_by__isnull=False),
                name="removal_restored_at_and_by_both_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def access_region_id(self) -> int:
        return self.region_id

"""An overview as files: a PDF, and each chart as a picture for slides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.links import reverse

if TYPE_CHECKING:
    from portal.access import Person


class OverviewPrintQuerySet(models.QuerySet["OverviewPrint"]):
    def visible_to(self, user: Person) -> OverviewPrintQuerySet:
        """Only one's own: what it shows is what its owner may see."""
        return self.filter(asked_by=user.pk) if user.is_authenticated else self.none()


class OverviewPrint(models.Model):
    """What a person saw of the overview at a moment; drawn from the snapshot, never from live figures."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("bestilt"), default=clock.now)
    snapshot = models.TextField(help_text="Canonical JSON; its shape is in `reporting/overview/prints.py`.")
    sha256 = models.CharField(max_length=64)

    objects = OverviewPrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("utskrift av oversikten")
        verbose_name_plural = _("utskrifter av oversikten")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "sha256"], name="the_same_overview_is_drawn_once_for_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content['place']} {self.content['year']}"

    def get_absolute_url(self) -> str:
        return reverse("overview:print-detail", args=[self.pk])

    @cached_property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.snapshot)
        return content


class PrintFile(models.Model):
    print = models.ForeignKey(OverviewPrint, models.CASCADE, related_name="files")
    name = models.CharField(max_length=80, help_text="As it is downloaded, for example aktivitet.svg.")
    title = models.CharField(max_length=120)
    file = models.FileField(upload_to="overview/")

    class Meta:
        verbose_name = _("fil av oversikten")
        verbose_name_plural = _("filer av oversikten")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["print", "name"], name="a_print_has_a_file_of_a_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """PDF, PNG or SVG."""
        return self.name.rpartition(".")[2].upper()

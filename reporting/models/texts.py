"""The chapters of sealed reports as text, for the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from portal.models.text import LineField, ProseField
from portal.norwegian import stored, word_vector
from reporting.models.sealing import SealedReport
from reporting.workflow import HANDED_IN

if TYPE_CHECKING:
    from portal.access import Person


class ReportTextQuerySet(models.QuerySet["ReportText"]):
    def visible_to(self, user: Person) -> ReportTextQuerySet:
        """Those of the versions that the person may read."""
        return self.filter(seal__in=SealedReport.objects.visible_to(user))

    def current_for(self, user: Person) -> ReportTextQuerySet:
        """Of each report only the version that its page opens for this person."""
        newer = SealedReport.objects.visible_to(user).filter(
            report=OuterRef("seal__report"), number__gt=OuterRef("seal__number")
        )
        in_force = Q(seal__report__status__in=HANDED_IN) | Q(seal=F("seal__report__published_seal"))
        return self.visible_to(user).filter(in_force, ~Exists(newer))


class ReportText(models.Model):
    """What a chapter of a version says in words: its questions' text answers, one paragraph each."""

    seal = models.ForeignKey(SealedReport, models.PROTECT, related_name="texts")
    section = models.SlugField()
    title = LineField(max_length=200)
    text = ProseField()
    search = stored(word_vector("title", weight="A") + word_vector("text", weight="B"))

    objects = ReportTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapporttekst")
        verbose_name_plural = _("rapporttekster")
        ordering = ["seal", "pk"]
        indexes = [GinIndex(fields=["search"], name="report_texts_by_their_words")]
        constraints = [
            models.UniqueConstraint(fields=["seal", "section"], name="a_version_has_a_chapter_once"),
        ]

    def __str__(self) -> str:
        return self.title

"""A report's answers as they are written, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, scope
from portal.models.text import TextsField
from portal.models.versions import Versioned, next_version
from portal.norwegian import word_vector
from reporting.models.reports import AnnualReport
from reporting.models.templates import Section
from reporting.workflow import HANDED_IN

if TYPE_CHECKING:
    from portal.access import Person

# The answers of a section, one after the other, as they were typed.
SPOKEN = "(SELECT coalesce(string_agg(value, ' '), '') FROM jsonb_each_text(%(expressions)s))"


class SectionAnswersQuerySet(models.QuerySet["SectionAnswers"]):
    def visible_to(self, user: Person) -> SectionAnswersQuerySet:
        """What is being written, for those who read drafts; once handed in, the sealed version is the report."""
        live, where = self.exclude(report__status__in=HANDED_IN), scope(user, Permission.REPORT_READ)
        return live if where.everywhere else live.filter(report__region__in=where.region_ids)

    def with_words(self) -> SectionAnswersQuerySet:
        """Adds `text` and its words, `search`. Only open drafts have any: an index costs more than it gives."""
        text = models.Func(F("values"), template=SPOKEN, output_field=models.TextField())
        return self.annotate(text=text, search=word_vector("section__title", text))


LOOKED_AT = ["figures", "figures_at"]  # of a chapter: to look over figures is to write no word
WRITTEN = pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=LOOKED_AT))


@pghistory.track(pghistory.InsertEvent(), WRITTEN)
class SectionAnswers(Versioned):
    """One section's answers as they were typed, valid or not: question key → text or list of option keys."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="answers")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    values = TextsField(default=dict)
    saved_at = models.DateTimeField(_("lagret"))
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    figures = models.JSONField(
        default=dict,
        blank=True,
        help_text="What the portal counted when the section was saved: figure → raw.",
    )
    figures_at = models.DateTimeField(null=True, blank=True)

    objects = SectionAnswersQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("kapittelsvar")
        verbose_name_plural = _("kapittelsvar")
        ordering = ["report", "section"]
        triggers = [next_version(*LOOKED_AT)]
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="a_section_is_answered_in_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.section_id} v{self.version}"


def saved_versions(report: AnnualReport, section: Section | None = None) -> models.QuerySet[Any]:
    """pghistory's rows of what was written, a section's or the whole report's, oldest first."""
    about = {"report": report} if section is None else {"report": report, "section": section}
    rows: models.QuerySet[Any] = SectionAnswers.pgh_event_model.objects  # type: ignore[attr-defined]
    return rows.filter(**about).order_by("pgh_id")

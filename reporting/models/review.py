"""What DIFI's reviewer says of a report, at the chapter or the answer that it is about."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.text import ProseField
from reporting.models.reports import ReportEvent
from reporting.models.templates import Question, Section


class ReviewComment(models.Model):
    """What the reviewer asks to have changed in a section, or in one of its answers, when the report is returned."""

    event = models.ForeignKey(ReportEvent, models.PROTECT, related_name="comments")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", null=True)
    text = ProseField(_("kommentar"))

    class Meta:
        verbose_name = _("kommentar fra vurderingen")
        verbose_name_plural = _("kommentarer fra vurderingen")
        ordering = ["event", "section__number", models.F("question__position").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "section", "question"],
                nulls_distinct=False,
                name="a_return_comments_on_a_thing_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="comments_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def about(self) -> str:
        """The chapter, or the answer by its number and words. Both must be loaded."""
        if self.question is None:
            return str(self.section)
        return f"{self.section.number}.{self.question.position} {self.question.label}"

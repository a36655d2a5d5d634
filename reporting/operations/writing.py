"""Saving a section: any draft, valid or not, but never over somebody else's newer words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, require
from portal.errors import Conflict, Stale
from portal.history import because
from portal.models import User
from reporting.answers import Raw, clean_values
from reporting.figures import of_reports
from reporting.models import AnnualReport, Section, SectionAnswers
from reporting.models.answers import saved_versions
from reporting.operations.steps import require_open


class SectionStale(Stale):
    """The section was saved after this person opened it. `saved` is what stands, `typed` is this person's."""

    def __init__(self, saved: SectionAnswers, typed: dict[str, Raw], by: User) -> None:
        super().__init__(
            _("Du har selv lagret dette kapittelet i et annet vindu.")
            if saved.saved_by == by
            else _("%s har lagret dette kapittelet etter at du åpnet det.") % saved.saved_by,
            row=saved,
        )
        self.saved = saved
        self.typed = typed


@transaction.atomic
def save_section(
    *,
    report: AnnualReport,
    section: Section,
    values: Mapping[str, Any],
    version: int,
    why: str = "",
    looked_over: bool = True,
    by: User,
) -> SectionAnswers:
    """Keep what was typed. `version` is the one the writer's page was made from (0: none saved yet).

    Saving what is already there changes nothing, so a double click or a lost answer does no harm. Where the writer
    has `looked_over` the chapter, which a page that saves itself cannot know, its figures are kept as they are now.
    Raises `Denied`, `Conflict` (no longer a draft) or `Stale`.
    """
    report = (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("round", "region", "extension")
        .get(pk=report.pk)
    )
    saved, typed = _before(report, section, values, version, by)
    if typed == (saved.values if saved else {}):
        if saved is None:  # nothing was there, and nothing is written
            return SectionAnswers(report=report, section=section, version=0)
        return _look_over(saved, report, section) if looked_over else saved
    if saved is None or looked_over:
        saved = saved or SectionAnswers(report=report, section=section)
        saved.figures, saved.figures_at = _counted(report, section), clock.now()
    saved.values, saved.saved_at, saved.saved_by = typed, clock.now(), by
    with because(why or _("Skrev i kapittel %s") % section.number, by):
        saved.save()
    saved.refresh_from_db(fields=["version"])  # the database counts it
    return saved


def look_in(
    *, report: AnnualReport, section: Section, values: Mapping[str, Any], version: int, by: User
) -> SectionAnswers:
    """What became of a page that stands open with `values`, if `save_section` were asked now. Nothing is written.

    Raises as `save_section`.
    """
    saved, _typed = _before(report, section, values, version, by)
    return saved or SectionAnswers(report=report, section=section, version=0)


def _before(
    report: AnnualReport, section: Section, values: Mapping[str, Any], version: int, by: User
) -> tuple[SectionAnswers | None, dict[str, Raw]]:
    """What stands, and what is typed. Raises where `by` may not write it there."""
    require(by, Permission.REPORT_WRITE, report)
    if not report.is_draft:
        raise Conflict(
            _("Rapporten er «%s» og kan ikke endres nå. Det du skrev, er ikke lagret.")
            % report.get_status_display(),
        )
    require_open(report)
    typed = clean_values(section.questions.all(), values)
    saved = SectionAnswers.objects.select_related("saved_by").filter(report=report, section=section).first()
    if (saved.version if saved else 0) != version and typed != (saved.values if saved else {}):
        if saved is None:
            raise Conflict(_("Siden er for gammel. Last den på nytt og prøv igjen."))
        raise SectionStale(saved, typed, by)
    return saved, typed


def _look_over(saved: SectionAnswers, report: AnnualReport, section: Section) -> SectionAnswers:
    """Keep the figures that the chapter's reader has seen; no word of it is another, so history has no row of it."""
    figures = _counted(report, section)
    if figures != saved.figures:
        saved.figures, saved.figures_at = figures, clock.now()
        saved.save(update_fields=["figures", "figures_at"])
    return saved


def _counted(report: AnnualReport, section: Section) -> dict[str, Raw]:
    """What the portal counts for the section now, by the figures' keys (1 query, or none)."""
    return of_reports([report], {question.computed for question in section.questions.all()})[report.pk].values


def take_back(
    *, report: AnnualReport, section: Section, number: int, version: int, by: User
) -> SectionAnswers:
    """Let the section say again what it said in version `number`. Raises as `save_section`; `Conflict` for none."""
    then = saved_versions(report, section).filter(version=number).first()
    if then is None:
        raise Conflict(_("Kapittelet har ingen versjon %d.") % number, about=report)
    why = _("Hentet tilbake versjon %(number)d av kapittel %(section)s") % {
        "number": number,
        "section": section.number,
    }
    return save_section(
        report=report,
        section=section,
        values=then.values,
        version=version,
        why=why,
        looked_over=False,
        by=by,
    )

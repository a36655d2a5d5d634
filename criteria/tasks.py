"""Celery's entry points of the criteria, and the handler of its jobs."""

from __future__ import annotations

from celery import shared_task

from criteria.models import SelectionPdf
from criteria.operations import selection_pdf, selections
from criteria.operations.selection_pdf import DRAW_SELECTION
from portal import clock
from portal.jobs import Progress, handles
from portal.models import Job


@handles(DRAW_SELECTION)
def draw_selection(job: Job, progress: Progress) -> None:
    selection_pdf.draw(wanted=SelectionPdf.objects.get(pk=job.key), progress=progress)


@shared_task(name="criteria.tasks.tidy_selections")
def tidy_selections() -> None:
    """Every night: selections that were made without an account and left, and yesterday's PDFs."""
    selections.tidy(now=clock.now())
    selection_pdf.tidy(now=clock.now())

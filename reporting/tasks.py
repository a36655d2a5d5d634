"""Celery's entry points and the handlers of this app's jobs."""

from __future__ import annotations

from celery import shared_task

from portal.clock import now, today
from portal.jobs import Progress, handles
from portal.models import Job
from reporting.models import DraftPdf, ReportingRound, SealedReport
from reporting.national import making
from reporting.national.keys import NATIONAL_DRAFT, NATIONAL_PART
from reporting.operations import deadlines, national, rendering, reports
from reporting.operations.rendering import RENDER_DRAFT
from reporting.operations.signing import RENDER_SEALED


@handles(RENDER_SEALED)
def render_sealed(job: Job, progress: Progress) -> None:
    rendering.render_sealed(seal=SealedReport.objects.get(pk=job.key), progress=progress)


@handles(RENDER_DRAFT)
def render_draft(job: Job, progress: Progress) -> None:
    rendering.render_draft(draft=DraftPdf.objects.select_related("report").get(pk=job.key), progress=progress)


@handles(NATIONAL_DRAFT)
def make_national_draft(job: Job, progress: Progress) -> None:
    making.draft_of_job(job, progress)


@handles(NATIONAL_PART)
def make_national_part(job: Job, progress: Progress) -> None:
    making.part_of_job(job)


@shared_task(name="reporting.tasks.open_rounds")
def open_rounds() -> None:
    """Every morning: the reports of rounds that open today, or that a region has joined since."""
    for round_ in ReportingRound.objects.open(on=today()):
        reports.open_round(round_=round_)


@shared_task(name="reporting.tasks.remind_of_deadlines")
def remind_of_deadlines() -> None:
    """Every morning, after the rounds have opened: the reminders that today is the day for."""
    for round_ in ReportingRound.objects.real().filter(opens_on__lte=today()):
        deadlines.remind_of_deadlines(round_=round_, on=today())


@shared_task(name="reporting.tasks.tidy_national_files")
def tidy_national_files() -> None:
    """Every night: parts and drafts of national editions that are two months old."""
    national.tidy(now=now())

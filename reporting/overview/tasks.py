"""Celery's entry points and the handlers of this app's jobs."""

from __future__ import annotations

from celery import shared_task

from portal.clock import now, today
from portal.jobs import Progress, handles
from portal.models import Job
from reporting.overview.models import OverviewPrint
from reporting.overview.operations import digests, facts, prints
from reporting.overview.operations.prints import DRAW_OVERVIEW


@handles(DRAW_OVERVIEW)
def draw_overview(job: Job, progress: Progress) -> None:
    prints.draw(wanted=OverviewPrint.objects.get(pk=job.key), progress=progress)


@shared_task(name="reporting.overview.tasks.tidy_prints")
def tidy_prints() -> None:
    """Every night: overviews as files that are a month old."""
    prints.tidy(now=now())


@shared_task(name="reporting.overview.tasks.count_facts")
def count_facts() -> None:
    """Every few minutes: the fact table that the overviews read, where something has changed."""
    facts.count_where_changed()


@shared_task(name="reporting.overview.tasks.send_digests")
def send_digests() -> None:
    """Every morning: the week's summary to those whose day it is."""
    digests.send_due(on=today())

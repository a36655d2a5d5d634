"""Celery's entry points of the hearings, and the handler of their job."""

from __future__ import annotations

from celery import shared_task

from criteria.hearing.models import Hearing
from criteria.hearing.operations import erasing, printing, running
from criteria.hearing.operations.printing import DRAW_COMMENTS
from portal import clock
from portal.jobs import Progress, handles
from portal.models import Job


@handles(DRAW_COMMENTS)
def draw_comments(job: Job, progress: Progress) -> None:
    hearings = Hearing.objects.select_related("edition__group")
    printing.draw(hearing=hearings.get(pk=job.key), progress=progress)


@shared_task(name="criteria.hearing.tasks.follow_the_days")
def follow_the_days() -> None:
    """Every hour: open, close and remind."""
    running.follow_the_days(on=clock.today())


@shared_task(name="criteria.hearing.tasks.erase_senders")
def erase_senders() -> None:
    """Every night: the senders of hearings that were long ago."""
    erasing.erase_old(on=clock.today())

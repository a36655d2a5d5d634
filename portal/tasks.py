"""Celery's entry points: each takes a key and makes one call."""

from __future__ import annotations

from celery import Signature, chord, shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from portal import clock, health
from portal.models import LogEntry, heartbeat, limits, once
from portal.models.jobs import JobQueue
from portal.operations import jobs, notifications, outbox, privacy
from portal.storage import WholeFileStorage


@shared_task(name="portal.tasks.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id=job_id)


@shared_task(name="portal.tasks.run_together")
def run_together(job_ids: list[int], then_id: int) -> None:
    """A chord: the jobs by as many workers as there are, and `then_id` after the last of them."""
    each, then = [_in_mass(job_id) for job_id in job_ids], _in_mass(then_id)
    chord(each)(then)


def _in_mass(job_id: int) -> Signature:
    return run_job.si(job_id).set(queue=JobQueue.MASS.value)


@shared_task(name="portal.tasks.send_notifications")
def send_notifications() -> None:
    outbox.send_waiting()


@shared_task(name="portal.tasks.sweep")
def sweep() -> None:
    """Every `SWEEP_SECONDS`: whatever a crash or a broker's absence left undone."""
    heartbeat.beats(health.SWEEP)
    jobs.sweep(now=timezone.now())
    outbox.send_waiting()
    limits.sweep()
    once.sweep()


@shared_task(name="portal.tasks.send_together")
def send_together() -> None:
    """Every morning: what people want in one mail."""
    notifications.send_together()


@shared_task(name="portal.tasks.erase_log")
def erase_log() -> None:
    """Every night: what the log has kept its time."""
    LogEntry.objects.erase_what_is_old()


@shared_task(name="portal.tasks.clear_unfinished")
def clear_unfinished() -> None:
    """Every night: files that somebody died while writing."""
    if isinstance(default_storage, WholeFileStorage):
        default_storage.clear_unfinished()


@shared_task(name="portal.tasks.erase_old")
def erase_old() -> None:
    """Every night: what is held about persons and has been kept its time."""
    privacy.expire(on=clock.today())

"""Asking for work, doing it, and rescuing what a crash left behind.

A running job holds a PostgreSQL advisory lock on the worker's own connection. When the worker dies,
however it dies, the server drops the connection and with it the lock: a running job whose lock is
free has lost its worker. No heartbeat and no guess at how long a job may take.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal import broker
from portal.errors import Conflict, Denied
from portal.faults import Passing, passing, pause
from portal.jobs import Progress, cancelled, handler_of, listener_of
from portal.models import Job, User
from portal.models.jobs import JobQueue, JobState
from portal.operations import room
from portal.sheets import Unreadable

logger = logging.getLogger(__name__)

LONGEST_TITLE = 200
LOCK_SPACE = 7001  # the first half of every job's advisory lock
MAX_ATTEMPTS = 3  # a job that kills its worker this often is not tried again by itself
AT_ONCE = 3  # jobs of one person that stand among those that somebody waits for
LOOK_AGAIN = 0.1  # seconds
RESEND_AFTER = dt.timedelta(seconds=60)  # a queued job this old may have been lost by the broker


def enqueue(
    *,
    kind: str,
    key: str,
    title: str,
    result_path: str,
    by: User | None,
    region_id: int | None,
    queue: JobQueue = JobQueue.WAITED,
    anew: bool = False,
) -> Job:
    """Ask for a job inside the caller's transaction; the broker hears of it on commit.

    Asking again for the same kind and key gives the same job, queued anew only if it had failed, or, where it is
    asked for `anew`, had ended.
    """
    details = {"result_path": result_path, "requested_by": by, "region_id": region_id, "queue": queue}
    job = write(kind=kind, key=key, title=title, anew=anew, **details)
    transaction.on_commit(lambda: send(job))
    return job


def write(*, kind: str, key: str, title: str, anew: bool = False, **details: Any) -> Job:
    """The job's row, queued; `enqueue` and `send_together` see to it that a worker hears of it."""
    details["title"] = Truncator(title).chars(LONGEST_TITLE)
    details["queue"] = _fair(details)
    job, created = Job.objects.get_or_create(kind=kind, key=key, defaults=details)
    if not created and (job.has_failed or (anew and job.has_ended)):
        _queue_again(job)
    return job


def _fair(details: dict[str, Any]) -> JobQueue:
    """What one person asks for beyond the first few stands behind the others', with what nobody waits for."""
    by, queue = details["requested_by"], JobQueue(details.get("queue", JobQueue.WAITED))
    if by is None or queue == JobQueue.MASS:
        return queue
    waiting = Job.objects.unfinished().filter(requested_by=by, queue=queue).count()
    return queue if waiting < AT_ONCE else JobQueue.MASS


def send_together(parts: Sequence[Job], then: Job) -> None:
    """Hand the broker a chord: all `parts` at once, and `then` after the last of them.

    `then` must manage without: where the chord is lost with a worker, the sweep sends each by itself.
    """
    from portal.tasks import run_together  # noqa: PLC0415 - tasks import this module

    if not parts:
        send(then)
        return
    if broker.hand(run_together, ([job.pk for job in parts], then.pk), queue=JobQueue.MASS.value):
        Job.objects.filter(pk__in=[then.pk, *(job.pk for job in parts)]).update(sent_at=timezone.now())


def wait_for(job: Job, seconds: float) -> None:
    """Look at a sent job until it ends, or until the time is up.

    Outside a transaction: a worker sees only what is committed.
    """
    deadline = time.monotonic() + seconds
    job.refresh_from_db()
    while job.sent_at and not job.has_ended and time.monotonic() < deadline:
        time.sleep(LOOK_AGAIN)
        job.refresh_from_db()


def send(job: Job) -> None:
    """Hand the job to the broker; where it is down the sweep does so later."""
    from portal.tasks import run_job  # noqa: PLC0415 - tasks import this module

    if broker.hand(run_job, (job.pk,), queue=JobQueue(job.queue).value):
        Job.objects.filter(pk=job.pk).update(sent_at=timezone.now())


@transaction.atomic
def retry(*, job: Job, by: User) -> Job:
    """Queue a failed job again. Raises `Conflict` where it has not failed."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.has_failed:
        raise Conflict(_("Jobben har ikke feilet, så den kan ikke prøves på nytt."), about=job)
    logger.info("Job %s is tried again by user %s", job.pk, by.pk)
    _queue_again(job)
    transaction.on_commit(lambda: send(job))
    return job


@transaction.atomic
def cancel(*, job: Job, by: User) -> Job:
    """Stop a job: at once where it waits, and before its next step where it is under way.

    Raises `Denied`, or `Conflict` where it has ended.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.may_be_cancelled_by(by):
        raise Denied(_("Bare den som har bedt om arbeidet, kan avbryte det."))
    if job.has_ended:
        raise Conflict(_("Jobben er ferdig, så den kan ikke avbrytes."), about=job)
    job.cancelled_by = by
    job.save(update_fields=["cancelled_by"])
    if job.state == JobState.QUEUED:
        _fail(job, cancelled(job))
    return job


def run(*, job_id: int) -> None:
    """Do the job once; a second worker that gets the same job leaves it alone."""
    with _sole_runner(job_id) as alone:
        job = Job.objects.filter(pk=job_id).exclude(state__in=[JobState.DONE, JobState.FAILED]).first()
        if not alone or job is None or job.is_put_off(at=timezone.now()):
            return
        if job.attempts >= MAX_ATTEMPTS:  # delivered again by the broker each time it lost its worker
            _give_up(job)
            return
        _start(job)
        try:
            handler_of(job.kind)(job, Progress(job))
        except Exception as error:
            _stopped(job, error)
        else:
            _end(job, JobState.DONE)


def sweep(*, now: dt.datetime) -> int:
    """Re-queue jobs that lost their worker or never reached the broker; returns how many."""
    for job in Job.objects.filter(state=JobState.RUNNING):
        with _sole_runner(job.pk) as abandoned:
            if abandoned:
                _rescue(job.pk)
    waiting = Job.objects.filter(
        Q(due_at=None) | Q(due_at__lte=now),
        Q(sent_at=None) | Q(sent_at__lt=now - RESEND_AFTER),
        state=JobState.QUEUED,
    )
    broker.ask_again()
    for job in waiting:
        send(job)
    return len(waiting)


@contextmanager
def _sole_runner(job_id: int) -> Iterator[bool]:
    """Hold the job's lock while inside; yields False where another process holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, job_id])


def _start(job: Job) -> None:
    job.state, job.error, job.due_at = JobState.RUNNING, "", None
    job.started_at = timezone.now()
    job.attempts += 1
    job.save(update_fields=["state", "error", "due_at", "started_at", "attempts"])


def _stopped(job: Job, error: Exception) -> None:
    """By a fault: tried again where it passes by itself, and failed where it lasts."""
    fault = passing(error)
    if fault is Passing.DATABASE and not connection.is_usable():
        connection.close()  # to say so, a new one is needed
    if fault is None or job.put_off >= fault.value:
        logger.exception("Job %s failed", job.pk)
        _fail(job, fault.words_at_last if fault else _explain(job, error))
        return
    logger.warning("Job %s is put off: %s", job.pk, error)
    _put_off(job, fault)


@transaction.atomic
def _put_off(job: Job, fault: Passing) -> None:
    """The sweep sends it again when it is due. A fault that is not the work's own is no attempt at it."""
    job.error, job.due_at = fault.words, timezone.now() + pause(job.put_off)
    job.attempts, job.put_off = max(job.attempts - 1, 0), job.put_off + 1
    since = job.queued_at
    _back_in_the_queue(job)
    Job.objects.filter(pk=job.pk).update(put_off=job.put_off, due_at=job.due_at, queued_at=since)
    if fault is Passing.ROOM:
        room.tell()


def _end(job: Job, state: JobState, error: str = "") -> None:
    job.state, job.error, job.finished_at = state, error, timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])


@transaction.atomic
def _fail(job: Job, reason: str) -> None:
    """The one way in which a job fails or is given up: it says why, and what it was on hears of it with that."""
    _end(job, JobState.FAILED, error=reason)
    try:
        with transaction.atomic():
            _tell(job)
    except Exception:
        logger.exception("What job %s was on could not be told that it failed", job.pk)


def _tell(job: Job) -> None:
    listener = listener_of(job.kind)
    if listener is not None:
        listener(job)


def _queue_again(job: Job) -> None:
    job.error, job.attempts, job.finished_at, job.cancelled_by = "", 0, None, None
    job.put_off, job.due_at = 0, None
    _back_in_the_queue(job)


def _back_in_the_queue(job: Job) -> None:
    """What it had come to is not where it begins."""
    job.state, job.sent_at, job.queued_at = JobState.QUEUED, None, timezone.now()
    job.steps_done, job.steps_total, job.message = 0, 0, ""
    columns = ["state", "sent_at", "queued_at", "steps_done", "steps_total", "message"]
    job.save(
        update_fields=[*columns, "error", "attempts", "finished_at", "cancelled_by", "put_off", "due_at"]
    )


def _rescue(job_id: int) -> None:
    """The lock is ours, so nobody runs it: queue it again, or give up and say so."""
    job = Job.objects.filter(pk=job_id, state=JobState.RUNNING).first()
    if job is None:
        return
    if job.cancelled_by_id is not None:
        _fail(job, cancelled(job))
    elif job.attempts >= MAX_ATTEMPTS:
        _give_up(job)
    else:
        _back_in_the_queue(job)


def _give_up(job: Job) -> None:
    logger.error("Job %s lost its worker %s times and is given up", job.pk, job.attempts)
    _fail(job, _("Arbeidet stoppet uventet %d ganger.") % job.attempts)


def _explain(job: Job, error: Exception) -> str:
    """What went wrong, for the page. Only errors that are sentences of the portal's own speak for themselves; what
    others say is in the log, under the job's number."""
    if isinstance(error, Conflict | Denied):
        return error.reason
    if isinstance(error, Unreadable):
        return str(error)
    text = _("Noe gikk galt i portalen, så arbeidet ble stoppet. Oppgi jobb %d når du gir beskjed.")
    return text % job.pk

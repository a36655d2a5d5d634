"""Whether the parts that the portal stands on answer, and whether what they are to do is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone

from portal.celery import app
from portal.models import Job, OutgoingMail
from portal.models.heartbeat import since
from portal.models.jobs import JobState
from portal.storage import has_room

TIMEOUT = 1.0  # seconds to wait for the broker and for the first worker's answer
SWEEP = "sweep"
BEGUN = timezone.now()  # this process
# How old each may be before something is stuck. A sweep may stand behind a long piece of work.
SWEPT = dt.timedelta(minutes=5)
QUEUED = dt.timedelta(minutes=30)
UNSENT = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Health:
    """What answers, whether files can be kept, and in seconds: since the last sweep, or since this process
    began where there has been none, how long the oldest job has waited for a worker, and for how long a letter could
    have been sent."""

    database: bool
    broker: bool
    workers: bool
    room: bool = True
    last_sweep: int = 0
    oldest_job: int = 0
    oldest_letter: int = 0

    @property
    def is_well(self) -> bool:
        return self.database and self.broker and self.workers and self.room and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        ages = [(SWEPT, self.last_sweep), (QUEUED, self.oldest_job), (UNSENT, self.oldest_letter)]
        return any(age > limit.total_seconds() for limit, age in ages)


def check() -> Health:
    broker, room = broker_answers(), has_room()
    workers = broker and workers_answer()
    if not database_answers():
        return Health(database=False, broker=broker, workers=workers, room=room)
    swept = since(SWEEP) or timezone.now() - BEGUN
    return Health(
        database=True,
        broker=broker,
        workers=workers,
        room=room,
        last_sweep=_seconds(swept),
        oldest_job=_oldest_job(),
        oldest_letter=_oldest_letter(),
    )


def _oldest_job() -> int:
    queued = Job.objects.filter(state=JobState.QUEUED).aggregate(queued=Min("queued_at"))["queued"]
    return _seconds(timezone.now() - queued) if queued else 0


def _oldest_letter() -> int:
    due = OutgoingMail.objects.unsent().aggregate(due=Min("due_at"))["due"]
    return _seconds(timezone.now() - due) if due else 0


def _seconds(age: dt.timedelta) -> int:
    return max(0, int(age.total_seconds()))


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT
        ) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def workers_answer() -> bool:
    try:
        return bool(app.control.inspect(timeout=TIMEOUT, limit=1).ping())
    except (redis.RedisError, OSError):
        return False

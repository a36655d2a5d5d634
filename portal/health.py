"""Whether the parts that the portal stands on answer: database, broker, workers."""

from __future__ import annotations

from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import DatabaseError, connection

from portal.celery import app

TIMEOUT = 1.0  # seconds to wait for the broker and for the first worker's answer


@dataclass(frozen=True)
class Health:
    database: bool
    broker: bool
    workers: bool

    @property
    def is_well(self) -> bool:
        return self.database and self.broker and self.workers


def check() -> Health:
    broker = broker_answers()
    return Health(database=database_answers(), broker=broker, workers=broker and workers_answer())


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

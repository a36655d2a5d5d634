"""Rate limit with a sliding window (a log of moments for each key), atomic by the lock of one row in the database."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# One statement: who comes meanwhile waits for the row, then counts what stands there. A refusal writes nothing.
TAKE = """
    INSERT INTO portal_limitcount AS held (key, moments, ends_at)
    VALUES (%(key)s, ARRAY[clock_timestamp()], clock_timestamp() + %(window)s)
    ON CONFLICT (key) DO UPDATE SET
        moments = ARRAY(
            SELECT moment FROM unnest(held.moments) AS moment WHERE moment > clock_timestamp() - %(window)s
        ) || clock_timestamp(),
        ends_at = clock_timestamp() + %(window)s
    WHERE (
        SELECT count(*) FROM unnest(held.moments) AS moment WHERE moment > clock_timestamp() - %(window)s
    ) < %(most)s
    RETURNING 1
"""
WAIT = """
    SELECT extract(epoch FROM moment + %(window)s - clock_timestamp())
    FROM portal_limitcount, unnest(moments) AS moment WHERE key = %(key)s
    ORDER BY moment DESC OFFSET %(most)s - 1 LIMIT 1
"""
GIVE_BACK = """
    UPDATE portal_limitcount SET moments = trim_array(moments, 1) WHERE key = %(key)s AND cardinality(moments) > 0
"""


class LimitCount(models.Model):
    """When something was done lately, by what it counts for; by the machine's own time, until `ends_at`.

    The table is unlogged: after a crash of the database every count begins anew.
    """

    key = models.CharField(max_length=64, primary_key=True, help_text="A hash: the table holds no address.")
    moments = ArrayField(models.DateTimeField())
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("telling for en grense")
        verbose_name_plural = _("tellinger for grenser")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.key[:8]} {len(self.moments)}"


def take(key: str, *, most: int, seconds: int) -> int:
    """Count one for `key`; 0 where it is one of the `most` in any `seconds`, else the seconds until there is room."""
    if most < 1:
        return seconds
    about: dict[str, Any] = {"key": _hashed(key), "most": most, "window": timedelta(seconds=seconds)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, about)
        if cursor.fetchone():
            return 0
        cursor.execute(WAIT, about)
        [wait] = cursor.fetchone() or [1]
    return max(1, math.ceil(float(wait)))


def give_back(key: str) -> None:
    """The last one does not count."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, {"key": _hashed(key)})


def forget(key: str) -> None:
    LimitCount.objects.filter(pk=_hashed(key)).delete()


def sweep() -> None:
    """Take away what counts no more."""
    LimitCount.objects.filter(ends_at__lt=timezone.now()).delete()


def _hashed(key: str) -> str:
    return salted_hmac("portal.limits", key, algorithm="sha256").hexdigest()

"""Handing work to the broker, whom nobody waits long for: what it does not take, the sweep sends later."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import Task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

LONG = 1.0  # seconds; a broker that is only down refuses at once
QUIET = 10.0  # seconds that a silent one is not asked again by this process (circuit breaker)

_silence = {"until": 0.0}


def hand(task: Task[Any, Any], args: tuple[Any, ...] = (), **options: Any) -> bool:
    """Whether the broker took it. One that is frozen costs its time-out once, not once for each piece of work."""
    begun = time.monotonic()
    if begun < _silence["until"]:
        return False
    try:
        task.apply_async(args, **options)
    except (OperationalError, OSError) as error:
        if time.monotonic() - begun > LONG:
            _silence["until"] = time.monotonic() + QUIET
        logger.warning("The broker did not take %s%s; the sweep will send it: %s", task.name, args, error)
        return False
    return True


def ask_again() -> None:
    """Forget that it was silent."""
    _silence["until"] = 0.0

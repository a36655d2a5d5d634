"""Handlers of jobs by kind, and what hears of one that failed. An app registers its own in its `tasks` module.

Those modules import what draws (WeasyPrint, pikepdf, vl-convert), so they are loaded where jobs are run, and never
in a web process: it only asks for jobs.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.module_loading import autodiscover_modules
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.errors import Conflict
from portal.models import Job

LONGEST_MESSAGE = 200


class Progress:
    """What a handler tells the waiting reader: how far it has come, in its own steps."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, done: int, total: int, message: str) -> None:
        """Raises `Conflict` where somebody has cancelled the job: before a step is where it can be left, and what is
        done is done."""
        steps = {
            "steps_done": done,
            "steps_total": total,
            "message": Truncator(message).chars(LONGEST_MESSAGE),
        }
        rows = Job.objects.filter(pk=self.job.pk)
        if not (rows.filter(cancelled_by=None) if done < total else rows).update(**steps):
            raise Conflict(cancelled(self.job))
        for name, value in steps.items():
            setattr(self.job, name, value)


def cancelled(job: Job) -> str:
    """Who did it, in words."""
    who = Job.objects.values_list("cancelled_by__name", flat=True).get(pk=job.pk)
    return _("Avbrutt av %s.") % who


Handler = Callable[[Job, Progress], None]

Listener = Callable[[Job], None]

HANDLERS: dict[str, Handler] = {}
LISTENERS: dict[str, Listener] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def when_failed(*kinds: str) -> Callable[[Listener], Listener]:
    """What the work was on, where it has a state of its own, is told here that nobody is at it any more."""

    def register(listener: Listener) -> Listener:
        LISTENERS.update(dict.fromkeys(kinds, listener))
        return listener

    return register


def handler_of(kind: str) -> Handler:
    autodiscover_modules("tasks")
    return HANDLERS[kind]


def listener_of(kind: str) -> Listener | None:
    autodiscover_modules("tasks")
    return LISTENERS.get(kind)

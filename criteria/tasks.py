"""Celery's entry points of the criteria."""

from __future__ import annotations

from celery import shared_task
from celery.schedules import crontab

from criteria.operations import selections
from portal import clock
from portal.celery import app


@shared_task(name="criteria.tasks.tidy_selections")
def tidy_selections() -> None:
    """Every night: selections that were made without an account and left."""
    selections.tidy(now=clock.now())


app.add_periodic_task(crontab(hour=4, minute=0), tidy_selections.s(), name="tidy-selections")

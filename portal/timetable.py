"""What is done by the clock, in Norwegian time: portal/settings.py takes it in. Beat knows no more of the tasks."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab


def times(*, sweep_seconds: int, facts_seconds: int) -> dict[str, dict[str, Any]]:
    """Celery's `beat_schedule`: the task's name and when, by the entry's name."""
    entries: dict[str, tuple[str, crontab | int]] = {
        "sweep": ("portal.tasks.sweep", sweep_seconds),
        "count-facts": ("reporting.overview.tasks.count_facts", facts_seconds),
        "follow-hearings": ("criteria.hearing.tasks.follow_the_days", crontab(minute=5)),
        "erase-log": ("portal.tasks.erase_log", crontab(hour=3, minute=15)),
        "clear-unfinished": ("portal.tasks.clear_unfinished", crontab(hour=3, minute=30)),
        "erase-old": ("portal.tasks.erase_old", crontab(hour=3, minute=45)),
        "tidy-selections": ("criteria.tasks.tidy_selections", crontab(hour=4, minute=0)),
        "tidy-prints": ("reporting.overview.tasks.tidy_prints", crontab(hour=4, minute=10)),
        "tidy-national-files": ("reporting.tasks.tidy_national_files", crontab(hour=4, minute=20)),
        "erase-senders": ("criteria.hearing.tasks.erase_senders", crontab(hour=4, minute=20)),
        "open-rounds": ("reporting.tasks.open_rounds", crontab(hour=5, minute=0)),
        "remind-of-deadlines": ("reporting.tasks.remind_of_deadlines", crontab(hour=6, minute=30)),
        "send-digests": ("reporting.overview.tasks.send_digests", crontab(hour=6, minute=30)),
        "send-together": ("portal.tasks.send_together", crontab(hour=6, minute=45)),
    }
    found: dict[str, dict[str, Any]] = {
        name: {"task": task, "schedule": when} for name, (task, when) in entries.items()
    }
    found["count-facts"]["options"] = {"expires": facts_seconds}  # after a stop one count is enough
    return found

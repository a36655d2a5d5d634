"""The Celery application of the workers: `celery -A portal worker`. Beat has its own (portal/beat.py)."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import worker_before_create_process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_before_create_process.connect
def share_memory(**_details: Any) -> None:
    """What is loaded is left alone by the garbage collector, so that a child goes on sharing it with the worker."""
    gc.collect()
    gc.freeze()

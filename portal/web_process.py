"""Gunicorn's settings: `gunicorn --config python:portal.web_process portal.wsgi`.

A proxy that reads whole requests stands in front (bin/proxy/nginx.conf): a slow connection holds a thread here.
"""

import gc
from typing import Any

worker_class = "gthread"
workers = 3
threads = 4
backlog = 512
timeout = 60  # seconds without a sign of life; more than the database's own limit on a question
graceful_timeout = 30
keepalive = (
    35  # longer than the proxy keeps a connection to here, so that it is never the portal that hangs up
)
limit_request_line = 8190  # as the proxy's buffers
limit_request_fields = 100
limit_request_field_size = 8190
preload_app = True  # once, and shared by the processes: less memory, and a new one is there at once
max_requests = 5000  # then the process begins anew, and what has leaked is gone
max_requests_jitter = 1000


def when_ready(_server: Any) -> None:
    """Addresses are loaded too; and what is loaded the garbage collector leaves alone, so that it stays shared."""
    from portal.links import reverse  # noqa: PLC0415 - when the portal is loaded

    reverse("portal:home")
    gc.collect()
    gc.freeze()

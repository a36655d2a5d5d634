"""People who send forms to the portal's own web processes, each on a connection that is kept."""

from __future__ import annotations

import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benches.figures import NotMeasured
from portal.embedded.process import end, free_port
from portal.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
WAIT_SECONDS = 120


class Browser:
    """Somebody, signed in where `user` is given."""

    def __init__(self, port: int, user: User | None = None) -> None:
        self.token = secrets.token_hex(16)
        self.cookies = f"{settings.CSRF_COOKIE_NAME}={self.token}"
        if user is not None:
            self.cookies += f"; {settings.SESSION_COOKIE_NAME}={session_of(user)}"
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)

    def ask(
        self, path: str, typed: dict[str, str] | None = None, accept: str = "text/html"
    ) -> tuple[int, str]:
        """The status and the body. Nothing is asked twice: an answer that is lost is lost."""
        headers = {"Cookie": self.cookies, "Accept": accept}
        if typed is None:
            self.line.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self.line.request("POST", path, urlencode(typed | {"csrfmiddlewaretoken": self.token}), headers)
        answer = self.line.getresponse()
        return answer.status, answer.read().decode()

    def rest(self) -> None:
        """The server hangs up on who is silent for seconds, so the next words go on a new connection."""
        self.line.close()

    def form(self, path: str, field: str) -> dict[str, str]:
        """What the page's form with `field` holds, its boxes ticked. Raises `NotMeasured` where there is none."""
        status, page = self.ask(path)
        self.rest()
        for form in lxml.html.fromstring(page).forms:
            if field in form.fields:
                for control in form.inputs:
                    if control.get("type") == "checkbox":
                        control.checked = True
                return {name: value.removeprefix("\n") for name, value in form.form_values()}
        raise NotMeasured(f"{path}: {status}, no form with {field}")

    def send(self, path: str, typed: dict[str, str]) -> None:
        """Raises `NotMeasured` where it is not done."""
        status, page = self.ask(path, typed)
        if status != HTTPStatus.FOUND:
            said = lxml.html.fromstring(page).xpath("string(//main)")
            raise NotMeasured(f"{path}: {status} {' '.join(said.split())[:500]}")


def session_of(user: User) -> str:
    """The key of a session of somebody who typed the password just now."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.create()
    return str(session.session_key)


@contextmanager
def web(processes: int) -> Iterator[int]:
    """Gunicorn as in the demo, without the limits for open forms; gives its port."""
    port = free_port()
    command = [
        BIN / "gunicorn",
        "portal.wsgi",
        "--config",
        "python:portal.web_process",
        "--no-control-socket",
    ]
    place = ["--bind", f"127.0.0.1:{port}", "--workers", str(processes), "--log-level", "error"]
    own = {"DATABASE_POOL": "1", "FORMS_PER_HOUR": "1000000", "MAILS_PER_HOUR": "1000000"}
    process = subprocess.Popen([*command, *place], cwd=ROOT, env=os.environ | own)
    try:
        wait_for(lambda: _answers(port))
        yield port
    finally:
        end(process)


@contextmanager
def worker() -> Iterator[None]:
    """What sends the mails and draws what is sealed."""
    command = [BIN / "celery", "-q", "-A", "portal", "worker", "--concurrency", "1", "--loglevel", "ERROR"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield
    finally:
        end(process)


def _answers(port: int) -> bool:
    try:
        return Browser(port).ask("/om-dataene/")[0] == HTTPStatus.OK
    except OSError:
        return False


def wait_for(happened: Callable[[], bool]) -> None:
    """Raises `NotMeasured` where it does not happen."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            raise NotMeasured("waited too long")
        time.sleep(0.1)

"""How long somebody stays signed in: limits for a session that is idle, and for one that is used."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

BEGUN, SEEN = "begun_at", "seen_at"  # in the session, seconds
STEP = 300  # seconds between two notes of use: not every page writes


@receiver(user_logged_in)
def begin(request: HttpRequest, **_details: Any) -> None:
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


class SessionLimitsMiddleware:
    """Ends a session that has been idle, or has lasted, too long; otherwise notes that it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            self._keep_or_end(request)
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest) -> None:
        session, now = request.session, int(time.time())
        begun, seen = session.get(BEGUN, now), session.get(SEEN, now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - begun > settings.SESSION_SECONDS:
            logout(request)
            messages.info(request, _("Du er logget ut fordi det er lenge siden du logget inn eller var her."))
        elif now - seen >= min(STEP, settings.SESSION_IDLE_SECONDS // 2) or BEGUN not in session:
            session[BEGUN], session[SEEN] = begun, now
            used = UserSession.objects.filter(session_key=session.session_key)
            used.update(last_seen_at=dt.datetime.fromtimestamp(now, dt.UTC))

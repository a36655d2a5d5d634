"""The portal's addresses, each made once per process: a page has a hundred, and Django looks for each anew.

An address depends on its name, its parts, the patterns and where the portal is mounted, never on a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf
from django.urls import reverse as look_for

MOST = 20_000  # addresses that are kept: those of the rows that are shown now


def reverse(name: str, *, args: Sequence[object] = (), among: str = "") -> str:
    """As Django's; `among` is the instance of an app that is asked for where there are several (`current_app`)."""
    return _made(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), among, name, *map(str, args))


@lru_cache(MOST)
def _made(patterns: str, _mounted_at: str, among: str, name: str, *parts: str) -> str:
    return look_for(name, patterns, args=parts, current_app=among)

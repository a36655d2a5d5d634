"""The frozen overview as PDF; `portal/pdf.py` draws it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from portal.pdf import draw, finish


def render_overview(content: Mapping[str, Any], drawings: Mapping[str, str]) -> bytes:
    """The frozen overview as PDF; `drawings` are its charts as SVG by key. Raises `RefusedAsset`."""
    counted = content["counted"]
    context = {
        "overview": content,
        "counted": dt.datetime.fromisoformat(counted) if counted else None,
        "made_up": settings.PORTAL_DEMO,
    }
    with translation.override("nb"):
        return finish(draw(render_to_string("pdf/overview.html", context), drawings))

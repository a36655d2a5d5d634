"""Vega-Lite to pictures. Its library is large and slow to load: the web process never imports this module."""

from __future__ import annotations

from typing import Any

import vl_convert


def svg(specification: dict[str, Any]) -> str:
    """SVG text, the same bytes for the same specification."""
    return str(vl_convert.vegalite_to_svg(specification))


def png(specification: dict[str, Any], *, scale: float = 1) -> bytes:
    """PNG; `scale` is pixels for each of the specification's units."""
    return bytes(vl_convert.vegalite_to_png(specification, scale=scale))

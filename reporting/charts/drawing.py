"""Vega-Lite to pictures. Its library is large and slow to load: the web process never imports this module."""

from __future__ import annotations

from typing import Any

import vl_convert


def svg(specification: dict[str, Any], *, version: str | None = None) -> str:
    """SVG text, the same bytes for the same specification. `version` of Vega-Lite: None is the library's own."""
    return str(vl_convert.vegalite_to_svg(specification, vl_version=version))


def png_of_svg(text: str) -> bytes:
    """PNG of any SVG, one pixel for each of its units."""
    return bytes(vl_convert.svg_to_png(text, scale=1))


def png(specification: dict[str, Any], *, version: str | None = None) -> bytes:
    """PNG, one pixel for each of the specification's units."""
    return bytes(vl_convert.vegalite_to_png(specification, scale=1, vl_version=version))

"""Places on an app's pages that the apps above fill. A page names its slot; who fills it registers a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

# What the template is drawn with, from the request and what the page is about; None draws nothing.
Context = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Filling:
    template: str
    context: Context


SLOTS: dict[str, list[Filling]] = {}


def fills(slot: str, template: str) -> Callable[[Context], Context]:
    """Fill `slot` with `template`, drawn with what the decorated function gives."""

    def register(context: Context) -> Context:
        SLOTS.setdefault(slot, []).append(Filling(template, context))
        return context

    return register

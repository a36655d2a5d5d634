"""Puts the counties' use on a criterion's page; the page itself belongs to the app below."""

from __future__ import annotations

from typing import Any

from django import template

from counties.criterion_figures import use_of
from criteria.models import Criterion

register = template.Library()


@register.inclusion_tag("counties/criterion_use.html")
def criterion_use(criterion: Criterion) -> dict[str, Any]:
    return {"use": use_of(criterion)}

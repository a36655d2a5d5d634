"""What the counties put on the pages of the apps below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from counties.criterion_figures import use_of
from criteria.models import Criterion
from portal.slots import fills


@fills("criterion", "counties/criterion_use.html")
def use_of_criterion(request: HttpRequest, criterion: Criterion) -> dict[str, Any]:
    return {"use": use_of(criterion)}


@fills("criteria-work", "counties/revision_link.html")
def what_to_revise(_request: HttpRequest, _about: None) -> dict[str, Any]:
    return {}

"""Finding a region and what is in it, as far as the reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from counties.models import Region
from counties.registers import REGISTERS, Register
from portal.access import Permission, can
from portal.errors import LoginNeeded
from portal.pages import get_visible


def find_region(request: HttpRequest, slug: str) -> Region:
    """The region whose work the reader may see. Raises `Http404` or `LoginNeeded`."""
    region = open_region(request, slug)
    if can(request.user, Permission.COUNTY_READ, region):
        return region
    if request.user.is_authenticated:
        raise Http404
    raise LoginNeeded


def open_region(request: HttpRequest, slug: str) -> Region:
    """The region for pages that everyone reads."""
    return get_object_or_404(Region.objects.visible_to(request.user).select_related("pulje"), slug=slug)


def grant_region(request: HttpRequest, slug: str) -> Region:
    """The region, for those who read its grants: inside it, or nationally."""
    region = get_visible(request, Region.objects.select_related("pulje"), slug=slug)
    if not can(request.user, Permission.GRANTS_READ, region):
        return get_visible(request, Region.objects.none(), slug=slug)
    return region


def find_register(request: HttpRequest, slug: str, noun: str) -> tuple[Region, Register]:
    register = REGISTERS.get(noun)
    if register is None:
        raise Http404
    return (open_region if register.public else find_region)(request, slug), register


def find_row(request: HttpRequest, slug: str, noun: str, pk: int) -> tuple[Region, Register, Any]:
    region, register = find_register(request, slug, noun)
    row: Model = get_visible(request, register.rows(region), pk=pk)
    return region, register, row

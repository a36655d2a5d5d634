"""Which selections this browser holds. The session keeps keys only; the rows are in the database."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from criteria.models import Selection
from criteria.models.selection import SelectionQuerySet
from criteria.operations import selections
from portal.models import User

KEPT = "selections"  # keys of selections made without an account
CURRENT = "selection"  # key of the one that new criteria go into


def kept(request: HttpRequest) -> list[int]:
    return list(request.session.get(KEPT, []))


def mine(request: HttpRequest) -> SelectionQuerySet:
    return Selection.objects.visible_to(request.user, kept(request))


def current(request: HttpRequest) -> Selection | None:
    """The one in use, or the one changed last."""
    rows = mine(request)
    return rows.filter(pk=request.session.get(CURRENT, 0)).first() or rows.first()


def hold(request: HttpRequest, selection: Selection) -> None:
    """New criteria go to `selection`; an ownerless one stays with this browser."""
    request.session[CURRENT] = selection.pk
    if selection.owner_id is None and selection.pk not in kept(request):
        request.session[KEPT] = [*kept(request), selection.pk]


def owner_of(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


# Log-in belongs to django-allauth, which tells of it by this signal only.
@receiver(user_logged_in)
def take_along(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """What was picked without an account is the person's own after log-in."""
    if request is not None and hasattr(request, "session"):
        selections.claim(primary_keys=request.session.pop(KEPT, []), by=user)

"""Events, sign-ups, and the waiting list that moves by itself; the organiser's own list is in `participants`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counties.models import Event, EventState, Registration, RegistrationState
from counties.operations import notices
from counties.workflow import EVENT, REGISTRATION, EventAction, RegistrationAction
from counties.workflow.events import CHOSEN
from portal import clock
from portal.access import require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations import records
from portal.operations.outbox import post, post_as_previewed


@transaction.atomic
def sign_up(*, event: Event, name: str, email: str, organisation: str, group: str) -> Registration:
    """Take a place where there is one, else stand in the queue; a receipt goes out by e-mail.

    Asking again with the same address gives the same registration. Raises `Conflict` where it is too late.
    """
    event = locked(event)
    if not event.takes_sign_ups(on=clock.today()):
        raise Conflict(_("Det er ikke lenger mulig å melde seg på «%s».") % event, about=event)
    already = event.registrations.filter(email__iexact=email).exclude(state=RegistrationState.CANCELLED)
    registration = already.first()
    if registration is None:
        state = RegistrationState.CONFIRMED if free_places(event) else RegistrationState.WAITING
        with because(_("Meldte seg på"), None):
            registration = Registration.objects.create(
                event=event, name=name, email=email, organisation=organisation, group=group, state=state
            )
    post([notices.of_place(registration, event)])
    return registration


@transaction.atomic
def cancel(*, registration: Registration) -> Registration:
    """Give the place up; the first in the queue gets it. Twice does no harm."""
    event = locked(registration.event)
    registration = Registration.objects.get(pk=registration.pk)
    if not REGISTRATION.allows(registration, RegistrationAction.CANCEL):
        return registration
    if clock.is_past(event.ends_at) and event.closes_on < clock.today():
        raise Conflict(_("«%s» er alt holdt.") % event, about=event)
    registration.attended = False
    registration.state = REGISTRATION.target(registration, RegistrationAction.CANCEL)
    with because(_("Meldte seg av"), None):
        registration.save(update_fields=["state", "attended"])
        post([notices.of_leaving(registration, event), *_let_in(event)])
    return registration


@transaction.atomic
def save(
    *, event: Event, values: Mapping[str, Any], seen: str | None = None, previewed: str = "", by: User
) -> Event:
    """Keep `values` of an event, new or as it was `seen`; more places let people in from the queue.

    Those who get a place are told, and where it is moved, the others too. Raises `Denied`, `Conflict`, `Stale`, or
    `Unseen` where their letters have not been looked at.
    """
    before = records.locked(event) if event.pk is not None else None
    if before is not None:
        require(by, before.edit_permission, before)
        records.require_seen(before, seen, values)
        _guard_edit(before, values.get("state", before.state), by)
    event = records.save(row=event, values=values, permission=event.edit_permission, seen=seen, by=by)
    event = locked(event)  # with the version that the letters' calendars count by
    with because(_("Plass fra ventelisten"), by):
        let_in = _let_in(event)
    moved = _of_move(before, event, but=[letter.to for letter in let_in]) if before else []
    post_as_previewed([*let_in, *moved], previewed)
    return event


def _guard_edit(before: Event, wanted: str, by: User) -> None:
    """Raise `Denied`, or `Conflict` where the event can't be edited, or not into the state `wanted`."""
    EVENT.guard(before, EventAction.EDIT if wanted == before.state else CHOSEN[EventState(wanted)], by)
    if before.is_open and wanted == EventState.DRAFT and _signed_up(before).exists():
        reason = _("Noen er påmeldt «%s», så det kan ikke gjøres til kladd. Avlys det, så får de beskjed.")
        raise Conflict(reason % before, about=before)


def _of_move(before: Event, event: Event, but: Collection[str]) -> list[Letter]:
    """To everyone signed up, `but` those who get another letter with the new time and place."""
    if not event.is_open or not notices.is_moved(before, event):
        return []
    rows = _signed_up(event).exclude(email__in=but)
    return [notices.of_move(registration, before, event) for registration in rows]


def _signed_up(event: Event) -> QuerySet[Registration]:
    """With a place, or in the queue."""
    return event.registrations.exclude(state=RegistrationState.CANCELLED)


@transaction.atomic
def call_off(*, event: Event, reason: str, previewed: str = "", by: User) -> Event:
    """Cancel a published event and tell everyone who is signed up.

    Raises `Denied`, `Conflict`, or `Unseen` where their letters have not been looked at.
    """
    event = locked(event)
    event.state = EVENT.guard(event, EventAction.CALL_OFF, by)
    with because(reason, by):
        event.save(update_fields=["state"])
    event = locked(event)
    letters = [notices.of_call_off(registration, event, reason) for registration in _signed_up(event)]
    post_as_previewed(letters, previewed)
    return event


def locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("region").get(pk=event.pk)


def free_places(event: Event) -> int:
    """Free places; many where there is no limit. The event's row must be locked."""
    taken = event.registrations.filter(state=RegistrationState.CONFIRMED).count()
    return 1_000_000 if event.capacity is None else max(event.capacity - taken, 0)


def _let_in(event: Event) -> list[Letter]:
    """Give the first in the queue the places that are free. The letters that tell them so."""
    if not event.is_open:
        return []
    queue = event.registrations.filter(state=RegistrationState.WAITING).order_by("registered_at", "pk")
    lucky = list(queue[: free_places(event)])
    for registration in lucky:
        registration.state = REGISTRATION.target(registration, RegistrationAction.MOVE_UP)
        registration.save(update_fields=["state"])
    return [notices.of_place(registration, event) for registration in lucky]

"""Sign-ups, the waiting list that moves by itself, attendance, and the activity an event becomes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties import calendar
from counties.models import Activity, Event, EventState, Group, Registration, RegistrationState, Theme
from counties.workflow import EVENT, REGISTRATION, EventAction, RegistrationAction
from counties.workflow.events import CHOSEN
from portal import clock, formats
from portal.access import require
from portal.errors import Conflict
from portal.history import because
from portal.models import User
from portal.operations import records
from portal.operations.notifications import send_to

COUNTED = {
    Group.POLITIKER: "politikere",
    Group.LEDER: "ledere",
    Group.INNKJOPER: "innkjopere",
    Group.LEVERANDOR: "leverandorer",
}


@transaction.atomic
def sign_up(*, event: Event, name: str, email: str, organisation: str, group: str) -> Registration:
    """Take a place where there is one, else stand in the queue; a receipt goes out by e-mail.

    Asking again with the same address gives the same registration. Raises `Conflict` where it is too late.
    """
    event = _locked(event)
    if not event.takes_sign_ups(on=clock.today()):
        raise Conflict(_("Det er ikke lenger mulig å melde seg på «%s».") % event, about=event)
    already = event.registrations.filter(email__iexact=email).exclude(state=RegistrationState.CANCELLED)
    registration = already.first()
    if registration is None:
        state = RegistrationState.CONFIRMED if _free(event) else RegistrationState.WAITING
        with because(_("Meldte seg på"), None):
            registration = Registration.objects.create(
                event=event, name=name, email=email, organisation=organisation, group=group, state=state
            )
    _write_to(registration, event)
    return registration


@transaction.atomic
def cancel(*, registration: Registration) -> Registration:
    """Give the place up; the first in the queue gets it. Twice does no harm."""
    event = _locked(registration.event)
    registration = Registration.objects.get(pk=registration.pk)
    if not REGISTRATION.allows(registration, RegistrationAction.CANCEL):
        return registration
    if event.ends_at < clock.now() and event.closes_on < clock.today():
        raise Conflict(_("«%s» er alt holdt.") % event, about=event)
    registration.attended = False
    registration.state = REGISTRATION.target(registration, RegistrationAction.CANCEL)
    with because(_("Meldte seg av"), None):
        registration.save(update_fields=["state", "attended"])
        _move_up(event)
    return registration


@transaction.atomic
def save(*, event: Event, values: Mapping[str, Any], seen: str | None = None, by: User) -> Event:
    """Keep `values` of an event, new or as it was `seen`; more places let people in from the queue.

    Raises `Denied`, `Conflict` or `Stale`.
    """
    if event.pk is not None:
        before = records.locked(event)
        require(by, before.edit_permission, before)
        records.require_seen(before, seen, values)
        _guard_edit(before, values.get("state", before.state), by)
    event = records.save(row=event, values=values, permission=event.edit_permission, seen=seen, by=by)
    with because(_("Plass fra ventelisten"), by):
        _move_up(event)
    return event


def _guard_edit(before: Event, wanted: str, by: User) -> None:
    """Raise `Denied`, or `Conflict` where the event can't be edited, or not into the state `wanted`."""
    EVENT.guard(before, EventAction.EDIT if wanted == before.state else CHOSEN[EventState(wanted)], by)


@transaction.atomic
def call_off(*, event: Event, reason: str, by: User) -> Event:
    """Cancel a published event and tell everyone who is signed up. Raises `Denied` or `Conflict`."""
    event = _locked(event)
    event.state = EVENT.guard(event, EventAction.CALL_OFF, by)
    with because(reason, by):
        event.save(update_fields=["state"])
    for registration in event.registrations.exclude(state=RegistrationState.CANCELLED):
        body = _("Vi må dessverre avlyse %(event)s.\n\n%(reason)s")
        details = {"event": _line(event), "reason": reason}
        send_to(address=registration.email, subject=_("Avlyst: %s") % event, body=body % details)
    return event


@transaction.atomic
def take_attendance(*, event: Event, present: Collection[int], absent: Collection[int] = (), by: User) -> int:
    """Those of `present` (registrations' keys) who had a place have attended, those of `absent` not.

    The others stay as they are, as somebody else may tick them off too. Returns how many have attended.
    """
    event = _locked(event)
    require(by, event.edit_permission, event)
    with_place = event.registrations.filter(state=RegistrationState.CONFIRMED)
    with because(_("Førte oppmøte"), by):
        with_place.filter(pk__in=absent, attended=True).update(attended=False)
        with_place.filter(pk__in=present, attended=False).update(attended=True)
    return with_place.filter(attended=True).count()


@transaction.atomic
def become_activity(*, event: Event, by: User) -> Activity:
    """Register the held event as the region's activity, with those who attended. Raises `Denied` or `Conflict`."""
    event = _locked(event)
    if event.region is None:
        raise Conflict(_("Et nasjonalt arrangement er ikke ett fylkes aktivitet."), about=event)
    EVENT.guard(event, EventAction.REGISTER, by)
    if event.activity_id is not None:
        raise Conflict(_("«%s» er alt registrert som aktivitet.") % event, about=event)
    day = localtime(event.starts_at).date()
    if day > clock.today():
        raise Conflict(_("«%s» er ikke holdt ennå.") % event, about=event)
    counts = {
        field: event.registrations.filter(attended=True, group=group).count()
        for group, field in COUNTED.items()
    }
    with because(_("Holdt arrangement"), by):
        activity = Activity.objects.create(
            region=event.region,
            task=event.task,
            title=event.title,
            happened_on=day,
            audience=event.place,
            themes=[Theme.MILJO],
            recorded_by=by,
            **counts,
        )
        event.activity = activity
        event.save(update_fields=["activity"])
    return activity


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("region").get(pk=event.pk)


def _free(event: Event) -> int:
    """Free places; many where there is no limit. The event's row must be locked."""
    taken = event.registrations.filter(state=RegistrationState.CONFIRMED).count()
    return 1_000_000 if event.capacity is None else max(event.capacity - taken, 0)


def _move_up(event: Event) -> None:
    queue = event.registrations.filter(state=RegistrationState.WAITING).order_by("registered_at", "pk")
    if not event.is_open:
        return
    for registration in queue[: _free(event)]:
        registration.state = REGISTRATION.target(registration, RegistrationAction.MOVE_UP)
        registration.save(update_fields=["state"])
        _write_to(registration, event)


def _write_to(registration: Registration, event: Event) -> None:
    link = f"{settings.PORTAL_BASE_URL}{registration.get_absolute_url()}"
    if registration.has_place:
        subject = _("Du har plass: %s") % event
        body = _(
            "Du har plass på %(event)s.\n\nKan du ikke komme? Meld deg av, så får en annen plassen:\n%(link)s"
        )
        file = calendar.of_events([event])
    else:
        subject = _("Venteliste: %s") % event
        body = _(
            "Det er fullt på %(event)s. Du står på ventelisten og får e-post hvis det blir plass."
            "\n\nVil du ikke vente? Meld deg av:\n%(link)s"
        )
        file = ""
    details = {"event": _line(event), "link": link}
    send_to(address=registration.email, subject=subject, body=body % details, calendar=file)


def _line(event: Event) -> str:
    return f"«{event.title}», {event.place}, {formats.moment(event.starts_at)}"

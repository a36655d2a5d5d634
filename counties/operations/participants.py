"""The organiser's list: adding, choosing from the queue, writing, attendance, and the activity it becomes."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, QuerySet, TextChoices
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counties.models import Activity, Event, Group, Registration, RegistrationState, Theme
from counties.operations import notices
from counties.operations.events import free_places, locked
from counties.workflow import EVENT, REGISTRATION, EventAction, RegistrationAction
from portal import clock
from portal.access import require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.norwegian import NorwegianOrder
from portal.operations.outbox import post_as_previewed

COUNTED = {
    Group.POLITIKER: "politikere",
    Group.LEDER: "ledere",
    Group.INNKJOPER: "innkjopere",
    Group.LEVERANDOR: "leverandorer",
}


class Receivers(TextChoices):
    PLACE = "place", gettext_lazy("Alle som har plass")
    WAITING = "waiting", gettext_lazy("De på ventelisten")
    CAME = "came", gettext_lazy("De som møtte")
    STAYED_AWAY = "stayed_away", gettext_lazy("De som hadde plass og ikke møtte")

    def among(self, rows: QuerySet[Registration]) -> QuerySet[Registration]:
        confirmed = rows.filter(state=RegistrationState.CONFIRMED)
        match self:
            case Receivers.WAITING:
                return rows.filter(state=RegistrationState.WAITING)
            case Receivers.CAME:
                return confirmed.filter(attended=True)
            case Receivers.STAYED_AWAY:
                return confirmed.filter(attended=False)
        return confirmed


@transaction.atomic
def add(
    *,
    event: Event,
    name: str,
    email: str,
    organisation: str,
    group: str,
    previewed: str = "",
    by: User,
) -> Registration:
    """Give somebody a place, after the deadline too. Who is added when it has been held, was there, and gets no mail.

    Where it is full there is made room for one more. Raises `Denied`, `Conflict` where the address is signed up, or
    `Unseen` where the mail has not been looked at.
    """
    event = _open(event, by)
    if _signed_up(event).filter(email__iexact=email).exists():
        raise Conflict(_("%s er alt påmeldt.") % email)
    with because(_("Lagt til av arrangøren"), by):
        event = _with_room(event)
        registration = Registration.objects.create(
            event=event,
            name=name,
            email=email,
            organisation=organisation,
            group=group,
            state=RegistrationState.CONFIRMED,
            attended=clock.is_past(event.ends_at),
        )
    _tell_of_place(registration, event, previewed)
    return registration


@transaction.atomic
def admit(*, registration: Registration, previewed: str = "", by: User) -> Registration:
    """Give somebody in the queue a place before the others; where it is full there is made room for one more.

    Raises `Denied`, `Conflict`, or `Unseen` where the mail has not been looked at.
    """
    event = _open(registration.event, by)
    registration = Registration.objects.select_related("event__region").get(pk=registration.pk)
    require_waiting(registration)
    state = REGISTRATION.target(registration, RegistrationAction.ADMIT)
    with because(_("Valgt fra ventelisten"), by):
        event = _with_room(event)
        registration.state, registration.attended = state, clock.is_past(event.ends_at)
        registration.save(update_fields=["state", "attended"])
    _tell_of_place(registration, event, previewed)
    return registration


@transaction.atomic
def write(*, event: Event, to: str, subject: str, text: str, previewed: str = "", by: User) -> int:
    """Write to some of those signed up, with the sender's own address to answer to. Returns to how many.

    Raises `Denied`, `Conflict` where there is nobody, or `Unseen`.
    """
    event = locked(event)
    require(by, event.edit_permission, event)
    rows = Receivers(to).among(event.registrations.all()).order_by(NorwegianOrder("name"), "pk")
    body = _("%(text)s\n\nHilsen %(name)s\nSvar til: %(email)s") % {
        "text": text,
        "name": by.name,
        "email": by.email,
    }
    letters = [Letter(row.email, subject, body) for row in rows]
    if not letters:
        raise Conflict(_("Det er ingen blant dem du valgte å skrive til."))
    post_as_previewed(letters, previewed)
    return len(letters)


@transaction.atomic
def take_attendance(*, event: Event, present: Collection[int], absent: Collection[int] = (), by: User) -> int:
    """Those of `present` (registrations' keys) who had a place have attended, those of `absent` not.

    The others stay as they are, as somebody else may tick them off too. Returns how many have attended.
    Raises `Denied`, or `Conflict` before its first day.
    """
    event = locked(event)
    require(by, event.edit_permission, event)
    _require_begun(event)
    with_place = event.registrations.filter(state=RegistrationState.CONFIRMED)
    with because(_("Førte oppmøte"), by):
        with_place.filter(pk__in=absent, attended=True).update(attended=False)
        with_place.filter(pk__in=present, attended=False).update(attended=True)
    return with_place.filter(attended=True).count()


@transaction.atomic
def become_activity(*, event: Event, by: User) -> Activity:
    """Register the held event as the region's activity, with those who attended. Raises `Denied` or `Conflict`."""
    event = locked(event)
    if event.region is None:
        raise Conflict(_("Et nasjonalt arrangement er ikke ett fylkes aktivitet."), about=event)
    EVENT.guard(event, EventAction.REGISTER, by)
    if event.activity_id is not None:
        raise Conflict(_("«%s» er alt registrert som aktivitet.") % event, about=event)
    _require_begun(event)
    counts = {
        field: event.registrations.filter(attended=True, group=group).count()
        for group, field in COUNTED.items()
    }
    with because(_("Holdt arrangement"), by):
        activity = Activity.objects.create(
            region=event.region,
            task=event.task,
            title=event.title,
            happened_on=localtime(event.starts_at).date(),
            audience=event.place,
            themes=[Theme.MILJO],
            recorded_by=by,
            **counts,
        )
        event.activity = activity
        event.save(update_fields=["activity"])
    return activity


def require_waiting(registration: Registration) -> None:
    """Raise `Conflict` where there is nobody to let in, or there was."""
    if not REGISTRATION.allows(registration, RegistrationAction.ADMIT):
        raise Conflict(_("%s står ikke på ventelisten.") % registration, about=registration.event)


def unticked(event: Event) -> list[str]:
    """The names of those who had a place and are not ticked off as having come (1 query)."""
    rows = Receivers.STAYED_AWAY.among(event.registrations.all())
    return list(rows.order_by(NorwegianOrder("name"), "pk").values_list("name", flat=True))


def _open(event: Event, by: User) -> Event:
    """Locked. Raises `Denied`, or `Conflict` where it is a draft or called off."""
    event = locked(event)
    require(by, event.edit_permission, event)
    if not event.is_open:
        raise Conflict(_("«%s» er ikke publisert, så ingen kan få plass.") % event, about=event)
    return event


def _require_begun(event: Event) -> None:
    if not event.has_begun:
        raise Conflict(_("«%s» er ikke holdt ennå.") % event, about=event)


def _with_room(event: Event) -> Event:
    """With a place that is free: one more where all are taken."""
    if not free_places(event):
        Event.objects.filter(pk=event.pk).update(capacity=F("capacity") + 1)
        event = locked(event)
    return event


def _signed_up(event: Event) -> QuerySet[Registration]:
    return event.registrations.exclude(state=RegistrationState.CANCELLED)


def _tell_of_place(registration: Registration, event: Event, previewed: str) -> None:
    over = clock.is_past(event.ends_at)
    post_as_previewed([] if over else [notices.of_place(registration, event)], previewed)

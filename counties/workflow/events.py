"""The states of an event and of a place at it, and the ways between them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.access import Permission
from portal.workflow import Button, Hand, OfRow, State, Workflow


class EventState(State):
    DRAFT = "draft", "neutral", _("Kladd")
    OPEN = "open", "success", _("Publisert")
    CANCELLED = "cancelled", "neutral", _("Avlyst")


class EventAction(TextChoices):
    EDIT = "edit", _("Endre")
    PUBLISH = "publish", _("Publiser")
    UNPUBLISH = "unpublish", _("Gjør til kladd")
    CALL_OFF = "call_off", _("Avlys")
    REGISTER = "register", _("Registrer som aktivitet")


ORGANISER = OfRow(
    frozenset({Permission.WORK_RECORD, Permission.NATIONAL_PLAN}), lambda event: event.edit_permission
)

ORGANISER_OF_PLACE = OfRow(ORGANISER.permissions, lambda place: place.event.edit_permission)

# What is called off stays so: everyone who had signed up has been told.
EVENT = Workflow[EventState, EventAction](
    name="An event",
    states=EventState,
    initial=(EventState.DRAFT, EventState.OPEN),
    table={
        (EventState.DRAFT, EventAction.EDIT): (EventState.DRAFT, ORGANISER),
        (EventState.DRAFT, EventAction.PUBLISH): (EventState.OPEN, ORGANISER),
        (EventState.DRAFT, EventAction.CALL_OFF): (EventState.CANCELLED, ORGANISER),
        (EventState.OPEN, EventAction.EDIT): (EventState.OPEN, ORGANISER),
        (EventState.OPEN, EventAction.UNPUBLISH): (EventState.DRAFT, ORGANISER),
        (EventState.OPEN, EventAction.CALL_OFF): (EventState.CANCELLED, ORGANISER),
        (EventState.OPEN, EventAction.REGISTER): (EventState.OPEN, ORGANISER),
    },
    refused=_("Arrangementet er «%(state)s», så «%(action)s» er ikke mulig nå. Ingenting er endret."),
    buttons={
        EventAction.EDIT: Button("secondary"),
        EventAction.CALL_OFF: Button("tertiary", "danger"),
        EventAction.REGISTER: Button("secondary"),
    },
)

# The choice of a form with an event's words, as the action that it is.
CHOSEN = {EventState.DRAFT: EventAction.UNPUBLISH, EventState.OPEN: EventAction.PUBLISH}


class RegistrationState(State):
    CONFIRMED = "confirmed", "success", _("Har plass")
    WAITING = "waiting", "accent", _("På venteliste")
    CANCELLED = "cancelled", "neutral", _("Avmeldt")


class RegistrationAction(TextChoices):
    MOVE_UP = "move_up", _("Gi plass")
    ADMIT = "admit", _("Ta inn fra ventelisten")
    CANCEL = "cancel", _("Meld meg av")


REGISTRATION = Workflow[RegistrationState, RegistrationAction](
    name="A sign-up for an event",
    states=RegistrationState,
    initial=(RegistrationState.CONFIRMED, RegistrationState.WAITING),
    table={
        (RegistrationState.CONFIRMED, RegistrationAction.CANCEL): (RegistrationState.CANCELLED, Hand.LINK),
        (RegistrationState.WAITING, RegistrationAction.CANCEL): (RegistrationState.CANCELLED, Hand.LINK),
        (RegistrationState.WAITING, RegistrationAction.MOVE_UP): (RegistrationState.CONFIRMED, Hand.PORTAL),
        (RegistrationState.WAITING, RegistrationAction.ADMIT): (
            RegistrationState.CONFIRMED,
            ORGANISER_OF_PLACE,
        ),
    },
    refused=_("Påmeldingen er «%(state)s», så «%(action)s» er ikke mulig nå."),
    buttons={RegistrationAction.CANCEL: Button(color="danger", at_once=True)},
)

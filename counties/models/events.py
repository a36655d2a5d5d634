"""Courses, conferences and seminars, and those who sign up for them."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce, Lower, TruncDate, Upper
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from counties.models.activities import Activity, Group, Task
from counties.models.geography import Region
from counties.workflow import EventAction, EventState, RegistrationAction, RegistrationState
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned, next_version
from portal.norwegian import stored, word_vector

if TYPE_CHECKING:
    from portal.access import Person


class EventKind(models.TextChoices):
    KURS = "kurs", _("Kurs")
    DIALOGKONFERANSE = "dialogkonferanse", _("Dialogkonferanse")
    SEMINAR = "seminar", _("Seminar")
    OPPSTARTKONFERANSE = "oppstartkonferanse", _("Oppstartkonferanse")
    FAGKONFERANSE = "fagkonferanse", _("Fagkonferanse")


TASK_OF = {EventKind.DIALOGKONFERANSE: Task.DIALOG}  # the rest are courses in the programme's terms

# Where each step is taken; what is published and what is not is a choice in the form.
EVENT_PAGES = {
    EventAction.EDIT: "event-edit",
    EventAction.PUBLISH: "event-edit",
    EventAction.UNPUBLISH: "event-edit",
    EventAction.CALL_OFF: "event-call-off",
    EventAction.REGISTER: "participant-list",
}


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Person) -> EventQuerySet:
        """What is published is for everyone; drafts for those who make them or read the region's work."""
        inside = scope(user, Permission.COUNTY_READ)
        if inside.everywhere:
            return self.all()
        return self.exclude(state=EventState.DRAFT) | self.filter(region_id__in=inside.region_ids)

    def published(self) -> EventQuerySet:
        return self.filter(state=EventState.OPEN)

    def announced(self) -> EventQuerySet:
        """Published ones, also those that were called off afterwards."""
        return self.exclude(state=EventState.DRAFT)

    def with_changed_at(self) -> EventQuerySet:
        """Adds `changed_at`: when the row was last written, as its history knows."""
        return self.annotate(changed_at=models.Max("row_history__pgh_created_at"))

    def coming(self, *, now: dt.datetime) -> EventQuerySet:
        return self.filter(ends_at__gte=now)

    def with_places(self) -> EventQuerySet:
        """Adds `confirmed` and `waiting`: how many have a place, and how many wait for one."""
        states = {"confirmed": RegistrationState.CONFIRMED, "waiting": RegistrationState.WAITING}
        return self.annotate(**{name: _places(state) for name, state in states.items()})


def _places(state: RegistrationState) -> Coalesce:
    """How many are in the state, counted for the events that are shown only (correlated subquery)."""
    rows = Registration.objects.filter(event=models.OuterRef("pk"), state=state).order_by().values("event")
    return Coalesce(models.Subquery(rows.annotate(many=models.Count("pk")).values("many")), 0)


@with_history(exclude=["search"])
class Event(Versioned):
    """Regional, or national where it has no region."""

    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="event_rows", verbose_name=_("region")
    )
    kind = models.CharField(_("slag"), max_length=20, choices=EventKind.choices)
    title = LineField(_("tittel"), max_length=160)
    description = ProseField(_("beskrivelse"), max_length=6000)
    starts_at = models.DateTimeField(_("begynner"))
    ends_at = models.DateTimeField(_("slutter"))
    place = LineField(_("sted"), max_length=160)
    capacity = models.PositiveIntegerField(
        _("plasser"), null=True, blank=True, help_text=_("La stå tom når alle får plass.")
    )
    closes_on = models.DateField(_("påmeldingsfrist"))
    state = models.CharField(
        _("tilstand"), max_length=10, choices=EventState.choices, default=EventState.DRAFT
    )
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, blank=True, related_name="event", editable=False
    )
    search = stored(word_vector("title", "description", "place"))

    objects = EventQuerySet.as_manager()

    # On rows from `with_places`.
    confirmed: int
    waiting: int

    class Meta(Versioned.Meta):
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangementer")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], name="events_by_time"),
            models.Index(TruncDate("ends_at"), name="events_by_their_last_day"),
            models.Index(fields=["region", "starts_at"], name="events_of_a_region"),
            GinIndex(fields=["search"], name="events_by_their_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="an_event_begins_before_it_ends"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__gte=1),
                name="an_event_has_room_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(region__isnull=False) | models.Q(activity__isnull=True),
                name="only_a_regional_event_becomes_an_activity",
            ),
        ]
        triggers = [
            next_version("activity_id", computed=("search",)),
            pgtrigger.Trigger(
                name="an_event_keeps_room_for_those_confirmed",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("capacity"),
                func="""
                    IF NEW.capacity < (SELECT count(*) FROM counties_registration
                                       WHERE event_id = NEW.id AND state = 'confirmed') THEN
                        RAISE EXCEPTION USING ERRCODE = 'check_violation',
                            MESSAGE = 'an_event_keeps_room_for_those_confirmed';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        """Its first day has come, so that those who come can be ticked off."""
        return localtime(self.starts_at).date() <= clock.today()

    def get_absolute_url(self) -> str:
        return reverse("counties:event-detail", args=[self.pk])

    @property
    def access_region_id(self) -> int | None:
        return self.region_id

    def step_url(self, action: EventAction) -> str:
        return reverse(f"counties:{EVENT_PAGES[action]}", args=[self.pk])

    @property
    def edit_permission(self) -> Permission:
        return Permission.NATIONAL_PLAN if self.region_id is None else Permission.WORK_RECORD

    @property
    def task(self) -> Task:
        return TASK_OF.get(EventKind(self.kind), Task.KURS)

    @property
    def shown_state(self) -> EventState:
        return EventState(self.state)

    @property
    def is_draft(self) -> bool:
        return self.state == EventState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == EventState.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def places_left(self) -> int | None:
        """On a row from `with_places`; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.confirmed, 0)

    def takes_sign_ups(self, *, on: dt.date) -> bool:
        return self.is_open and on <= self.closes_on


def new_token() -> str:
    return secrets.token_urlsafe(24)


@with_history()
class Registration(models.Model):
    """Somebody's place at an event, or in its queue. The link with the token is their only key to it."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations")
    name = LineField(_("navn"), max_length=120)
    email = models.EmailField(_("e-post"))
    organisation = LineField(_("virksomhet"), max_length=160)
    group = models.CharField(_("jeg er"), max_length=12, choices=Group.choices)
    state = models.CharField(_("tilstand"), max_length=10, choices=RegistrationState.choices)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    attended = models.BooleanField(_("møtte"), default=False)
    registered_at = models.DateTimeField(_("påmeldt"), default=clock.now)

    class Meta:
        verbose_name = _("påmelding")
        verbose_name_plural = _("påmeldinger")
        ordering = ["registered_at", "pk"]
        indexes = [
            models.Index(fields=["event", "state"], name="registrations_of_an_event"),
            models.Index(Upper("email"), name="registrations_by_address"),  # as `iexact` asks
        ]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~models.Q(state=RegistrationState.CANCELLED) & ~models.Q(email=""),
                name="a_person_is_signed_up_once_for_an_event",
            ),
            models.CheckConstraint(
                condition=models.Q(attended=False) | models.Q(state=RegistrationState.CONFIRMED),
                name="only_those_with_a_place_have_attended",
            ),
        ]
        triggers = [
            # The count and the event's row lock together: two sign-ups at once cannot both take the last place.
            pgtrigger.Trigger(
                name="an_event_is_never_overbooked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "event_id"),
                condition=pgtrigger.Q(new__state=RegistrationState.CONFIRMED),
                declare=[("room", "INTEGER")],
                func="""
                    SELECT capacity INTO room FROM counties_event WHERE id = NEW.event_id FOR UPDATE;
                    IF room <= (SELECT count(*) FROM counties_registration WHERE event_id = NEW.event_id
                                AND state = 'confirmed' AND id <> NEW.id) THEN
                        RAISE EXCEPTION USING ERRCODE = 'check_violation',
                            MESSAGE = 'an_event_is_never_overbooked';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("counties:registration-detail", args=[self.token])

    @property
    def access_region_id(self) -> int | None:
        return self.event.region_id

    def step_url(self, action: RegistrationAction) -> str:
        """On the page behind the link, but what the organiser does."""
        if action == RegistrationAction.ADMIT:
            return reverse("counties:participant-admit", args=[self.event_id, self.pk])
        return self.get_absolute_url()

    @property
    def shown_state(self) -> RegistrationState:
        return RegistrationState(self.state)

    @property
    def has_place(self) -> bool:
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITING

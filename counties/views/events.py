"""The calendar, sign-up without an account, and the organiser's pages; the participants are in `participants`."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counties import calendar
from counties.forms.events import EventFilterForm, EventForm, ReasonForm, SignUpForm
from counties.models import Event, Region, Registration, RegistrationState
from counties.models.events import EventQuerySet
from counties.operations import events
from counties.tables import EventTable
from counties.views.find import find_region
from counties.workflow import EVENT, REGISTRATION, EventAction
from portal import appointments, clock, throttle
from portal.access import Permission, can, require
from portal.editing import saved, sent
from portal.files import FileAnswer, attachment, respond_table
from portal.http import SignedInRequest, for_programs
from portal.links import reverse
from portal.lists import page_of
from portal.pages import get_visible, say_next
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]
FEED_ROWS = 500  # a calendar program reads the feed again and again


@login_not_required
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    form = EventFilterForm(request.GET)
    rows = form.rows(visible_events(request).with_places())
    region = form.wanted.get("region")
    page = page_of(request, rows)
    context = {
        "form": form,
        "page": page,
        "today": clock.today(),
        "months": [list(month) for _first, month in groupby(page, key=_month)],
        "filtered": bool(form.wanted),
        "region": region,
        "new_for": region if region and can(request.user, Permission.WORK_RECORD, region) else None,
        "may_plan": can(request.user, Permission.NATIONAL_PLAN),
    }
    return render(request, "counties/event_list.html", context)


def _month(event: Event) -> tuple[int, int]:
    begins = localtime(event.starts_at)
    return begins.year, begins.month


@login_not_required
@require_safe
def event_export(request: HttpRequest, kind: str) -> FileAnswer:
    rows = EventFilterForm(request.GET).rows(visible_events(request).with_places())
    return respond_table(EventTable(rows), kind, "kalender")


@login_not_required
@for_programs
def event_feed(request: HttpRequest) -> HttpResponse:
    """What the same search finds, as a calendar to subscribe to, the last year's and what is called off too."""
    form = EventFilterForm(request.GET)
    form.require_known()
    rows = form.feed(Event.objects.announced().with_changed_at())[:FEED_ROWS]
    text = appointments.published(*map(calendar.of_event, rows), name=_("Grønne innkjøp"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@never_cache
@require_http_methods(WRITES)
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The event's own page, with sign-up for everyone."""
    event = get_visible(request, visible_events(request).with_places(), pk=pk)
    form = SignUpForm(request.POST or None, initial=_known(request))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and throttle.allows(request, "signup", mailbox=form.cleaned_data["email"]):
        details = {name: form.cleaned_data[name] for name in ("name", "email", "organisation", "group")}
        registration = events.sign_up(event=event, **details)
        _say(request, registration)
        return redirect(event)
    if is_sent:
        form.add_error(None, throttle.words(request))
    context = {
        "event": event,
        "form": form,
        "region": event.region,
        "open": event.takes_sign_ups(on=clock.today()),
        "may_write": can(request.user, event.edit_permission, event),
        "inside": can(request.user, Permission.COUNTY_READ, event),
        "steps": [step for step in EVENT.steps(event, request.user) if step.action != EventAction.REGISTER],
    }
    return render(request, "counties/event_detail.html", context)


@login_not_required
@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_visible(request, visible_events(request).with_changed_at(), pk=pk)
    text = appointments.published(calendar.of_event(event))
    return attachment(text, "text/calendar; charset=utf-8", f"arrangement-{pk}.ics")


@login_not_required
@never_cache
@require_http_methods(WRITES)
def registration_detail(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the e-mail: what is registered, and the way out."""
    registration = get_object_or_404(Registration.objects.select_related("event__region"), token=token)
    if request.method == "POST":
        events.cancel(registration=registration)
        messages.success(request, _("Du er meldt av. Takk for at du ga plassen videre."))
        return redirect(registration)
    context = {
        "registration": registration,
        "event": registration.event,
        "steps": REGISTRATION.steps(registration, request.user),
    }
    return render(request, "counties/registration_detail.html", context)


@never_cache
@require_http_methods(WRITES)
def event_add(request: SignedInRequest, slug: str = "") -> HttpResponse:
    """A region's event, or a national one."""
    region: Region | None = find_region(request, slug) if slug else None
    require(request.user, Permission.WORK_RECORD if region else Permission.NATIONAL_PLAN, region)
    form = EventForm(request.POST or None, instance=Event(region=region))
    if event := saved(form, events.save, event=Event(region=region), by=request.user):
        said = _("«%s» er lagret.") % event
        if event.is_draft:
            say_next(
                request,
                said,
                _("Publiser det i kalenderen"),
                reverse("counties:event-edit", args=[event.pk]),
            )
        else:
            messages.success(request, said)
        return redirect(event)
    return render(request, "counties/event_edit.html", {"form": form, "event": None, "region": region})


@never_cache
@require_http_methods(WRITES)
@keeps_words(EventForm)
def event_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    event = my_event(request, pk)
    EVENT.guard(event, EventAction.EDIT, request.user)
    form = EventForm(request.POST or None, instance=event)
    if saved(form, events.save, event=event, by=request.user):
        messages.success(request, _("«%s» er lagret.") % event)
        return redirect(event)
    context = {"form": form, "event": event, "region": event.region}
    return render(request, "counties/event_edit.html", context, status=form.status)


@require_http_methods(WRITES)
@keeps_words(ReasonForm)
def event_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    event = my_event(request, pk)
    EVENT.guard(event, EventAction.CALL_OFF, request.user)
    form = ReasonForm(request.POST or None)
    if sent(form, events.call_off, event=event, by=request.user):
        messages.success(request, _("«%s» er avlyst, og de påmeldte får e-post.") % event)
        return redirect(event)
    context = {
        "event": event,
        "region": event.region,
        "form": form,
        "people": event.registrations.exclude(state=RegistrationState.CANCELLED).count(),
    }
    return render(request, "counties/event_call_off.html", context)


def visible_events(request: HttpRequest) -> EventQuerySet:
    return Event.objects.visible_to(request.user).select_related("region")


def my_event(request: SignedInRequest, pk: int) -> Event:
    """An event that this person arranges. Raises `Denied` for one they only see."""
    event: Event = get_visible(request, visible_events(request), pk=pk)
    require(request.user, event.edit_permission, event)
    return event


def _known(request: HttpRequest) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    return {"name": request.user.name, "email": request.user.email}


def _say(request: HttpRequest, registration: Registration) -> None:
    if registration.has_place:
        messages.success(request, _("Du har plass. Vi har sendt en bekreftelse på e-post."))
    else:
        messages.info(request, _("Det er fullt. Du står på ventelisten, og vi har sendt deg en e-post."))

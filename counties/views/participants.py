"""Those who are signed up: attendance, adding, choosing, writing, and the activity it becomes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counties.forms.events import ParticipantFilterForm, ParticipantForm, ParticipantLetterForm
from counties.models import Event, Registration, RegistrationState
from counties.operations import participants
from counties.tables import RegistrationTable
from counties.views.events import my_event
from portal import clock
from portal.editing import SendingForm, sent
from portal.errors import Conflict
from portal.files import FileAnswer, respond_table
from portal.http import SignedInRequest, whole_numbers
from portal.lists import page_of
from portal.norwegian import NorwegianOrder
from portal.operations.log import hands_out_persons
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]
PER_PAGE = 200  # they are ticked off in one go
NAMED = 5  # of those who were not ticked off, in the message


@never_cache
@require_http_methods(WRITES)
def participant_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is signed up; attendance is ticked off here, and the held event becomes an activity with it."""
    event = my_event(request, pk)
    form = ParticipantFilterForm(request.GET)
    rows = form.rows(event.registrations.all()).order_by("state", NorwegianOrder("name"), "pk")
    if request.method == "POST":
        return _take_attendance(request, event)
    over = clock.is_past(event.ends_at)
    context = {
        "event": event,
        "region": event.region,
        "form": form,
        "page": page_of(request, rows, per_page=PER_PAGE),
        "filtered": bool(form.wanted),
        "over": over,
        "becomes_activity": over and event.is_open and bool(event.region_id) and not event.activity_id,
    }
    return render(request, "counties/participant_list.html", context)


def _take_attendance(request: SignedInRequest, event: Event) -> HttpResponse:
    ticked, before = (whole_numbers(request.POST.getlist(name)) for name in ("present", "before"))
    changed = {"present": ticked - before, "absent": before - ticked}
    count = participants.take_attendance(event=event, **changed, by=request.user)
    said = ngettext("Oppmøtet er lagret: %d møtte.", "Oppmøtet er lagret: %d møtte.", count) % count
    said += _not_ticked(participants.unticked(event))
    if "activity" not in request.POST:
        messages.success(request, said)
        return redirect(request.get_full_path())
    try:
        activity = participants.become_activity(event=event, by=request.user)
    except Conflict:
        messages.info(request, said)  # the ticks are kept
        raise
    became = _("«%s» er registrert som aktivitet. Se over tallene.") % activity
    messages.success(request, f"{said} {became}")
    return redirect(activity)


def _not_ticked(names: list[str]) -> str:
    """Who was not ticked off, so that a forgotten tick is seen."""
    if not names:
        return ""
    said = " " + _("Ikke krysset av: %s") % ", ".join(names[:NAMED])
    if more := len(names) - NAMED if len(names) > NAMED else 0:
        said += " " + ngettext("og %d til", "og %d til", more) % more
    return f"{said}."


@never_cache
@require_http_methods(WRITES)
@keeps_words(ParticipantForm)
def participant_add(request: SignedInRequest, pk: int) -> HttpResponse:
    event = my_event(request, pk)
    form = ParticipantForm(request.POST or None)
    try:
        added = sent(form, participants.add, event=event, by=request.user)
    except Conflict as conflict:
        if conflict.about:
            raise
        form.add_error("email", conflict.reason)
        added = None
    if added:
        messages.success(request, _("%s er lagt til.") % added)
        return redirect("counties:participant-list", event.pk)
    return _page(request, "counties/participant_add.html", event, form)


@never_cache
@require_http_methods(WRITES)
def participant_admit(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """Somebody from the queue gets a place; the mail is looked at first."""
    event = my_event(request, pk)
    waiting = get_object_or_404(Registration.objects.select_related("event__region"), event=event, pk=place)
    participants.require_waiting(waiting)
    form = SendingForm(request.POST or None)
    if sent(form, participants.admit, registration=waiting, by=request.user):
        messages.success(request, _("%s har fått plass.") % waiting)
        return redirect("counties:participant-list", event.pk)
    return _page(request, "counties/participant_admit.html", event, form, waiting)


@never_cache
@require_http_methods(WRITES)
@keeps_words(ParticipantLetterForm)
def participant_write(request: SignedInRequest, pk: int) -> HttpResponse:
    event = my_event(request, pk)
    form = ParticipantLetterForm(request.POST or None, initial={"to": "place", "subject": event.title})
    try:
        count = sent(form, participants.write, event=event, by=request.user)
    except Conflict as conflict:
        form.add_error("to", conflict.reason)
        count = None
    if count:
        text = ngettext("E-posten er sendt til %d deltaker.", "E-posten er sendt til %d deltakere.", count)
        messages.success(request, text % count)
        return redirect("counties:participant-list", event.pk)
    return _page(request, "counties/participant_write.html", event, form)


@require_safe
@hands_out_persons(gettext_lazy("Deltakere"))
def participant_export(request: SignedInRequest, pk: int, kind: str) -> FileAnswer:
    event = my_event(request, pk)
    rows = ParticipantFilterForm(request.GET).rows(event.registrations.all())
    return respond_table(RegistrationTable(rows), kind, "deltakere", event.title)


def _page(
    request: SignedInRequest,
    template: str,
    event: Event,
    form: SendingForm,
    waiting: Registration | None = None,
) -> HttpResponse:
    taken = event.registrations.filter(state=RegistrationState.CONFIRMED).count()
    context = {
        "event": event,
        "region": event.region,
        "form": form,
        "waiting": waiting,
        "full": event.capacity is not None and taken >= event.capacity,
        "more": (event.capacity or 0) + 1,
        "over": clock.is_past(event.ends_at),
    }
    return render(request, template, context)

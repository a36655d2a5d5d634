"""The styringsgruppe, its meetings, and the knutepunkt it has chosen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counties import calendar, composition
from counties.forms import AppointForm, DecisionForm, KnutepunktForm, StyringsgruppeForm
from counties.models import Knutepunkt, KnutepunktCandidate, Meeting, Region, Styringsgruppe
from counties.operations import organisation
from counties.views.find import find_region, open_region
from portal import appointments, clock
from portal.access import Permission, can, require
from portal.editing import SendingForm, saved, sent
from portal.errors import Conflict, Gone, Stale
from portal.files import attachment
from portal.http import SignedInRequest, seen_on
from portal.links import reverse
from portal.operations import records
from portal.pages import get_visible, say_next
from portal.unsaved import keeps_words

WRITES = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def styringsgruppe(request: HttpRequest, slug: str) -> HttpResponse:
    region, today = open_region(request, slug), clock.today()
    group = organisation.current_group(region.pk, on=today)
    members = list(group.members.sitting(on=today)) if group else []
    inside = can(request.user, Permission.COUNTY_READ, region)
    context = {
        "region": region,
        "group": group,
        "members": members,
        "inside": inside,
        "may_write": can(request.user, Permission.ORGANISATION_EDIT, region),
        "findings": composition.check(members) if inside and group else [],
        "meetings": group.meetings.select_related("styringsgruppe__region")[:5] if inside and group else [],
        "earlier": Styringsgruppe.objects.filter(region=region, ended_on__lt=today),
    }
    return render(request, "counties/styringsgruppe.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(StyringsgruppeForm)
def styringsgruppe_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the initiative to the group, or change the one there is."""
    region = find_region(request, slug)
    require(request.user, Permission.ORGANISATION_EDIT, region)
    group = organisation.current_group(region.pk, on=clock.today())
    row = group or Styringsgruppe(region=region, initiated_on=clock.today())
    form = StyringsgruppeForm(request.POST or None, instance=row)
    may = Permission.ORGANISATION_EDIT
    if saved(form, records.save, row=row, permission=may, by=request.user):
        members = reverse("counties:register-list", args=[slug, "medlemmer"])
        say_next(request, _("Styringsgruppen er lagret."), _("Se over medlemmene"), members)
        return redirect("counties:styringsgruppe", slug)
    context = {"region": region, "form": form, "group": group}
    return render(request, "counties/styringsgruppe_edit.html", context, status=form.status)


@require_POST
@keeps_words(DecisionForm)
def decision_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    meeting = _meeting(request, slug, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision = organisation.decide(meeting=meeting, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("%s er ført.") % decision)
    else:
        require(request.user, Permission.ORGANISATION_EDIT, meeting)
        messages.error(request, _("Skriv hva som ble vedtatt."))
    return redirect(meeting)


@require_POST
def meeting_invite(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    meeting = _meeting(request, slug, pk)
    form = SendingForm(request.POST)
    count = sent(form, organisation.invite, meeting=meeting, by=request.user)
    if count is None:
        context = {"region": meeting.styringsgruppe.region, "meeting": meeting, "form": form}
        return render(request, "counties/meeting_invite.html", context)
    text = ngettext("Innkallingen er sendt til %d medlem.", "Innkallingen er sendt til %d medlemmer.", count)
    messages.success(request, text % count)
    return redirect(meeting)


@require_safe
def meeting_calendar(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    text = appointments.published(calendar.of_meeting(_meeting(request, slug, pk)))
    return attachment(text, "text/calendar; charset=utf-8", f"mote-{pk}.ics")


@require_safe
def meeting_minutes(request: SignedInRequest, slug: str, pk: int) -> HttpResponse | FileResponse:
    meeting = _meeting(request, slug, pk)
    if not meeting.minutes:
        raise Http404
    return FileResponse(meeting.minutes.open("rb"), as_attachment=True)


@login_not_required
@require_safe
def knutepunkt(request: HttpRequest, slug: str) -> HttpResponse:
    region = open_region(request, slug)
    rows = list(Knutepunkt.objects.filter(region=region).select_related("decision__meeting"))
    today = clock.today()
    inside = can(request.user, Permission.COUNTY_READ, region)
    context = {
        "region": region,
        "current": next((row for row in rows if row.is_active(on=today)), None),
        "coming": [row for row in rows if row.from_on > today],
        "earlier": [row for row in rows if row.to_on and row.to_on < today],
        "inside": inside,
        "may_write": can(request.user, Permission.ORGANISATION_EDIT, region),
        "candidates": KnutepunktCandidate.objects.of_region(region) if inside else [],
    }
    return render(request, "counties/knutepunkt.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(AppointForm)
def knutepunkt_appoint(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    region = find_region(request, slug)
    candidate = get_object_or_404(KnutepunktCandidate.objects.of_region(region), pk=pk)
    require(request.user, Permission.ORGANISATION_EDIT, region)
    meetings = Meeting.objects.of_region(region)
    form = AppointForm(request.POST or None, meetings=meetings, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        meeting = details.pop("meeting")
        try:
            seen = request.POST.get("seen", "")
            organisation.appoint(
                candidate=candidate, meeting=meeting, details=details, seen=seen, by=request.user
            )
        except (Gone, Stale):
            raise
        except Conflict as conflict:
            form.add_error("from_on", conflict.reason)
        else:
            done = _("%s er valgt som knutepunkt.") % candidate
            if details["from_on"] <= clock.today():
                edit = reverse("counties:knutepunkt-edit", args=[slug])
                say_next(request, done, _("Se over opplysningene"), edit)
            else:
                messages.success(request, done)
            return redirect("counties:knutepunkt", slug)
    context = {
        "region": region,
        "form": form,
        "candidate": candidate,
        "has_meeting": meetings.exists(),
        "seen": seen_on(request, candidate.mark),
    }
    return render(request, "counties/knutepunkt_appoint.html", context)


@never_cache
@require_http_methods(WRITES)
@keeps_words(KnutepunktForm)
def knutepunkt_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    region = find_region(request, slug)
    require(request.user, Permission.ORGANISATION_EDIT, region)
    current = get_object_or_404(Knutepunkt.objects.filter(region=region).active(on=clock.today()))
    form = KnutepunktForm(request.POST or None, instance=current)
    may = Permission.ORGANISATION_EDIT
    if saved(form, records.save, row=current, permission=may, by=request.user):
        messages.success(request, _("Knutepunktet er lagret."))
        return redirect("counties:knutepunkt", slug)
    context = {"region": region, "form": form}
    return render(request, "counties/knutepunkt_edit.html", context, status=form.status)


def _meeting(request: HttpRequest, slug: str, pk: int) -> Meeting:
    region: Region = find_region(request, slug)
    rows = Meeting.objects.of_region(region).select_related("styringsgruppe__region")
    return get_visible(request, rows, pk=pk)

"""A request for help: to the right knutepunkt, through its thread, to an activity."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counties.models import (
    Activity,
    AssistanceRequest,
    HandOver,
    Kommune,
    Region,
    RequestMessage,
    Task,
    Theme,
    Virksomhet,
)
from counties.workflow import REQUEST, RequestAction, RequestState
from portal import clock, formats
from portal.access import Permission, Role, can
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations import records
from portal.operations.notifications import notify
from portal.operations.outbox import post


def region_for(*, virksomhet: Virksomhet | None, kommune: Kommune) -> Region:
    """Whose knutepunkt helps: a state body's regional office decides, else where the body is located."""
    return virksomhet.region if virksomhet else kommune.fylke.region


@transaction.atomic
def ask(*, details: dict[str, Any], org_number: str, asker: User | None) -> AssistanceRequest:
    """Send a request to the knutepunkt it belongs to. `details` are the request's own fields."""
    virksomhet = Virksomhet.objects.with_place().filter(org_number=org_number).first() if org_number else None
    with because(_("Spurte om bistand"), asker):
        request = AssistanceRequest.objects.create(
            virksomhet=virksomhet,
            region=region_for(virksomhet=virksomhet, kommune=details["kommune"]),
            asker=asker,
            **details,
        )
    _tell_region(request, _("Ny bistandssak: %s"))
    _tell_asker(
        request,
        _("Vi har fått saken din: %s"),
        _("Knutepunktet i %s svarer deg her og på e-post.") % request.region,
    )
    return request


@transaction.atomic
def answer(*, request: AssistanceRequest, text: str, by: User) -> RequestMessage:
    """The region's word to the asker; whoever answers first has taken the request. Raises `Denied` or `Conflict`."""
    request = _locked(request)
    after = REQUEST.guard(request, RequestAction.ANSWER, by)
    message = RequestMessage.objects.create(request=request, author=by.name, text=text)
    handler = _handler(request) or by
    if request.state != after or request.handler != handler:
        request.state, request.handler = after, handler
        with because(_("Svarte"), by):
            request.save(update_fields=["state", "handler"])
    _tell_asker(request, _("Svar fra knutepunktet: %s"), text)
    return message


@transaction.atomic
def take(*, request: AssistanceRequest, by: User) -> AssistanceRequest:
    """Follow up what the handler no longer can. Raises `Denied`, or `Conflict` where somebody does."""
    request = _locked(request)
    REQUEST.guard(request, RequestAction.ANSWER, by)
    handler = _handler(request)
    if handler is not None:
        raise Conflict(_("%(name)s følger opp saken.") % {"name": handler}, about=request)
    request.handler = by
    with because(_("Overtok saken"), by):
        request.save(update_fields=["handler"])
    return request


@transaction.atomic
def add_from_asker(*, request: AssistanceRequest, text: str) -> RequestMessage:
    """The asker writes more; a closed request opens again."""
    request = _locked(request)
    after = REQUEST.target(request, RequestAction.WRITE)
    message = RequestMessage.objects.create(
        request=request, author=request.asker_name, from_asker=True, text=text
    )
    if request.state != after:
        with because(_("Den som spurte, skrev mer"), request.asker):
            _open_again(request, after)
    _tell_region(request, _("Ny melding i bistandssak: %s"))
    return message


@transaction.atomic
def hand_over(
    *, request: AssistanceRequest, to_region: Region, reason: str, seen: str | None = None, by: User
) -> HandOver:
    """Send the request, with what was `seen` of it, on to another region's knutepunkt.

    Raises `Denied`, `Conflict`, or `Stale` where somebody has written more.
    """
    request = _locked(request)
    after = REQUEST.guard(request, RequestAction.HAND_OVER, by)
    records.require_same(seen, mark_of(request), about=request)
    if to_region == request.region:
        raise Conflict(_("Saken er alt hos %s.") % to_region, about=request)
    handed = HandOver.objects.create(
        request=request, from_region=request.region, to_region=to_region, reason=reason, handed_by=by
    )
    request.region, request.state, request.handler = to_region, after, None
    with because(reason, by):
        request.save(update_fields=["region", "state", "handler"])
    _tell_region(request, _("Overført bistandssak: %s"))
    _tell_asker(
        request,
        _("Saken er overført: %s"),
        _("Saken er overført til knutepunktet i %(region)s.\n\n%(reason)s")
        % {"region": to_region, "reason": reason},
    )
    return handed


@transaction.atomic
def close(
    *,
    request: AssistanceRequest,
    outcome: str,
    hours: Decimal | None,
    seen: str | None = None,
    by: User,
) -> Activity:
    """End the request, with what was `seen` of it, and count it as practical help.

    Raises `Denied`, `Conflict`, or `Stale` where somebody has written more.
    """
    request = _locked(request)
    after = REQUEST.guard(request, RequestAction.CLOSE, by)
    records.require_same(seen, mark_of(request), about=request)
    with because(_("Lukket bistandssak"), by):
        request.activity = Activity.objects.create(
            region=request.region,
            task=Task.BISTAND,
            title=request.subject,
            happened_on=clock.today(),
            audience=request.organisation,
            hours=hours,
            themes=[Theme.MILJO],
            notes=outcome,
            recorded_by=by,
        )
        request.state, request.outcome, request.handler = after, outcome, request.handler or by
        request.closed_at, request.closed_by = clock.now(), by
        request.save()
    _tell_asker(request, _("Saken er lukket: %s"), outcome)
    return request.activity


@transaction.atomic
def reopen(*, request: AssistanceRequest, by: User) -> AssistanceRequest:
    """Take a closed request up again; its activity goes. Raises `Denied` or `Conflict`."""
    request = _locked(request)
    after = REQUEST.guard(request, RequestAction.REOPEN, by)
    with because(_("Åpnet bistandssak på nytt"), by):
        _open_again(request, after)
    return request


def _open_again(request: AssistanceRequest, after: RequestState) -> None:
    activity, request.activity = request.activity, None
    request.state, request.closed_at, request.closed_by = after, None, None
    request.save(update_fields=["state", "closed_at", "closed_by", "activity"])
    if activity is not None:
        activity.delete()


def mark_of(request: AssistanceRequest) -> str:
    """The newest message, by key: what somebody has read up to."""
    newest = request.messages.order_by("-pk").first()
    return str(newest.pk if newest else 0)


def _locked(request: AssistanceRequest) -> AssistanceRequest:
    rows = AssistanceRequest.objects.select_for_update(of=("self",)).select_related("region", "activity")
    return rows.get(pk=request.pk)


def _tell_region(request: AssistanceRequest, subject: str) -> None:
    """The handler where there is one, else everyone who answers for the region."""
    answering = User.objects.with_roles([Role.KNUTEPUNKT, Role.KOORDINATOR], request.region_id)
    handler = _handler(request)
    people = [handler] if handler else answering
    due = _(" Svar innen %s.") % formats.day(request.needed_by) if request.needed_by else ""
    body = _("%(organisation)s spør: %(subject)s.%(due)s")
    details = {"organisation": request.organisation, "subject": request.subject, "due": due}
    notify(
        users=people,
        subject=subject % request.subject,
        body=body % details,
        path=request.get_absolute_url(),
        is_handover=True,
    )


def _handler(request: AssistanceRequest) -> User | None:
    """Who follows it up; None where nobody does, or where they no longer can."""
    handler = request.handler
    return handler if handler and can(handler, Permission.WORK_RECORD, request) else None


def _tell_asker(request: AssistanceRequest, subject: str, text: str) -> None:
    link = f"{settings.PORTAL_BASE_URL}{request.public_path}"
    own = _("Følg saken og svar her:\n%s") % link
    post([Letter(request.asker_email, subject % request.subject, text, own)])


def story(request: AssistanceRequest) -> list[tuple[Any, str, str, str]]:
    """Messages and hand-overs in the order they came: time, who, text, kind ("asker", "region", "moved")."""
    told = [
        (m.written_at, m.author, m.text, "asker" if m.from_asker else "region")
        for m in request.messages.all()
    ]
    told += [
        (h.handed_at, h.handed_by.name, f"{h.from_region} → {h.to_region}: {h.reason}", "moved")
        for h in request.hand_overs.select_related("from_region", "to_region", "handed_by")
    ]
    return sorted(told, key=lambda row: localtime(row[0]))

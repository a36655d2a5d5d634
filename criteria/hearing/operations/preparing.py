"""Before a hearing opens: what is asked, who is invited, and the announcement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from criteria.hearing.days import far_words, is_far
from criteria.hearing.models import Hearing, Invitation
from criteria.hearing.models.hearings import SHORTEST
from criteria.hearing.operations import letters
from criteria.hearing.operations.running import open_now
from criteria.hearing.workflow import HEARING, HearingAction, HearingState
from criteria.models import CriteriaSet
from criteria.operations import editions
from criteria.workflow import EDIT, EDITABLE, EditionAction
from portal import clock, formats
from portal.access import require
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import User
from portal.operations import records
from portal.operations.outbox import post, require_previewed

MOST_INVITED = 500  # bodies in one hearing
COPIED = ("asked", "letter", "showing")


@transaction.atomic
def begin(*, edition: CriteriaSet, values: Mapping[str, Any], seen: str | None = None, by: User) -> Hearing:
    """A hearing of a draft, seen by the panel alone until it is announced.

    Raises `Denied`, or `Conflict` where the edition is not a draft, has a hearing, or the dates won't do.
    """
    require(by, EDIT)
    edition = records.locked(edition, CriteriaSet.objects.select_related("group"))
    if edition.state not in EDITABLE:
        raise Conflict(_("Bare et utkast kan sendes på høring."), about=edition)
    other = edition.hearings.filter(state__in=[HearingState.DRAFT, HearingState.ANNOUNCED]).first()
    if other is not None:
        raise Conflict(_("Utgaven har alt en høring: «%s».") % other, about=other)
    _require_dates(values)
    hearing = Hearing(edition=edition, created_at=clock.now(), created_by=by)
    records.fill(hearing, values)
    with because(_("Forberedte høring"), by):
        hearing.save()
    return hearing


@transaction.atomic
def copy(*, hearing: Hearing, edition: CriteriaSet, values: Mapping[str, Any], by: User) -> Hearing:
    """The start of the next hearing: the letter, what is asked and who is invited are taken from `hearing`.

    Raises as `begin`.
    """
    new = begin(
        edition=edition, values={name: getattr(hearing, name) for name in COPIED} | dict(values), by=by
    )
    Invitation.objects.bulk_create(
        Invitation(hearing=new, name=old.name, org_number=old.org_number, email=old.email, added_by=by)
        for old in hearing.invitations.all()
    )
    return new


@transaction.atomic
def save(*, hearing: Hearing, values: Mapping[str, Any], seen: str | None = None, by: User) -> Hearing:
    """Keep `values` of a hearing that is not announced, as it was `seen`. Raises `Denied`, `Conflict`, `Stale`."""
    hearing = locked(hearing)
    HEARING.guard(hearing, HearingAction.EDIT, by)
    records.require_seen(hearing, seen, values)
    _require_dates(values)
    records.fill(hearing, values)
    with because(_("Endret høringen"), by):
        hearing.save()
    return hearing


def _require_dates(values: Mapping[str, Any]) -> None:
    """Raise `Conflict` where the deadline is not after the opening, or too near without a reason."""
    opens, closes = values["opens_on"], values["closes_on"]
    if far := [day for day in (opens, closes) if is_far(day)]:
        raise Conflict(far_words(far[0]))
    if closes <= opens:
        raise Conflict(_("Fristen må være etter dagen høringen åpner."))
    if closes < opens + SHORTEST and not values["short_because"].strip():
        raise Conflict(short_words(opens))


def short_words(opens: dt.date) -> str:
    """What is said where a hearing is shorter than six weeks without a reason."""
    return _(
        "Høringen er kortere enn seks uker. Skriv hvorfor, eller sett fristen til %(day)s eller senere."
    ) % {"day": formats.day_in_words(opens + SHORTEST)}


@transaction.atomic
def invite(
    *, hearing: Hearing, bodies: Iterable[tuple[str, str, str]], previewed: str = "", by: User
) -> list[Invitation]:
    """Add `bodies` (name, organisation number or "", e-mail) to the list; those who are on it already stay once.

    Where the hearing is announced or open they get their letter at once, which must have been looked at. Raises
    `Denied`, `Conflict` or `Unseen`.
    """
    hearing = locked(hearing)
    HEARING.guard(hearing, HearingAction.INVITE, by)
    known = set(hearing.invitations.annotate(address=Lower("email")).values_list("address", flat=True))
    new: dict[str, Invitation] = {}
    for name, org_number, email in bodies:
        _require_address(email)
        address = email.lower()
        if address not in known and address not in new:
            new[address] = Invitation(
                hearing=hearing,
                name=name,
                org_number=org_number,
                email=email,
                added_at=clock.now(),
                added_by=by,
            )
    if len(known) + len(new) > MOST_INVITED:
        raise Conflict(_("En høring kan ha høyst %d inviterte.") % MOST_INVITED, about=hearing)
    invited = Invitation.objects.bulk_create(new.values())
    if hearing.state != HearingState.DRAFT:
        _send(hearing, invited, previewed)
    return invited


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Conflict(_("«%s» er ikke en e-postadresse.") % email[:100]) from None


@transaction.atomic
def uninvite(*, invitation: Invitation, by: User) -> None:
    """Take a body off the list, before it has got its letter. Raises `Denied` or `Conflict`."""
    hearing = locked(invitation.hearing)
    HEARING.guard(hearing, HearingAction.INVITE, by)
    row = Invitation.objects.filter(pk=invitation.pk).first()
    if row is not None and row.sent_at is not None:
        raise Conflict(_("«%s» har alt fått invitasjonen.") % row, about=hearing)
    if row is not None:
        row.delete()


@transaction.atomic
def announce(*, hearing: Hearing, seen: str | None = None, previewed: str = "", by: User) -> Hearing:
    """Say that the hearing comes, and invite; it opens by itself on its day, at once where that is today.

    `seen` is the hearing as it was looked at. Raises `Denied`, `Stale`, `Conflict` where something is missing, or
    `Unseen` where the letters have not been looked at.
    """
    hearing = locked(hearing)
    target = HEARING.guard(hearing, HearingAction.ANNOUNCE, by)
    records.require_same(seen, hearing.mark, about=hearing)
    if missing := what_is_missing(hearing):
        raise Conflict(" ".join(missing), about=hearing)
    hearing.state = target
    with because(_("Kunngjorde høringen"), by):
        hearing.save(update_fields=["state"])
    _send(hearing, list(hearing.invitations.filter(sent_at=None)), previewed)
    if hearing.opens_on <= clock.today():
        open_now(hearing=hearing, by=by)
    hearing.refresh_from_db()
    return hearing


def what_is_missing(hearing: Hearing) -> list[str]:
    """What must be done before it is announced, as sentences."""
    found = editions.obstacles(hearing.edition, EditionAction.SEND_ON_HEARING)
    today = clock.today()
    if not hearing.letter.strip():
        found.append(_("Skriv høringsbrevet."))
    if hearing.closes_on <= today:
        found.append(_("Fristen er passert. Sett en ny."))
    elif hearing.closes_on < max(hearing.opens_on, today) + SHORTEST and not hearing.short_because.strip():
        found.append(short_words(max(hearing.opens_on, today)))
    return found


def invitations_of(hearing: Hearing) -> list[Letter]:
    """What would be sent now to those who have not got it, for the page that asks first."""
    return [letters.of_invitation(hearing, one) for one in hearing.invitations.filter(sent_at=None)]


def _send(hearing: Hearing, invited: list[Invitation], previewed: str) -> None:
    written = [letters.of_invitation(hearing, one) for one in invited]
    require_previewed(written, previewed)
    post(written)
    Invitation.objects.filter(pk__in=[one.pk for one in invited]).update(sent_at=clock.now())


def locked(hearing: Hearing) -> Hearing:
    """Whoever acts on a hearing waits for whoever else does. Raises `Gone`."""
    return records.locked(hearing, Hearing.objects.select_related("edition__group"))

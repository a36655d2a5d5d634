"""Inviting people to roles by e-mail, and what the link does."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, formats
from portal.access import REGIONAL_ROLES, Permission, Role, require, require_over
from portal.errors import Conflict, Denied
from portal.history import because
from portal.letters import Letter
from portal.models import OutgoingMail, RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.operations import outbox, records, roles
from portal.operations.notifications import notify

LIFE = dt.timedelta(days=14)
LONGEST = dt.timedelta(days=60)
FURTHEST = dt.timedelta(days=180)
A_DAY = dt.timedelta(days=1)


@transaction.atomic
def invite(
    *, role: Role, region: Any = None, previewed: str = "", by: User, **details: Any
) -> RoleInvitation:
    """Invite an address to a role. `details` are `name`, `email`, `expires_on` and, or None, `starts_on`.

    Raises `Denied`, `Unseen`, or `Conflict` where the person has the role or is invited, or a day won't do.
    """
    invitation = RoleInvitation(role=role, region=region, **details)
    if role == Role.FYLKESMANN:  # whoever has it hands it over
        require(by, Permission.USERS_MANAGE)
    require_over(by, Role(role), invitation)
    _require_day(invitation.expires_on)
    _begin(invitation, by)
    _post([invitation], [], previewed)
    return invitation


@transaction.atomic
def hand_over(
    *, grant: RoleGrant, name: str, email: str, from_on: dt.date, previewed: str = "", by: User
) -> RoleInvitation:
    """Invite somebody to take the role over `from_on` a day; whoever has it keeps it until the day before.

    Raises as `invite`, and `Conflict` where the role is over.
    """
    grant = roles.locked(grant, by)
    if not max(clock.today(), grant.since) < from_on <= clock.today() + FURTHEST:
        text = _("Den nye kan overta tidligst i morgen og senest om %d dager, og etter at rollen begynte.")
        raise Conflict(text % FURTHEST.days)
    if email.casefold() == grant.user.email.casefold():
        raise Conflict(_("%s har rollen alt. Skriv adressen til den som skal overta.") % grant.user)
    invitation = RoleInvitation(
        role=grant.role, region=grant.region, name=name, email=email, replaces=grant, starts_on=from_on,
        expires_on=from_on + LIFE,
    )  # fmt: skip
    _begin(invitation, by)
    _post([invitation], [] if by == grant.user else [_letter_of_successor(invitation, by)], previewed)
    roles.set_end(grant, from_on - A_DAY, by, _("Overlot rollen til %s") % name)
    return invitation


@transaction.atomic
def resend(
    *, invitation: RoleInvitation, expires_on: dt.date, previewed: str = "", by: User
) -> RoleInvitation:
    """The same link once more, with a new last day. Raises `Denied`, `Unseen`, or `Conflict` where it is answered."""
    invitation = _unanswered(invitation)
    require_over(by, Role(invitation.role), invitation)
    _require_day(expires_on)
    invitation.expires_on, invitation.sent_at = expires_on, clock.now()
    _post([invitation], [], previewed)
    with because(_("Sendte invitasjonen på nytt"), by):
        invitation.save(update_fields=["expires_on", "sent_at"])
    return invitation


@transaction.atomic
def revoke(*, invitation: RoleInvitation, by: User) -> RoleInvitation:
    """The link opens nothing any more. Raises `Denied`, or `Conflict` where it is answered or taken back."""
    invitation = _unanswered(invitation)
    require_over(by, Role(invitation.role), invitation)
    invitation.revoked_at, invitation.revoked_by = clock.now(), by
    with because(_("Trakk tilbake invitasjonen"), by):
        invitation.save(update_fields=["revoked_at", "revoked_by"])
    return invitation


@transaction.atomic
def accept(*, invitation: RoleInvitation, by: User) -> RoleInvitation:
    """Take the role that one is invited to; once. Raises `Denied` for another person, or `Conflict`."""
    invitation = _open(invitation)
    if by.email.casefold() != invitation.email.casefold():
        raise Denied(_("Invitasjonen er til en annen adresse enn den du er logget inn med."))
    invitation.accepted_at, invitation.accepted_by = clock.now(), by
    with because(_("Tok imot en invitasjon"), by):
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        if not roles.holds(by, invitation.role, invitation.region_id):
            later = invitation.starts_on and invitation.starts_on > clock.today()
            RoleGrant.objects.create(
                user=by, role=invitation.role, region=invitation.region, granted_by=invitation.invited_by,
                starts_on=invitation.starts_on if later else None,
            )  # fmt: skip
    _tell_giver(invitation, by)
    return invitation


@transaction.atomic
def join(*, invitation: RoleInvitation, name: str, password: str) -> User:
    """Make the account of an address that has none, and accept. The link came to the address, so it is verified.

    Raises `Conflict`.
    """
    invitation = _open(invitation)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise Conflict(_("Det finnes en konto for adressen. Logg inn for å ta imot rollen."))
    with because(_("Laget konto fra en invitasjon"), None):
        user = User.objects.create_user(invitation.email, password, name=name)
    accept(invitation=invitation, by=user)
    return user


def letter_to(invitation: RoleInvitation) -> Letter:
    """What is written above the link's button. `region` and `invited_by` must be loaded."""
    words = {
        "name": invitation.name,
        "by": invitation.invited_by,
        "role": invitation.in_words,
        "day": formats.day_in_words(invitation.expires_on),
    }
    text = [_("Hei, %(name)s. %(by)s inviterer deg til en rolle i portalen for grønne innkjøp: %(role)s.")]
    if invitation.starts_on:
        words["from"] = formats.day_in_words(invitation.starts_on)
        text.append(_("Rollen gjelder fra %(from)s."))
    text.append(_("Ta imot rollen med lenken under. Har du ingen konto, lager du den der."))
    text.append(_("Lenken gjelder til og med %(day)s, og kan brukes én gang. Den er bare til deg."))
    return Letter(invitation.email, _("Invitasjon: %(role)s") % words, "\n\n".join(text) % words)


def _letter_of_successor(invitation: RoleInvitation, by: User) -> Letter:
    grant = invitation.replaces
    assert grant  # noqa: S101 - a role is handed over from a day
    assert invitation.starts_on  # noqa: S101
    words = {
        "role": invitation.in_words,
        "name": invitation.name,
        "by": by,
        "email": by.email,
        "from": formats.day_in_words(invitation.starts_on),
        "last": formats.day_in_words(invitation.starts_on - A_DAY),
    }
    text = _(
        "%(by)s har invitert %(name)s til å overta rollen din, %(role)s, fra %(from)s. "
        "Du har den til og med %(last)s."
    )
    contact = _("Er det ikke riktig, ta kontakt med %(by)s på %(email)s.")
    subject = _("%(name)s overtar rollen %(role)s") % words
    return Letter(grant.user.email, subject, f"{text % words}\n\n{contact % words}")


def _begin(invitation: RoleInvitation, by: User) -> None:
    """Check and keep a new one; undone with the rest where its letter has not been seen."""
    invitation.email = invitation.email.lower()
    role, today = Role(invitation.role), clock.today()
    if (role in REGIONAL_ROLES) != (invitation.region is not None):
        raise Conflict(_("Velg region for en rolle i et fylke, og ingen for en nasjonal."))
    if invitation.starts_on and invitation.starts_on < today:
        raise Conflict(_("Rollen kan ikke begynne før i dag."))
    known = User.objects.filter(email__iexact=invitation.email).first()
    if known and not known.is_active:
        raise Conflict(_("Kontoen til %s er stengt. Spør en administrator.") % known.email)
    if known and roles.holds(known, role, invitation.region_id):
        raise Conflict(_("%s har allerede denne rollen.") % known)
    waiting = RoleInvitation.objects.unanswered().filter(email=invitation.email, role=role)
    if waiting.filter(region=invitation.region_id).exists():
        raise Conflict(_("%s er invitert til rollen alt. Send den invitasjonen på nytt.") % invitation.email)
    invitation.invited_by = by
    with because(_("Inviterte til en rolle"), by):
        invitation.save(force_insert=True)


def _require_day(expires_on: dt.date) -> None:
    if not clock.today() <= expires_on <= clock.today() + LONGEST:
        raise Conflict(_("Lenken må gjelde fra i dag og høyst %d dager.") % LONGEST.days)


def _post(invitations: list[RoleInvitation], others: list[Letter], previewed: str) -> None:
    outbox.require_previewed([*map(letter_to, invitations), *others], previewed)
    for invitation in invitations:
        _write(invitation)
    outbox.post(others)


def _write(invitation: RoleInvitation) -> None:
    """With the invitation in place of its link: the outbox makes that when it sends."""
    letter = letter_to(invitation)
    outbox.write(
        [OutgoingMail(to=letter.to, subject=letter.subject, body=letter.body, invitation=invitation)]
    )


def _tell_giver(invitation: RoleInvitation, by: User) -> None:
    notify(
        users=[invitation.invited_by],
        subject=_("%(name)s har tatt imot rollen %(role)s") % {"name": by, "role": invitation.in_words},
        body=_("Invitasjonen ble sendt til %s.") % invitation.email,
        path=invitation.home,
    )


def _unanswered(invitation: RoleInvitation) -> RoleInvitation:
    rows = RoleInvitation.objects.select_related("region", "invited_by", "replaces__user")
    invitation = records.locked(invitation, rows)
    if invitation.accepted_at:
        raise Conflict(_("%s har allerede tatt imot invitasjonen.") % invitation)
    if invitation.revoked_at:
        raise Conflict(_("Invitasjonen til %s er allerede trukket tilbake.") % invitation)
    return invitation


def _open(invitation: RoleInvitation) -> RoleInvitation:
    invitation = _unanswered(invitation)
    if clock.today() > invitation.expires_on:
        raise Conflict(_("Lenken gjaldt til og med %s.") % formats.day_in_words(invitation.expires_on))
    return invitation

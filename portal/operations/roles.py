"""Giving and taking roles."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock, formats
from portal.access import Permission, Role, require, require_over
from portal.errors import Conflict
from portal.history import because
from portal.letters import Letter
from portal.models import RoleGrant, User
from portal.models.invitations import RoleInvitation
from portal.operations import records
from portal.operations.outbox import post_as_previewed

NEEDED = {Role.KOORDINATOR, Role.FYLKESMANN, Role.ADMINISTRATOR}  # without one nothing gets on


@transaction.atomic
def grant(*, user: User, role: Role, region_id: int | None, by: User, reason: str) -> RoleGrant:
    """Give a role. Raises `Denied`, or `Conflict` where the person holds it already."""
    require(by, Permission.USERS_MANAGE)
    if holds(user, role, region_id):
        raise Conflict(_("%(name)s har allerede denne rollen.") % {"name": user})
    with because(reason, by):
        return RoleGrant.objects.create(user=user, role=role, region_id=region_id, granted_by=by)


@transaction.atomic
def revoke(*, grant: RoleGrant, by: User, reason: str) -> RoleGrant:
    """Take a role back; the row stays as history. Raises `Denied`, or `Conflict` where it is gone already."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    require(by, Permission.USERS_MANAGE)
    if grant.is_over(on=clock.today()):
        raise Conflict(_("Rollen er allerede trukket tilbake."))
    set_end(grant, None, by, reason)
    return grant


@transaction.atomic
def register_buyer(*, user: User) -> RoleGrant:
    """The role of somebody who registered by themselves, which allows nothing that a visitor may not."""
    with because(_("Registrerte seg selv"), user):
        return RoleGrant.objects.create(user=user, role=Role.INNKJOPER, granted_by=user)


@transaction.atomic
def end(
    *, grant: RoleGrant, last_day: dt.date | None, although: bool = False, previewed: str = "", by: User
) -> RoleGrant:
    """End a role now, or after `last_day`, and tell the person. `although` says that the warnings have been read.

    Raises `Denied`, `Unseen`, or `Conflict` where it is over, the day won't do, or nobody would be left.
    """
    grant = locked(grant, by)
    today = clock.today()
    if last_day is not None and last_day < max(today, grant.since):
        raise Conflict(_("Siste dag kan ikke være før i dag, eller før rollen begynner."))
    if not although and (warnings := who_is_left(grant, last_day or today)):
        raise Conflict(" ".join([*warnings, _("Kryss av for at den skal avsluttes likevel.")]))
    if by != grant.user:
        post_as_previewed([_letter_of_end(grant, last_day, by)], previewed)
    set_end(grant, last_day, by, _("Avsluttet rollen"))
    return grant


def locked(grant: RoleGrant, by: User) -> RoleGrant:
    """The grant with its lock, to be ended by `by`. Raises `Denied`, or `Conflict` where it is over."""
    grant = records.locked(grant, RoleGrant.objects.select_related("user", "region"))
    require_over(by, Role(grant.role), grant)
    if grant.is_over(on=clock.today()):
        raise Conflict(_("Rollen til %s er allerede avsluttet.") % grant.user)
    return grant


def set_end(grant: RoleGrant, last_day: dt.date | None, by: User, reason: str) -> None:
    grant.ends_on, grant.revoked_at, grant.revoked_by = last_day, clock.now(), by
    with because(reason, by):
        grant.save(update_fields=["ends_on", "revoked_at", "revoked_by"])


def holds(user: User, role: Role | str, region_id: int | None) -> bool:
    """Whether `user` has the role, or is to have it."""
    rows = user.role_grants.not_over(on=clock.today())
    return rows.filter(role=role, region=region_id).exists()


def who_is_left(grant: RoleGrant, last_day: dt.date) -> list[str]:
    """What to think of before the role ends with `last_day`: sentences, none where somebody else has it."""
    if grant.role not in NEEDED:
        return []
    after = RoleGrant.objects.active(on=last_day + dt.timedelta(days=1)).exclude(pk=grant.pk)
    if after.filter(role=grant.role, region=grant.region_id, user__is_active=True).exists():
        return []
    words = {"name": grant.user, "role": grant.in_words}
    warnings = [_("%(name)s er den siste med rollen %(role)s.") % words]
    waiting = RoleInvitation.objects.unanswered().filter(role=grant.role, region=grant.region_id).count()
    if waiting:
        text = ngettext(
            "%d invitasjon til rollen venter på svar.", "%d invitasjoner til rollen venter på svar.", waiting
        )
        warnings.append(text % waiting)
    return warnings


def _letter_of_end(grant: RoleGrant, last_day: dt.date | None, by: User) -> Letter:
    words = {"role": grant.in_words, "by": by, "email": by.email}
    if last_day is None:
        subject = _("Du har ikke lenger rollen %(role)s")
        text = _("%(by)s har avsluttet rollen din: %(role)s. Kontoen din består.")
    else:
        words["day"] = formats.day_in_words(last_day)
        subject = _("Rollen %(role)s varer til og med %(day)s")
        text = _("%(by)s har satt siste dag for rollen din, %(role)s, til %(day)s. Kontoen din består.")
    contact = _("Er det ikke riktig, ta kontakt med %(by)s på %(email)s.")
    return Letter(grant.user.email, subject % words, "\n\n".join([text % words, contact % words]))


@transaction.atomic
def first_administrator(*, email: str, name: str, password: str | None) -> User:
    """The portal's first person, who grants everyone else. Raises `Conflict` where there is an administrator."""
    if RoleGrant.objects.active(on=clock.today()).filter(role=Role.ADMINISTRATOR).exists():
        raise Conflict(_("Portalen har allerede en administrator."))
    user = User.objects.create_user(email, password, name=name)
    with because(_("Portalens første administrator"), user):
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, granted_by=user)
    return user

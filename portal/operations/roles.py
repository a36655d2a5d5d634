"""Giving and taking roles."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.access import Permission, Role, require
from portal.errors import Conflict
from portal.history import because
from portal.models import RoleGrant, User


@transaction.atomic
def grant(*, user: User, role: Role, region_id: int | None, by: User, reason: str) -> RoleGrant:
    """Give a role. Raises `Denied`, or `Conflict` where the person holds it already."""
    require(by, Permission.USERS_MANAGE)
    if any(
        (grant.role, grant.region_id) == (role, region_id)
        for grant in user.role_grants.filter(revoked_at=None)
    ):
        raise Conflict(_("%(name)s har allerede denne rollen.") % {"name": user})
    with because(reason, by):
        return RoleGrant.objects.create(user=user, role=role, region_id=region_id, granted_by=by)


@transaction.atomic
def revoke(*, grant: RoleGrant, by: User, reason: str) -> RoleGrant:
    """Take a role back; the row stays as history. Raises `Denied`, or `Conflict` where it is gone already."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    require(by, Permission.USERS_MANAGE)
    if grant.revoked_at is not None:
        raise Conflict(_("Rollen er allerede trukket tilbake."))
    grant.revoked_at, grant.revoked_by = clock.now(), by
    with because(reason, by):
        grant.save(update_fields=["revoked_at", "revoked_by"])
    return grant


@transaction.atomic
def register_buyer(*, user: User) -> RoleGrant:
    """The role of somebody who registered by themselves, which allows nothing that a visitor may not."""
    with because(_("Registrerte seg selv"), user):
        return RoleGrant.objects.create(user=user, role=Role.INNKJOPER, granted_by=user)


@transaction.atomic
def first_administrator(*, email: str, name: str, password: str | None) -> User:
    """The portal's first person, who grants everyone else. Raises `Conflict` where there is an administrator."""
    if RoleGrant.objects.filter(role=Role.ADMINISTRATOR, revoked_at=None).exists():
        raise Conflict(_("Portalen har allerede en administrator."))
    user = User.objects.create_user(email, password, name=name)
    with because(_("Portalens første administrator"), user):
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, granted_by=user)
    return user

"""Invitations to roles: to an address, by a link that the database alone does not give away."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import REGIONAL_ROLES, Permission, Role, can, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField
from portal.models.users import RoleGrant, home_of_roles, role_in_words
from portal.workflow import State

if TYPE_CHECKING:
    from portal.access import Person


class RoleInvitationState(State):
    WAITING = "waiting", "accent", _("Venter på svar")
    EXPIRED = "expired", "neutral", _("Utløpt")
    ACCEPTED = "accepted", "success", _("Tatt imot")
    REVOKED = "revoked", "neutral", _("Trukket tilbake")


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class RoleInvitationQuerySet(models.QuerySet["RoleInvitation"]):
    def visible_to(self, user: Person) -> RoleInvitationQuerySet:
        """As the roles they are to."""
        if can(user, Permission.USERS_MANAGE):
            return self.all()
        inside = scope(user, Permission.COUNTY_READ)
        if inside.everywhere:
            return self.exclude(region=None)
        return self.filter(region__in=inside.region_ids)

    def unanswered(self) -> RoleInvitationQuerySet:
        """Neither accepted nor taken back; their time may be out."""
        return self.filter(accepted_at=None, revoked_at=None)


@with_history()
class RoleInvitation(models.Model):
    """A role that waits for the owner of an e-mail address; `replaces` is the grant that is handed over with it."""

    email = models.EmailField(_("e-postadresse"))
    name = LineField(_("navn"), max_length=120)
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    region = models.ForeignKey(
        settings.REGION_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="role_invitations",
        verbose_name=_("region"),
    )
    starts_on = models.DateField(_("rollen gjelder fra"), null=True, blank=True)
    replaces = models.ForeignKey(RoleGrant, models.PROTECT, null=True, blank=True, related_name="successors")
    nonce = models.CharField(max_length=20, default=new_nonce, editable=False)
    expires_on = models.DateField(_("lenken gjelder til og med"))
    sent_at = models.DateTimeField(_("sendt"), default=clock.now)
    created_at = models.DateTimeField(_("invitert"), default=clock.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invitert av")
    )
    accepted_at = models.DateTimeField(_("tatt imot"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoleInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitasjon til en rolle")
        verbose_name_plural = _("invitasjoner til roller")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "role",
                "region",
                condition=models.Q(accepted_at=None, revoked_at=None),
                nulls_distinct=False,
                name="an_address_is_invited_to_a_role_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(REGIONAL_ROLES), region__isnull=False)
                | (~models.Q(role__in=sorted(REGIONAL_ROLES)) & models.Q(region__isnull=True)),
                name="invitations_to_regional_roles_have_a_region_and_others_none",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="role_invitation_accepted_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="role_invitation_revoked_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                name="an_accepted_invitation_is_not_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:invitation-accept", args=[self.pk, self.token])

    @property
    def token(self) -> str:
        """The key in the link: a signature, made with the portal's secret each time it is needed."""
        return _signer().signature(self._signed)

    def is_opened_by(self, token: str) -> bool:
        try:
            _signer().unsign(f"{self._signed}:{token}")
        except signing.BadSignature:
            return False
        return True

    @property
    def _signed(self) -> str:
        return f"{self.pk}.{self.nonce}"

    @property
    def in_words(self) -> str:
        """ "Koordinator i Hedmark". `region` must be loaded."""
        return role_in_words(Role(self.role), self.region)

    @property
    def access_region_id(self) -> int | None:
        return self.region_id

    @property
    def home(self) -> str:
        """The list that it stands in. `region` must be loaded."""
        return home_of_roles(self.region)

    def state(self, *, on: dt.date) -> RoleInvitationState:
        if self.accepted_at:
            return RoleInvitationState.ACCEPTED
        if self.revoked_at:
            return RoleInvitationState.REVOKED
        return RoleInvitationState.WAITING if on <= self.expires_on else RoleInvitationState.EXPIRED

    @property
    def state_today(self) -> RoleInvitationState:
        return self.state(on=clock.today())


def _signer() -> signing.Signer:
    return signing.Signer(salt="portal.role_invitation")

"""People and the roles they are granted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import REGIONAL_ROLES, Permission, Role, can
from portal.models.text import LineField
from portal.models.versions import Versioned, next_version
from portal.norwegian import NorwegianOrder


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.create(user=user, email=user.email, primary=True, verified=True)  # its maker knows it
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class UserQuerySet(models.QuerySet["User"]):
    def with_roles(self, roles: Iterable[Role], region_id: int | None = None) -> UserQuerySet:
        """Active people who hold one of `roles` now: a regional role in the region, a national one anywhere."""
        return self._granted(models.Q(region=region_id) | ~models.Q(role__in=REGIONAL_ROLES), roles)

    def with_roles_anywhere(self, roles: Iterable[Role]) -> UserQuerySet:
        """Active people who hold one of `roles` now, in any region or nationally."""
        return self._granted(models.Q(), roles)

    def _granted(self, where: models.Q, roles: Iterable[Role]) -> UserQuerySet:
        grants = RoleGrant.objects.filter(where, role__in=roles, revoked_at=None)
        return self.filter(is_active=True, pk__in=grants.values("user"))


class User(Versioned, AbstractBaseUser):
    """A person who signs in with an e-mail address. What they may do is their role grants alone."""

    email = models.EmailField(_("e-postadresse"), unique=True)
    name = LineField(_("navn"), max_length=120)
    title = LineField(_("tittel"), max_length=120, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("opprettet"), default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta(Versioned.Meta):
        verbose_name = _("bruker")
        verbose_name_plural = _("brukere")
        ordering = [NorwegianOrder("name"), "email"]
        triggers = [next_version("password", "last_login")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_is_unique_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:my-page")

    @cached_property
    def active_grants(self) -> list[RoleGrant]:
        """The grants in force, read once for this object."""
        return list(self.role_grants.filter(revoked_at=None).select_related("region"))

    # Django's admin site asks these; the answer is the same table as everywhere else.
    @property
    def is_staff(self) -> bool:
        return can(self, Permission.USERS_MANAGE)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


@pghistory.track()
class RoleGrant(models.Model):
    """A role given to a person, in one region or nationally, from a moment until it is revoked."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants", verbose_name=_("bruker"))
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    region = models.ForeignKey(
        settings.REGION_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="role_grants",
        verbose_name=_("region"),
    )
    granted_at = models.DateTimeField(_("gitt"), default=clock.now)
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("gitt av"))
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trukket tilbake av")
    )

    class Meta:
        verbose_name = _("rolletildeling")
        verbose_name_plural = _("rolletildelinger")
        ordering = ["user", "role", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                condition=models.Q(revoked_at=None),
                nulls_distinct=False,
                name="a_person_holds_a_role_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=sorted(REGIONAL_ROLES), region__isnull=False)
                | (~models.Q(role__in=sorted(REGIONAL_ROLES)) & models.Q(region__isnull=True)),
                name="regional_roles_have_a_region_and_others_none",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="role_grant_revoked_at_and_by_both_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())

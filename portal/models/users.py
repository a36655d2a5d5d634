"""People and the roles they are granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce, Upper
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.access import REGIONAL_ROLES, Permission, Role, can, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField
from portal.models.versions import Versioned, next_version
from portal.norwegian import NorwegianOrder

if TYPE_CHECKING:
    from portal.access import Person


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
    def with_roles(
        self, roles: Iterable[Role], region_id: int | None = None, *, on: dt.date | None = None
    ) -> UserQuerySet:
        """Active people who hold one of `roles` now, or `on` the day: a regional role in the region, a national one
        anywhere."""
        return self._granted(models.Q(region=region_id) | ~models.Q(role__in=REGIONAL_ROLES), roles, on)

    def with_roles_anywhere(self, roles: Iterable[Role]) -> UserQuerySet:
        """Active people who hold one of `roles` now, in any region or nationally."""
        return self._granted(models.Q(), roles, None)

    def _granted(self, where: models.Q, roles: Iterable[Role], on: dt.date | None) -> UserQuerySet:
        day = clock.today() if on is None else on
        grants = RoleGrant.objects.active(on=day).filter(where, role__in=roles)
        return self.filter(is_active=True, pk__in=grants.values("user"))


@with_history(exclude=["password", "last_login", "version"])
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
            # Its index is the one that `iexact` asks for at every sign-in.
            models.UniqueConstraint(Upper("email"), name="email_is_unique_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:my-page")

    @cached_property
    def active_grants(self) -> list[RoleGrant]:
        """The grants in force, read once for this object."""
        return list(self.role_grants.active(on=clock.today()).select_related("region"))

    # Django's admin site asks these; the answer is the same table as everywhere else.
    @property
    def is_staff(self) -> bool:
        return can(self, Permission.USERS_MANAGE)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, user: Person) -> RoleGrantQuerySet:
        """Those who manage users see all, those inside a region its own, with those that are over."""
        if can(user, Permission.USERS_MANAGE):
            return self.all()
        inside = scope(user, Permission.COUNTY_READ)
        if inside.everywhere:
            return self.exclude(region=None)
        return self.filter(region__in=inside.region_ids)

    def active(self, *, on: dt.date) -> RoleGrantQuerySet:
        """Those that give something on the day."""
        return self.not_over(on=on).filter(models.Q(starts_on=None) | models.Q(starts_on__lte=on))

    def not_over(self, *, on: dt.date) -> RoleGrantQuerySet:
        """Active, or still to begin."""
        return self.filter(models.Q(revoked_at=None) | models.Q(ends_on__gte=on))

    def over(self, *, on: dt.date) -> RoleGrantQuerySet:
        return self.exclude(revoked_at=None).filter(models.Q(ends_on=None) | models.Q(ends_on__lt=on))


@pghistory.track()
class RoleGrant(models.Model):
    """A role given to a person, in one region or nationally.

    It begins when it is given or on `starts_on`. `revoked_at` is when its end was decided: it ended then, or ends
    with the day `ends_on`.
    """

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
    starts_on = models.DateField(_("gjelder fra"), null=True, blank=True)
    ends_on = models.DateField(_("gjelder til og med"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("trukket tilbake"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("trukket tilbake av")
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolletildeling")
        verbose_name_plural = _("rolletildelinger")
        ordering = ["user", "role", "region"]
        constraints = [
            ExclusionConstraint(
                name="a_person_holds_a_role_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("region", 0), RangeOperators.EQUAL),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(revoked_at=None) | models.Q(ends_on__isnull=False),
                violation_error_message=_("Personen har allerede denne rollen."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(revoked_at__isnull=False)
                & (models.Q(starts_on=None) | models.Q(ends_on__gte=models.F("starts_on"))),
                name="a_role_that_ends_on_a_day_has_begun_by_then",
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

    @property
    def in_words(self) -> str:
        """ "Koordinator i Hedmark". `region` must be loaded."""
        return role_in_words(Role(self.role), self.region)

    @property
    def access_region_id(self) -> int | None:
        return self.region_id

    @property
    def since(self) -> dt.date:
        return self.starts_on or timezone.localdate(self.granted_at)

    @property
    def until(self) -> dt.date | None:
        """Its last day; None where no end is set."""
        return self.ends_on or (timezone.localdate(self.revoked_at) if self.revoked_at else None)

    @property
    def home(self) -> str:
        """The list that it stands in. `region` must be loaded."""
        return home_of_roles(self.region)

    def is_over(self, *, on: dt.date) -> bool:
        return self.revoked_at is not None and (self.ends_on is None or self.ends_on < on)


def role_in_words(role: Role, region: object) -> str:
    words = {"role": role.label, "region": region}
    return _("%(role)s i %(region)s") % words if region else str(role.label)


def home_of_roles(region: Any) -> str:
    """The page about who has the roles of a region, or all of them."""
    return f"{region.get_absolute_url()}folk/" if region else reverse("portal:grant-list")

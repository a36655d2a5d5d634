"""Help with single procurements: what a public body asks, who answers, and where it ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.activities import Activity
from counties.models.events import new_token
from counties.models.geography import Kommune, Region
from counties.models.virksomheter import Virksomhet
from counties.models.visibility import RegionalQuerySet
from counties.workflow import RequestAction, RequestState
from criteria.models import ProductGroup
from portal import clock
from portal.access import GRANTS, Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models import RoleGrant
from portal.models.text import LineField, ProseField

if TYPE_CHECKING:
    from portal.access import Person


class AssistanceRequestQuerySet(RegionalQuerySet["AssistanceRequest"]):
    def visible_to(self, user: Person) -> AssistanceRequestQuerySet:
        """The region's own, everything for those who read the country, and what the person asked."""
        inside = scope(user, Permission.COUNTY_READ)
        if inside.everywhere:
            return self.all()
        mine = models.Q(asker=user.pk) if user.is_authenticated else models.Q(pk__in=[])
        return self.filter(mine | models.Q(region_id__in=inside.region_ids))

    def unanswered(self) -> AssistanceRequestQuerySet:
        return self.exclude(state=RequestState.CLOSED)

    def left_behind(self, *, on: dt.date) -> AssistanceRequestQuerySet:
        """Those whose handler no longer has a role that answers in the region."""
        answering = [role for role, permissions in GRANTS.items() if Permission.WORK_RECORD in permissions]
        held = RoleGrant.objects.active(on=on).filter(
            user=models.OuterRef("handler"), region=models.OuterRef("region"), role__in=answering,
            user__is_active=True,
        )  # fmt: skip
        return self.unanswered().exclude(handler=None).filter(~models.Exists(held))


@with_history()
class AssistanceRequest(models.Model):
    """A question to a knutepunkt. Whoever has the link with the token can follow it without an account."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="requests", verbose_name=_("region"))
    virksomhet = models.ForeignKey(
        Virksomhet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("i registeret"),
    )
    organisation = LineField(_("virksomhet"), max_length=160)
    kommune = models.ForeignKey(Kommune, models.PROTECT, related_name="+", verbose_name=_("kommune"))
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assistance_requests"
    )
    asker_name = LineField(_("navn"), max_length=120)
    asker_email = models.EmailField(_("e-post"))
    asker_phone = LineField(_("telefon"), max_length=30, blank=True)
    subject = LineField(_("hva gjelder det"), max_length=160)
    text = ProseField(_("beskrivelse"), max_length=6000)
    product_group = models.ForeignKey(
        ProductGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("produktgruppe")
    )
    needed_by = models.DateField(_("trenger svar innen"), null=True, blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=RequestState.choices, default=RequestState.NEW
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saksbehandler"),
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("kom inn"), default=clock.now)
    outcome = ProseField(_("resultat"), blank=True, max_length=2000)
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, blank=True, related_name="request", editable=False
    )
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssistanceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("bistandssak")
        verbose_name_plural = _("bistandssaker")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["region", "state"], name="requests_of_a_region")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="assistance_request_closed_at_and_by_both_or_neither",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.CLOSED, closed_at__isnull=False)
                | (~models.Q(state=RequestState.CLOSED) & models.Q(closed_at__isnull=True)),
                name="a_request_is_closed_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.CLOSED) | models.Q(activity__isnull=True),
                name="only_a_closed_request_is_an_activity",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("counties:request-detail", args=[self.pk])

    @property
    def public_path(self) -> str:
        return reverse("counties:request-follow", args=[self.token])

    def step_url(self, action: RequestAction) -> str:
        if action == RequestAction.WRITE:
            return self.public_path
        return reverse(f"counties:request-{action.replace('_', '-')}", args=[self.pk])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    @property
    def shown_state(self) -> RequestState:
        return RequestState(self.state)

    @property
    def is_closed(self) -> bool:
        return self.state == RequestState.CLOSED

    def is_late(self, *, on: dt.date) -> bool:
        return not self.is_closed and self.needed_by is not None and self.needed_by < on


class RequestMessage(models.Model):
    """A word in the thread. Only ever added."""

    request = models.ForeignKey(AssistanceRequest, models.PROTECT, related_name="messages")
    author = LineField(_("fra"), max_length=120)
    from_asker = models.BooleanField(default=False)
    text = ProseField(_("melding"), max_length=6000)
    written_at = models.DateTimeField(_("tid"), default=clock.now)

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldinger")
        ordering = ["request", "pk"]
        triggers = [
            pgtrigger.Protect(name="messages_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:60]


class HandOver(models.Model):
    """A request sent on to another region's knutepunkt, and why. Only ever added."""

    request = models.ForeignKey(AssistanceRequest, models.PROTECT, related_name="hand_overs")
    from_region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    to_region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    reason = ProseField(_("begrunnelse"), max_length=1000)
    handed_at = models.DateTimeField(_("tid"), default=clock.now)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("overføring")
        verbose_name_plural = _("overføringer")
        ordering = ["request", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_region=models.F("to_region")),
                name="a_request_is_handed_to_another_region",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hand_overs_are_only_added", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.from_region} → {self.to_region}"

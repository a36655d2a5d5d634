"""Where criteria were put to use, and how many suppliers meet them: what the next revision is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counties.models.activities import Activity, FrameworkAgreement
from counties.models.events import Event
from criteria.models import Criterion
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.models.text import LineField
from portal.models.versions import Versioned

if TYPE_CHECKING:
    from portal.access import Person


class Outcome(models.TextChoices):
    USED = "used", _("Brukt som den er")
    ADAPTED = "adapted", _("Brukt i tilpasset form")
    DROPPED = "dropped", _("Vurdert, men ikke brukt")


TAKEN = (Outcome.USED, Outcome.ADAPTED)


class CriterionUseQuerySet(models.QuerySet["CriterionUse"]):
    def visible_to(self, user: Person) -> CriterionUseQuerySet:
        """Agreements are public; what was done in activities is for the region and the panel."""
        where = scope(user, Permission.CRITERIA_USE_READ)
        if where.everywhere:
            return self.all()
        return self.filter(models.Q(activity=None) | models.Q(activity__region__in=where.region_ids))

    def taken(self) -> CriterionUseQuerySet:
        return self.filter(outcome__in=TAKEN)


@with_history()
class CriterionUse(Versioned):
    """That an agreement or a procurement used, adapted or dropped a criterion of an exact edition."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="uses", editable=False
    )
    agreement = models.ForeignKey(
        FrameworkAgreement, models.PROTECT, null=True, blank=True, related_name="uses", editable=False
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="uses", verbose_name=_("kriterium"), editable=False
    )
    outcome = models.CharField(_("hva ble gjort"), max_length=8, choices=Outcome.choices)
    reason = LineField(
        _("hvorfor"), max_length=500, blank=True, help_text=_("Må fylles ut når kriteriet ikke ble brukt.")
    )
    recorded_at = models.DateTimeField(_("registrert"), default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    objects = CriterionUseQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("bruk av kriterium")
        verbose_name_plural = _("bruk av kriterier")
        ordering = ["criterion", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(activity__isnull=True, agreement__isnull=False)
                | models.Q(activity__isnull=False, agreement__isnull=True),
                name="a_use_is_of_an_activity_or_an_agreement",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.DROPPED) | ~models.Q(reason=""),
                name="a_criterion_is_dropped_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["agreement", "criterion"], name="an_agreement_names_a_criterion_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "criterion"], name="an_activity_names_a_criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.get_outcome_display()})"

    def get_absolute_url(self) -> str:
        """Of what it was used in."""
        place = self.activity or self.agreement
        assert place is not None  # noqa: S101 - for the type checker; the database sees to it
        return place.get_absolute_url()

    @property
    def is_adapted(self) -> bool:
        return self.outcome == Outcome.ADAPTED

    @property
    def said(self) -> str:
        """What is noted, in words."""
        outcome = str(self.get_outcome_display())
        return f"{outcome} ({self.reason})" if self.reason else outcome

    @property
    def place(self) -> Activity | FrameworkAgreement:
        """The row it hangs on."""
        place = self.activity or self.agreement
        assert place is not None  # noqa: S101 - the constraint says so
        return place

    @property
    def access_region_id(self) -> int:
        return self.place.region_id


@with_history()
class SupplierReadiness(Versioned):
    """At a dialogue conference: `meets` of `asked` suppliers could meet a criterion."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="readiness", editable=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="readiness", editable=False)
    meets = models.PositiveSmallIntegerField(_("oppfyller det"))
    asked = models.PositiveSmallIntegerField(_("av spurte"))
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta(Versioned.Meta):
        verbose_name = _("leverandørenes modenhet")
        verbose_name_plural = _("leverandørenes modenhet")
        ordering = ["-event__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "criterion"], name="suppliers_answer_once_for_a_criterion"
            ),
            models.CheckConstraint(
                condition=models.Q(asked__gt=0, meets__lte=models.F("asked")),
                name="no_more_suppliers_meet_than_were_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meets}/{self.asked}"

    @property
    def said(self) -> str:
        """What is noted, in words."""
        return _("%(meets)d av %(asked)d oppfyller det") % {"meets": self.meets, "asked": self.asked}

    @property
    def access_region_id(self) -> int | None:
        return self.event.region_id

"""Editions of a group's criteria. What is published never changes: the next edition takes its place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.models.catalogue import ProductGroup
from criteria.workflow import EDITABLE, FINAL, PUBLIC, UNFINISHED, EditionAction, EditionState
from portal import clock, formats
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import ProseField
from portal.models.versions import Versioned, next_version

if TYPE_CHECKING:
    from portal.access import Person

OF_FINAL = ", ".join(f"'{state.value}'" for state in sorted(FINAL))
FROZEN_EDITION = f"""
    IF OLD.state IN ({OF_FINAL}) THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'A published edition is never deleted';
        END IF;
        IF NEW.state NOT IN ({OF_FINAL}) OR NEW.group_id <> OLD.group_id OR NEW.number <> OLD.number
            OR NEW.changes <> OLD.changes OR NEW.published_on <> OLD.published_on OR NEW.example <> OLD.example
        THEN
            RAISE EXCEPTION 'A published edition never changes';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class EditionOrder(models.Func):
    """Orders by year and running number: 2011-10 comes after 2011-9, and not after 2011-1."""

    template = "string_to_array(%(expressions)s, '-')::int[]"
    arity = 1
    output_field = ArrayField(models.IntegerField())


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def visible_to(self, user: Person) -> CriteriaSetQuerySet:
        """What is published, or on hearing, for everyone; drafts for those who make them and follow them."""
        if scope(user, Permission.CRITERIA_READ_DRAFTS).everywhere:
            return self.all()
        return self.filter(state__in=PUBLIC)

    def in_force(self) -> CriteriaSetQuerySet:
        return self.filter(state=EditionState.PUBLISHED)

    def published(self) -> CriteriaSetQuerySet:
        return self.filter(state__in=FINAL)

    def last_of_ended(self) -> CriteriaSetQuerySet:
        """The last edition of each group that has none in force."""
        held = self.model.objects.in_force().values("group")
        return (
            self.published()
            .exclude(group__in=held)
            .order_by("group_id", "-published_on", "-pk")
            .distinct("group_id")
        )

    def unfinished(self) -> CriteriaSetQuerySet:
        return self.filter(state__in=UNFINISHED)

    def overdue(self, *, on: dt.date) -> CriteriaSetQuerySet:
        """In force, though they should have been revised before `on`."""
        return self.in_force().filter(next_revision_on__lt=on)


@pgtrigger.register(
    pgtrigger.Trigger(
        name="a_published_edition_never_changes",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN_EDITION,
    )
)
@with_history()
class CriteriaSet(Versioned):
    """One edition of a product group's criteria."""

    group = models.ForeignKey(
        ProductGroup, models.PROTECT, related_name="editions", verbose_name=_("produktgruppe")
    )
    number = models.SlugField(_("utgave"), max_length=12, help_text=_("Året og et løpenummer, som 2011-1."))
    state = models.CharField(
        _("tilstand"), max_length=10, choices=EditionState.choices, default=EditionState.DRAFT
    )
    changes = ProseField(
        _("hva som er endret, og hvorfor"),
        blank=True,
        max_length=4000,
        help_text=_("Vises for alle når utgaven publiseres."),
    )
    example = models.BooleanField(
        _("eksempelinnhold"),
        default=False,
        help_text=_(
            "Skrevet for portalen, ikke av Innkjøpspanelet. Ta bort merket når tekstene er panelets egne."
        ),
    )
    published_on = models.DateField(_("publisert"), null=True, blank=True)
    next_revision_on = models.DateField(_("skal revideres innen"), null=True, blank=True)
    ended_on = models.DateField(_("gjaldt til"), null=True, blank=True)
    ended_reason = ProseField(_("hvorfor den ble trukket tilbake"), blank=True, max_length=2000)
    created_at = models.DateTimeField(_("opprettet"), default=clock.now)

    proposal = models.JSONField(
        null=True, blank=True, help_text="Rows of a file, checked and waiting to be accepted; see sheets.py."
    )

    objects = CriteriaSetQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("utgave")
        verbose_name_plural = _("utgaver")
        ordering = ["group", EditionOrder("number").desc()]
        triggers = [next_version("proposal")]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"], name="an_edition_number_stands_once_in_its_group"
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{4}-[1-9][0-9]{0,3}$"),
                name="an_edition_number_is_a_year_and_a_running_number",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(state=EditionState.PUBLISHED),
                name="one_edition_of_a_group_is_in_force",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(state__in=sorted(UNFINISHED)),
                name="one_edition_of_a_group_is_worked_on",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(UNFINISHED), published_on__isnull=True)
                | models.Q(state__in=sorted(FINAL), published_on__isnull=False),
                name="an_edition_has_a_date_when_it_is_published",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["superseded", "withdrawn"], ended_on__isnull=False)
                | (~models.Q(state__in=["superseded", "withdrawn"]) & models.Q(ended_on__isnull=True)),
                name="an_edition_has_a_last_day_when_it_no_longer_holds",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("published_on")),
                name="an_edition_ends_after_it_is_published",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EditionState.WITHDRAWN) | ~models.Q(ended_reason=""),
                name="an_edition_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("criteria:edition-detail", args=[self.group.key, self.number])

    def step_url(self, action: EditionAction) -> str:
        return reverse("criteria:edition-step", args=[self.group.key, self.number, action])

    @property
    def access_region_id(self) -> None:
        """The whole country's."""
        return None

    @property
    def shown_state(self) -> EditionState:
        return EditionState(self.state)

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_on_hearing(self) -> bool:
        return self.state == EditionState.ON_HEARING

    @property
    def is_superseded(self) -> bool:
        return self.state == EditionState.SUPERSEDED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == EditionState.WITHDRAWN

    @property
    def is_published(self) -> bool:
        """In force or earlier."""
        return self.state in FINAL

    @property
    def end_in_words(self) -> str:
        """Why it is not to be used: its last day, and the panel's reason; nothing as long as it holds."""
        if self.ended_on is None:
            return ""
        details = {"edition": self.number, "day": formats.day(self.ended_on)}
        if self.is_withdrawn:
            return _t("Utgave %(edition)s ble trukket tilbake %(day)s.") % details + f" {self.ended_reason}"
        return _t("Utgave %(edition)s ble erstattet av en nyere %(day)s.") % details

    @property
    def is_in_force(self) -> bool:
        return self.state == EditionState.PUBLISHED


class Erratum(models.Model):
    """A correction beside a published criterion, which itself stays as it was."""

    criterion = models.ForeignKey("criteria.Criterion", models.PROTECT, related_name="errata")
    text = ProseField(_("rettelse"), max_length=2000)
    published_at = models.DateTimeField(_("publisert"), default=clock.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rettelse")
        verbose_name_plural = _("rettelser")
        ordering = ["criterion", "pk"]
        triggers = [
            pgtrigger.Protect(name="an_erratum_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def in_words(self) -> str:
        return f"{formats.day(self.published_at)}: {self.text}"

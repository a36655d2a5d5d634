"""Who leads the work in a region: the styringsgruppe, its members, meetings and decisions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from counties.models.geography import Region
from counties.models.visibility import Period, RegionalQuerySet, period_contains
from portal import clock, formats
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned, next_version

if TYPE_CHECKING:
    from portal.access import Person


class Sector(models.TextChoices):
    FYLKESMANN = "fylkesmann", _("Fylkesmannen")
    FYLKESKOMMUNE = "fylkeskommune", _("Fylkeskommunen")
    KOMMUNE_KS = "kommune_ks", _("Kommunene eller KS")
    NAERINGSLIV = "naeringsliv", _("Næringslivet")
    REGIONAL_STAT = "regional_stat", _("Regionale statsetater")
    ANNET = "annet", _("Andre")


class SeatRole(models.TextChoices):
    LEDER = "leder", _("Leder")
    MEDLEM = "medlem", _("Medlem")
    SEKRETAER = "sekretaer", _("Sekretær")


class StyringsgruppeQuerySet(RegionalQuerySet["Styringsgruppe"]):
    def visible_to(self, user: Person) -> StyringsgruppeQuerySet:
        """Who leads the county's work is public."""
        return self.all()

    def active(self, *, on: dt.date) -> StyringsgruppeQuerySet:
        return self.filter(period_contains("initiated_on", "ended_on", on))


@with_history()
class Styringsgruppe(Versioned):
    """The steering group of a region: initiated by the fylkesmann, then appointed."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="styringsgrupper")
    initiated_on = models.DateField(_("initiativ tatt"))
    established_on = models.DateField(
        _("oppnevnt"), null=True, blank=True, help_text=_("La stå tom til gruppen er oppnevnt.")
    )
    ended_on = models.DateField(_("avsluttet"), null=True, blank=True)
    mandate = ProseField(_("mandat"), blank=True, max_length=6000)

    objects = StyringsgruppeQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("styringsgruppe")
        verbose_name_plural = _("styringsgrupper")
        ordering = ["region", "-initiated_on"]
        constraints = [
            ExclusionConstraint(
                name="a_region_has_one_styringsgruppe_at_a_time",
                expressions=[
                    ("region", RangeOperators.EQUAL),
                    (Period("initiated_on", "ended_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(established_on__isnull=True)
                    | models.Q(established_on__gte=models.F("initiated_on"))
                )
                & (models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("initiated_on")))
                & (
                    models.Q(ended_on__isnull=True)
                    | models.Q(established_on__isnull=True)
                    | models.Q(ended_on__gte=models.F("established_on"))
                ),
                name="a_styringsgruppe_has_its_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Styringsgruppen"))

    def get_absolute_url(self) -> str:
        return reverse("counties:styringsgruppe", args=[self.region.slug])

    @property
    def access_region_id(self) -> int:
        return self.region_id

    def overlaps(self, begins: dt.date, ends: dt.date | None) -> bool:
        """Whether both are at work on some day; no end means still at work."""
        return (ends is None or self.initiated_on <= ends) and (
            self.ended_on is None or self.ended_on >= begins
        )


class MemberQuerySet(RegionalQuerySet["Member"]):
    region_path = "styringsgruppe__region"

    def visible_to(self, user: Person) -> MemberQuerySet:
        return self.all()

    def sitting(self, *, on: dt.date) -> MemberQuerySet:
        return self.filter(period_contains("from_on", "to_on", on))


@with_history()
class Member(Versioned):
    """A seat in the styringsgruppe, from a day until another."""

    styringsgruppe = models.ForeignKey(Styringsgruppe, models.PROTECT, related_name="members")
    name = LineField(_("navn"), max_length=120)
    title = LineField(_("stilling"), max_length=120)
    organisation = LineField(_("organisasjon"), max_length=160)
    sector = models.CharField(_("sektor"), max_length=20, choices=Sector.choices)
    seat = models.CharField(_("rolle"), max_length=12, choices=SeatRole.choices, default=SeatRole.MEDLEM)
    top_level = models.BooleanField(
        _("Leder på høyt nivå i egen organisasjon"),
        default=False,
        help_text=_("Programdokumentet ber om ledere på høyt nivå."),
    )
    email = models.EmailField(
        _("e-post"), blank=True, help_text=_("For innkalling til møter. Vises ikke åpent.")
    )
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(
        _("til"), null=True, blank=True, help_text=_("La stå tom så lenge vervet varer.")
    )

    objects = MemberQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ["seat", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="a_member_sits_from_before_to",
            ),
            ExclusionConstraint(
                name="a_styringsgruppe_has_one_leader_at_a_time",
                expressions=[
                    ("styringsgruppe", RangeOperators.EQUAL),
                    (Period("from_on", "to_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(seat=SeatRole.LEDER),
            ),
            ExclusionConstraint(
                name="a_styringsgruppe_has_one_secretary_at_a_time",
                expressions=[
                    ("styringsgruppe", RangeOperators.EQUAL),
                    (Period("from_on", "to_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(seat=SeatRole.SEKRETAER),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(
            "counties:register-detail", args=[self.styringsgruppe.region.slug, "medlemmer", self.pk]
        )

    @property
    def access_region_id(self) -> int:
        return self.styringsgruppe.region_id


class MeetingQuerySet(RegionalQuerySet["Meeting"]):
    region_path = "styringsgruppe__region"


@with_history()
class Meeting(Versioned):
    """A meeting of the styringsgruppe: what is to be decided, who came, and what was decided."""

    styringsgruppe = models.ForeignKey(Styringsgruppe, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField(_("begynner"))
    ends_at = models.DateTimeField(_("slutter"))
    place = LineField(_("sted"), max_length=160)
    agenda = ProseField(_("saksliste"), blank=True, max_length=6000)
    participants = models.ManyToManyField(
        Member, related_name="meetings", verbose_name=_("møtte"), blank=True
    )
    minutes = models.FileField(_("referat"), upload_to="minutes/", blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    invited = ArrayField(
        models.EmailField(),
        default=list,
        blank=True,
        editable=False,
        help_text="Who has it in their calendar.",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("møte")
        verbose_name_plural = _("møter")
        ordering = ["-starts_at"]
        triggers = [next_version("invited_at", "invited")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="a_meeting_begins_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return _("Møte %s") % formats.day(self.starts_at)

    def get_absolute_url(self) -> str:
        return reverse("counties:register-detail", args=[self.styringsgruppe.region.slug, "moter", self.pk])

    @property
    def is_to_come(self) -> bool:
        return localtime(self.starts_at).date() > clock.today()

    @property
    def not_yet(self) -> tuple[str, ...]:
        """Fields that have nothing to say before it has been held."""
        return ("participants", "minutes") if self.is_to_come else ()

    @property
    def access_region_id(self) -> int:
        return self.styringsgruppe.region_id


@with_history()
class Decision(models.Model):
    """What a meeting decided."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("sak"))
    text = ProseField(_("vedtak"), max_length=4000)

    class Meta:
        verbose_name = _("vedtak")
        verbose_name_plural = _("vedtak")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="a_decision_number_stands_once_in_its_meeting"
            ),
        ]

    def __str__(self) -> str:
        return _("Sak %d") % self.number

    @property
    def access_region_id(self) -> int:
        return self.meeting.access_region_id

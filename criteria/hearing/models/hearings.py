"""A hearing of a draft edition: what is asked, who is invited, when, and the text that was heard."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.hearing.workflow import HAS_BEEN, SEEN_BY_ALL, HearingAction, HearingState
from criteria.models import CriteriaSet
from criteria.models.criterion import Level, Type
from criteria.models.selection import new_token
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned
from portal.norwegian import NorwegianOrder, stored, word_vector

if TYPE_CHECKING:
    from portal.access import Person

SHORTEST = dt.timedelta(weeks=6)  # from opening to closing, without a reason (utredningsinstruksen)
WITH_REASON = models.Q(closes_on__gte=models.F("opens_on") + SHORTEST) | ~models.Q(short_because="")


class Showing(models.TextChoices):
    """When answers are for everyone to read."""

    AS_THEY_COME = "as_they_come", _("Etter hvert, når panelet har sett på dem")
    AT_CLOSING = "at_closing", _("Alle samtidig, når fristen er ute")


class HearingQuerySet(models.QuerySet["Hearing"]):
    def visible_to(self, user: Person) -> HearingQuerySet:
        """What is announced for everyone; those being prepared for those who read drafts."""
        if scope(user, Permission.CRITERIA_READ_DRAFTS).everywhere:
            return self.all()
        return self.filter(state__in=SEEN_BY_ALL)

    def to_open(self, *, on: dt.date) -> HearingQuerySet:
        return self.filter(state=HearingState.ANNOUNCED, opens_on__lte=on)

    def to_close(self, *, on: dt.date) -> HearingQuerySet:
        """Open after their last day."""
        return self.filter(state=HearingState.OPEN, closes_on__lt=on)

    def with_place(self) -> HearingQuerySet:
        return self.select_related("edition__group__area")

    def in_order(self) -> HearingQuerySet:
        """Open first, by deadline; then coming, by opening; then the rest, newest first."""
        place = models.Case(
            models.When(state=HearingState.OPEN, then=0),
            models.When(state=HearingState.DRAFT, then=1),
            models.When(state=HearingState.ANNOUNCED, then=2),
            default=3,
        )
        newest_first = models.Case(models.When(state__in=HAS_BEEN, then=models.F("closes_on")))
        return self.order_by(place, newest_first.desc(nulls_first=True), "closes_on", "pk")


@with_history(exclude=["search"])
class Hearing(Versioned):
    """A draft edition sent to those it concerns. `token` opens it before the day, for those who are given it."""

    edition = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="hearings", verbose_name=_("utkast til utgave")
    )
    title = LineField(_("tittel"), max_length=160)
    asked = ProseField(
        _("hva dere spør om"),
        max_length=4000,
        help_text=_("Står øverst på høringens side og i invitasjonen."),
    )
    letter = ProseField(_("høringsbrev"), max_length=8000, blank=True)
    opens_on = models.DateField(_("åpner"))
    closes_on = models.DateField(_("frist"), help_text=_("Siste dag det kan svares."))
    short_because = ProseField(
        _("hvorfor kortere enn seks uker"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Må fylles ut når det er mindre enn seks uker fra høringen åpner til fristen. Vises for alle."
        ),
    )
    showing = models.CharField(
        _("når svarene vises for alle"), max_length=14, choices=Showing.choices, default=Showing.AS_THEY_COME
    )
    state = models.CharField(
        _("tilstand"), max_length=10, choices=HearingState.choices, default=HearingState.DRAFT
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("laget"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("åpnet"), null=True, blank=True)
    closed_at = models.DateTimeField(_("avsluttet"), null=True, blank=True)
    settled_at = models.DateTimeField(_("ferdig behandlet"), null=True, blank=True)
    table_pdf = models.FileField(
        upload_to="hearings/", blank=True, help_text="What the answers led to, drawn once it is settled."
    )
    cancelled_because = ProseField(_("hvorfor den ble avlyst"), max_length=2000, blank=True)
    erased_at = models.DateTimeField(
        null=True, blank=True, help_text="When the senders' addresses were erased."
    )
    search = stored(word_vector("title", "asked", "letter"))

    objects = HearingQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("høring")
        verbose_name_plural = _("høringer")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gt=models.F("opens_on")),
                name="a_hearing_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=WITH_REASON, name="a_hearing_is_six_weeks_or_says_why_it_is_not"
            ),
            models.CheckConstraint(
                condition=models.Q(showing__in=Showing.values), name="a_hearing_shows_answers_at_a_known_time"
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=models.Q(state__in=["draft", "announced", "open"]),
                name="an_edition_is_on_one_hearing_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "announced"], opened_at=None)
                | models.Q(state__in=["open", "closed", "settled"], opened_at__isnull=False)
                | models.Q(state="cancelled"),
                name="a_hearing_has_been_opened_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["closed", "settled"], closed_at__isnull=False)
                | (~models.Q(state__in=["closed", "settled"]) & models.Q(closed_at=None)),
                name="a_hearing_has_been_closed_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(state="settled", settled_at__isnull=False)
                | (~models.Q(state="settled") & models.Q(settled_at=None)),
                name="a_hearing_has_been_settled_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(state="cancelled") & ~models.Q(cancelled_because="")
                | (~models.Q(state="cancelled") & models.Q(cancelled_because="")),
                name="a_hearing_is_cancelled_for_a_reason",
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="hearings_by_their_words")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hearing:hearing-detail", args=[self.pk])

    def step_url(self, action: HearingAction) -> str:
        return reverse(f"hearing:hearing-{action.value}", args=[self.pk])

    @property
    def preview_path(self) -> str:
        return reverse("hearing:hearing-preview", args=[self.token])

    @property
    def access_region_id(self) -> None:
        """The whole country's."""
        return None

    @property
    def shown_state(self) -> HearingState:
        return HearingState(self.state)

    @property
    def is_draft(self) -> bool:
        return self.state == HearingState.DRAFT

    @property
    def is_coming(self) -> bool:
        return self.state == HearingState.ANNOUNCED

    @property
    def is_open(self) -> bool:
        return self.state == HearingState.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == HearingState.CANCELLED

    @property
    def has_been(self) -> bool:
        """The deadline is out, and the answers are worked through or have been."""
        return self.state in HAS_BEEN

    @property
    def is_settled(self) -> bool:
        return self.state == HearingState.SETTLED

    @property
    def is_being_worked_through(self) -> bool:
        return self.state == HearingState.CLOSED

    @property
    def shows_answers(self) -> bool:
        """Whether the answers that are let through are for everyone by now."""
        return self.has_been or (self.is_open and self.showing == Showing.AS_THEY_COME)

    @property
    def days_left(self) -> int:
        """Until and with the last day; 0 on the last day."""
        return (self.closes_on - clock.today()).days

    @property
    def is_short(self) -> bool:
        return self.closes_on < self.opens_on + SHORTEST


class Invitation(models.Model):
    """A body that is asked to answer. `token` fills in whose answer it is; it is no key to anything."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="invitations")
    name = LineField(_("hvem"), max_length=200)
    org_number = LineField(_("organisasjonsnummer"), max_length=9, blank=True)
    email = models.EmailField(_("e-post"))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    added_at = models.DateTimeField(_("lagt til"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("invitert"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitasjon")
        verbose_name_plural = _("invitasjoner")
        ordering = ["hearing", NorwegianOrder("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                "hearing", models.functions.Lower("email"), name="an_address_is_invited_once_to_a_hearing"
            ),
            models.CheckConstraint(
                condition=models.Q(org_number="") | models.Q(org_number__regex=r"^\d{9}$"),
                name="an_invited_body_has_nine_digits_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HearingExtension(models.Model):
    """A later deadline and why. Only ever added."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="extensions")
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"))
    reason = ProseField(_("begrunnelse"), max_length=2000)
    extended_at = models.DateTimeField(_("tid"), default=clock.now)
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("forlengelse")
        verbose_name_plural = _("forlengelser")
        ordering = ["hearing", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gt=models.F("from_on")), name="an_extension_is_to_a_later_day"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="extensions_of_hearings_stand", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on} → {self.to_on}"


class HearingReminder(models.Model):
    """That a hearing's reminder so many days before its deadline is sent: once, whoever comes first."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="reminders")
    closes_on = models.DateField(help_text="The deadline that it is about; a later one has its own.")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("påminnelse om høring")
        verbose_name_plural = _("påminnelser om høringer")
        ordering = ["hearing", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hearing", "closes_on", "days_before"], name="a_reminder_of_a_hearing_goes_out_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hearing}: {self.days_before}"


class HeardCriterion(models.Model):
    """A criterion as it stood in the text that was heard. It never changes, whatever the draft becomes."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="heard")
    position = models.PositiveSmallIntegerField(_("plass"))
    code = models.SlugField(_("kode"), max_length=12)
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    level = models.CharField(_("nivå"), max_length=10, choices=Level.choices)
    title = LineField(_("tittel"), max_length=160)
    text = ProseField(_("kravtekst"), max_length=4000)
    verification = ProseField(_("dokumentasjon som godtas"), blank=True, max_length=4000)
    rationale = ProseField(_("begrunnelse"), blank=True, max_length=4000)

    class Meta:
        verbose_name = _("kriterium på høring")
        verbose_name_plural = _("kriterier på høring")
        ordering = ["hearing", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "code"], name="a_code_is_heard_once_in_a_hearing"),
        ]
        triggers = [
            pgtrigger.Protect(name="what_was_heard_stands", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

"""An answer to a hearing, by an organisation or a private person, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.hearing.models.hearings import Hearing, Invitation
from criteria.hearing.workflow import CAME_IN, ReplyAction, ReplyState
from criteria.models.selection import new_token
from portal import clock
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned

if TYPE_CHECKING:
    from portal.access import Person


class SenderKind(models.TextChoices):
    """Whose voice it is."""

    PUBLIC = "public", _("Offentlig virksomhet")
    SUPPLIER = "supplier", _("Leverandør")
    INDUSTRY = "industry", _("Bransje- eller arbeidsgiverorganisasjon")
    INTEREST = "interest", _("Interesse- eller miljøorganisasjon")
    RESEARCH = "research", _("Forskning og utdanning")
    PRIVATE = "private", _("Privatperson")
    OTHER = "other", _("Annet")


class HearingReplyQuerySet(models.QuerySet["HearingReply"]):
    def came_in(self) -> HearingReplyQuerySet:
        return self.filter(state__in=CAME_IN)

    def public(self) -> HearingReplyQuerySet:
        """What everyone may read: let through by the panel, in a hearing that shows answers by now."""
        from criteria.hearing.models.hearings import Showing  # noqa: PLC0415 - as the rule of Hearing.shows_answers

        by_now = models.Q(hearing__closed_at__isnull=False) | models.Q(hearing__showing=Showing.AS_THEY_COME)
        return self.filter(by_now, state=ReplyState.SHOWN)

    def hidden(self) -> HearingReplyQuerySet:
        return self.exclude(hidden_because="").order_by("number")

    def visible_to(self, user: Person) -> HearingReplyQuerySet:
        """All that have come in for those who work them through, what is public for the rest."""
        if scope(user, Permission.CRITERIA_READ_DRAFTS).everywhere:
            return self.came_in()
        return self.public()


@with_history(exclude=["email", "contact_name", "token"])
class HearingReply(Versioned):
    """One answer. The link with `token` is the sender's key to it; the one in the mail confirms whose it is.

    Name and address of the sender are in no history, so that they can be erased.
    """

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="replies")
    invitation = models.ForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="replies", editable=False
    )
    kind = models.CharField(_("dere svarer som"), max_length=10, choices=SenderKind.choices)
    organisation = LineField(_("organisasjon"), max_length=200, blank=True)
    org_number = LineField(_("organisasjonsnummer"), max_length=9, blank=True)
    contact_name = LineField(_("navn"), max_length=120, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    shows_name = models.BooleanField(
        _("vis navnet mitt"),
        default=False,
        help_text=_("Gjelder privatpersoner. Uten dette står det bare «Privatperson»."),
    )
    state = models.CharField(
        _("tilstand"), max_length=11, choices=ReplyState.choices, default=ReplyState.BEGUN
    )
    number = models.PositiveSmallIntegerField(_("nummer"), null=True, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    begun_at = models.DateTimeField(_("påbegynt"), default=clock.now)
    consented_at = models.DateTimeField(_("samtykket"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sendt inn"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bekreftet"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket"), null=True, blank=True)
    hidden_because = ProseField(_("hvorfor svaret ikke vises"), max_length=1000, blank=True)

    objects = HearingReplyQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("høringssvar")
        verbose_name_plural = _("høringssvar")
        ordering = ["hearing", "number", "pk"]
        indexes = [models.Index(fields=["hearing", "state"], name="replies_of_a_hearing")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SenderKind.values), name="an_answer_is_of_a_known_kind_of_sender"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=SenderKind.PRIVATE, organisation="", org_number="")
                | (~models.Q(kind=SenderKind.PRIVATE) & ~models.Q(organisation="")),
                name="an_answer_is_of_an_organisation_or_of_a_private_person",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=sorted(CAME_IN), number__isnull=False, confirmed_at__isnull=False
                )
                | ~models.Q(state__in=sorted(CAME_IN)),
                name="an_answer_has_come_in_with_a_number_and_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["hearing", "number"], name="an_answer_has_its_own_number_in_its_hearing"
            ),
            models.CheckConstraint(
                condition=models.Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(state="withdrawn") & models.Q(withdrawn_at=None)),
                name="an_answer_is_withdrawn_when_it_says_so",
            ),
            models.CheckConstraint(
                condition=models.Q(state="hidden") & ~models.Q(hidden_because="")
                | (~models.Q(state="hidden") & models.Q(hidden_because="")),
                name="an_answer_is_hidden_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.sender

    def get_absolute_url(self) -> str:
        """The public page; whoever has not sent it yet has none but their own."""
        if self.number is None:
            return self.own_path
        return reverse("hearing:reply-detail", args=[self.hearing_id, self.number])

    @property
    def own_path(self) -> str:
        return reverse("hearing:reply-own", args=[self.token])

    def step_url(self, action: ReplyAction) -> str:
        if action in (ReplyAction.SHOW, ReplyAction.HIDE):
            return reverse(f"hearing:reply-{action.value}", args=[self.hearing_id, self.number])
        return self.own_path

    @property
    def access_region_id(self) -> None:
        return None

    @property
    def sender(self) -> str:
        """Who says it, as all may read it: never a private person's name without their wish."""
        if self.kind != SenderKind.PRIVATE:
            return self.organisation
        return self.contact_name if self.shows_name and self.contact_name else _t("Privatperson")

    @property
    def shown_state(self) -> ReplyState:
        return ReplyState(self.state)

    @property
    def is_written_in(self) -> bool:
        return self.state == ReplyState.BEGUN

    @property
    def is_hidden(self) -> bool:
        return self.state == ReplyState.HIDDEN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ReplyState.WITHDRAWN

    @property
    def has_come_in(self) -> bool:
        return self.state in CAME_IN

    @property
    def waits_for_confirmation(self) -> bool:
        return self.state == ReplyState.UNCONFIRMED


class Attachment(models.Model):
    """A PDF that goes with an answer. What it is, is told from its content, not from its name."""

    reply = models.ForeignKey(HearingReply, models.CASCADE, related_name="attachments")
    name = LineField(_("filnavn"), max_length=120)
    file = models.FileField(upload_to="hearings/")
    size = models.PositiveIntegerField(_("størrelse"), help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(_("lagt ved"), default=clock.now)

    class Meta:
        verbose_name = _("vedlegg")
        verbose_name_plural = _("vedlegg")
        ordering = ["reply", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "sha256"], name="a_file_is_attached_once_to_an_answer"),
        ]

    def __str__(self) -> str:
        return self.name

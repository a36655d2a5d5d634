"""What an answer says of one criterion or of the whole, and what the panel made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.hearing.models.hearings import HeardCriterion, Hearing
from criteria.hearing.models.replies import HearingReply
from criteria.hearing.workflow import CAME_IN
from portal import clock
from portal.history import with_history
from portal.links import reverse
from portal.models.text import ProseField
from portal.models.versions import Versioned, next_version


class Stance(models.TextChoices):
    FOR = "for", _("Støtter")
    AGAINST = "against", _("Er imot")
    NEUTRAL = "neutral", _("Har ingen mening for eller mot")


class ResolutionOutcome(models.TextChoices):
    TAKEN = "taken", _("Tatt til følge")
    PARTLY = "partly", _("Delvis tatt til følge")
    NOT = "not", _("Ikke tatt til følge")


@with_history()
class Resolution(Versioned):
    """What the panel did with one comment, or with several that say the same, and why. For all to read."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="resolutions")
    outcome = models.CharField(_("hva det førte til"), max_length=6, choices=ResolutionOutcome.choices)
    reason = ProseField(
        _("begrunnelse"), max_length=4000, help_text=_("Avsenderen får den på e-post, og alle kan lese den.")
    )
    decided_at = models.DateTimeField(_("avgjort"), default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Versioned.Meta):
        verbose_name = _("svar på merknad")
        verbose_name_plural = _("svar på merknader")
        ordering = ["hearing", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=ResolutionOutcome.values),
                name="a_comment_is_taken_into_account_partly_or_not",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="a_comment_is_answered_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason[:80]}"


# The whole first, then criterion by criterion, each with its answers by number.
IN_ORDER = (models.F("heard__position").asc(nulls_first=True), "reply__number", "pk")


class HearingCommentQuerySet(models.QuerySet["HearingComment"]):
    def came_in(self) -> HearingCommentQuerySet:
        """Of answers that have come in."""
        return self.filter(reply__state__in=CAME_IN)

    def to_answer(self) -> HearingCommentQuerySet:
        """Those with words: a stance alone is counted, and asks for no answer."""
        return self.came_in().exclude(text="", proposal="")

    def public(self, hearing: Hearing) -> HearingCommentQuerySet:
        """Those with words, of the answers to `hearing` that everyone may read, in the order of the text."""
        shown = HearingReply.objects.public().filter(hearing=hearing)
        return (
            self.filter(reply__in=shown)
            .to_answer()
            .select_related("reply__hearing", "heard", "resolution")
            .order_by(*IN_ORDER)
        )

    def unresolved(self) -> HearingCommentQuerySet:
        return self.to_answer().filter(resolution=None)


@with_history()
class HearingComment(Versioned):
    """A stance, words and perhaps a wording, on one criterion or (`heard` is None) on the whole."""

    reply = models.ForeignKey(HearingReply, models.CASCADE, related_name="comments")
    heard = models.ForeignKey(
        HeardCriterion,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("kriterium"),
    )
    stance = models.CharField(
        _("hva dere mener"), max_length=7, choices=Stance.choices, default=Stance.NEUTRAL
    )
    text = ProseField(_("merknad"), max_length=8000, blank=True)
    proposal = ProseField(
        _("forslag til kravtekst"),
        max_length=4000,
        blank=True,
        help_text=_("Skriv kravet slik det burde stå. Endringene vises mot teksten på høring."),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hos"),
        editable=False,
    )
    resolution = models.ForeignKey(
        Resolution, models.SET_NULL, null=True, blank=True, related_name="comments", editable=False
    )

    objects = HearingCommentQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("merknad")
        verbose_name_plural = _("merknader")
        ordering = ["heard__position", "reply__number", "pk"]
        triggers = [next_version("assigned_to_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "heard"],
                nulls_distinct=False,
                name="an_answer_says_one_thing_of_each_criterion",
            ),
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values), name="a_comment_has_one_of_three_stances"
            ),
            models.CheckConstraint(
                condition=models.Q(heard__isnull=False) | models.Q(proposal=""),
                name="a_wording_is_proposed_for_one_criterion",
            ),
        ]
        indexes = [models.Index(fields=["heard", "resolution"], name="comments_on_what_was_heard")]

    def __str__(self) -> str:
        what = str(self.heard) if self.heard else _t("forslaget som helhet")
        return _t("%(sender)s om %(what)s") % {"sender": self.reply.sender, "what": what}

    def get_absolute_url(self) -> str:
        return reverse("hearing:comment-answer", args=[self.reply.hearing_id, self.pk])

    @property
    def anchor(self) -> str:
        """Of what it is on, on the page of the whole answer. `heard` must be loaded."""
        return self.heard.code if self.heard else "helhet"

    @property
    def public_path(self) -> str:
        """Where everyone reads it. `heard` and `reply` must be loaded."""
        return f"{self.reply.get_absolute_url()}#{self.anchor}"

    @property
    def about(self) -> str:
        """What it is on, in words. `heard` must be loaded."""
        return str(self.heard) if self.heard else _t("Forslaget som helhet")

    @property
    def asks_for_an_answer(self) -> bool:
        return bool(self.text or self.proposal)

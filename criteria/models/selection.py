"""A buyer's own choice of criteria, on the way into a tender."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.models.criterion import Criterion, Level
from portal import clock
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned, next_version

if TYPE_CHECKING:
    from portal.access import Person

OWN_WORDS = ("title", "text", "verification")  # that a buyer may have in place of a criterion's


def new_token() -> str:
    return secrets.token_urlsafe(24)


class SelectionQuerySet(models.QuerySet["Selection"]):
    def visible_to(self, user: Person, kept: Iterable[int] = ()) -> SelectionQuerySet:
        """One's own, and the ownerless ones that this browser's session has `kept` (primary keys)."""
        mine = models.Q(owner=None, pk__in=list(kept))
        if user.is_authenticated:
            mine |= models.Q(owner=user)
        return self.filter(mine)


class Selection(Versioned):
    """What somebody picked for one procurement."""

    name = LineField(_("navn på anskaffelsen"), max_length=120)
    level = models.CharField(
        _("nivå"),
        max_length=10,
        choices=Level.choices,
        default=Level.BASIS,
        help_text=_("Hva som tas med når du legger til en hel gruppe. Avansert tar med basis."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="selections"
    )
    share_token = models.CharField(max_length=40, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(_("opprettet"), default=clock.now)
    changed_at = models.DateTimeField(_("sist endret"), default=clock.now)

    objects = SelectionQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("utvalg")
        verbose_name_plural = _("utvalg")
        ordering = ["-changed_at", "-pk"]
        triggers = [next_version("owner_id", "share_token", "changed_at")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("criteria:selection-detail", args=[self.pk])

    @property
    def pdf_url(self) -> str:
        return reverse("criteria:selection-pdf", args=[self.pk])


class SelectionItem(Versioned):
    """One criterion of an exact edition, with the buyer's own words beside it."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="items")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="picked")
    position = models.PositiveSmallIntegerField(_("plass"))
    title = LineField(
        _("tittel"), null=True, blank=True, max_length=160, help_text="None: as the criterion says."
    )
    text = ProseField(
        _("kravtekst"), null=True, blank=True, max_length=4000, help_text="None: as the criterion says."
    )
    verification = ProseField(
        _("dokumentasjon"), null=True, blank=True, max_length=4000, help_text="None: as the criterion says."
    )
    weight = models.DecimalField(
        _("vekt"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Prosent av hele tildelingen."),
    )
    note = ProseField(_("eget notat"), blank=True, max_length=1000)
    added_at = models.DateTimeField(default=clock.now)

    class Meta(Versioned.Meta):
        verbose_name = _("valgt kriterium")
        verbose_name_plural = _("valgte kriterier")
        ordering = ["selection", "position", "pk"]
        triggers = [next_version("position")]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "criterion"], name="a_criterion_is_picked_once_in_a_selection"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__isnull=True) | models.Q(weight__gte=0, weight__lte=100),
                name="a_weight_is_a_share_of_a_hundred",
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion)

    @property
    def is_adapted(self) -> bool:
        return any(getattr(self, name) is not None for name in OWN_WORDS)

    @property
    def title_shown(self) -> str:
        return self.criterion.title if self.title is None else self.title

    @property
    def text_shown(self) -> str:
        return self.criterion.text if self.text is None else self.text

    @property
    def verification_shown(self) -> str:
        return self.criterion.verification if self.verification is None else self.verification

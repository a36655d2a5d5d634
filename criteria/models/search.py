"""The words that criteria are found by: those that they have, and others that people use for the same."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField
from portal.models.versions import Versioned
from portal.norwegian import Latinized, NorwegianOrder


class SearchTerm(models.Model):
    """A word that stands in some criterion that everyone sees; for compounds and misspellings."""

    word = LineField(max_length=120, primary_key=True, help_text="Folded, as it is written.")
    term = LineField(max_length=120, help_text="Its stem, as the criteria are searched for.")
    uses = models.PositiveIntegerField(help_text="How often it stands there.")

    class Meta:
        verbose_name = _("søkeord")
        verbose_name_plural = _("søkeord")
        ordering = ["word"]
        indexes = [
            GinIndex(OpClass(Latinized("word"), name="gin_trgm_ops"), name="search_terms_by_their_letters")
        ]

    def __str__(self) -> str:
        return self.word


@with_history(exclude=["key"])
class Synonym(Versioned):
    """A word or a phrase that people search for, and what the criteria call it. The panel keeps the list."""

    typed = LineField(
        _("det noen skriver"),
        max_length=60,
        help_text=_("Et ord eller noen få, som laptop eller office furniture."),
    )
    means = LineField(
        _("det søket også ser etter"),
        max_length=300,
        help_text=_("Ordene som kriteriene bruker. Flere skilles med komma: bærbare datamaskiner, skjermer."),
    )
    in_use = models.BooleanField(_("brukes i søket"), default=True)
    key = LineField(max_length=200, editable=False, unique=True, help_text="The stems of what is typed.")

    class Meta(Versioned.Meta):
        verbose_name = _("synonym")
        verbose_name_plural = _("synonymer")
        ordering = [NorwegianOrder("typed"), "pk"]

    def __str__(self) -> str:
        return self.typed

    def get_absolute_url(self) -> str:
        return reverse("criteria:synonym-edit", args=[self.pk])

    @property
    def meanings(self) -> list[str]:
        return [part.strip() for part in self.means.split(",") if part.strip()]

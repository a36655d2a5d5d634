"""Experts who read a draft with the panel before the hearing, by a link, and say what interests they have in it."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from criteria.models import CriteriaSet
from criteria.models.selection import new_token
from criteria.workflow import EDITABLE
from portal import clock
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned


@with_history(exclude=["email", "token"])
class Expert(Versioned):
    """One expert's key to one draft. Nothing is read before the interests are declared."""

    edition = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="experts")
    name = LineField(_("navn"), max_length=120)
    organisation = LineField(_("arbeidssted"), max_length=160, blank=True)
    email = models.EmailField(_("e-post"))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    expires_on = models.DateField(_("kan lese til og med"))
    invited_at = models.DateTimeField(_("invitert"), default=clock.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    interests = ProseField(
        _("interesser i saken"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Eierskap, ansettelser, verv eller oppdrag som kan ha noe å si. Skriv «Ingen» hvis du ikke har noen."
        ),
    )
    declared_at = models.DateTimeField(_("oppgitt"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Versioned.Meta):
        verbose_name = _("fagperson")
        verbose_name_plural = _("fagpersoner")
        ordering = ["edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                "edition",
                models.functions.Lower("email"),
                condition=models.Q(revoked_at=None) & ~models.Q(email=""),
                name="an_expert_has_one_key_to_a_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(declared_at=None, interests="")
                | (models.Q(declared_at__isnull=False) & ~models.Q(interests="")),
                name="interests_are_declared_with_words",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="expert_revoked_at_and_by_both_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hearing:expert-page", args=[self.token])

    @property
    def access_region_id(self) -> None:
        return None

    def opens(self, *, on: dt.date) -> bool:
        """Whether the draft can be read with it: the edition must be loaded."""
        return self.revoked_at is None and on <= self.expires_on and self.edition.state in EDITABLE


class ExpertComment(models.Model):
    """An expert's word to the panel, on one criterion (by its code) or on the whole. Only ever added."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="comments")
    code = models.SlugField(_("kriterium"), max_length=12, blank=True)
    text = ProseField(_("merknad"), max_length=4000)
    said_at = models.DateTimeField(_("tid"), default=clock.now)

    class Meta:
        verbose_name = _("merknad fra fagperson")
        verbose_name_plural = _("merknader fra fagpersoner")
        ordering = ["code", "pk"]
        triggers = [pgtrigger.Protect(name="words_of_experts_stand", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.text[:60]

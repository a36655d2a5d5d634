"""One criterion in one edition, and what finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.models.catalogue import Label
from criteria.models.editions import OF_FINAL, CriteriaSet
from criteria.workflow import EDITABLE, FINAL, PUBLIC, EditionState
from portal.access import Permission, scope
from portal.history import with_history
from portal.links import reverse
from portal.models.text import LineField, ProseField
from portal.models.versions import Versioned, next_version
from portal.norwegian import stored, word_vector

if TYPE_CHECKING:
    from portal.access import Person


class Type(models.TextChoices):
    """The four places a requirement can stand in a tender."""

    KVALIFIKASJONSKRAV = "kvalifikasjonskrav", _("Kvalifikasjonskrav")
    KRAVSPESIFIKASJON = "kravspesifikasjon", _("Kravspesifikasjon")
    TILDELINGSKRITERIUM = "tildelingskriterium", _("Tildelingskriterium")
    KONTRAKTSVILKAAR = "kontraktsvilkaar", _("Kontraktsvilkår")

    @property
    def heading(self) -> str:
        """The name of a chapter of them. Only one is another word in the plural."""
        return _t("Tildelingskriterier") if self is Type.TILDELINGSKRITERIUM else str(self.label)


class Level(models.TextChoices):
    BASIS = "basis", _("Basis")
    AVANSERT = "avansert", _("Avansert")


class CriterionTheme(models.TextChoices):
    KLIMA = "klima", _("Klima")
    ENERGI = "energi", _("Energi")
    KJEMIKALIER = "helse_og_miljoefarlige_kjemikalier", _("Helse- og miljøfarlige kjemikalier")
    MANGFOLD = "biologisk_mangfold", _("Biologisk mangfold")
    ETIKK = "etikk", _("Etikk")
    UNIVERSELL = "universell_utforming", _("Universell utforming")


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def visible_to(self, user: Person) -> CriterionQuerySet:
        """Those of the editions that the person sees."""
        if scope(user, Permission.CRITERIA_READ_DRAFTS).everywhere:
            return self.all()
        return self.filter(edition__state__in=PUBLIC)

    def in_force(self) -> CriterionQuerySet:
        return self.filter(edition__state=EditionState.PUBLISHED)

    def published(self) -> CriterionQuerySet:
        """In force or earlier: what stands still and may be pointed to. Proposals and drafts may not."""
        return self.filter(edition__state__in=FINAL)

    def with_place(self) -> CriterionQuerySet:
        """What a line of a list says of a criterion, without a question per line."""
        return self.select_related("edition__group__area").prefetch_related("labels")

    def in_order(self) -> CriterionQuerySet:
        """The library's; what is in force before what no longer holds."""
        place = ("edition__group__area__number", "edition__group__position", "position", "pk")
        return self.order_by(models.F("edition__ended_on").desc(nulls_first=True), *place)


# A criterion, and its links to labels, stand still once the edition is published.
STAND_STILL = f"""
    IF (SELECT e.state FROM criteria_criteriaset e WHERE e.id = {{edition}}) IN ({OF_FINAL}) THEN
        RAISE EXCEPTION 'A published criterion never changes';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""  # noqa: S608 - of the portal's own words


@with_history(exclude=["keywords", "kinds", "search"])
class Criterion(Versioned):
    """A requirement ready to be put into a tender. The code is the same in every edition."""

    edition = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("plass"))
    code = models.SlugField(_("kode"), max_length=12, help_text=_("Den samme i alle utgaver, som PAP-S01."))
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    level = models.CharField(_("nivå"), max_length=10, choices=Level.choices)
    title = LineField(_("tittel"), max_length=160)
    text = ProseField(_("kravtekst"), max_length=4000)
    verification = ProseField(_("dokumentasjon som godtas"), blank=True, max_length=4000)
    rationale = ProseField(_("begrunnelse"), blank=True, max_length=4000)
    themes = ArrayField(
        models.CharField(max_length=40, choices=CriterionTheme.choices),
        verbose_name=_("miljøtema"),
        default=list,
        blank=True,
    )
    labels: models.ManyToManyField[Label, CriterionLabel] = models.ManyToManyField(
        Label,
        through="CriterionLabel",
        related_name="criteria",
        verbose_name=_("merker og standarder"),
        blank=True,
    )
    depends_on = ArrayField(
        LineField(max_length=12),
        verbose_name=_("henger sammen med"),
        default=list,
        blank=True,
        help_text="Codes of the same group that this one makes no sense without.",
    )
    keywords = LineField(
        max_length=600, blank=True, editable=False, help_text="Names of group and labels, for the search."
    )
    kinds = LineField(
        max_length=300,
        blank=True,
        editable=False,
        help_text="Names of type, level and themes, for the search.",
    )
    search = stored(
        word_vector("title", "keywords", weight="A")
        + word_vector("text", weight="B")
        + word_vector("verification", "rationale", weight="C")
        + word_vector("kinds", weight="D")
    )

    objects = CriterionQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ["edition", "position", "pk"]
        indexes = [
            GinIndex(fields=["search"], name="criteria_by_their_words"),
            models.Index(OpClass(Upper("code"), name="varchar_pattern_ops"), name="criteria_by_their_code"),
            models.Index(fields=["code"], name="a_criterion_in_all_editions"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="a_code_stands_once_in_its_edition"),
            models.CheckConstraint(
                condition=models.Q(type__in=Type.values), name="a_criterion_is_of_one_of_the_four_types"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="a_criterion_is_of_one_of_the_two_levels"
            ),
            models.CheckConstraint(
                condition=models.Q(themes__contained_by=CriterionTheme.values),
                name="a_criterion_has_themes_that_the_plan_knows",
            ),
        ]
        triggers = [
            next_version("position", computed=("search",)),  # its place in the list is no word of it
            pgtrigger.Trigger(
                name="a_published_criterion_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=STAND_STILL.format(edition="OLD.edition_id"),
            ),
            pgtrigger.Trigger(
                name="a_published_edition_gets_no_criterion",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=STAND_STILL.format(edition="NEW.edition_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(
            "criteria:criterion-detail", args=[self.edition.group.key, self.edition.number, self.code]
        )

    @property
    def is_award(self) -> bool:
        return self.type == Type.TILDELINGSKRITERIUM

    @property
    def theme_names(self) -> list[str]:
        return [str(CriterionTheme(theme).label) for theme in self.themes]

    @property
    def kind_names(self) -> list[str]:
        return [self.get_type_display(), self.get_level_display(), *self.theme_names]

    @property
    def corrections(self) -> list[str]:
        """Its errata with their days; they are fetched beforehand where there are many criteria."""
        return [erratum.in_words for erratum in self.errata.all()]

    @property
    def can_be_edited(self) -> bool:
        return self.edition.state in EDITABLE


class CriterionLabel(models.Model):
    """That a criterion points to a label."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="+")
    label = models.ForeignKey(Label, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("merke på et kriterium")
        verbose_name_plural = _("merker på kriterier")
        ordering = ["criterion", "label"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "label"], name="a_criterion_points_once_to_a_label"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_published_criterion_keeps_its_labels",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=STAND_STILL.format(
                    edition="(SELECT c.edition_id FROM criteria_criterion c WHERE c.id = OLD.criterion_id)"
                ),
            ),
            pgtrigger.Trigger(
                name="a_published_criterion_gets_no_label",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=STAND_STILL.format(
                    edition="(SELECT c.edition_id FROM criteria_criterion c WHERE c.id = NEW.criterion_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.label_id}"

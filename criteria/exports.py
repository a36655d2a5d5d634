"""Criteria as CSV and XLSX."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.resources import ModelResource

from criteria.models import Criterion, Feedback

COLUMNS = {
    "group": _("Produktgruppe"),
    "edition": _("Utgave"),
    "code": _("Kode"),
    "type": _("Type"),
    "level": _("Nivå"),
    "title": _("Tittel"),
    "text": _("Kravtekst"),
    "verification": _("Dokumentasjon"),
    "rationale": _("Begrunnelse"),
    "themes": _("Miljøtema"),
    "labels": _("Merker og standarder"),
}


class CriterionResource(ModelResource):
    """One row per criterion, in words."""

    group = Field(attribute="edition__group__name", column_name=COLUMNS["group"])
    edition = Field(attribute="edition__number", column_name=COLUMNS["edition"])
    code = Field(attribute="code", column_name=COLUMNS["code"])
    type = Field(attribute="get_type_display", column_name=COLUMNS["type"])
    level = Field(attribute="get_level_display", column_name=COLUMNS["level"])
    title = Field(attribute="title", column_name=COLUMNS["title"])
    text = Field(attribute="text", column_name=COLUMNS["text"])
    verification = Field(attribute="verification", column_name=COLUMNS["verification"])
    rationale = Field(attribute="rationale", column_name=COLUMNS["rationale"])
    themes = Field(column_name=COLUMNS["themes"])
    labels = Field(column_name=COLUMNS["labels"])

    class Meta:
        model = Criterion
        fields = tuple(COLUMNS)

    def dehydrate_themes(self, criterion: Criterion) -> str:
        return ", ".join(criterion.theme_names)

    def dehydrate_labels(self, criterion: Criterion) -> str:
        return ", ".join(label.name for label in criterion.labels.all())


class FeedbackResource(ModelResource):
    """One row per remark."""

    code = Field(attribute="criterion__code", column_name=COLUMNS["code"])
    edition = Field(attribute="criterion__edition__number", column_name=COLUMNS["edition"])
    text = Field(attribute="text", column_name=_("Tilbakemelding"))
    name = Field(attribute="name", column_name=_("Navn"))
    organisation = Field(attribute="organisation", column_name=_("Virksomhet"))
    created_at = Field(column_name=_("Dato"))
    hidden_reason = Field(attribute="hidden_reason", column_name=_("Skjult fordi"))

    class Meta:
        model = Feedback
        fields = ("created_at", "code", "edition", "text", "name", "organisation", "hidden_reason")

    def dehydrate_created_at(self, row: Feedback) -> str:
        return f"{localtime(row.created_at):%d.%m.%Y}"

"""This app's lists as tables (django-tables2). Their pages are drawn by hand: the tables are what the files have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tables2 import Table

from criteria.models import Synonym
from portal.tables import ListTable, NamesColumn, TextColumn, ValueColumn, YesNoColumn


class CriterionTable(Table):
    """One row per criterion, in words."""

    group = ValueColumn(accessor="edition__group__name", verbose_name=_("Produktgruppe"))
    edition = ValueColumn(accessor="edition__number", verbose_name=_("Utgave"))
    code = ValueColumn(verbose_name=_("Kode"))
    type = ValueColumn(verbose_name=_("Type"))
    level = ValueColumn(verbose_name=_("Nivå"))
    title = ValueColumn(verbose_name=_("Tittel"))
    text = ValueColumn(verbose_name=_("Kravtekst"))
    verification = ValueColumn(verbose_name=_("Dokumentasjon"))
    corrections = NamesColumn(verbose_name=_("Rettelser"))
    standing = ValueColumn(accessor="edition__end_in_words", verbose_name=_("Utgaven er ikke gjeldende"))
    example = ValueColumn(accessor="edition__example", verbose_name=_("Eksempelinnhold"))
    rationale = ValueColumn(verbose_name=_("Begrunnelse"))
    themes = NamesColumn(accessor="theme_names", verbose_name=_("Miljøtema"))
    labels = NamesColumn(verbose_name=_("Merker og standarder"))


class SynonymTable(ListTable):
    """One row per word or phrase, on the page too."""

    typed = TextColumn("typed", linkify=True, verbose_name=_("Det noen skriver"))
    means = TextColumn("means", verbose_name=_("Det søket også ser etter"))
    in_use = YesNoColumn(verbose_name=_("Brukes i søket"))

    class Meta(ListTable.Meta):
        model = Synonym
        fields = ("typed", "means", "in_use")


class FeedbackTable(Table):
    """One row per remark."""

    created_at = ValueColumn(verbose_name=_("Dato"))
    code = ValueColumn(accessor="criterion__code", verbose_name=_("Kode"))
    edition = ValueColumn(accessor="criterion__edition__number", verbose_name=_("Utgave"))
    text = ValueColumn(verbose_name=_("Tilbakemelding"))
    name = ValueColumn(verbose_name=_("Navn"))
    organisation = ValueColumn(verbose_name=_("Virksomhet"))
    waits = YesNoColumn(verbose_name=_("Venter på panelet"))
    hidden_reason = ValueColumn(verbose_name=_("Skjult fordi"))

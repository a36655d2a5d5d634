"""The outbox as its administrators see it: search row and table. Never what a letter says: it may hold keys."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import FilterForm, WrittenField
from portal.models import OutgoingMail
from portal.models.mail import MailState, OutgoingMailQuerySet
from portal.norwegian import with_words
from portal.tables import ListTable, MomentColumn, NumberColumn, TextColumn, ValueColumn, named


class MailFilterForm(FilterForm):
    q = WrittenField(label=_("Søk etter mottaker eller emne"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Tilstand"), required=False, choices=[("", _("Alle")), *MailState.choices]
    )

    def rows(self, rows: OutgoingMailQuerySet) -> OutgoingMailQuerySet:
        wanted = self.wanted
        if state := wanted.get("state"):
            rows = rows.in_state(MailState(state))
        return with_words(rows, wanted["q"], "to", "subject") if "q" in wanted else rows


class MailTable(ListTable):
    """One row per letter."""

    subject = TextColumn(
        "subject", linkify=True, verbose_name=_("Emne"), attrs=named("subject", "to", "created_at")
    )
    to = TextColumn("to", verbose_name=_("Til"))
    created_at = MomentColumn(verbose_name=_("Skrevet"))
    state = ValueColumn(accessor="state__label", verbose_name=_("Tilstand"), orderable=False)
    attempts = NumberColumn(verbose_name=_("Forsøk"))
    answer = ValueColumn(verbose_name=_("Svar fra e-posttjeneren"), orderable=False)

    class Meta(ListTable.Meta):
        model = OutgoingMail
        fields = ("subject", "to", "created_at", "state", "attempts", "answer")

"""The hearings' lists as tables: what their files have, and two of the pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tables2 import Table

from criteria.hearing.models import HearingComment, HearingReply
from portal.tables import DayColumn, ListTable, NumberColumn, TextColumn, ValueColumn


class HearingTable(Table):
    """One row per hearing."""

    title = ValueColumn(verbose_name=_("Høring"))
    group = ValueColumn(accessor="edition__group__name", verbose_name=_("Produktgruppe"))
    edition = ValueColumn(accessor="edition__number", verbose_name=_("Utgave"))
    state = ValueColumn(accessor="get_state_display", verbose_name=_("Tilstand"), orderable=False)
    opens_on = ValueColumn(verbose_name=_("Åpner"))
    closes_on = ValueColumn(verbose_name=_("Frist"))
    answers = ValueColumn(verbose_name=_("Svar"))
    asked = ValueColumn(verbose_name=_("Hva det spørres om"))


class ReplyTable(ListTable):
    """One row per answer that the reader may see. Never an address."""

    number = NumberColumn(verbose_name=_("Nr."))
    sender = TextColumn("sender", linkify=True, verbose_name=_("Avsender"), order_by=("organisation",))
    kind = ValueColumn(accessor="get_kind_display", verbose_name=_("Svarer som"), order_by=("kind",))
    confirmed_at = DayColumn(verbose_name=_("Mottatt"))
    said = NumberColumn(verbose_name=_("Merknader"))
    state = ValueColumn(accessor="get_state_display", verbose_name=_("Tilstand"), order_by=("state",))

    class Meta(ListTable.Meta):
        model = HearingReply
        fields = ("number", "sender", "kind", "confirmed_at", "said", "state")

    def __init__(self, rows: Any, *, works: bool) -> None:
        """The state is for those who work the answers through: to the others all that they see is shown."""
        super().__init__(rows, exclude=() if works else ("state",))


class CommentTable(Table):
    """One row per comment: what was said, and what came of it."""

    code = ValueColumn(accessor="heard__code", verbose_name=_("Kriterium"))
    title = ValueColumn(accessor="heard__title", verbose_name=_("Tittel"))
    number = ValueColumn(accessor="reply__number", verbose_name=_("Svar nr."))
    sender = ValueColumn(accessor="reply__sender", verbose_name=_("Avsender"))
    kind = ValueColumn(accessor="reply__get_kind_display", verbose_name=_("Svarer som"), orderable=False)
    stance = ValueColumn(accessor="get_stance_display", verbose_name=_("Mener"), orderable=False)
    text = ValueColumn(verbose_name=_("Merknad"))
    proposal = ValueColumn(verbose_name=_("Forslag til kravtekst"))
    outcome = ValueColumn(accessor="resolution__get_outcome_display", verbose_name=_("Hva det førte til"))
    reason = ValueColumn(accessor="resolution__reason", verbose_name=_("Begrunnelse"))

    def value_code(self, value: Any, record: HearingComment) -> str:
        return str(value or "")


class InvitationTable(Table):
    """One row per invited body."""

    name = ValueColumn(verbose_name=_("Hvem"))
    org_number = ValueColumn(verbose_name=_("Organisasjonsnummer"))
    email = ValueColumn(verbose_name=_("E-post"))
    sent_at = ValueColumn(verbose_name=_("Invitert"))
    answered = ValueColumn(verbose_name=_("Har svart"))


class ExpertTable(Table):
    """One row per expert's comment; who has said nothing has one row."""

    name = ValueColumn(accessor="expert__name", verbose_name=_("Navn"))
    organisation = ValueColumn(accessor="expert__organisation", verbose_name=_("Arbeidssted"))
    interests = ValueColumn(accessor="expert__interests", verbose_name=_("Interesser"))
    code = ValueColumn(verbose_name=_("Kriterium"))
    text = ValueColumn(verbose_name=_("Merknad"))
    said_at = ValueColumn(verbose_name=_("Tid"))

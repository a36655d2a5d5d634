"""What the criteria hold about persons."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from criteria.models import Feedback
from portal.personal_data import Basis, erased_by, holds, names_who_did_it
from portal.privacy import WITH_ACCOUNT


def _without_name(rows: QuerySet[Feedback]) -> int:
    return int(rows.order_by().update(name=_t("Slettet"), organisation="", giver=None))


holds(
    model="criteria.Feedback",
    fields=["name", "organisation", "text", "giver", "hidden_by"],
    what=_(
        "Gir du tilbakemelding på et kriterium: teksten og navnet du oppgir. De vises åpent når panelet har sett dem."
    ),
    why=_("At kriteriene blir bedre"),
    basis=Basis.TASK,
    kept=_("Teksten varig. Navnet til du ber om sletting."),
    users=["giver"],
    erase=_without_name,
    stays=_("Teksten er grunnlag for neste utgave. Navn og virksomhet slettes."),
)
holds(
    model="criteria.Selection",
    fields=["owner", "name"],
    what=_("Utvalgene dine av kriterier, med navnet på anskaffelsen"),
    why=_("At du kan arbeide videre med dem"),
    basis=Basis.ASKED,
    kept=_("Til du sletter dem, eller kontoen slettes"),
    users=["owner"],
    erase=erased_by(delete=True),
)
holds(
    model="criteria.SelectionItem",
    fields=["title", "text", "verification", "note"],
    what=_("Det du selv har skrevet i et utvalg"),
    why=_("At du kan arbeide videre med det"),
    basis=Basis.ASKED,
    kept=_("Til du sletter utvalget, eller kontoen slettes"),
    users=["selection__owner"],
    stays=_("Slettes sammen med utvalget."),
)
holds(
    model="criteria.Subscription",
    fields=["user"],
    what=_("Hvilke produktgrupper du følger"),
    why=_("Å sende deg det du ber om"),
    basis=Basis.ASKED,
    kept=WITH_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
names_who_did_it(app="criteria", Erratum="published_by")

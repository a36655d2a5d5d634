"""What the overview holds about persons."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.personal_data import Basis, erased_by, holds, names_who_did_it
from portal.privacy import WITH_ACCOUNT

holds(
    model="overview.DigestChoice",
    fields=["user"],
    what=_("Om du vil ha den ukentlige oppsummeringen"),
    why=_("Å følge ønsket ditt"),
    basis=Basis.ASKED,
    kept=WITH_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
holds(
    model="overview.MirrorMark",
    fields=["user"],
    what=_("Når du sist så fylkets speil"),
    why=_("Å vise deg hva som er nytt"),
    basis=Basis.TASK,
    kept=WITH_ACCOUNT,
    users=["user"],
    erase=erased_by(delete=True),
)
names_who_did_it(app="overview", OverviewPrint="asked_by")

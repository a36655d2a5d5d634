"""What the criteria have in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.access import Role
from portal.menu import MAIN, TOOLS, all_but, only

FOLLOWERS = {
    Role.STYRINGSGRUPPE,
    Role.FYLKESMANN,
    Role.DIFI,
    Role.DEPARTEMENT,
    Role.KS,
    Role.ADMINISTRATOR,
}  # buy nothing

MAIN.add(40, _("Kriterier"), "criteria:area-list")
MAIN.add(42, _("Tilbakemeldinger"), "criteria:feedback-list", to=only(Role.PANEL))
TOOLS.add(20, _("Utvalg"), "criteria:selection-list", to=all_but(*FOLLOWERS))

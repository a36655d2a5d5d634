"""What the reports have in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.access import REGIONAL_ROLES, Role
from portal.menu import FOOT, MAIN, only

MAIN.add(
    30, _("Årsrapporter"), "reporting:report-list", to=only(*REGIONAL_ROLES, Role.DIFI, Role.DEPARTEMENT)
)
FOOT.add(55, _("Rapporteringsrunder"), "reporting:round-list", to=only(Role.DIFI))
FOOT.add(50, _("Årsrapporter"), "reporting:report-list")
FOOT.add(60, _("Verifiser en rapport"), "reporting:verify")

"""What the overview has in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.menu import MAIN, TOOLS

MAIN.add(70, _("Oversikt"), "overview:country")
TOOLS.add(10, _("Søk"), "overview:search")

"""What the criteria have in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.menu import MAIN, TOOLS

MAIN.add(30, _("Kriterier"), "criteria:area-list")
TOOLS.add(20, _("Utvalg"), "criteria:selection-list")

"""What the overview has in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.menu import MAIN

MAIN.add(80, _("Resultater"), "overview:country")

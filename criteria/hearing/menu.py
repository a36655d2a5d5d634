"""What the hearings have in the menus around every page."""

from django.utils.translation import gettext_lazy as _

from portal.access import Role
from portal.menu import FOOT, MAIN, only

MAIN.add(41, _("Høringer"), "hearing:hearing-list", to=only(Role.PANEL))
FOOT.add(15, _("Høringer"), "hearing:hearing-list")

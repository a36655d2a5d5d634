"""What the reports have in the menus around every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access import Permission, can
from portal.menu import FOOT, MAIN, Link
from reporting.workflow import Status

if TYPE_CHECKING:
    from portal.access import Person

MAIN.add(60, _("Årsrapporter"), "reporting:report-list")
MAIN.add(80, _("Verifiser"), "reporting:verify")
FOOT.add(50, _("Verifiser en rapport"), "reporting:verify")
FOOT.add(60, _("Årsrapporter"), "reporting:report-list")


def to_review(person: Person) -> list[Link]:
    address = f"{reverse('reporting:report-list')}?status={Status.DELIVERED}"
    return [(str(_("Til vurdering")), address)] if can(person, Permission.REPORT_REVIEW) else []


MAIN.add_for(110, to_review)

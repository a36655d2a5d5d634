"""Telling who can do something about it that the disk is full: once, until there has been room again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access import Role
from portal.links import reverse
from portal.models import Heartbeat, User
from portal.operations import notifications

TOLD = "no_room"
SILENT_FOR = dt.timedelta(days=1)  # then it is told again, if it is still so


@transaction.atomic
def tell() -> bool:
    """Notify the administrators; False where they were told within a day."""
    now = timezone.now()
    told, is_first = Heartbeat.objects.select_for_update().get_or_create(name=TOLD, defaults={"at": now})
    if not is_first and now - told.at < SILENT_FOR:
        return False
    Heartbeat.objects.filter(name=TOLD).update(at=now)
    notifications.notify(
        users=User.objects.with_roles([Role.ADMINISTRATOR]),
        subject=_("Disken er full"),
        body=_(
            "Portalen fikk ikke lagret en fil. Arbeid som venter på plass, prøves igjen av seg selv når det er "
            "ryddet; de som laster opp filer, må vente. Det som er lagret før, er helt."
        ),
        path=reverse("portal:home"),
    )
    return True

"""What the portal puts on people's desks: the administrator's, and each person's own jobs that failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import clock
from portal.access import Permission, can
from portal.desks import Item, Source, Visit, Waiting, items, sources
from portal.links import reverse
from portal.models import Job, OutgoingMail, RoleGrant, User
from portal.models.jobs import JobState

STUCK = dt.timedelta(hours=1)  # a letter that has waited this long will hardly go by itself
KEPT = dt.timedelta(days=14)  # a failed job is on the desk; later it is history


@sources
def failed_jobs(person: User, _visit: Visit) -> Iterator[Source]:
    """Own ones; an administrator has everybody's."""
    failed = Job.objects.filter(
        state=JobState.FAILED, cancelled_by=None, finished_at__gt=timezone.now() - KEPT
    )
    mine = failed if can(person, Permission.USERS_MANAGE) else failed.filter(requested_by=person)
    yield Source(
        mine.order_by("finished_at"),
        lambda row: Waiting(
            _("Gikk ikke: %s") % row.text,
            reverse("portal:job-detail", args=[row.key]),
            _("Se hvorfor"),
            since=row.since,
        ),
        {"text": F("title"), "since": TruncDate("created_at")},
    )


@sources
def work_that_is_put_off(person: User, _visit: Visit) -> Iterator[Source]:
    """By a fault that passes by itself, if somebody sees to the disk, the database or the broker."""
    if not can(person, Permission.USERS_MANAGE):
        return
    yield Source(
        Job.objects.put_off().order_by("due_at"),
        lambda row: Waiting(
            _("Utsatt: %s") % row.text,
            reverse("portal:job-detail", args=[row.key]),
            _("Se hvorfor"),
            since=row.since,
            detail=row.note,
        ),
        {"text": F("title"), "note": F("error"), "since": TruncDate("created_at")},
    )


@sources
def people_without_a_role(person: User, _visit: Visit) -> Iterator[Source]:
    """They sign in and can do nothing."""
    if not can(person, Permission.USERS_MANAGE):
        return
    held = RoleGrant.objects.not_over(on=clock.today()).filter(user=OuterRef("pk"))
    idle = User.objects.filter(~Exists(held), is_active=True)
    yield Source(
        idle.order_by("date_joined"),
        lambda row: Waiting(
            _("%s har ingen rolle") % row.text,
            f"{reverse('admin:portal_rolegrant_add')}?user={row.key}",
            _("Gi rolle"),
            since=row.since,
            detail=row.note,
        ),
        {"text": F("name"), "note": F("email"), "since": TruncDate("date_joined")},
        lambda left, _row: Waiting(
            ngettext("%d til har ingen rolle", "%d til har ingen rolle", left) % left,
            reverse("admin:portal_user_changelist"),
            _("Se alle"),
        ),
    )


@items
def letters_that_are_stuck(person: User, _visit: Visit) -> Iterator[Item]:
    """What the mail server has not taken (1 query)."""
    if not can(person, Permission.USERS_MANAGE):
        return
    late = Q(sent_at=None, set_aside_at=None, created_at__lt=clock.now() - STUCK)
    count = OutgoingMail.objects.filter(late | Q(set_aside_at__isnull=False)).count()
    if count:
        text = ngettext("%d e-post er ikke sendt", "%d e-poster er ikke sendt", count)
        yield Waiting(text % count, reverse("portal:mail-list"), _("Se hvorfor"))

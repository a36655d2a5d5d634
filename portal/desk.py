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
from portal.desks import Item, Source, Visit, Waiting, desk_rows, items, sources
from portal.links import reverse
from portal.models import Job, OutgoingMail, RoleGrant, User
from portal.models.jobs import JobState
from portal.prepared import Sql, prepared

STUCK = dt.timedelta(hours=1)  # a letter that has waited this long will hardly go by itself
KEPT = dt.timedelta(days=14)  # a failed job is on the desk; later it is history


@prepared
def _failed(person: User, since: dt.datetime) -> Sql:
    failed = Job.objects.filter(state=JobState.FAILED, cancelled_by=None, finished_at__gt=since)
    mine = failed if can(person, Permission.USERS_MANAGE) else failed.filter(requested_by=person.pk)
    return desk_rows(mine.order_by("finished_at"), text=F("title"), since=TruncDate("created_at"))


@prepared
def _put_off() -> Sql:
    rows = Job.objects.put_off().order_by("due_at")
    return desk_rows(rows, text=F("title"), note=F("error"), since=TruncDate("created_at"))


@prepared
def _without_a_role(today: dt.date) -> Sql:
    held = RoleGrant.objects.not_over(on=today).filter(user=OuterRef("pk"))
    idle = User.objects.filter(~Exists(held), is_active=True).order_by("date_joined")
    return desk_rows(idle, text=F("name"), note=F("email"), since=TruncDate("date_joined"))


@sources
def failed_jobs(person: User, _visit: Visit) -> Iterator[Source]:
    """Own ones; an administrator has everybody's."""
    yield Source(
        _failed(person, timezone.now() - KEPT),
        lambda row: Waiting(
            _("Gikk ikke: %s") % row.text,
            reverse("portal:job-detail", args=[row.key]),
            _("Se hvorfor"),
            since=row.since,
        ),
    )


@sources
def work_that_is_put_off(person: User, _visit: Visit) -> Iterator[Source]:
    """By a fault that passes by itself, if somebody sees to the disk, the database or the broker."""
    if not can(person, Permission.USERS_MANAGE):
        return
    yield Source(
        _put_off(),
        lambda row: Waiting(
            _("Utsatt: %s") % row.text,
            reverse("portal:job-detail", args=[row.key]),
            _("Se hvorfor"),
            since=row.since,
            detail=row.note,
        ),
    )


@sources
def people_without_a_role(person: User, _visit: Visit) -> Iterator[Source]:
    """They sign in and can do nothing."""
    if not can(person, Permission.USERS_MANAGE):
        return
    yield Source(
        _without_a_role(clock.today()),
        lambda row: Waiting(
            _("%s har ingen rolle") % row.text,
            f"{reverse('admin:portal_rolegrant_add')}?user={row.key}",
            _("Gi rolle"),
            since=row.since,
            detail=row.note,
        ),
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

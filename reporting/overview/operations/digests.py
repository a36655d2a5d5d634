"""The week's summary: to each coordinator about the own regions, to DIFI about the country."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from counties.models import Region
from counties.work import work_in
from portal import clock, formats
from portal.access import GRANTS, Permission, Role, require, scope
from portal.desks import Visit, Waiting
from portal.links import reverse
from portal.models import User
from portal.operations.notifications import notify
from reporting.desk import round_in_short
from reporting.overview.happenings import happenings
from reporting.overview.models import DigestChoice

logger = logging.getLogger(__name__)

WEEK = dt.timedelta(days=7)
LATEST = 2  # days after the chosen one that a summary that was not sent is still of use
MOST_LINES = 8


@transaction.atomic
def choose(*, weekday: int | None, by: User) -> DigestChoice:
    """Which working day (0 is Monday), or None for no summary. Raises `Denied`."""
    if not scope(by, Permission.DIGEST).anywhere:
        require(by, Permission.DIGEST)
    choice, _is_new = DigestChoice.objects.get_or_create(user=by)
    if choice.weekday != weekday:
        # From the next such day on: a day that has passed this week is not made up for.
        choice.weekday, choice.sent_on = weekday, clock.today()
        choice.save(update_fields=["weekday", "sent_on"])
    return choice


def send_due(*, on: dt.date) -> int:
    """Send to all whose day it is, once each; returns how many. Doing it again the same day sends nothing."""
    roles = [role for role in Role if Permission.DIGEST in GRANTS[role]]
    users = User.objects.with_roles_anywhere(roles).order_by("pk")
    return sum(_sent(user, on) for user in users)


def _sent(user: User, on: dt.date) -> bool:
    """One person's fault must not cost the others theirs."""
    try:
        return _send(user, on)
    except Exception:
        logger.exception("The week's summary could not be made for user %s", user.pk)
        return False


@transaction.atomic
def _send(user: User, on: dt.date) -> bool:
    DigestChoice.objects.get_or_create(user=user)
    choice = DigestChoice.objects.select_for_update().get(user=user)
    if choice.weekday is None:
        return False
    due = on - dt.timedelta(days=(on.weekday() - choice.weekday) % 7)
    if (on - due).days > LATEST or (choice.sent_on is not None and choice.sent_on >= due):
        return False
    choice.sent_on = on
    choice.save(update_fields=["sent_on"])
    body = text_for(user, on=on)
    if body:
        path = reverse("overview:country")
        notify(users=[user], subject=_("Uken som gikk"), body=body, path=path)
    return bool(body)


def text_for(user: User, *, on: dt.date) -> str:
    """What is left and what has happened, where the person has to do with it; empty where there is nothing."""
    where = scope(user, Permission.DIGEST)
    parts = [_national(on)] if where.everywhere else []
    regions = Region.objects.filter(pk__in=where.region_ids).select_related("pulje").order_by("number")
    parts += [_regional(user, region, on) for region in regions]
    text = "\n\n".join(part for part in parts if part)
    if not text:
        return ""
    return text + "\n\n" + _("Du velger selv dagen, eller å slippe, på Min side.")


def _regional(user: User, region: Region, on: dt.date) -> str:
    since = clock.begin_of(on - WEEK)
    left = [_left(row) for row in work_in(user, region, Visit(on, since))[:MOST_LINES]]
    lately = happenings(region, since=since, person=None)[:MOST_LINES]
    happened = [f"- {row.what}: {row.detail}" for row in lately]
    return _parts(region.name, {_("Dette mangler:"): left, _("Dette skjedde:"): happened})


def _left(row: Waiting) -> str:
    """What, by when and with whom, in a line of its own."""
    return ". ".join(filter(None, [f"- {row.what}", row.due_in_words, row.who and _("Hos %s") % row.who]))


def _national(on: dt.date) -> str:
    short = round_in_short(on=on)
    if short is None:
        return ""
    states = [f"- {label}: {count}" for _status, label, count in short.counts if count]
    waiting = [f"- {report}" for report in short.to_review[:MOST_LINES]]
    due = _("Frist %(day)s.") % {"day": formats.day(short.round.due_on)}
    title = _("Årsrapportene for %(year)d. %(due)s") % {"year": short.round.year, "due": due}
    return _parts(title, {_("Tilstand:"): states, _("Venter på vurdering:"): waiting})


def _parts(title: str, lists: dict[str, list[str]]) -> str:
    """The title and each list that holds something; empty where none does."""
    said = ["\n".join([words, *lines]) for words, lines in lists.items() if lines]
    return "\n".join([title, *said]) if said else ""

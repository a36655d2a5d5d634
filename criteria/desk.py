"""What the criteria put on people's desks: the panel's editions, a buyer's selections, the followed groups' news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from criteria.models import CriteriaSet, Feedback, GroupNews, Selection
from criteria.models.subscriptions import Subscription
from criteria.workflow import EDITABLE, FINAL, EditionState
from portal.access import Permission, Role, can
from portal.desks import DeskRow, News, Source, Visit, Waiting, desk_rows, sources
from portal.links import reverse
from portal.menu import roles_of
from portal.prepared import Sql, prepared
from portal.slots import fills

if TYPE_CHECKING:
    from portal.models import User

SHOWN = 5
ENDED = FINAL - {EditionState.PUBLISHED}


EDITION = {"text": F("group__name"), "slug": F("group__key"), "note": F("number")}


@prepared
def _being_made() -> Sql:
    editable = CriteriaSet.objects.filter(state__in=EDITABLE).order_by("created_at")
    return desk_rows(editable, **EDITION, since=TruncDate("created_at"))


@prepared
def _overdue(today: dt.date) -> Sql:
    begun = CriteriaSet.objects.unfinished().values("group")
    overdue = CriteriaSet.objects.overdue(on=today).exclude(group__in=begun).order_by("next_revision_on")
    return desk_rows(overdue, **EDITION, due=F("next_revision_on"))


@prepared
def _unseen() -> Sql:
    unseen = Feedback.objects.waiting().order_by("created_at")
    return desk_rows(unseen, text=F("criterion__title"), since=TruncDate("created_at"))


@prepared
def _remarks(since: dt.datetime) -> Sql:
    said = Feedback.objects.filter(created_at__gt=since, waits=False).order_by("-created_at")
    return desk_rows(said, at=F("created_at"), text=F("criterion__title"), note=F("name"))


@prepared
def _outdated(owner: int) -> Sql:
    old = Count("items", filter=Q(items__criterion__edition__state__in=ENDED))
    mine: Any = Selection.objects.filter(owner=owner).annotate(old=old)
    return desk_rows(mine.filter(old__gt=0).order_by("-changed_at"), text=F("name"), total=F("old"))


@prepared
def _news(person: User, since: dt.datetime) -> Sql:
    """Of the groups that the person follows; for the panel of all."""
    news = GroupNews.objects.filter(happened_at__gt=since).order_by("-happened_at")
    if not can(person, Permission.CRITERIA_EDIT):
        news = news.filter(edition__group__subscriptions__user=person.pk)
    return desk_rows(
        news,
        at=F("happened_at"),
        text=F("title"),
        slug=F("edition__group__key"),
        note=F("edition__number"),
    )


@sources
def editions_to_work_on(person: User, visit: Visit) -> Iterator[Source]:
    """For the panel: those that are being made, those that should have been revised, and what users say."""
    if not can(person, Permission.CRITERIA_EDIT):
        return
    yield Source(_being_made(), lambda row: _edition(row, "edition-edit", _("Skriv videre")))
    yield Source(
        _overdue(visit.today),
        lambda row: Waiting(
            _("Revider %s") % row.text.lower(),
            reverse("criteria:group-detail", args=[row.slug]),
            _("Begynn ny utgave"),
            due=row.due,
        ),
        lambda left, _row: Waiting(
            ngettext("%d gruppe til skulle vært revidert", "%d grupper til skulle vært revidert", left)
            % left,
            reverse("criteria:area-list"),
            _("Se alle"),
        ),
    )
    listed = reverse("criteria:feedback-list")
    yield Source(
        _unseen(),
        lambda row: Waiting(
            _("Tilbakemelding på %s venter på å bli vist") % row.text,
            listed,
            _("Vis eller skjul"),
            since=row.since,
        ),
        lambda left, _row: Waiting(
            ngettext("%d tilbakemelding til venter", "%d tilbakemeldinger til venter", left) % left,
            listed,
            _("Se alle"),
        ),
    )
    yield Source(
        _remarks(visit.since),
        lambda row: News(
            row.at or visit.since,
            _("Tilbakemelding på %s") % row.text,
            listed,
            row.note,
        ),
    )


@sources
def selections_and_followed_groups(person: User, visit: Visit) -> Iterator[Source]:
    """Own selections that hold criteria no longer in force; what is new in the groups that the person follows, and
    for the panel in all of them."""
    yield Source(
        _outdated(person.pk),
        lambda row: Waiting(
            ngettext(
                "%(old)d kriterium i «%(name)s» gjelder ikke lenger",
                "%(old)d kriterier i «%(name)s» gjelder ikke lenger",
                row.total,
            )
            % {"old": row.total, "name": row.text},
            reverse("criteria:selection-detail", args=[row.key]),
            _("Se hva som er nytt"),
        ),
    )
    yield Source(
        _news(person, visit.since),
        lambda row: News(
            row.at or visit.since, row.text, reverse("criteria:edition-detail", args=[row.slug, row.note])
        ),
    )


def _edition(row: DeskRow, page: str, act: str) -> Waiting:
    what = _("%(group)s, utgave %(number)s") % {"group": row.text, "number": row.note}
    return Waiting(what, reverse(f"criteria:{page}", args=[row.slug, row.note]), act, since=row.since)


@fills("desk", "criteria/desk.html")
def own_selections(request: HttpRequest, _about: None) -> dict[str, Any] | None:
    """A buyer's selections and groups (2 queries)."""
    person = request.user
    if Role.INNKJOPER not in roles_of(person):
        return None
    assert person.is_authenticated  # noqa: S101 - a visitor has no role
    mine = Selection.objects.filter(owner=person).annotate(count=Count("items")).order_by("-changed_at")
    followed = Subscription.objects.filter(user=person).select_related("group")
    return {"selections": mine[:SHOWN], "followed": followed[: 2 * SHOWN]}

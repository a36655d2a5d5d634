"""The rooms of a county's workspace: its side menu, with how much is in each and what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import BigIntegerField, Count, DateTimeField, Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    FrameworkAgreement,
    KnutepunktCandidate,
    Meeting,
    Member,
    Region,
    RequestState,
    Virksomhet,
)
from portal.access import Permission, can
from portal.links import reverse

if TYPE_CHECKING:
    from portal.access import Person

Words = str | Promise
ASKED = "WITH asked AS (SELECT %s::bigint AS region, %s::timestamptz AS since) SELECT {numbers} FROM asked"


@dataclass(frozen=True)
class Room:
    """A place in the workspace. `homes` are the beginnings of its addresses, where it has others than its own."""

    words: Words
    url: str
    count: int | None = None
    new: int = 0
    homes: tuple[str, ...] = ()

    def closeness(self, path: str) -> int:
        """How much of the page's address is the room's; 0 where the page is in another."""
        return max((len(home) for home in self.homes or (self.url,) if path.startswith(home)), default=0)


@dataclass(frozen=True)
class Wing:
    """Rooms that belong together."""

    words: Words
    rooms: list[Room]


@dataclass(frozen=True)
class Workspace:
    region: Region
    wings: list[Wing]
    current: Room | None


MakeRooms = Callable[["Person", Region], list[Room]]
REPORTING: list[MakeRooms] = []  # rooms that the apps above add


def adds_rooms(make: MakeRooms) -> MakeRooms:
    REPORTING.append(make)
    return make


def workspace_of(person: Person, region: Region, path: str, since: dt.datetime | None) -> Workspace:
    """For those inside the region (1 query, and those of the apps above)."""
    first, *others = _wings(person, region, since)
    reporting = Wing(_("Rapportering"), [room for make in REPORTING for room in make(person, region)])
    wings = [first, reporting, *others]
    rooms = [room for wing in wings for room in wing.rooms if room.closeness(path)]
    current = max(rooms, key=lambda room: room.closeness(path), default=None)
    return Workspace(region, [wing for wing in wings if wing.rooms], current)


def _wings(person: Person, region: Region, since: dt.datetime | None) -> list[Wing]:
    counts = _counts(region, since)

    def register(key: str, words: Words) -> Room:
        url = reverse("counties:register-list", args=[region.slug, key])
        return Room(words, url, counts[key], counts.get(f"new_{key}", 0))

    def page(name: str, words: Words, **more: Any) -> Room:
        return Room(words, reverse(f"counties:{name}", args=[region.slug]), **more)

    def with_list(name: str, words: Words, key: str) -> Room:
        """A page and the register behind it: one room, with how many rows the register has."""
        url = reverse(f"counties:{name}", args=[region.slug])
        rows = reverse("counties:register-list", args=[region.slug, key])
        return Room(words, url, counts[key], homes=(url, rows))

    calendar = reverse("counties:event-list")
    folk = reverse("counties:people", args=[region.slug])
    organises = can(person, Permission.ORGANISATION_EDIT, region)
    return [
        Wing(
            _("Arbeidet"),
            [
                page("region-work", _("Hva som gjenstår")),
                page("request-list", _("Bistand"), count=counts["bistand"], new=counts["new_bistand"]),
                register("aktiviteter", _("Aktiviteter")),
                Room(
                    _("Arrangementer"),
                    f"{calendar}?region={region.slug}&when=all",
                    counts["arrangementer"],
                    counts["new_arrangementer"],
                    homes=(calendar,),
                ),
                register("avtaler", _("Fellesavtaler")),
            ],
        ),
        Wing(
            _("Oppfølging"),
            [
                page("kommune-grid", _("Kommunene")),
                page("letter-grid", _("Statsetatene")),
                register("virksomheter", _("Virksomheter")),
            ],
        ),
        Wing(
            _("Organisering"),
            [
                with_list("styringsgruppe", _("Styringsgruppen"), "medlemmer"),
                register("moter", _("Møter")),
                with_list("knutepunkt", _("Knutepunktet"), "kandidater"),
                *([page("milestone-edit", _("Milepæler"))] if organises else []),
                page("grant-account", _("Tilskudd")),
                page("people", _("Folk og roller"), homes=(folk, "/roller/", "/invitasjoner/")),
            ],
        ),
    ]


def _counts(region: Region, since: dt.datetime | None) -> dict[str, int]:
    """Rows of each room, and new ones: requests nobody has answered, and what has come since the visit before (none
    the first time)."""
    keys, sql, parameters = _statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [region.pk, since, *parameters])
        return dict(zip(keys, cursor.fetchone(), strict=True))


@cache
def _statement() -> tuple[list[str], str, list[Any]]:
    """What is counted and the SQL of it, compiled once per process: only the region and the visit differ."""
    counted = {key: rows.query.sql_with_params() for key, rows in _counted().items()}
    numbers = ", ".join(f"COALESCE(({sql}), 0)" for sql, _own in counted.values())
    parameters = [one for _sql, own in counted.values() for one in own]
    return list(counted), ASKED.format(numbers=numbers), parameters


def _counted() -> dict[str, QuerySet[Any]]:
    requests = AssistanceRequest.objects.unanswered()
    rows: dict[str, QuerySet[Any]] = {
        "aktiviteter": Activity.objects.all(),
        "avtaler": FrameworkAgreement.objects.all(),
        "arrangementer": Event.objects.all(),
        "bistand": requests,
        "new_bistand": requests.filter(state=RequestState.NEW),
        "kandidater": KnutepunktCandidate.objects.all(),
    }
    by_group: dict[str, QuerySet[Any]] = {"medlemmer": Member.objects.all(), "moter": Meeting.objects.all()}
    rows |= {f"new_{key}": _fresh(rows[key]) for key in ("aktiviteter", "avtaler", "arrangementer")}
    by_group["new_moter"] = _fresh(Meeting.objects.all())
    counted = {key: _count(found, "region") for key, found in rows.items()}
    counted |= {key: _count(found, "styringsgruppe__region") for key, found in by_group.items()}
    return counted | {"virksomheter": _count(Virksomhet.objects.all(), "home__fylke__region")}


def _count(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    here = RawSQL("asked.region", [], output_field=BigIntegerField())
    counted: QuerySet[Any] = rows.filter(**{path: here}).order_by().values(path).annotate(n=Count("pk"))
    return counted.values("n")


def _fresh(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that were written into the portal after the visit before, as their history knows."""
    since = RawSQL("asked.since", [], output_field=DateTimeField())
    history = rows.model.pgh_event_model.objects.filter(pgh_label="insert", pgh_created_at__gt=since)
    return rows.filter(Exists(history.filter(pgh_obj=OuterRef("pk"))))

"""The rooms of a county's workspace: its side menu, with how much is in each and what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
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
from counties.models.virksomheter import seat_region
from portal.access import Permission, can

if TYPE_CHECKING:
    from portal.access import Person

Words = str | Promise


@dataclass(frozen=True)
class Room:
    """A place in the workspace. `home` is the beginning of the addresses in it."""

    words: Words
    url: str
    count: int | None = None
    new: int = 0
    home: str = ""

    def covers(self, path: str) -> bool:
        return path.startswith(self.home or self.url)


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
    wings = _wings(person, region, since)
    wings.append(Wing(_("Rapportering"), [room for make in REPORTING for room in make(person, region)]))
    rooms = [room for wing in wings for room in wing.rooms if room.covers(path)]
    current = max(rooms, key=lambda room: len(room.home or room.url), default=None)
    return Workspace(region, [wing for wing in wings if wing.rooms], current)


def _wings(person: Person, region: Region, since: dt.datetime | None) -> list[Wing]:
    counts = _counts(region, since)

    def register(key: str, words: Words, new: int = 0) -> Room:
        return Room(words, reverse("counties:register-list", args=[region.slug, key]), counts[key], new)

    def page(name: str, words: Words, **more: Any) -> Room:
        return Room(words, reverse(f"counties:{name}", args=[region.slug]), **more)

    calendar = f"{reverse('counties:event-list')}?region={region.slug}"
    organises = can(person, Permission.ORGANISATION_EDIT, region)
    return [
        Wing(
            _("Arbeidet"),
            [
                page("region-work", _("Hva som gjenstår")),
                page("request-list", _("Bistand"), count=counts["bistand"], new=counts["nye_saker"]),
                register("aktiviteter", _("Aktiviteter"), counts["nye_aktiviteter"]),
                Room(
                    _("Arrangementer"),
                    calendar,
                    counts["arrangementer"],
                    home=reverse("counties:event-list"),
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
                page("styringsgruppe", _("Styringsgruppen")),
                register("medlemmer", _("Medlemmer")),
                register("moter", _("Møter")),
                page("knutepunkt", _("Knutepunktet")),
                register("kandidater", _("Kandidater")),
                *([page("milestone-edit", _("Milepæler"))] if organises else []),
                page("grant-account", _("Tilskudd")),
            ],
        ),
    ]


def _counts(region: Region, since: dt.datetime | None) -> dict[str, int]:
    """Rows of each room, and new ones: requests that nobody has answered, activities since the visit before."""
    fresh = Activity.objects.filter(recorded_at__gt=since) if since else Activity.objects.none()
    requests = AssistanceRequest.objects.unanswered()
    rows: dict[str, QuerySet[Any]] = {
        "aktiviteter": Activity.objects.all(),
        "avtaler": FrameworkAgreement.objects.all(),
        "arrangementer": Event.objects.all(),
        "bistand": requests,
        "nye_saker": requests.filter(state=RequestState.NEW),
        "nye_aktiviteter": fresh,
        "kandidater": KnutepunktCandidate.objects.all(),
    }
    by_group: dict[str, QuerySet[Any]] = {"medlemmer": Member.objects.all(), "moter": Meeting.objects.all()}
    counted = {f"n_{key}": _count(found, "region") for key, found in rows.items()}
    counted |= {f"n_{key}": _count(found, "styringsgruppe__region") for key, found in by_group.items()}
    seated: QuerySet[Any] = Virksomhet.objects.annotate(home=seat_region())
    counted["n_virksomheter"] = _count(seated, "home")
    found = Region.objects.filter(pk=region.pk).annotate(**counted).values(*counted).get()
    return {key.removeprefix("n_"): number for key, number in found.items()}


def _count(rows: QuerySet[Any], path: str) -> Any:
    here = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(here.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)

"""The demo's styringsgrupper, meetings, knutepunkter and milestones; see `county.py`."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from counties.models import (
    Event,
    HostKind,
    KnutepunktCandidate,
    Kommune,
    Meeting,
    Member,
    Milestone,
    MilestoneReached,
    Region,
    Styringsgruppe,
)
from counties.operations import organisation
from portal.models import User

SEATS = [
    ("fylkesmann", "leder", "Fylkesmann", "Fylkesmannen", True),
    ("fylkesmann", "sekretaer", "Seniorrådgiver", "Fylkesmannen", False),
    ("fylkeskommune", "medlem", "Fylkesrådmann", "{f} fylkeskommune", True),
    ("kommune_ks", "medlem", "Rådmann", "{k} kommune", True),
    ("kommune_ks", "medlem", "Regiondirektør", "KS {f}", True),
    ("naeringsliv", "medlem", "Regiondirektør", "Næringsforeningen i {f}", True),
    ("regional_stat", "medlem", "Regionvegsjef", "Vegkontoret", True),
    ("annet", "medlem", "Daglig leder", "Miljøforum {f}", False),
]
HOSTS = [
    (HostKind.INTERKOMMUNALT, "{k}-regionens innkjøpssamarbeid"),
    (HostKind.FYLKESKOMMUNE, "Innkjøpsseksjonen i {f} fylkeskommune"),
    (HostKind.STOR_KOMMUNE, "Innkjøpsenheten i {k} kommune"),
    (HostKind.STAT, "Innkjøpskontoret ved høgskolen i {f}"),
]


def organise(region: Region, people: Mapping[str, User], bank: dict[str, Any], source: random.Random) -> None:
    """A styringsgruppe of eight, four meetings a year, and the knutepunkt one of them chose."""
    kommuner = Kommune.objects.filter(fylke__region=region).order_by("fylke__number", "-population")
    place = kommuner.values_list("name", flat=True)[0]
    start = region.pulje.starts_on
    established = start + dt.timedelta(days=source.randint(10, 50))
    group = Styringsgruppe.objects.create(
        region=region, initiated_on=start, established_on=established, mandate=bank["mandate"]
    )
    members = _members(group, region, place, people, bank, source)
    meetings = _meetings(group, members, established, place, bank, source)
    candidates = _candidates(region, place, source)
    chosen, by = candidates[0], people[f"koordinator.{region.slug}"]
    from_on = meetings[0].starts_at.date() + dt.timedelta(days=source.randint(3, 40))
    organisation.appoint(
        candidate=chosen,
        meeting=meetings[0],
        details={
            "text": f"{chosen} velges som knutepunkt for {region}.",
            "from_on": from_on,
            "arsverk": source.choice(["0.5", "0.75", "1", "1.2", "1.5"]),
            "is_secretariat": source.random() < 0.6,
            "contact_name": people[f"knutepunkt.{region.slug}"].name,
            "contact_email": f"knutepunkt.{region.slug}@demo.example",
            "contact_phone": f"{source.randint(61, 79)} 00 {source.randint(10, 99)} 00",
        },
        by=by,
    )
    _milestones(region, established, from_on, source)


def _members(
    group: Styringsgruppe,
    region: Region,
    place: str,
    people: Mapping[str, User],
    bank: dict[str, Any],
    source: random.Random,
) -> list[Member]:
    # A few counties lack somebody whom the programme document asks for.
    seats = [seat for seat in SEATS if seat[0] != "naeringsliv" or source.random() < 0.8]
    rows: list[Member] = []
    for sector, seat, title, organisation_name, top in seats:
        name = f"{source.choice(bank['firsts'])} {source.choice(bank['lasts'])}"
        if seat == "leder":
            name = people[f"fylkesmann.{region.slug}"].name
        rows.append(
            Member(
                styringsgruppe=group,
                name=name,
                title=title,
                organisation=organisation_name.format(f=region.name, k=place),
                sector=sector,
                seat=seat,
                top_level=top,
                email=f"styringsgruppe{len(rows)}.{region.slug}@demo.example",
                from_on=group.established_on or group.initiated_on,
            )
        )
    return Member.objects.bulk_create(rows)


def _meetings(
    group: Styringsgruppe,
    members: list[Member],
    established: dt.date,
    place: str,
    bank: dict[str, Any],
    source: random.Random,
) -> list[Meeting]:
    """One within two weeks, then about four a year; the next is already called."""
    days = [established + dt.timedelta(days=source.randint(3, 14))]
    while days[-1] < dt.date(2011, 2, 15):
        days.append(days[-1] + dt.timedelta(days=source.randint(75, 110)))
    meetings = []
    for day in days:
        begins = dt.datetime(day.year, day.month, day.day, 11, tzinfo=dt.UTC)
        meeting = Meeting.objects.create(
            styringsgruppe=group,
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=2),
            place=place,
            agenda=bank["agenda"],
        )
        if day < dt.date(2011, 2, 15):
            meeting.participants.set(source.sample(members, k=source.randint(4, len(members))))
        meetings.append(meeting)
    return meetings


def _candidates(region: Region, place: str, source: random.Random) -> list[KnutepunktCandidate]:
    """Three of the four kinds; the weightiest first."""
    hosts = source.sample(HOSTS, k=3)
    rows = [
        KnutepunktCandidate(
            region=region,
            name=name.format(f=region.name, k=place),
            kind=kind,
            weight=4 - position,
            buys_for=0 if kind in (HostKind.STAT, HostKind.STOR_KOMMUNE) else source.randint(4, 18),
            assessment="Har erfaring med rammeavtaler og kapasitet til å ta på seg oppgaven."
            if position == 0
            else "Kan rollen, men har mindre kapasitet.",
        )
        for position, (kind, name) in enumerate(hosts)
    ]
    return KnutepunktCandidate.objects.bulk_create(rows)


def _milestones(region: Region, established: dt.date, chosen: dt.date, source: random.Random) -> None:
    conference = dt.date(region.pulje.starts_on.year, 11, 12 if region.pulje.number == 1 else 18)
    seminar = dt.date(region.pulje.starts_on.year, 12, 3 if region.pulje.number == 1 else 8)
    dates = {
        "oppstart": region.pulje.starts_on,
        "styringsgruppe": established,
        "knutepunkt": chosen,
        "oppstartkonferanse": conference,
        "fagkonferanse": seminar if source.random() < 0.85 else None,
    }
    plan = {row.key: row for row in Milestone.objects.filter(pulje=region.pulje_id)}
    MilestoneReached.objects.bulk_create(
        MilestoneReached(milestone=plan[key], region=region, happened_on=day)
        for key, day in dates.items()
        if day
    )


def national_events(bank: dict[str, Any]) -> None:
    """The conferences that the programme document plans, and what followed."""
    rows = [
        ("oppstartkonferanse", "Oppstartkonferanse for pulje 1", dt.date(2008, 11, 12), "Oslo"),
        ("fagkonferanse", "Fagkonferanse for knutepunktene i pulje 1", dt.date(2008, 12, 3), "Oslo"),
        ("oppstartkonferanse", "Oppstartkonferanse for pulje 2", dt.date(2009, 11, 18), "Oslo"),
        ("fagkonferanse", "Fagkonferanse for knutepunktene i pulje 2", dt.date(2009, 12, 8), "Bergen"),
        ("seminar", "Nettverkssamling for alle knutepunktene", dt.date(2010, 9, 22), "Trondheim"),
        ("seminar", "Vårseminar om nye kriterier", dt.date(2011, 4, 6), "Oslo"),
    ]
    Event.objects.bulk_create(
        Event(
            kind=kind,
            title=title,
            description=bank["description"],
            starts_at=dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC),
            ends_at=dt.datetime(day.year, day.month, day.day, 15, tzinfo=dt.UTC),
            place=place,
            capacity=200,
            closes_on=day - dt.timedelta(days=7),
            state="open",
        )
        for kind, title, day, place in rows
    )

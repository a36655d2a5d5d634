"""A made-up past of the county's work for the demo; the same seed gives the same rows.

Written in bulk, since people's operations would take minutes; the database's own rules hold all the same.
Source of the words: `reporting/demo/data/counties.yaml`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from counties.models import (
    Activity,
    AssistanceRequest,
    Event,
    FrameworkAgreement,
    Kommune,
    KommuneFollowUp,
    Region,
    Registration,
    RequestMessage,
    RequestState,
    Task,
    TildelingsbrevFollowUp,
    Virksomhet,
)
from criteria.models import ProductGroup
from portal.models import User
from reporting.demo import criterion_use, grants, sharing
from reporting.demo.organisation import national_events, organise

TEXTS = Path(__file__).parent / "data" / "counties.yaml"
SEED = 2008
TODAY = dt.date(2011, 2, 15)
FOLLOWED_UP = range(2007, 2011)
ACTIVITIES = 960  # beside the more than 500 that closed requests and held events become
PUT_TO_USE = 0.5  # of the single procurements that were helped: criteria of the group were looked at
EVENTS, AGREEMENTS, REQUESTS = 250, 120, 400


@transaction.atomic
def load(people: Mapping[str, User]) -> str:
    """Everything for all regions. `people` is by the part of the address before the @."""
    bank = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    regions = list(Region.objects.select_related("pulje").order_by("number"))
    numbers = _org_numbers()
    for position, region in enumerate(regions):
        share = _Share(position, len(regions))
        _County(region, people, bank, numbers).tell(share)
    national_events(bank)
    sharing.share(people)
    return f"{Activity.objects.count()} aktiviteter, {Registration.objects.count()} påmeldinger"


class _Share:
    """This region's part of a country-wide number, so that the parts add up to it."""

    def __init__(self, position: int, count: int) -> None:
        self.position, self.count = position, count

    def of(self, total: int) -> int:
        return total * (self.position + 1) // self.count - total * self.position // self.count


class _County:
    """One region's years."""

    def __init__(
        self, region: Region, people: Mapping[str, User], bank: dict[str, Any], numbers: Iterator[str]
    ) -> None:
        self.region, self.bank, self.numbers = region, bank, numbers
        self.random = random.Random(f"{SEED}-{region.number}")
        self.user = people[f"knutepunkt.{region.slug}"]
        self.people = people
        self.kommuner = list(Kommune.objects.filter(fylke__region=region).order_by("-population"))
        self.start = region.pulje.starts_on

    def tell(self, share: _Share) -> None:
        organise(self.region, self.people, self.bank, self.random)
        bodies = self._virksomheter()
        self._follow_up([body for body in bodies if body.kind == "statsetat"])
        self._activities(share.of(ACTIVITIES))
        self._agreements(share.of(AGREEMENTS), bodies)
        self._events(share.of(EVENTS - 6))
        self._requests(share.of(REQUESTS), bodies)
        grants.allot(self.region, self.random)

    def words(self, template: str) -> str:
        place = self.random.choice(self.kommuner[:12]).name
        goods = self.random.choice(self.bank["goods"])
        text = template.format(k=place, v=goods, f=self.region.name, n=self.random.randint(2, 40))
        return text[:1].upper() + text[1:]

    def name(self) -> str:
        return f"{self.random.choice(self.bank['firsts'])} {self.random.choice(self.bank['lasts'])}"

    def day(self) -> dt.date:
        """A working day since the pulje began; more of them in the later years."""
        length = (TODAY - self.start).days
        day = self.start + dt.timedelta(days=int(length * self.random.random() ** 0.75))
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def _virksomheter(self) -> list[Virksomhet]:
        seats = self.kommuner[:10]
        rows = [("kommune", f"{kommune.name_in_full} kommune", kommune) for kommune in seats]
        if self.region.slug != "oslo":
            rows.append(("fylkeskommune", f"{self.region.name} fylkeskommune", seats[0]))
        chosen = self.random.sample(self.bank["states"], k=8)
        rows += [
            ("statsetat", f"{name} i {self.region.name}", self.random.choice(seats[:4])) for name in chosen
        ]
        chosen = self.random.sample(self.bank["foretak"], k=5)
        rows += [("foretak", f"{name} {self.region.name}", self.random.choice(seats[:3])) for name in chosen]
        rows += [
            ("interkommunalt", f"Innkjøpssamarbeidet {kommune.name_in_full} og omegn", kommune)
            for kommune in self.random.sample(seats, k=min(2, len(seats)))
        ]
        return Virksomhet.objects.bulk_create(
            Virksomhet(
                org_number=next(self.numbers),
                name=name,
                kind=kind,
                kommune=kommune,
                employees=self.random.randint(12, 2400),
                purchases=self.random.randint(3, 900) * 1_000_000,
            )
            for kind, name, kommune in rows
        )

    def _follow_up(self, states: list[Virksomhet]) -> None:
        """Each kommune keeps what it has reached; more reach it the longer the pulje has run."""
        levels = [(k, [self.random.random() for _time in range(5)]) for k in self.kommuner]
        chances = [self._chance(year) for year in FOLLOWED_UP]
        KommuneFollowUp.objects.bulk_create(
            KommuneFollowUp(
                kommune=kommune,
                year=year,
                policy=level[0] < chance,
                routines=level[1] < chance * 0.8,
                agreement=level[2] < chance * 1.2,
                training=level[3] < chance * 1.1,
                livskraftig=level[4] < 0.25 and chance > 0.1,
            )
            for kommune, level in levels
            for year, chance in zip(FOLLOWED_UP, chances, strict=True)
        )
        grades = [(body, self.random.random(), self.random.random()) for body in states]
        TildelingsbrevFollowUp.objects.bulk_create(
            TildelingsbrevFollowUp(
                virksomhet=body,
                year=year,
                contacted=contact < chance + 0.35,
                asked=contact < chance + 0.35 and asked < chance + 0.25,
                followed_up=asked < chance * 0.8,
            )
            for body, contact, asked in grades
            for year, chance in zip(FOLLOWED_UP, chances, strict=True)
        )

    def _chance(self, year: int) -> float:
        """Share of kommuner that have come so far by the end of a year."""
        return 0.06 if year < self.start.year else 0.18 + 0.17 * (year - self.start.year)

    def _activities(self, count: int) -> None:
        tasks = [Task.KURS] * 5 + [Task.BISTAND] * 3 + [Task.FELLESAVTALER] * 4 + [Task.DIALOG] * 2
        tasks += [Task.INNKJOPSPOLITIKK] * 3 + [Task.MALER] * 2
        Activity.objects.bulk_create(self._activity(self.random.choice(tasks)) for _time in range(count))

    def _activity(self, task: Task) -> Activity:
        crowd = {Task.KURS: 24, Task.DIALOG: 30, Task.INNKJOPSPOLITIKK: 6}.get(task, 0)
        people = [int(self.random.triangular(0, crowd, crowd / 4)) for _group in range(4)]
        people[3] *= task == Task.DIALOG
        day = self.day()
        others = ("etikk", "universell", "regelverk")
        themes = ["miljo"] + [theme for theme in others if self.random.random() < 0.12]
        return Activity(
            region=self.region,
            task=task,
            title=self.words(self.random.choice(self.bank["activities"][task.value]))[:200],
            happened_on=day,
            recorded_at=dt.datetime.combine(day, dt.time(15), tzinfo=dt.UTC),
            audience=self.words(self.random.choice(self.bank["audiences"])),
            politikere=people[0],
            ledere=people[1],
            innkjopere=people[2] + (3 if crowd else 0),
            leverandorer=people[3],
            hours=self.random.choice([2, 3, 4, 7.5, 7.5, 15, 22.5]),
            themes=themes,
            recorded_by=self.user,
        )

    def _agreements(self, count: int, bodies: list[Virksomhet]) -> None:
        groups = list(ProductGroup.objects.all())
        for group in self.random.sample(groups, k=min(count, len(groups))):
            begins = self.day().replace(day=1)
            row = FrameworkAgreement.objects.create(
                region=self.region,
                title=group.name,
                supplier=f"{self.random.choice(self.bank['suppliers'])} AS",
                yearly_value=self.random.randint(4, 240) * 100_000,
                from_on=begins,
                to_on=begins + dt.timedelta(days=365 * self.random.choice([2, 3, 4]) - 1),
            )
            row.product_groups.add(group)
            criterion_use.use_criteria(row, group, self.user, self.random)
            row.participants.set(self.random.sample(bodies, k=min(len(bodies), self.random.randint(3, 9))))

    def _events(self, count: int) -> None:
        kinds = ["kurs"] * 6 + ["dialogkonferanse"] * 3 + ["seminar"] * 2
        for position in range(count):
            kind = self.random.choice(kinds)
            title = self.words(self.random.choice(self.bank["events"][kind]))
            # One in six is still to come.
            day = TODAY + dt.timedelta(days=self.random.randint(3, 90)) if position % 6 == 0 else self.day()
            self._event(kind, title, day)

    def _event(self, kind: str, title: str, day: dt.date) -> None:
        begins = dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC)
        capacity = self.random.choice([12, 20, 24, 30, 40])
        event = Event.objects.create(
            region=self.region,
            kind=kind,
            title=title,
            description=self.bank["description"],
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=self.random.choice([3, 6])),
            place=self.random.choice(self.kommuner[:8]).name,
            capacity=capacity,
            closes_on=day - dt.timedelta(days=2),
            state="open",
        )
        _sign_up(event, self.random.randint(8, 26), self, held=day < TODAY)
        criterion_use.ask_suppliers(event, self.user, self.random, held=day < TODAY)
        if day < TODAY - dt.timedelta(days=40):
            event.activity = self._activity(event.task)
            event.activity.title, event.activity.happened_on = title, day
            event.activity.recorded_at = event.ends_at + dt.timedelta(days=1)
            event.activity.save()
            event.save(update_fields=["activity"])

    def _requests(self, count: int, bodies: list[Virksomhet]) -> None:
        groups = list(ProductGroup.objects.all())
        for position in range(count):
            body, day = self.random.choice(bodies), self.day()
            subject, text = self.random.choice(self.bank["requests"])
            asked = dt.datetime(day.year, day.month, day.day, 9, 30, tzinfo=dt.UTC)
            goods = self.random.choice(self.bank["goods"])
            number = self.random.randint(10, 40)
            request = AssistanceRequest(
                region=self.region,
                virksomhet=body,
                organisation=body.name,
                kommune=body.kommune,
                asker_name=self.name(),
                asker_email=f"post{position}@{self.region.slug}.example",
                subject=subject.format(v=goods)[:160],
                text=text.format(v=goods, n=number),
                product_group=self.random.choice(groups),
                needed_by=day + dt.timedelta(days=self.random.randint(10, 40)),
                created_at=asked,
            )
            self._answer(request, asked, open_now=(TODAY - day).days < 45)

    def _answer(self, request: AssistanceRequest, asked: dt.datetime, *, open_now: bool) -> None:
        last = dt.datetime(2011, 2, 14, 13, tzinfo=dt.UTC)
        answered = min(asked + dt.timedelta(days=self.random.randint(0, 6), hours=3), last)
        waits = open_now and self.random.random() < 0.5
        if not waits:
            request.state, request.handler = RequestState.ACTIVE, self.user
        if not open_now:
            ended = answered + dt.timedelta(days=self.random.randint(1, 20))
            ended = min(ended, last)
            request.state, request.outcome = RequestState.CLOSED, self.random.choice(self.bank["outcomes"])
            request.closed_at, request.closed_by = ended, self.user
            request.activity = Activity.objects.create(
                region=self.region,
                task=Task.BISTAND,
                title=request.subject,
                happened_on=ended.date(),
                audience=request.organisation,
                hours=self.random.choice([1, 2, 3.5, 5]),
                themes=["miljo"],
                notes=request.outcome,
                recorded_at=ended,
                recorded_by=self.user,
            )
            if request.product_group and self.random.random() < PUT_TO_USE:
                criterion_use.use_criteria(request.activity, request.product_group, self.user, self.random)
        request.save()
        if not waits:
            RequestMessage.objects.create(
                request=request,
                author=self.user.name,
                text=self.random.choice(self.bank["answers"]),
                written_at=answered,
            )


def _sign_up(event: Event, count: int, county: _County, *, held: bool) -> None:
    groups = ["innkjoper"] * 6 + ["leder"] * 3 + ["politiker"] * 2
    groups += ["leverandor"] * (8 if event.kind == "dialogkonferanse" else 1)
    room = event.capacity or count
    before = event.starts_at - dt.timedelta(days=30)
    Registration.objects.bulk_create(
        Registration(
            event=event,
            name=county.name(),
            email=f"deltaker{number}.{event.pk}@{county.region.slug}.example",
            organisation=f"{county.random.choice(county.kommuner[:10]).name} kommune",
            group=county.random.choice(groups),
            state="confirmed" if number < room else "waiting",
            attended=held and number < room and county.random.random() < 0.88,
            registered_at=before + dt.timedelta(hours=number * 5),
        )
        for number in range(count)
    )


def _org_numbers() -> Iterator[str]:
    """Made-up numbers with a right check digit. Real ones begin with 8 or 9, these with 1."""
    for number in range(10_000_001, 19_999_999, 37):
        digits = str(number)
        rest = -sum(int(d) * w for d, w in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        if rest < 10:
            yield f"{digits}{rest}"

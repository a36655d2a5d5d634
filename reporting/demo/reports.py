"""A made-up past for the demo: people, answers and hand-overs, through the same operations as people use.

The same seed gives the same content. Source of the sentences: `reporting/demo/data/reports.yaml`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from counties.models import Kommune, Region
from portal import clock
from portal.access import Role
from portal.models import Notification, OutgoingMail, User
from portal.operations import addresses, roles
from reporting.answers import is_shown, reason_key
from reporting.demo import county, criteria, explained, invited, national, reminded
from reporting.figures import Figures, of_reports
from reporting.models import AnnualReport, Question, ReportingRound, Section
from reporting.models.templates import Kind
from reporting.operations import reports, signing, writing
from reporting.overview.operations import facts
from reporting.structure import sections_of

TEXTS = Path(__file__).parent / "data" / "reports.yaml"
PASSWORD = "innkjop-2011"  # noqa: S105 - printed on the demo's log-in page
SEED = 2011
FIRST = (
    "Anne Berit Dag Eirik Frode Gro Hanne Inger Jon Knut Liv Marit Nils Odd Pål Randi Stein Tone Ulf".split()
)
LAST = (
    "Aasland Brekkhus Dalseng Eidsmo Fjeldvang Granlie Haugsbakk Isdalen Kvernmo Lundemo Myrhaug Nesbakken "
    "Opdalen Ravnåsen Solbrekken Tangvik Utheim Vassbotn Ødemark Åsheim"
).split()
NAMED = {"koordinator.hedmark": "Kari Nordlie", "fylkesmann.hedmark": "Ola Brenden"}
NATIONAL = {
    Role.DIFI: "Siv Holtedal",
    Role.DEPARTEMENT: "Tor Vangslund",
    Role.KS: "Kim Solheimdal",
    Role.PANEL: "Mette Kjølstad",
    Role.INNKJOPER: "Jan Ekremsæter",
}
REGIONAL = (Role.KOORDINATOR, Role.FYLKESMANN, Role.KNUTEPUNKT, Role.STYRINGSGRUPPE)

# The round of 2010, two weeks before it is due: region's number → how far, or share of the sections written.
STAGES_2010: dict[str, str | float] = {
    "01": 0.5,
    "02": 0.0,
    "03": "delivered",
    "04": 0.85,
    "05": "published",
    "06": "awaiting_signature",
    "07": "awaiting_signature",
    "08": "in_review",
    "09": "sent_back",
    "11": "delivered",
    "12": "in_review",
    "14": 0.7,
    "15": "approved",
    "16": "approved",
    "17": "reopened",
    "18": "returned",
    "19": "delivered",
    "20": 0.25,
}


@dataclass(frozen=True)
class Cast:
    """The people of one region."""

    koordinator: User
    fylkesmann: User
    difi: User


@transaction.atomic
def load() -> str:
    """Everything or nothing; returns a line saying what there is. Needs `load_programme` first and no users."""
    administrator = roles.first_administrator(
        email="administrator@demo.example", name="Bente Ljosland", password=PASSWORD
    )
    with clock.at(_moment(2008, 8, 15)):
        people = _people(administrator)
    work = county.load(people)
    criteria.live(people)
    for round_ in ReportingRound.objects.select_related("template").order_by("year"):
        reports.open_round(round_=round_)
        _write_round(round_, people)
        national.publish(round_, people["difi"])
    explained.register_late(by=people["knutepunkt.hedmark"])
    reminded.load(people)
    invited.load(people, administrator)
    facts.count()
    OutgoingMail.objects.update(sent_at=clock.now())  # nobody made up gets mail about the past
    Notification.objects.filter(created_at__lt=_moment(2011, 1, 1)).update(read_at=clock.now())
    return f"{User.objects.count()} personer, {AnnualReport.objects.count()} rapporter, {work}"


def _people(administrator: User) -> dict[str, User]:
    """Accounts by the part of the address before the @; all share one password hash, since all share the password."""
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    random.Random(SEED).shuffle(names)
    hashed = make_password(PASSWORD)
    people = {}
    wanted: list[tuple[str, str, Role, int | None]]
    wanted = [(role.value, name, role, None) for role, name in NATIONAL.items()]
    for region in Region.objects.order_by("number"):
        for role in REGIONAL:
            account = f"{role.value}.{region.slug}"
            wanted.append((account, NAMED.get(account, names.pop()), role, region.pk))
    for account, name, role, region_id in wanted:
        user = User.objects.create(
            email=f"{account}@demo.example", name=name, title=str(role.label), password=hashed
        )
        addresses.vouch(user=user)
        roles.grant(user=user, role=role, region_id=region_id, by=administrator, reason="Demo")
        people[account] = user
    return people


def _write_round(round_: ReportingRound, people: dict[str, User]) -> None:
    sections = sections_of([round_.template_id])[round_.template_id]
    for report in AnnualReport.objects.filter(round=round_).select_related(
        "round__template", "region__pulje"
    ):
        region = report.region
        cast = Cast(people[f"koordinator.{region.slug}"], people[f"fylkesmann.{region.slug}"], people["difi"])
        stage = STAGES_2010[region.number] if round_.year == 2010 else "published"
        _Story(report, sections, cast).tell(stage)


class _Story:
    """One report's way from the first word to where it stands."""

    def __init__(self, report: AnnualReport, sections: list[Section], cast: Cast) -> None:
        self.report, self.sections, self.cast = report, sections, cast
        self.random = random.Random(f"{SEED}-{report.round.year}-{report.region.number}")
        self.day = report.round.opens_on + dt.timedelta(days=self.random.randint(18, 30))
        self.writer = _Writer(report, self.random, of_reports([report])[report.pk])

    def tell(self, stage: str | float) -> None:
        share = stage if isinstance(stage, float) else 1.0
        self._write(round(share * len(self.sections)))
        if isinstance(stage, float):
            self._leave_loose_ends(share)
            return
        explained.explain(self.report, at=self.moment, by=self.cast.koordinator)
        steps: dict[str, list[Callable[[], Any]]] = {
            "awaiting_signature": [self._submit],
            "sent_back": [self._submit, self._send_back],
            "delivered": [self._submit, self._sign],
            "in_review": [self._submit, self._sign, self._start],
            "returned": [self._submit, self._sign, self._start, self._return],
            "approved": [self._submit, self._sign, self._start, self._approve],
            "published": [self._submit, self._sign, self._start, self._approve, self._publish],
            "reopened": [self._submit, self._sign, self._start, self._approve, self._publish, self._reopen],
        }
        for step in steps[stage]:
            self._then(step)

    def _then(self, step: Callable[[], Any]) -> None:
        """The step, a day or three after the last, in working hours."""
        self.day += dt.timedelta(days=self.random.randint(1, 3))
        self.moment = _moment(self.day.year, self.day.month, self.day.day, self.random)
        with clock.at(self.moment):
            step()
        self.report.refresh_from_db()

    def _write(self, count: int) -> None:
        for section in self.sections[:count]:
            values = self.writer.answers(section)
            self._then(partial(self._save, section, values))

    def _save(self, section: Section, values: dict[str, Any]) -> None:
        saved = self.report.answers.filter(section=section).first()
        writing.save_section(
            report=self.report,
            section=section,
            values=values,
            version=saved.version if saved else 0,
            by=self.cast.koordinator,
        )

    def _leave_loose_ends(self, share: float) -> None:
        """A draft in the making has something missing and something wrong."""
        saved = self.report.answers.order_by("-section__number").first()
        if saved is None or share < 0.5:
            return
        values = dict(saved.values)
        values.pop(next(iter(values)))
        numbers = [q.key for s in self.sections for q in s.questions.all() if q.kind == Kind.PERCENT]
        for key in numbers[:1]:
            if key in values:
                values[key] = "ca. halvparten"
        self._then(lambda: self._save(saved.section, values))

    def _submit(self) -> None:
        reports.submit(report=self.report, by=self.cast.koordinator)

    def _sign(self) -> None:
        signing.sign(report=self.report, by=self.cast.fylkesmann)

    def _start(self) -> None:
        reports.start_review(report=self.report, by=self.cast.difi)

    def _approve(self) -> None:
        reports.approve(report=self.report, by=self.cast.difi)

    def _publish(self) -> None:
        reports.publish(report=self.report, by=self.cast.difi)

    def _send_back(self) -> None:
        comment = "Tallene for kommunene må stemme med det vi meldte til KS i januar. Se også på økonomien."
        reports.send_back(report=self.report, by=self.cast.fylkesmann, comment=comment)

    def _return(self) -> None:
        reports.return_to_region(
            report=self.report,
            by=self.cast.difi,
            comment="Takk for en grundig rapport. To kapitler må utdypes før vi kan godkjenne den.",
            section_comments={
                "stat": "Andelen er høyere enn i fjor. Hvilke virksomheter er kommet til?",
                "okonomi": "Forbruket er større enn tilskuddene. Hva er differansen dekket av?",
            },
        )

    def _reopen(self) -> None:
        comment = "Fylket har oppdaget feil i tallene for fellesavtaler og ber om å få rette dem."
        reports.reopen(report=self.report, by=self.cast.difi, comment=comment)


class _Writer:
    """Plausible answers for one report."""

    def __init__(self, report: AnnualReport, source: random.Random, figures: Figures) -> None:
        self.random = source
        self.figures = figures
        self.year = report.round.year
        self.region = report.region
        self.age = self.year - report.region.pulje.starts_on.year  # 0 in the first, short year
        self.places = list(
            Kommune.objects.filter(fylke__region=report.region)
            .order_by("-population")
            .values_list("name", flat=True)
        )[:12] or [report.region.name]
        self.bank = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))

    def answers(self, section: Section) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for question in section.questions.all():
            if not is_shown(question, values, self.figures):
                continue
            counted = self.figures.get(question.computed)
            if counted is None:
                values[question.key] = self._answer(question, values)
            elif question.computed.startswith("akt_") and self.random.random() < 0.06:
                values[question.key] = str(int(str(counted)) + self.random.randint(1, 3))
                values[reason_key(question)] = "Noen aktiviteter er holdt uten å bli registrert i portalen."
        values |= explained.left_over(section, values, self.figures)
        return {key: value for key, value in values.items() if value}

    def _answer(self, question: Question, values: dict[str, Any]) -> Any:  # noqa: PLR0911 - one per kind
        match question.kind:
            case Kind.TEXT:
                return self._text(question.key)
            case Kind.YESNO:
                return self._yesno(question.key)
            case Kind.CHOICE:
                keys = [key for key, _label in question.options]
                return self.random.choice(keys[: max(2, len(keys) - 1)])
            case Kind.CHOICES if question.key == "styringsgruppe_sektorer":
                keys = [key for key, _label in question.options]
                return keys[: self.random.randint(3, 5)]
            case Kind.CHOICES:
                keys = [key for key, _label in question.options if key != "ingen"]
                return sorted(
                    self.random.sample(keys, k=min(len(keys), self.random.randint(2, 4))), key=keys.index
                )
            case Kind.PERCENT:
                return str(min(100, self.random.randint(8, 30) + 18 * self.age))
            case Kind.NOK:
                return self._kroner(question.key)
            case _:
                return self._number(question, values)

    def _yesno(self, key: str) -> str:
        if key in ("styringsgruppe_oppnevnt", "har_knutepunkt"):
            return "ja"
        return self.random.choice(["ja", "nei"])

    def _number(self, question: Question, values: dict[str, Any]) -> str:
        if question.key == "avtaler_med_kriterier":
            return str(self.random.randint(1, int(values["avtaler_nye"])))
        if question.decimals:
            return self.random.choice(["0,5", "0,75", "1", "1,2", "1,5"])
        typical = {"deltakere": 38, "aktiviteter": 5, "medlemmer": 9, "møter": 4, "avtaler": 4}
        middle = typical.get(question.unit, 6) * (1 + self.age)
        number = self.random.randint(max(1, middle // 2), middle + middle // 2)
        return str(min(number, int(question.maximum or number)))

    def _kroner(self, key: str) -> str:
        if key in explained.LEFT_OVER:
            return "0"
        typical = {
            "tilskudd_knutepunkt": 600,
            "tilskudd_styringsgruppe": 80,
            "kompensasjon_fylkesmann": 120,
            "tillegg_fylkeskommune": 150,
            "brukt_samlet": 820,
            "avtaler_verdi": 9000,
        }
        thousands = typical.get(key, 40)
        amount = self.random.randint(thousands * 6, thousands * 13) // 10 * 1000
        return f"{amount:,}".replace(",", " ")

    def _text(self, key: str) -> str:
        sentences = self.bank[key]
        chosen = self.random.sample(sentences, k=min(len(sentences), self.random.randint(3, 4)))
        goods = self.random.sample(self.bank["varer"], k=2)
        near = self.random.sample(self.places, k=min(3, len(self.places)))
        words = {
            "f": self.region.name,
            "k1": near[0],
            "k2": near[1 % len(near)],
            "k3": near[2 % len(near)],
            "n": self.random.randint(6, 38),
            "vare": goods[0],
            "vare2": goods[1],
            "ar": self.year,
            "neste": self.year + 1,
        }
        written = [sentence.format(**words) for sentence in chosen]
        written = [sentence[0].upper() + sentence[1:] for sentence in written]
        half = (len(written) + 1) // 2
        return "\n\n".join(" ".join(part) for part in (written[:half], written[half:]) if part)


def _moment(year: int, month: int, day: int, source: random.Random | None = None) -> dt.datetime:
    hour, minute = (source.randint(8, 15), source.randint(0, 59)) if source else (12, 0)
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)

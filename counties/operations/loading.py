"""Loading the geography and the programme's plan from the files beside this app; may be run again."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.text import slugify

from counties.models import Fylke, Fylkesmann, Kommune, Milestone, Pulje, Region

DATA = Path(__file__).parent.parent / "data"
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


@dataclass(frozen=True)
class LoadedPlaces:
    """How many of each the database holds after loading."""

    fylker: int
    kommuner: int
    fylkesmenn: int
    puljer: int
    regions: int
    milestones: int


@transaction.atomic
def load_geography() -> LoadedPlaces:
    """Puljer, regions, fylker, fylkesmann offices, kommuner and milestones. Source: counties/data/README.md."""
    programme = yaml.safe_load((DATA / "programme.yaml").read_text(encoding="utf-8"))
    _load_puljer(programme["puljer"])
    shared = {number: region for region in programme["shared_regions"] for number in region["fylker"]}
    for row in _rows("fylker.csv"):
        _load_fylke(row, shared.get(row["nummer"]))
    _load_kommuner()
    return LoadedPlaces(
        fylker=Fylke.objects.count(),
        kommuner=Kommune.objects.count(),
        fylkesmenn=Fylkesmann.objects.count(),
        puljer=Pulje.objects.count(),
        regions=Region.objects.count(),
        milestones=Milestone.objects.count(),
    )


def slug_of(name: str) -> str:
    """ASCII, as in addresses: "Sør-Trøndelag" → "sor-trondelag"."""
    return slugify(name.translate(LETTERS))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_puljer(puljer: list[dict[str, Any]]) -> None:
    for plan in puljer:
        pulje, _new = Pulje.objects.update_or_create(
            number=plan["number"], defaults={"starts_on": plan["starts_on"], "ends_on": plan["ends_on"]}
        )
        keys = [milestone["key"] for milestone in plan["milestones"]]
        pulje.milestones.exclude(key__in=keys).filter(reached=None).delete()
        for milestone in plan["milestones"]:
            # DIFI may have moved a date since: what is there is left as it is.
            Milestone.objects.get_or_create(
                pulje=pulje,
                key=milestone["key"],
                defaults={
                    "title": milestone["title"],
                    "planned_from": milestone["planned_from"],
                    "planned_to": milestone["planned_to"],
                },
            )


def _load_fylke(row: dict[str, str], shared: dict[str, str] | None) -> None:
    pulje = Pulje.objects.get(number=row["pulje"])
    number = min(shared["fylker"]) if shared else row["nummer"]
    name = shared["name"] if shared else row["navn"]
    region, _new = Region.objects.update_or_create(
        number=number, defaults={"name": name, "slug": slug_of(name), "pulje": pulje}
    )
    fylkesmann, _new_office = Fylkesmann.objects.get_or_create(name=row["fylkesmann"])
    Fylke.objects.update_or_create(
        number=row["nummer"],
        defaults={
            "name": row["navn"],
            "slug": slug_of(row["navn"]),
            "region": region,
            "fylkesmann": fylkesmann,
        },
    )


def _load_kommuner() -> None:
    fylker = {fylke.number: fylke for fylke in Fylke.objects.all()}
    Kommune.objects.bulk_create(
        [
            Kommune(
                number=row["kommunenummer"],
                name=row["navn"],
                name_in_full=row["navn_entydig"],
                parallel_name=row["navn_parallelt"],
                fylke=fylker[row["fylkenummer"]],
                population=int(row["folketall_2009"]),
                population_source=row["kilde_folketall"],
            )
            for row in _rows("kommuner.csv")
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "name_in_full", "parallel_name", "fylke", "population", "population_source"],
    )

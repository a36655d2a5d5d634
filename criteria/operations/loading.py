"""Loading product areas, labels and the starter set of criteria; may be run again."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from criteria.models import CriteriaSet, Criterion, Label, ProductArea, ProductGroup, Synonym
from criteria.models.catalogue import Purchase
from criteria.operations.writing import add_criterion
from criteria.search import key_of
from criteria.words import learn_words
from criteria.workflow import EditionState
from portal.history import because

DATA = Path(__file__).parent.parent / "data"
PUBLISHED = dt.date(2010, 3, 1)  # an invented day: the starter set says only "2010-1"
REVISED_WITHIN = dt.date(2011, 9, 1)


@dataclass(frozen=True)
class LoadedCatalogue:
    """How many the database holds."""

    areas: int
    labels: int
    criteria: int


@transaction.atomic
def load_catalogue() -> LoadedCatalogue:
    """The six areas of the programme document, labels, and an edition of example criteria per group."""
    load_product_areas()
    _load_labels()
    _load_starter_set()
    _load_synonyms()
    learn_words()
    return LoadedCatalogue(ProductArea.objects.count(), Label.objects.count(), Criterion.objects.count())


def load_product_areas() -> None:
    for row in yaml.safe_load((DATA / "product_areas.yaml").read_text(encoding="utf-8")):
        groups = row.pop("groups")
        area, _new = ProductArea.objects.update_or_create(number=row.pop("number"), defaults=row)
        for position, (key, details) in enumerate(groups.items(), start=1):
            name, purchase = details if isinstance(details, list) else (details, Purchase.GOODS)
            ProductGroup.objects.update_or_create(
                key=key,
                defaults={"area": area, "position": position, "name": name, "purchase": purchase},
            )


def _load_labels() -> None:
    areas = {str(area.number): area for area in ProductArea.objects.all()}
    with (DATA / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            details = {name: row[name] for name in ("name", "kind", "description")}
            label, _new = Label.objects.update_or_create(key=row["key"], defaults=details)
            label.areas.set(areas[number] for number in row["product_areas"].split(";") if number)


def _load_starter_set() -> None:
    """A group that already has an edition of its own keeps it."""
    content = yaml.safe_load((DATA / "criteria.yaml").read_text(encoding="utf-8"))
    for row in [group for area in content["product_areas"] for group in area["product_groups"]]:
        group = ProductGroup.objects.get(key=row["key"])
        if not group.editions.exists():
            with because(_("Lest inn med programmet"), None):
                _load_edition(group, content["versjon"], row["criteria"])


def _load_synonyms() -> None:
    """Once: from then on the list is the panel's."""
    if Synonym.objects.exists():
        return
    with (
        (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file,
        because(_("Lest inn med programmet"), None),
    ):
        for row in csv.DictReader(file, delimiter=";"):
            Synonym.objects.create(**row, key=key_of(row["typed"]))


def _load_edition(group: ProductGroup, number: str, rows: list[dict[str, Any]]) -> None:
    edition = CriteriaSet.objects.create(group=group, number=number, example=True)
    for row in rows:
        labels = row.pop("labels")
        themes = row.pop("environmental_themes")
        add_criterion(edition=edition, details=row | {"themes": themes}, labels=labels)
    edition.state, edition.published_on = EditionState.PUBLISHED, PUBLISHED
    edition.next_revision_on = REVISED_WITHIN
    edition.save(update_fields=["state", "published_on", "next_revision_on"])
